// Finds places of the book that hold every word asked for, best ones first, and shows the words around the find.
(() => {
  "use strict";
  const form = document.querySelector("form.search");
  const field = form.querySelector("input");
  const count = document.querySelector(".search-count");
  const list = document.querySelector(".search-results");
  const MOST = 60, AROUND = 90;
  let places = [];

  // Small letters without accents; every letter keeps its place, so that finds can be shown in the text as written.
  const fold = (text) => [...text].map((letter) => letter.normalize("NFD")[0].toLowerCase()).join("");
  const begins = (text, word, from = 0) => {
    for (let at = text.indexOf(word, from); at >= 0; at = text.indexOf(word, at + 1)) {
      if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1])) return at;
    }
    return -1;
  };

  window.explainerSearch = (rows) => {
    places = rows.map(([page, anchor, title, words]) => ({ page, anchor, title, words, name: fold(title), text: fold(words) }));
    field.value = new URLSearchParams(location.search).get("q") || "";
    search();
  };

  function rate(place, words) {
    let rating = place.anchor ? 0 : 1;
    for (const word of words) {
      const inName = begins(place.name, word), inText = begins(place.text, word);
      if (inName < 0 && inText < 0) return 0;
      rating += (inName >= 0 ? 8 : 0) + (inText >= 0 ? 2 - Math.min(inText, 2000) / 2000 : 0);
    }
    return rating;
  }

  function search() {
    const words = fold(field.value).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    list.replaceChildren();
    if (!words.length) { count.textContent = ""; return; }
    const found = places.map((place) => [rate(place, words), place]).filter(([rating]) => rating > 0).sort((a, b) => b[0] - a[0]);
    const many = found.length;
    count.textContent = many === 0 ? "Nothing found." : many === 1 ? "One place." : `${many} places${many > MOST ? `, the first ${MOST} shown` : ""}.`;
    list.append(...found.slice(0, MOST).map(([, place]) => shown(place, words)));
  }

  function shown(place, words) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = place.page + (place.anchor && `#${place.anchor}`);
    link.textContent = place.title;
    const where = document.createElement("span");
    where.className = "search-page";
    where.textContent = pageName(place.page);
    const around = document.createElement("p");
    around.append(...excerpt(place, words));
    item.append(link, " ", where, around);
    return item;
  }

  const names = new Map([...document.querySelectorAll(".foot-pages a")].map((link) => [link.getAttribute("href"), link.textContent]));
  const pageName = (page) => names.get(page) || document.querySelector(".brand").textContent;

  function excerpt(place, words) {
    const first = Math.max(0, Math.min(...words.map((word) => begins(place.text, word)).filter((at) => at >= 0), place.text.length));
    let from = Math.max(0, first - AROUND), to = Math.min(place.words.length, first + 2 * AROUND);
    if (from) from = place.words.indexOf(" ", from) + 1 || from;
    if (to < place.words.length) to = place.words.lastIndexOf(" ", to) > first ? place.words.lastIndexOf(" ", to) : to;
    const parts = [from ? "… " : ""];
    let at = from;
    while (at < to) {
      const next = words.map((word) => [begins(place.text, word, at), word.length]).filter(([start]) => start >= at && start < to).sort((a, b) => a[0] - b[0] || b[1] - a[1])[0];
      if (!next) break;
      const mark = document.createElement("mark");
      mark.textContent = place.words.slice(next[0], next[0] + next[1]);
      parts.push(place.words.slice(at, next[0]), mark);
      at = next[0] + next[1];
    }
    parts.push(place.words.slice(at, to), to < place.words.length ? " …" : "");
    return parts;
  }

  let timer = 0;
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 120); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
    try { history.replaceState(null, "", `?q=${encodeURIComponent(field.value)}`); } catch { /* Not from a file. */ }
  });
})();
