// Settles light or dark before anything is painted; the reader's choice is kept in the browser alone.
// Asks for the fonts at once, but not from file://, where browsers refuse a preload of a font (and not the font).
(() => {
  "use strict";
  const root = document.documentElement;
  root.dataset.script = "";
  try {
    const chosen = localStorage.getItem("explainer-theme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  } catch { /* No storage: the system's wish stands. */ }
  const own = document.currentScript;
  if (location.protocol === "file:") return;
  for (const name of own.dataset.fonts.split(" ")) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "", href: new URL(name, own.src).href });
    document.head.append(link);
  }
})();
