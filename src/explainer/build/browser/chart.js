/* Draws the charts that the kernel puts out, with the site's own Vega: the engine writes an element with a specification
   in it, because JupyterLab's own drawing program is of an older kind. No script ever stands in an output. */
"use strict";

(() => {
  const draw = (place) => {
    if (place.dataset.drawn) return;
    place.dataset.drawn = "yes";
    const compiled = vegaLite.compile(JSON.parse(place.dataset.spec)).spec;
    const view = new vega.View(vega.parse(compiled), { renderer: "svg", container: place, hover: true });
    view.runAsync().catch((problem) => {
      place.textContent = `The chart could not be drawn: ${problem.message}`;
    });
  };

  new MutationObserver((changes) => {
    for (const change of changes)
      for (const added of change.addedNodes)
        if (added instanceof Element)
          for (const place of [added, ...added.querySelectorAll(".explainer-chart")])
            if (place.matches(".explainer-chart")) draw(place);
  }).observe(document, { childList: true, subtree: true });
})();
