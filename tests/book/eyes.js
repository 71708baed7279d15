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
  const met = new Set();
  const clear = (colour) => /^(transparent|rgba\(.*, 0\))$/.test(colour);
  const seenAtAll = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0;
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
    wide(but = ".nothing") {
      const root = document.documentElement, room = root.clientWidth, faults = [];
      if (document.scrollingElement.scrollWidth > room) faults.push(`the page is ${document.scrollingElement.scrollWidth} px wide`);
      for (const one of all("body *")) {
        if (!own(one) && !["svg", "img", "input", "select", "table"].includes(one.localName)) continue;
        if (one.closest(`.skip, .visually-hidden, title, desc, ${but}`) || !seen(one)) continue;
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
        const place = one.getScreenCTM();
        // A turned text has its size in both parts of the matrix.
        const size = parseFloat(getComputedStyle(one).fontSize) * Math.hypot(place.c, place.d);
        if (size < least - 0.01) found.push(`${size.toFixed(2)} px: ${short(one)}`);
      }
      return found;
    },

    // Data that are no links, or links no Tab key reaches.
    unreachable() {
      return all(".datum, .note-mark, .reading-mark, .picture a, .figure-table tbody tr").filter((one) => {
        const link = one.matches("a") ? one : one.querySelector("a[href]");
        // A mark of many strokes is one link to a key; a step's sentence waits for its step.
        const same = `a[href="${link?.getAttribute("href")}"]:not([tabindex="-1"])`;
        if (one.matches("svg a[aria-hidden]") && one.closest("svg").querySelector(same)) return false;
        if (one.closest(".steps > [hidden]")) return false;
        if (!link?.hasAttribute("href") || link.tabIndex < 0 || link.closest("[inert], [aria-hidden=true]")) return true;
        return !one.closest(".picture, .margin-note") && !seen(link);
      }).map((one) => `no key leads to ${short(one)}`);
    },

    // What a key should reach, numbered in the order of the page; a walk by the Tab key then writes down what it meets.
    focusables() {
      const may = "a[href], button, input, select, textarea, summary, [tabindex]";
      const open = (one) => {
        const fold = (one.matches("summary") ? one.parentElement.parentElement : one).closest("details:not([open])");
        return !fold;
      };
      const found = all(may).filter((one) => one.tabIndex >= 0 && !one.disabled && open(one) && seenAtAll(one));
      found.forEach((one, number) => { one.dataset.walked = number; });
      met.clear();
      return found.length;
    },

    // Where the walk is: the number of what has the focus (-1 for nothing, -2 for what came later), and what is wrong with it.
    focused() {
      const one = document.activeElement;
      if (!one || one === document.body) return [-1, ""];
      met.add(one.dataset.walked ?? one.getAttribute("aria-label"));
      const style = getComputedStyle(one), box = one.getBoundingClientRect();
      const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && !clear(style.outlineColor);
      const shown = parseFloat(style.opacity) > 0 && box.width > 0 && box.height > 0;
      return [Number(one.dataset.walked ?? -2), outlined && shown ? "" : `the focus cannot be seen on ${short(one)}`];
    },

    // What the walk did not meet; a mark of a picture may have been met as the same mark of the live view in its place.
    unmet: () => all("[data-walked]").filter((one) => !met.has(one.dataset.walked) &&
      !(one.closest(".still[hidden]") && met.has(one.getAttribute("aria-label")))).map(short),

    // Text whose own box hides a part of it, without a way to scroll there; a box of one pixel is for the ear alone.
    clipped() {
      return all("body *").filter((one) => {
        if (!own(one) || !seen(one) || one.closest(".visually-hidden, .skip, svg")) return false;
        const style = getComputedStyle(one);
        if (one.clientWidth === 1 && one.clientHeight === 1 && style.clipPath === "inset(50%)") return false;
        const hides = (axis) => ["hidden", "clip"].includes(style[`overflow${axis}`]);
        return (hides("Y") && one.scrollHeight > one.clientHeight + 2) || (hides("X") && one.scrollWidth > one.clientWidth + 2);
      }).map((one) => `cut off: ${short(one)}`).slice(0, 12);
    },

    // Spacing that a reader may set, https://www.w3.org/TR/WCAG22/#text-spacing. The page's policy bars style elements, not sheets of a script.
    spaced(on) {
      const sheet = new CSSStyleSheet();
      if (on) sheet.replaceSync("body *{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}body p{margin-bottom:2em!important}");
      document.adoptedStyleSheets = [sheet];
    },

    // Which letters (4.5 to 1) and shapes (3 to 1) of the drawings stand out from the page, each as its place in the page.
    standing() {
      const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
      const channel = (part) => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      const light = (colour) => {
        canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(channel);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const ground = light(getComputedStyle(document.body).backgroundColor);
      const contrast = (colour) => { const one = light(colour); return (Math.max(one, ground) + 0.05) / (Math.min(one, ground) + 0.05); };
      const inks = (one) => { const style = getComputedStyle(one); return [style.fill, style.stroke].filter((ink) => ink !== "none" && !clear(ink) && !ink.startsWith("url")); };
      const found = {};
      all(":is(.picture, .card-picture) svg :is(text, path, line, rect, circle)").forEach((one, place) => {
        if (one.closest("defs")) return;
        const letters = one.localName === "text";
        if ((!letters || own(one)) && inks(one).some((ink) => contrast(ink) >= (letters ? 4.5 : 3))) found[place] = short(one);
      });
      return found;
    },

    // What paper should show and does not: folds but those of code, notes, addresses of other sites.
    unprinted() {
      const folded = all("main details:not(.code) > :not(summary, noscript)")
        .filter((one) => seenAtAll(one.parentElement) && !one.checkVisibility()).map((one) => `folded: ${short(one)}`);
      const notes = all(".margin-note").filter((one) => !seenAtAll(one)).map((one) => `no note: ${short(one)}`);
      const bare = all('main a[href^="http"]').filter((one) => seenAtAll(one) && !getComputedStyle(one, "::after").content.includes("http"));
      return [...folded, ...notes, ...bare.map((one) => `no address: ${short(one)}`)].slice(0, 12);
    },

    closedNotes: () => all(".margin-note").filter((one) => !seen(one)).map((one) => one.id),

    // What a reader without scripts should see and does not.
    unseen(menuOfWidth, ...more) {
      const missing = all([...WANTED, ...more].join()).filter((one) => !seen(one)).map((one) => `${innerWidth}: ${short(one)}`);
      if (!all(menuOfWidth).some(seen)) missing.push(`${innerWidth}: ${menuOfWidth}`);
      for (const figure of all("figure.figure")) {
        const drawings = all(".picture > svg", figure).filter(seen);
        if (drawings.length !== 1) missing.push(`${innerWidth}: ${figure.id} shows ${drawings.length} drawings`);
      }
      return missing.slice(0, 12);
    },
  };
})();
