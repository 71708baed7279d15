// Brings a figure's picture alive when a reader touches it, and stays out of the way until then.
//
// The picture in the page is finished. On the first pointer, focus or touch the chart runtime is loaded once, and the
// figure's compiled specification as a script of its own (so that it works from file:// too). The live view then takes
// the picture's place at the same size. Whatever fails, the picture stays.

const own = document.currentScript;
const runtimeAddress = new URL(own.dataset.runtime || "runtime.js", own.src).href;
const loads = new Map();
const arrivals = new Map();
const waking = new WeakMap();

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

// Gives the live figure, or null when there is none to be had.
function awaken(picture) {
  if (!waking.has(picture)) {
    waking.set(picture, wake(picture).catch(() => { waking.delete(picture); return null; }));
  }
  return waking.get(picture);
}

async function wake(picture) {
  const still = picture.querySelector(".still");
  const id = picture.closest("figure").dataset.figure;
  const page = picture.classList.contains("wide") ? "wide" : "narrow";
  const spec = new URL(picture.dataset.script, document.baseURI).href;
  await Promise.all([load(runtimeAddress), load(spec), fontsOf(still)]);
  const content = arrivals.get(`${id}/${page}`);
  const live = document.createElement("div");
  live.className = "live";
  live.hidden = true;
  still.after(live);
  try {
    const { View, parse, expressionInterpreter } = window.explainerVega;
    const view = new View(parse(content.spec, null, { ast: true }), {
      expr: expressionInterpreter, renderer: "svg", hover: true, logLevel: 0, tooltip: () => {},
    });
    await view.initialize(live).runAsync();
    const figure = adopt(picture, still, live, content.marks);
    Object.assign(figure, { view, refs: content.refs });
    const focused = still.contains(document.activeElement) && document.activeElement;
    still.hidden = true;
    live.hidden = false;
    if (focused) figure.find(focused.getAttribute("href"), focused.getAttribute("aria-label"))?.focus({ preventScroll: true });
    if (content.brush) {
      straighten(live);
      makeRange(picture, view, content.brush);
    }
    const box = picture.parentElement.querySelector(".choose");
    if (box && "touched" in box.dataset) await window.explainerFigures.choose(box, figure);
    return figure;
  } catch (error) {
    live.remove();
    still.hidden = false;
    throw error;
  }
}

// Text is measured when the view is made: with the fonts of the picture, or labels would move.
function fontsOf(still) {
  const family = getComputedStyle(still.querySelector("svg")).fontFamily;
  const wanted = ["13px", "600 13px", "italic 13px"].map((style) => document.fonts.load(`${style} ${family}`));
  return Promise.allSettled(wanted);
}
