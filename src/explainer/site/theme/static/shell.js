// The colour switch, menus that close, and buttons that copy a link or a citation. Pages work without it.
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

  // --- copying -----------------------------------------------------------------------------
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  document.body.append(said);

  function byHand(words) {
    const field = document.createElement("textarea");
    field.value = words;
    field.className = "visually-hidden";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }

  async function copy(words) {
    try {
      await navigator.clipboard.writeText(words);
      return true;
    } catch { return byHand(words); }
  }

  for (const button of document.querySelectorAll("button.copy")) {
    const words = button.textContent;
    button.addEventListener("click", async () => {
      const here = location.href.split("#")[0];
      const place = button.dataset.copyPlace;
      const done = await copy(place === undefined ? button.dataset.copy.replace("{here}", here) : here + (place && `#${place}`));
      said.textContent = button.textContent = done ? "Copied" : "Not copied";
      setTimeout(() => { button.textContent = words; said.textContent = ""; }, 2000);
    });
  }
})();
