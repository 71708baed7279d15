// When to wake, when to speak, when to be silent.

let touching = false;
let pressed = { x: 0, y: 0 };

// Before `straighten` sends the event on with another position.
window.addEventListener("pointerdown", (event) => {
  if (event.isTrusted) pressed = { x: event.clientX, y: event.clientY };
}, true);

function go(address, event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) window.open(address, "_blank", "noopener");
  else window.location.assign(address);
}

function listen(live, figure) {
  const { tip } = figure;
  live.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const mark = markOf(event.target);
    if (mark) tip.show(mark); else tip.hideSoon();
  });
  live.addEventListener("pointerleave", (event) => { if (event.pointerType !== "touch") tip.hideSoon(); });
  live.addEventListener("focusin", (event) => {
    const mark = markOf(event.target);
    if (mark && !touching) tip.show(mark);
  });
  live.addEventListener("focusout", () => { if (!touching) tip.hideSoon(); });
  live.addEventListener("click", (event) => {
    const mark = markOf(event.target);
    if (!mark) return;
    // Vega would follow the link too.
    event.stopPropagation();
    // The end of a brush is no click.
    if (event.detail && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > 6) return;
    if (touching) tip.show(mark, true); else go(addressOf(mark), event);
  }, true);
  live.addEventListener("keydown", (event) => {
    const mark = markOf(event.target);
    if (!mark) return;
    const all = figure.all();
    const at = all.indexOf(mark);
    const steps = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
    if (event.key === "Enter") go(addressOf(mark), event);
    else if (event.key in steps) all[Math.max(0, Math.min(all.length - 1, steps[event.key]))].focus();
    else return;
    event.preventDefault();
  });
}

const pictureOf = (target) => target.closest && target.closest(".picture[data-script]");

for (const type of ["pointerover", "focusin", "pointerdown"]) {
  document.addEventListener(type, (event) => {
    if (type === "pointerdown") {
      touching = event.pointerType === "touch";
      if (openTip && !openTip.element.contains(event.target) && !markOf(event.target)) openTip.hide();
    }
    // Passing over with a finger that scrolls is not a touch of the figure.
    if (event.pointerType === "touch" && type === "pointerover") return;
    const picture = pictureOf(event.target);
    if (picture) awaken(picture);
  }, { capture: true, passive: true });
}

document.addEventListener("keydown", (event) => {
  touching = false;
  if (event.key === "Escape" && openTip) openTip.hide();
}, true);

// The first tap on a mark of the picture says what it is; the link in the tooltip leads on.
document.addEventListener("click", async (event) => {
  const link = event.target.closest && event.target.closest(".still a[href]");
  const picture = link && pictureOf(link);
  if (!picture || !touching) return;
  event.preventDefault();
  const figure = await awaken(picture);
  const mark = figure && figure.first(link.getAttribute("href"));
  if (mark) figure.tip.show(mark, true); else window.location.assign(link.href);
});

// Tables are part of the figure: printed open.
let closed = [];
window.addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("details.figure-table:not([open])")];
  for (const table of closed) table.open = true;
});
window.addEventListener("afterprint", () => { for (const table of closed) table.open = false; });
