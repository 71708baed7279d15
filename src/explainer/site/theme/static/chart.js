// Brings a chart of Altair's alive when it is touched: tooltips, selections, controls. Until then, and without a script,
// its picture stands in the page.
(() => {
  "use strict";
  const here = document.currentScript, loads = new Map(), specs = new Map();
  window.explainerChart = (name, spec) => specs.set(name, spec);

  const load = (address) => {
    if (!loads.has(address)) {
      loads.set(address, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        Object.assign(script, { src: address, onload: resolve, onerror: () => { loads.delete(address); reject(); } });
        document.head.append(script);
      }));
    }
    return loads.get(address);
  };

  const tip = document.createElement("div");
  tip.className = "chart-tip";
  tip.hidden = true;

  function tell(handler, event, item, value) {
    tip.hidden = value == null || value === "";
    if (tip.hidden) return;
    const rows = typeof value === "object" ? Object.entries(value) : [["", value]];
    tip.replaceChildren(...rows.map(([name, said]) => {
      const row = document.createElement("p");
      row.textContent = name ? `${name}: ${said}` : said;
      return row;
    }));
    document.body.append(tip);
    const { width, height } = tip.getBoundingClientRect();
    tip.style.left = `${Math.max(4, Math.min(event.pageX + 12, document.documentElement.clientWidth - width - 4))}px`;
    tip.style.top = `${event.pageY - height - 12 < scrollY ? event.pageY + 16 : event.pageY - height - 12}px`;
  }

  async function wake(chart) {
    const still = chart.querySelector(".chart-still");
    await Promise.all([new URL(here.dataset.runtime, here.src).href, new URL(chart.dataset.script, document.baseURI).href].map(load));
    const { View, parse, expressionInterpreter } = window.explainerVega;
    const live = document.createElement("div");
    live.className = "chart-live";
    live.hidden = true;
    still.after(live);
    try {
      const view = new View(parse(specs.get(chart.dataset.chart), null, { ast: true }), {
        expr: expressionInterpreter, renderer: "svg", hover: true, logLevel: 0, tooltip: tell,
      });
      await view.initialize(live).runAsync();
      for (const link of live.querySelectorAll("a")) if (!link.getAttribute("href")) link.setAttribute("href", link.getAttribute("xlink:href") || "");
      live.hidden = false;
      still.hidden = true;
    } catch { live.remove(); }
  }

  for (const chart of document.querySelectorAll(".chart[data-script]")) {
    let begun;
    const begin = () => { begun ||= wake(chart).catch(() => { begun = null; }); };
    for (const event of ["pointerenter", "pointerdown"]) chart.addEventListener(event, begin);
    chart.addEventListener("pointerleave", () => { tip.hidden = true; });
  }
})();
