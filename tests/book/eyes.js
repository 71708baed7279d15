// What a test sees of a page. Put into the page by the test; the site knows nothing of it.
window.eyes = (() => {
  "use strict";
  const all = (selector, where = document) => [...where.querySelectorAll(selector)];
  const seen = (one) => one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && one.getBoundingClientRect().width > 0;
  const short = (one) => {
    const id = one.closest("[id]")?.id;
    const name = `${one.tagName.toLowerCase()}${one.getAttribute("class") ? `.${one.getAttribute("class").split(" ").join(".")}` : ""}`;
    return `${name}${id ? ` in #${id}` : ""} “${one.textContent.trim().replace(/\s+/g, " ").slice(0, 50)}”`;
  };
  const own = (one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const menu = (one) => one.closest("header.top");

  // The parts of a page no reader may miss, with the menu that belongs to the width.
  const WANTED = ["h1", "main", ".note-mark a", ".datum", ".figure-title", ".takeaway", ".source", ".not-shown",
    ".figure-table summary", ".figure-table table", ".claim", "li.finding", ".used-claims li", ".foot-pages a"];

  return {
    unfold: (kind = "*") => all("details").forEach((one) => { if (!menu(one) && one.matches(kind)) one.open = true; }),
    menus: (open) => all("header.top details").forEach((one) => { one.open = open; }),
    letters(times) {
      const root = document.documentElement;
      root.style.fontSize = "";
      if (times !== 1) root.style.fontSize = `${times * parseFloat(getComputedStyle(root).fontSize)}px`;
    },

    // Text that sticks out at either side and cannot be scrolled to inside a box of its own.
    wide() {
      const root = document.documentElement, room = root.clientWidth, faults = [];
      if (document.scrollingElement.scrollWidth > room) faults.push(`the page is ${document.scrollingElement.scrollWidth} px wide`);
      for (const one of all("body *")) {
        if (!own(one) && !["svg", "img", "input", "select", "table"].includes(one.localName)) continue;
        if (one.closest(".skip, .visually-hidden, title, desc") || !seen(one)) continue;
        const box = one.getBoundingClientRect();
        if (box.right <= room + 1 && box.left >= -1) continue;
        let above = one;
        while (above && !["auto", "scroll"].includes(getComputedStyle(above).overflowX)) above = above.parentElement;
        if (!above || above === document.body || above === root) faults.push(`${short(one)} from ${Math.round(box.left)} to ${Math.round(box.right)}`);
      }
      return faults.slice(0, 12);
    },

    // Texts of the drawings that are smaller on the screen than so many pixels.
    tiny(least) {
      const found = [];
      for (const one of all("svg text, svg tspan")) {
        if (!own(one) || !seen(one)) continue;
        const size = parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().d;
        if (size < least - 0.01) found.push(`${size.toFixed(2)} px: ${short(one)}`);
      }
      return found;
    },

    // Data that are no links, or links no Tab key reaches.
    unreachable() {
      return all(".datum, .note-mark, .reading-mark, .still a, .figure-table tbody tr").filter((one) => {
        const link = one.matches("a") ? one : one.querySelector("a[href]");
        if (!link?.hasAttribute("href") || link.tabIndex < 0 || link.closest("[inert], [aria-hidden=true]")) return true;
        return !one.closest(".picture, .margin-note") && !seen(link);
      }).map((one) => `no key leads to ${short(one)}`);
    },

    closedNotes: () => all(".margin-note").filter((one) => !seen(one)).map((one) => one.id),

    // What a reader without scripts should see and does not.
    unseen(menuOfWidth, ...more) {
      const missing = all([...WANTED, ...more].join()).filter((one) => !seen(one)).map((one) => `${innerWidth}: ${short(one)}`);
      if (!all(menuOfWidth).some(seen)) missing.push(`${innerWidth}: ${menuOfWidth}`);
      for (const figure of all("figure.figure")) {
        const drawings = all(".still svg", figure).filter(seen);
        if (drawings.length !== 1) missing.push(`${innerWidth}: ${figure.id} shows ${drawings.length} drawings`);
      }
      return missing.slice(0, 12);
    },
  };
})();
