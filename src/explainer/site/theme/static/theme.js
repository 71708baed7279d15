// Settles light or dark before anything is painted; the reader's choice is kept in the browser alone. Sees to the fonts:
// a page shows them if they are there at once, and otherwise keeps its stand-ins, so that nothing jumps.
(() => {
  "use strict";
  const root = document.documentElement;
  const own = document.currentScript;
  root.dataset.script = "";
  try {
    const chosen = localStorage.getItem("explainer-theme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  } catch { /* No storage: the system's wish stands. */ }
  if (location.protocol === "file:") {
    // No preload from a file; these faces may come late, a disk is quick.
    for (const [family, file, weight, style] of [["Sans", "sans", "400 700", "normal"], ["Serif", "serif", "400", "normal"], ["Serif", "serif-italic", "400", "italic"]]) {
      const face = new FontFace(`Explainer ${family}`, `url("${new URL(`${file}.woff2`, own.src)}")`, { weight, style, display: "swap", unicodeRange: "U+20-FF,U+2000-22FF" });
      document.fonts.add(face);
      face.load().catch(() => {});
    }
    return;
  }
  for (const name of own.dataset.fonts.split(" ")) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "", href: new URL(name, own.src).href });
    document.head.append(link);
  }
})();
