// Brings a chart alive that has something to move, when a reader touches it. Whatever fails, the picture stays.
//
// Vega is loaded once, the figure's compiled specification as a script of its own.

const waking = new WeakMap();

async function wake(picture) {
  const still = picture.querySelector("svg");
  const name = `${picture.closest("figure").dataset.figure}/${picture.classList.contains("wide") ? "wide" : "narrow"}`;
  // Text is measured when the view is made: with the fonts of the picture, or labels would move.
  const fonts = ["13px", "600 13px", "italic 13px"].map((style) => document.fonts.load(`${style} ${getComputedStyle(still).fontFamily}`));
  await Promise.all([
    load(new URL(own.dataset.runtime, own.src).href), load(new URL(picture.dataset.live, document.baseURI).href), Promise.allSettled(fonts),
  ]);
  const live = document.createElement("div");
  live.className = "live";
  live.hidden = true;
  picture.append(live);
  try {
    const { View, parse, expressionInterpreter } = window.explainerVega;
    const view = new View(parse(arrivals.get(name).spec, null, { ast: true }), { expr: expressionInterpreter, renderer: "svg", hover: true, logLevel: 0 });
    await view.initialize(live).runAsync();
    adopt(live.querySelector("svg"), still);
    for (const name of ["role", "aria-label", "aria-roledescription", "tabindex"]) live.removeAttribute(name);
    const focused = still.contains(document.activeElement) && addressOf(document.activeElement);
    still.remove();
    live.hidden = false;
    if (focused) marksOf(picture.closest("figure")).find((mark) => addressOf(mark) === focused)?.focus({ preventScroll: true });
  } catch (error) {
    live.remove();
    throw error;
  }
}

// The live view behaves like the picture: same name, same links in the same order.
function adopt(svg, still) {
  for (const name of ["role", "aria-labelledby", "aria-describedby"]) svg.setAttribute(name, still.getAttribute(name) || "");
  svg.prepend(...still.querySelectorAll(":scope > :is(title, desc)"));
  const known = new Set([...still.querySelectorAll("a[aria-label]")].map((link) => `${addressOf(link)} ${link.getAttribute("aria-label")}`));
  function link() {
    const seen = new Set();
    for (const shape of svg.querySelectorAll("*")) {
      if (shape.hasAttribute("aria-roledescription")) {
        shape.removeAttribute("aria-roledescription");
        if (!shape.hasAttribute("aria-label")) shape.removeAttribute("role");
      }
      const address = !Array.isArray(shape.__data__) && shape.__data__?.href;
      if (!address) continue;
      shape.classList.add("mark");
      const name = `${address} ${shape.getAttribute("aria-label")}`;
      const first = known.has(name) && !seen.has(name);
      seen.add(name);
      for (const [attribute, value] of first ? [["role", "link"], ["tabindex", "0"]] : [["aria-hidden", "true"]]) shape.setAttribute(attribute, value);
    }
  }
  link();
  // A selection may make Vega draw shapes anew.
  new MutationObserver(link).observe(svg, { childList: true, subtree: true });
}

for (const type of ["pointerover", "focusin", "pointerdown"]) {
  document.addEventListener(type, (event) => {
    const picture = event.target.closest?.(".picture[data-live]");
    // Passing over with a finger that scrolls is no touch of the figure.
    if (!picture || waking.has(picture) || (event.pointerType === "touch" && type === "pointerover")) return;
    waking.set(picture, wake(picture).catch(() => waking.delete(picture)));
  }, { capture: true, passive: true });
}
