// Finds claims by words and by what they are. What is chosen stands in the address, so that a view can be sent on;
// the claim an address names is always shown. Without this script the list is whole and every link in it works.
(() => {
  "use strict";
  const form = document.querySelector(".claim-filter");
  if (!form) return;
  const choices = form.querySelector("details");
  const found = form.querySelector("output");
  const active = form.querySelector(".claim-active");
  const reset = form.querySelector("button[type=reset]");
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[‘’]/g, "'").replace(/[“”]/g, '"').toLowerCase();
  const entries = [...document.querySelectorAll(".claim")].map((item) => ({
    item,
    words: fold(item.textContent),
    section: item.closest(".claim-paragraph"),
    chapter: [item.dataset.chapter],
    speaker: [item.dataset.speaker],
    firmness: [item.dataset.firmness],
    reason: item.dataset.reason.split(" "),
    has: item.dataset.has.split(" "),
  }));
  const sections = [...new Set(entries.map((entry) => entry.section))];

  const chosen = () => {
    const said = new URLSearchParams(new FormData(form));
    for (const [name, value] of [...said]) if (!value.trim()) said.delete(name, value);
    return said;
  };

  const fits = (entry, said) => [...said].every(([name, value]) =>
    name === "q" ? fold(value).split(/\s+/).every((word) => entry.words.includes(word)) : entry[name].includes(value));

  const show = () => {
    const said = chosen();
    let count = 0;
    for (const entry of entries) {
      entry.item.hidden = !fits(entry, said);
      if (!entry.item.hidden) count += 1;
    }
    for (const section of sections) section.hidden = !section.querySelector(".claim:not([hidden])");
    const filters = [...said.keys()].filter((name) => name !== "q").length;
    active.textContent = filters ? `(${filters} on)` : "";
    reset.hidden = !said.size;
    const where = document.querySelector(".claim-blocks") ? " on this page" : "";
    found.value = `${said.size ? `${count || "None"} of ` : ""}${entries.length} claims${where}`;
    return said;
  };

  const keep = (said) => {
    const query = said.size ? `?${said}` : location.pathname;
    // A browser may refuse to rewrite the address of a file; the filter works all the same.
    try { history.replaceState(history.state, "", query + location.hash); } catch { /* not kept */ }
  };

  const read = () => {
    const said = new URLSearchParams(location.search);
    for (const field of form.elements) {
      if (field.type === "checkbox") field.checked = said.getAll(field.name).includes(field.value);
      else if (field.tagName === "SELECT") {
        field.value = said.get(field.name) ?? "";
        if (field.selectedIndex < 0) field.value = "";
      } else if (field.name) field.value = said.get(field.name) ?? "";
    }
  };

  const clear = () => { form.reset(); keep(show()); };

  const reveal = () => {
    const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!named?.closest(".claim[hidden], .claim-paragraph[hidden]")) return;
    clear();
    named.scrollIntoView({ behavior: "instant" });
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => keep(show()));
  reset.addEventListener("click", (event) => { event.preventDefault(); clear(); form.elements.q.focus(); });
  addEventListener("hashchange", reveal);
  addEventListener("popstate", () => { read(); show(); });

  form.hidden = false;
  read();
  const said = show();
  choices.open = matchMedia("(min-width: 900px)").matches || [...said.keys()].some((name) => name !== "q");
  reveal();
})();
