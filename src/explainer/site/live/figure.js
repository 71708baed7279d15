// Brings a figure's picture alive when a reader touches it, and stays out of the way until then.
//
// The picture in the page is finished. On the first pointer, focus or touch the chart runtime is loaded once, and the
// figure's compiled specification as a script of its own (so that it works from file:// too). The live view then takes
// the picture's place at the same size. Whatever fails, the picture stays.
(() => {
  "use strict";

  const own = document.currentScript;
  const runtimeAddress = new URL(own.dataset.runtime || "runtime.js", own.src).href;
  const loads = new Map();
  const arrivals = new Map();
  let touching = false;

  window.explainerFigures = { arrived: (name, content) => arrivals.set(name, content) };

  function load(address) {
    if (!loads.has(address)) {
      loads.set(address, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = address;
        script.onload = resolve;
        script.onerror = () => { loads.delete(address); reject(new Error(address)); };
        document.head.append(script);
      }));
    }
    return loads.get(address);
  }

  // --- from picture to live view ---------------------------------------------------------
  const waking = new WeakMap();

  function awaken(picture) {
    if (!waking.has(picture)) waking.set(picture, wake(picture).catch(() => null));
    return waking.get(picture);
  }

  async function wake(picture) {
    const still = picture.querySelector(".still");
    const live = document.createElement("div");
    live.className = "live";
    live.hidden = true;
    still.after(live);
    try {
      await Promise.all([load(runtimeAddress), load(new URL(picture.dataset.script, document.baseURI).href), fonts(still)]);
      const content = arrivals.get(`${picture.closest("figure").dataset.figure}/${picture.classList[1]}`);
      const { View, parse, expressionInterpreter } = window.explainerVega;
      const view = new View(parse(content.spec, null, { ast: true }), {
        expr: expressionInterpreter, renderer: "svg", hover: true, logLevel: 0, tooltip: () => {},
      });
      await view.initialize(live).runAsync();
      const figure = adopt(picture, still, live, view, content);
      const focused = still.contains(document.activeElement) ? document.activeElement : null;
      still.hidden = true;
      live.hidden = false;
      if (focused) figure.find(focused.getAttribute("href"), focused.getAttribute("aria-label"))?.focus({ preventScroll: true });
      return figure;
    } catch (error) {
      live.remove();
      throw error;
    }
  }

  // Text is measured when the view is made: with the fonts of the picture, or labels would move.
  function fonts(still) {
    const family = getComputedStyle(still.querySelector("svg")).fontFamily;
    return document.fonts ? Promise.allSettled([document.fonts.load(`13px ${family}`), document.fonts.load(`600 13px ${family}`)]) : null;
  }

  // --- the live view behaves like the picture: same name, same links, same order ---------------
  function adopt(picture, still, live, view, content) {
    const told = new Map(content.marks.map(([says, speaker, firmness, address]) => [address, { says, speaker, firmness }]));
    const svg = live.querySelector("svg");
    const drawn = still.querySelector("svg");
    for (const name of ["role", "aria-label", "aria-roledescription", "tabindex"]) live.removeAttribute(name);
    svg.setAttribute("role", "group");
    for (const name of ["aria-labelledby", "aria-describedby"]) svg.setAttribute(name, drawn.getAttribute(name));
    const isLink = new Set([...drawn.querySelectorAll("a[aria-label]")].map((a) => key(a.getAttribute("href"), a.getAttribute("aria-label"))));
    let marks = [];

    function name() {
      const seen = new Set();
      marks = [];
      for (const shape of svg.querySelectorAll("*")) {
        if (shape.hasAttribute("aria-roledescription")) {
          shape.removeAttribute("aria-roledescription");
          if (!shape.hasAttribute("aria-label")) shape.removeAttribute("role");
        }
        const address = addressOf(shape);
        if (!address) continue;
        const label = shape.getAttribute("aria-label");
        shape.classList.add("mark");
        if (isLink.has(key(address, label)) && !seen.has(key(address, label))) {
          seen.add(key(address, label));
          marks.push(shape);
          shape.setAttribute("role", "link");
          shape.setAttribute("tabindex", "0");
        } else {
          shape.setAttribute("aria-hidden", "true");
        }
      }
    }

    name();
    new MutationObserver(name).observe(svg, { childList: true, subtree: true });
    const tip = makeTip(picture, svg, told, () => marks);
    const find = (address, label) => marks.find((mark) => addressOf(mark) === address && mark.getAttribute("aria-label") === label);
    const first = (address) => marks.find((mark) => addressOf(mark) === address);
    listen(live, tip, () => marks);
    if (content.brush) { straighten(svg); makeRange(picture, view, content.brush); }
    return { find, first, tip };
  }

  const key = (address, label) => `${address} ${label}`;
  const addressOf = (shape) => (shape.__data__ && !Array.isArray(shape.__data__) && shape.__data__.href) || "";
  const markOf = (target) => { const shape = target.closest && target.closest(".mark"); return shape && addressOf(shape) ? shape : null; };

  // --- what a mark says: sentence, quotation, speaker, and the way to its row -------------------
  function makeTip(picture, svg, told, marks) {
    const tip = document.createElement("div");
    tip.className = "figure-tip";
    tip.id = `${svg.getAttribute("aria-labelledby")}-tip`;
    tip.setAttribute("role", "tooltip");
    tip.hidden = true;
    picture.append(tip);
    let timer = 0;

    function show(mark, pinned = false) {
      clearTimeout(timer);
      const address = addressOf(mark);
      const about = told.get(address) || {};
      const sentence = mark.getAttribute("aria-label") || marks().find((m) => addressOf(m) === address)?.getAttribute("aria-label") || "";
      tip.replaceChildren(piece("p", "tip-sentence", sentence));
      if (about.says) tip.append(piece("p", "tip-says", about.says));
      const by = [about.speaker, about.firmness].filter(Boolean).join(", ");
      if (by) tip.append(piece("p", "tip-by", by));
      if (pinned) {
        const link = piece("a", "tip-link", "Open the sentence");
        link.href = address;
        tip.append(link);
      }
      tip.hidden = false;
      for (const shape of svg.querySelectorAll(".mark")) shape.classList.toggle("lit", addressOf(shape) === address);
      svg.classList.add("pointing");
      mark.setAttribute("aria-describedby", tip.id);
      place(tip, mark, picture);
    }

    function hide() {
      clearTimeout(timer);
      if (tip.hidden) return;
      tip.hidden = true;
      svg.classList.remove("pointing");
      for (const mark of svg.querySelectorAll("[aria-describedby^=figure]")) if (mark !== svg) mark.removeAttribute("aria-describedby");
    }

    const hideSoon = () => { clearTimeout(timer); timer = setTimeout(hide, 200); };
    // A reader may move onto the tooltip to read or mark its words.
    tip.addEventListener("pointerenter", () => clearTimeout(timer));
    tip.addEventListener("pointerleave", hideSoon);
    return { show, hide, hideSoon, element: tip };
  }

  function piece(tag, className, words) {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = words;
    return element;
  }

  function place(tip, mark, picture) {
    const room = picture.getBoundingClientRect();
    const box = mark.getBoundingClientRect();
    const middle = box.left + Math.min(box.width, room.width) / 2 - room.left;
    tip.style.left = `${Math.max(0, Math.min(room.width - tip.offsetWidth, middle - tip.offsetWidth / 2))}px`;
    const above = box.top - room.top - tip.offsetHeight - 8;
    tip.style.top = `${box.top - tip.offsetHeight - 8 > 0 ? above : box.bottom - room.top + 8}px`;
  }

  function listen(live, tip, marks) {
    live.addEventListener("pointerover", (event) => {
      if (event.pointerType === "touch") return;
      const mark = markOf(event.target);
      if (mark) tip.show(mark); else tip.hideSoon();
    });
    live.addEventListener("pointerleave", tip.hideSoon);
    live.addEventListener("focusin", (event) => { const mark = markOf(event.target); if (mark && !touching) tip.show(mark); });
    live.addEventListener("focusout", tip.hideSoon);
    live.addEventListener("click", (event) => {
      const mark = markOf(event.target);
      if (!mark) { tip.hide(); return; }
      event.stopPropagation();
      if (event.pointerType === "touch") tip.show(mark, true); else go(addressOf(mark), event);
    }, true);
    live.addEventListener("keydown", (event) => {
      const mark = markOf(event.target);
      if (!mark) return;
      const all = marks();
      const at = all.indexOf(mark);
      const next = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
      if (event.key === "Enter") go(addressOf(mark), event);
      else if (next !== undefined) all[Math.max(0, Math.min(all.length - 1, next))].focus();
      else return;
      event.preventDefault();
    });
  }

  function go(address, event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) window.open(address, "_blank", "noopener");
    else window.location.assign(address);
  }

  // --- brushing ------------------------------------------------------------------------------
  // Vega reads positions in the pixels it drew; a picture scaled to its column has others.
  function straighten(svg) {
    let held = false;
    svg.parentNode.style.touchAction = "pan-y";
    for (const type of ["pointerdown", "pointermove", "pointerup", "dblclick"]) {
      window.addEventListener(type, (event) => {
        const box = svg.getBoundingClientRect();
        const scale = box.width / svg.viewBox.baseVal.width;
        if (!event.isTrusted || Math.abs(scale - 1) < 0.002 || !(held || svg.contains(event.target))) return;
        if (type === "pointerdown") held = true;
        if (type === "pointerup") held = false;
        event.stopImmediatePropagation();
        const told = { view: window, bubbles: true, cancelable: true, composed: true };
        for (const name of ["pointerId", "pointerType", "isPrimary", "button", "buttons", "ctrlKey", "shiftKey", "altKey", "metaKey"]) told[name] = event[name];
        told.clientX = box.left + (event.clientX - box.left) / scale;
        told.clientY = box.top + (event.clientY - box.top) / scale;
        event.target.dispatchEvent(new event.constructor(type, told));
      }, true);
    }
  }

  // The same by keyboard: two sliders for the ends of the span.
  function makeRange(picture, view, brush) {
    const room = picture.querySelector(".range-room");
    const scale = room && view.scale(room.dataset.scale || "x");
    if (!scale) return;
    const [first, last] = scale.domain().map(Number);
    const steps = 100;
    const words = new Intl.DateTimeFormat(document.documentElement.lang || "en", { month: "short", year: "numeric", timeZone: "UTC" });
    const isDate = scale.domain()[0] instanceof Date;
    const at = (slider) => first + ((last - first) * slider.value) / steps;
    const say = (value) => (isDate ? words.format(value) : String(Math.round(value * 100) / 100));
    const field = piece("div", "figure-range", "");
    field.setAttribute("role", "group");
    field.setAttribute("aria-label", "Show a span");
    field.append(piece("span", "range-name", "Show a span"));
    const [from, to] = ["From", "to"].map((label, end) => {
      const slider = document.createElement("input");
      Object.assign(slider, { type: "range", min: 0, max: steps, step: 1, value: end * steps });
      const output = piece("output", "", "");
      const holder = piece("label", "", `${label} `);
      holder.append(slider, output);
      field.append(holder);
      slider.addEventListener("input", () => {
        if (Number(from.value) > Number(to.value)) (end ? from : to).value = slider.value;
        const whole = from.value === "0" && Number(to.value) === steps;
        view.signal(`${brush}_x`, whole ? [0, 0] : [scale(at(from)), scale(at(to))]).runAsync();
        tell();
      });
      slider.output = output;
      return slider;
    });
    function tell() {
      for (const slider of [from, to]) {
        slider.output.textContent = say(at(slider));
        slider.setAttribute("aria-valuetext", say(at(slider)));
      }
    }
    tell();
    room.append(field);
  }

  // --- when to wake --------------------------------------------------------------------------
  for (const type of ["pointerover", "focusin", "pointerdown"]) {
    document.addEventListener(type, (event) => {
      if (type === "pointerdown") touching = event.pointerType === "touch";
      if (type === "pointerover" && event.pointerType === "touch") return;
      const picture = event.target.closest && event.target.closest(".picture[data-script]");
      if (picture) awaken(picture);
    }, { capture: true, passive: true });
  }
  // The first tap on a mark shows what it says; the tooltip's link, or a second way, leads on.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest && event.target.closest(".still a[href]");
    const picture = link && link.closest(".picture[data-script]");
    if (!picture || event.pointerType !== "touch") return;
    event.preventDefault();
    const figure = await awaken(picture);
    const label = link.getAttribute("aria-label");
    const mark = figure && (figure.find(link.getAttribute("href"), label) || figure.first(link.getAttribute("href")));
    if (mark) figure.tip.show(mark, true); else window.location.assign(link.href);
  });
  document.addEventListener("keydown", async (event) => {
    if (event.key !== "Escape") return;
    for (const picture of document.querySelectorAll(".picture[data-script]")) {
      if (waking.has(picture)) (await waking.get(picture))?.tip.hide();
    }
  });
  document.addEventListener("pointerdown", async (event) => {
    for (const picture of document.querySelectorAll(".picture[data-script]")) {
      if (waking.has(picture) && !picture.contains(event.target)) (await waking.get(picture))?.tip.hide();
    }
  });
  // Tables are part of the figure: printed open.
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details.figure-table:not([open])")];
    for (const table of closed) table.open = true;
  });
  window.addEventListener("afterprint", () => { for (const table of closed) table.open = false; });
})();
