// Brushing along time, by pointer and by two sliders.

// Vega reads positions in the pixels it drew; a picture scaled to its column has others. Where they differ, events are
// sent on with the position that Vega means.
function straighten(live) {
  const svg = live.querySelector("svg");
  const copied = ["pointerId", "pointerType", "isPrimary", "button", "buttons", "ctrlKey", "shiftKey", "altKey", "metaKey"];
  let held = false;
  // A finger that moves up or down scrolls the page as ever; sideways it brushes.
  live.style.touchAction = "pan-y";
  for (const type of ["pointerdown", "pointermove", "pointerup", "dblclick"]) {
    window.addEventListener(type, (event) => {
      const box = svg.getBoundingClientRect();
      const scale = box.width / svg.viewBox.baseVal.width;
      if (!event.isTrusted || Math.abs(scale - 1) < 0.002 || !(held || svg.contains(event.target))) return;
      if (type === "pointerdown") held = true;
      if (type === "pointerup") held = false;
      event.stopImmediatePropagation();
      const sent = { view: window, bubbles: true, cancelable: true, composed: true };
      for (const name of copied) sent[name] = event[name];
      sent.clientX = box.left + (event.clientX - box.left) / scale;
      sent.clientY = box.top + (event.clientY - box.top) / scale;
      event.target.dispatchEvent(new event.constructor(type, sent));
    }, true);
  }
}

// The same by two sliders, which stand in the page above the drawing. They go along it in steps of one hundredth,
// whatever its scale does between.
function makeRange(picture, view, signal) {
  const field = rangeOf(picture.closest("figure"));
  const scale = field && view.scale("x");
  if (!scale || !scale.invert) return;
  const ends = scale.range();
  const [first, last] = [ends[0], ends[ends.length - 1]];
  const month = new Intl.DateTimeFormat(document.documentElement.lang || "en", { month: "short", year: "numeric", timeZone: "UTC" });
  const pixel = (slider) => first + ((last - first) * slider.value) / 100;
  const say = (value) => (value instanceof Date ? month.format(value) : String(Math.round(value * 100) / 100));
  const [from, to] = field.querySelectorAll("input");
  const here = () => picture.getClientRects().length > 0;

  function tell() {
    for (const one of [from, to]) {
      const words = say(scale.invert(pixel(one)));
      one.nextElementSibling.textContent = words;
      one.setAttribute("aria-valuetext", words);
    }
  }

  const whole = () => from.value === "0" && to.value === "100";

  function brush() {
    view.signal(signal, whole() ? [0, 0] : [pixel(from), pixel(to)]).runAsync();
    tell();
  }

  field.addEventListener("input", (event) => {
    if (!here()) return;
    if (Number(from.value) > Number(to.value)) (event.target === from ? to : from).value = event.target.value;
    brush();
  });
  // The sliders follow what the pointer does.
  view.addSignalListener(signal, (name, span) => {
    if (!here() || field.contains(document.activeElement)) return;
    const [low, high] = span && span[0] !== span[1] ? [Math.min(...span), Math.max(...span)] : [first, last];
    from.value = (100 * (low - first)) / (last - first);
    to.value = (100 * (high - first)) / (last - first);
    tell();
  });
  // A reader may have moved them before the drawing was there to follow.
  if (whole()) tell(); else brush();
}

const rangeOf = (figure) => figure.querySelector(".figure-range");

for (const type of ["focusin", "pointerdown", "input"]) {
  document.addEventListener(type, async (event) => {
    const field = event.target.closest && event.target.closest(".figure-range");
    if (!field) return;
    const live = await awaken(seen(field.closest("figure")));
    field.querySelector("[role=status]").textContent = live ? "" : "The chart could not be loaded; it stays as it is.";
  }, true);
}
