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

  // Who comes by an address finds its place open.
  const unfold = () => {
    const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folds = place ? [...place.querySelectorAll(":scope>details")] : [];
    for (let fold = place?.closest("details"); fold; fold = fold.parentElement.closest("details")) folds.push(fold);
    const closed = folds.filter((fold) => !fold.open);
    for (const fold of closed) fold.open = true;
    if (closed.length) place.scrollIntoView({ behavior: "instant" });
  };
  addEventListener("hashchange", unfold);
  unfold();

  // --- copying -----------------------------------------------------------------------------
  // What is copied stands on the page, to be read and marked by hand. An address in it is made whole, if it is not.
  for (const one of document.querySelectorAll(".full")) one.textContent = new URL(one.textContent, location.href).href;

  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  document.body.append(said);

  // Where there is no clipboard to write to (plain http): the words themselves are marked, then copied as by hand.
  function byHand(source) {
    const fold = source.closest("details");
    const open = fold && fold.open;
    if (fold) fold.open = true;
    getSelection().selectAllChildren(source);
    let done = false;
    try { done = document.execCommand("copy"); } catch { /* Not allowed: the words stay marked. */ }
    if (done) { getSelection().removeAllRanges(); if (fold) fold.open = open; }
    return done;
  }

  async function copy(source) {
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
      return true;
    } catch { return byHand(source); }
  }

  for (const button of document.querySelectorAll("button.copy")) {
    const words = button.textContent;
    button.addEventListener("click", async () => {
      const done = await copy(document.getElementById(button.dataset.copyFrom));
      button.textContent = done ? "Copied" : "Marked: copy by hand";
      said.textContent = done ? `${words}: done` : `${words}: your browser does not allow it; the words are marked`;
      setTimeout(() => { button.textContent = words; said.textContent = ""; }, 2500);
    });
  }
})();
