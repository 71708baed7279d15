// Settles light or dark before anything is painted. The reader's choice is kept in the browser alone.
(() => {
  "use strict";
  const root = document.documentElement;
  root.dataset.script = "";
  try {
    const chosen = localStorage.getItem("explainer-theme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  } catch { /* No storage: the system's wish stands. */ }
})();
