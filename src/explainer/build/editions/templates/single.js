// Settles light or dark before anything is painted.
(() => {
  "use strict";
  const root = document.documentElement;
  root.dataset.script = "";
  try {
    const chosen = localStorage.getItem("explainer-theme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  } catch { /* No storage: the system's wish stands. */ }
})();
