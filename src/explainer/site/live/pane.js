// What a mark says, in a fixed place: its sentence, the quotation, who says it how firmly, and the way to its row.
//
// A picture is finished and its marks are links. This script lets them speak where a reader points: beside the picture or
// under it, on a telephone in a sheet that can be closed. What rows say comes as a script, so that it works from file:// too.

const loads = new Map();
const arrivals = new Map();
window.explainerFigures = { arrived: (name, content) => arrivals.set(name, content) };

function load(address) {
  if (!loads.has(address)) {
    loads.set(address, new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      // A reader whose connection failed may try again.
      script.onerror = () => { loads.delete(address); reject(new Error(address)); };
      document.head.append(script);
    }));
  }
  return loads.get(address);
}

const addressOf = (mark) => mark.getAttribute("href") || "";
const rowOf = (address) => address.slice(address.indexOf("#") + 1);
const marksOf = (figure) => [...figure.querySelectorAll(".picture a[href]")].filter((mark) => mark.getClientRects().length);
const markOf = (target) => target.closest?.(".picture a[href]");

let shown = null;
let touching = false;

function paneOf(figure) {
  let pane = figure.querySelector(".figure-pane");
  if (!pane) {
    pane = document.createElement("aside");
    pane.className = "figure-pane";
    pane.id = `${figure.id}-pane`;
    figure.querySelector(".stage").append(pane);
  }
  return pane;
}

function line(pane, tag, className, words) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = words;
  if (words) pane.append(element);
  return element;
}

async function show(mark) {
  const figure = mark.closest("figure");
  if (shown && shown.figure !== figure) hide();
  const address = addressOf(mark);
  const row = rowOf(address);
  const alike = marksOf(figure).filter((one) => rowOf(addressOf(one)) === row);
  const sentence = [mark, ...alike].map((one) => one.getAttribute("aria-label")).find(Boolean);
  shown = { figure, mark };
  for (const svg of figure.querySelectorAll(".picture svg")) svg.classList.add("pointing");
  for (const one of figure.querySelectorAll(".lit")) one.classList.remove("lit");
  for (const one of alike) one.classList.add("lit");
  const name = `${figure.dataset.figure}/marks`;
  await load(new URL(figure.dataset.marks, document.baseURI).href).catch(() => {});
  if (shown?.mark !== mark) return;
  const [says, by] = arrivals.get(name)?.[row] || ["", ""];
  const pane = paneOf(figure);
  pane.replaceChildren();
  line(pane, "p", "pane-sentence", sentence || "");
  line(pane, "p", "pane-says", says);
  line(pane, "p", "pane-by", by);
  line(pane, "a", "pane-link", "Open the row").href = address;
  const close = line(pane, "button", "pane-close", "Close");
  close.type = "button";
  close.addEventListener("click", hide);
  mark.setAttribute("aria-describedby", pane.id);
}

function hide() {
  if (!shown) return;
  shown.mark.removeAttribute("aria-describedby");
  for (const one of shown.figure.querySelectorAll(".pointing, .lit")) one.classList.remove("pointing", "lit");
  shown.figure.querySelector(".figure-pane")?.replaceChildren();
  shown = null;
}

document.addEventListener("pointerover", (event) => {
  const mark = event.pointerType !== "touch" && markOf(event.target);
  if (mark) show(mark);
});
document.addEventListener("pointerdown", (event) => {
  touching = event.pointerType === "touch";
  if (shown && !event.target.closest(".picture, .figure-pane")) hide();
}, true);
document.addEventListener("focusin", (event) => {
  const mark = markOf(event.target);
  if (mark && !touching) show(mark);
});
// The first tap says what a mark is; the link in the sheet leads on.
document.addEventListener("click", (event) => {
  const mark = markOf(event.target);
  if (!mark || !touching) return;
  event.preventDefault();
  event.stopPropagation();
  show(mark);
}, true);
document.addEventListener("keydown", (event) => {
  touching = false;
  if (event.key === "Escape") hide();
  const mark = markOf(event.target);
  if (!mark) return;
  const all = marksOf(mark.closest("figure")).filter((one) => one.tabIndex >= 0);
  const at = all.indexOf(mark);
  const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  all[Math.max(0, Math.min(all.length - 1, to))].focus();
});
