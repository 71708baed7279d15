// The colour switch, and buttons that copy a link or a citation. Pages work without it.
(() => {
  "use strict";
  const root = document.documentElement;
  const names = { auto: "as the system", light: "light", dark: "dark" };
  const order = ["auto", "light", "dark"];

  for (const button of document.querySelectorAll(".switch")) {
    const say = () => button.setAttribute("aria-label", `Colours: ${names[root.dataset.theme || "auto"]}`);
    say();
    button.addEventListener("click", () => {
      const next = order[(order.indexOf(root.dataset.theme || "auto") + 1) % order.length];
      if (next === "auto") delete root.dataset.theme; else root.dataset.theme = next;
      try {
        if (next === "auto") localStorage.removeItem("explainer-theme"); else localStorage.setItem("explainer-theme", next);
      } catch { /* No storage: the choice lasts for this page. */ }
      say();
    });
  }

  // An open menu closes with Escape and when a reader goes on elsewhere.
  for (const menu of document.querySelectorAll(".top details")) {
    menu.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
    });
    document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  }
})();
