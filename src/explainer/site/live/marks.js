// The live view behaves like the picture: same name, same links in the same order.

const nameOf = (address, label) => `${address} ${label}`;

// Vega keeps the datum drawn with each shape.
const addressOf = (shape) => {
  const item = shape.__data__;
  return (item && !Array.isArray(item) && item.href) || "";
};

const markOf = (target) => {
  const shape = target.closest && target.closest(".mark");
  return shape && addressOf(shape) ? shape : null;
};

// Gives the live figure: `first(address)` and `find(address, label)` find marks, `tip` speaks for them.
function adopt(picture, still, live, told) {
  const svg = live.querySelector("svg");
  const drawn = still.querySelector("svg");
  for (const name of ["role", "aria-label", "aria-roledescription", "tabindex"]) live.removeAttribute(name);
  for (const name of ["role", "aria-labelledby", "aria-describedby"]) svg.setAttribute(name, drawn.getAttribute(name));
  const links = [...drawn.querySelectorAll("a[aria-label]")];
  const known = new Set(links.map((link) => nameOf(link.getAttribute("href"), link.getAttribute("aria-label"))));
  let marks = [];

  function link() {
    const seen = new Set();
    marks = [];
    for (const shape of svg.querySelectorAll("*")) {
      if (shape.hasAttribute("aria-roledescription")) {
        shape.removeAttribute("aria-roledescription");
        if (!shape.hasAttribute("aria-label")) shape.removeAttribute("role");
      }
      const address = addressOf(shape);
      if (!address) continue;
      shape.classList.add("mark");
      const name = nameOf(address, shape.getAttribute("aria-label"));
      if (known.has(name) && !seen.has(name)) {
        seen.add(name);
        marks.push(shape);
        shape.setAttribute("role", "link");
        shape.setAttribute("tabindex", "0");
      } else {
        shape.setAttribute("aria-hidden", "true");
      }
    }
  }

  link();
  // A brush or a selection may make Vega draw shapes anew.
  new MutationObserver(link).observe(svg, { childList: true, subtree: true });
  const first = (address) => marks.find((mark) => addressOf(mark) === address);
  const find = (address, label) => marks.find((mark) => addressOf(mark) === address && mark.getAttribute("aria-label") === label);
  const figure = { svg, first, find, all: () => marks };
  figure.tip = makeTip(picture, figure, new Map(told.map(([address, ...about]) => [address, about])));
  listen(live, figure);
  return figure;
}
