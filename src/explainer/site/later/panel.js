// The panel "Change this chart": the chart's specification, a picture that follows it, and what is wrong with it.

const home = document.currentScript.src;
const wait = 350;
const texts = new Map();
let dialog = null;

function piece(tag, className, words) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = words;
  return element;
}

function button(words, act) {
  const made = piece("button", "", words);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

// Copied and downloaded charts go where no style sheet of ours is: they take the colours along.
const coloured = (text) => text.replace(/var\((--chart-[a-z0-9]+)\)/g, (found, name) => colours[name] || found);

function build(id, title, content, page) {
  const key = `${id}/${page}`;
  const first = window.explainerCompile.write(content.spec, { maxLength: 100, indent: 1 });
  const made = piece("dialog", "change-panel", "");
  const heading = piece("h2", "", "Change this chart");
  heading.id = "change-heading";
  made.setAttribute("aria-labelledby", heading.id);
  const head = piece("div", "change-head", "");
  head.append(heading, button("Close", () => made.close()));
  const picture = piece("div", "change-picture", "");
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", "What the specification draws");
  const asked = piece("div", "change-inputs", "");
  const label = piece("label", "", "Specification in Vega-Lite");
  const field = piece("textarea", "", "");
  Object.assign(field, { id: "change-text", spellcheck: false, wrap: "off", value: texts.get(key) ?? first });
  for (const name of ["autocapitalize", "autocomplete", "autocorrect"]) field.setAttribute(name, "off");
  label.htmlFor = field.id;
  const hint = piece("p", "change-hint", "The picture follows what you type. Tab leaves the field; Escape closes the panel, and your text stays until you leave the page. Nothing you write here is sent or kept anywhere.");
  hint.id = "change-hint";
  const said = piece("p", "change-said", "");
  said.id = "change-said";
  said.setAttribute("role", "status");
  field.setAttribute("aria-describedby", `${hint.id} ${said.id}`);
  const show = button("Show the place", () => { field.focus(); field.setSelectionRange(show.at, show.at + Math.max(1, show.length)); });
  show.hidden = true;

  let drawn = null;
  let turn = 0;
  let timer = 0;
  let before = "";

  // Said again only when it has changed, or a screen reader would repeat it with every letter.
  function say(words, fault = null) {
    if (said.textContent !== words) said.textContent = words;
    made.classList.toggle("wrong", Boolean(fault));
    if (fault) field.setAttribute("aria-invalid", "true"); else field.removeAttribute("aria-invalid");
    show.hidden = !(fault && fault.at >= 0);
    Object.assign(show, { at: fault?.at, length: fault?.length });
  }

  async function redraw() {
    clearTimeout(timer);
    const mine = ++turn;
    try {
      const next = await draw(picture, field.value, content.links);
      if (mine !== turn || !made.isConnected) { next.view.finalize(); next.room.remove(); return; }
      drawn?.view.finalize();
      drawn?.room.remove();
      drawn = next;
      asked.replaceChildren(...next.binds.map((bind) => inputFor(next.view, bind)).filter(Boolean));
      const remark = next.remarks.length ? `Drawn, with a remark: ${next.remarks.join(" ")}` : "";
      say(remark || (field.value === first ? "Drawn as on the page." : "Drawn as changed."));
    } catch (error) {
      if (mine === turn) say(`${plainly(error, "Vega")}${drawn ? " The picture is the last one that worked." : ""}`, error);
    }
  }

  function write(words) {
    field.value = words;
    texts.set(key, words);
    redraw();
  }

  const reset = button("Reset", () => {
    const back = before && field.value === first;
    const kept = field.value;
    write(back ? before : first);
    before = back ? "" : kept;
    reset.textContent = before ? "Undo reset" : "Reset";
  });
  const copy = button("Copy", async () => {
    const words = coloured(field.value);
    let done = true;
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      // Where a page may not reach the clipboard, what is selected may still be copied.
      field.select();
      done = document.execCommand("copy");
    }
    say(done ? "Copied, with the colours of the light page." : "The browser did not let it be copied; select the text and copy it.");
  });
  const take = button("Download", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([coloured(field.value)], { type: "application/json" }));
    link.download = `${id}-changed.vl.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    say(`Saved as ${link.download}, with the colours of the light page.`);
  });

  field.addEventListener("input", () => {
    texts.set(key, field.value);
    if (before) { before = ""; reset.textContent = "Reset"; }
    clearTimeout(timer);
    timer = setTimeout(redraw, wait);
  });
  // A link that was refused is refused when it is pressed, long after the drawing.
  picture.addEventListener("refused", () => { if (drawn) say(`Drawn, with a remark: ${drawn.remarks.join(" ")}`); });
  made.addEventListener("close", () => {
    turn += 1;
    clearTimeout(timer);
    drawn?.view.finalize();
    made.remove();
    dialog = null;
  });

  const left = piece("div", "change-left", "");
  // On a narrow page the picture scrolls in a part of the panel, so that the text stays near.
  left.setAttribute("role", "region");
  left.setAttribute("aria-label", "The picture");
  left.tabIndex = 0;
  left.append(picture, asked);
  const right = piece("div", "change-right", "");
  const row = piece("div", "change-do", "");
  row.append(reset, copy, take, show);
  right.append(label, field, said, row, hint);
  const body = piece("div", "change-body", "");
  body.append(left, right);
  made.append(head, piece("p", "change-title", title), body);
  return { made, redraw };
}

// Called by the page's own script when the button is pressed. `picture`: the drawing that is seen; `load` fetches a
// script once, `arrivals` holds what came.
window.explainerFigures.change = async (pressed, picture, load, arrivals) => {
  const figure = pressed.closest("figure");
  const address = new URL(picture.dataset.script.replace(/\.js\b/, ".vl.js"), document.baseURI).href;
  const id = figure.dataset.figure;
  const page = picture.classList.contains("wide") ? "wide" : "narrow";
  const family = getComputedStyle(picture.querySelector("svg")).fontFamily;
  const fonts = ["13px", "600 13px", "italic 13px"].map((style) => document.fonts.load(`${style} ${family}`));
  await Promise.all([load(new URL(compiler, home).href), load(address), dress(), Promise.allSettled(fonts)]);
  const heading = figure.querySelector("[id$='-heading']").cloneNode(true);
  heading.querySelector(".permalink")?.remove();
  const { made, redraw } = build(id, heading.textContent.trim(), arrivals.get(`${id}/${page}/spec`), page);
  dialog?.close();
  dialog = made;
  document.body.append(made);
  made.showModal();
  // Firefox and Safari give the focus back by themselves, Chromium too; a button that was taken away could not have it.
  made.addEventListener("close", () => pressed.focus());
  await redraw();
};

function dress() {
  if (document.querySelector("link[data-change]")) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: new URL(sheet, home).href, onload: resolve, onerror: reject });
    link.dataset.change = "";
    document.head.append(link);
  });
}
