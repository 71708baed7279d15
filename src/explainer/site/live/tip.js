// What a mark says: its sentence, the quotation, who says it how firmly, and after a tap the way to its row.

let openTip = null;

function piece(tag, className, words) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = words;
  return element;
}

function makeTip(picture, figure, told) {
  const tip = piece("div", "figure-tip", "");
  tip.id = `${figure.svg.getAttribute("aria-labelledby")}-tip`;
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  picture.append(tip);
  let timer = 0;
  let described = null;

  function show(mark, tapped = false) {
    if (openTip && openTip !== api) openTip.hide();
    clearTimeout(timer);
    described?.removeAttribute("aria-describedby");
    const address = addressOf(mark);
    const [says, by] = told.get(address) || ["", ""];
    const sentence = mark.getAttribute("aria-label") || figure.first(address)?.getAttribute("aria-label") || "";
    tip.replaceChildren(piece("p", "tip-sentence", sentence));
    if (says) tip.append(piece("p", "tip-says", says));
    if (by) tip.append(piece("p", "tip-by", by));
    if (tapped) {
      const link = piece("a", "tip-link", "Open the sentence");
      link.href = address;
      tip.append(link);
    }
    tip.hidden = false;
    for (const shape of figure.svg.querySelectorAll(".mark")) shape.classList.toggle("lit", addressOf(shape) === address);
    figure.svg.classList.add("pointing");
    described = mark;
    mark.setAttribute("aria-describedby", tip.id);
    place(mark);
    openTip = api;
  }

  // Above the mark, below it where there is no room, never beyond the picture's sides.
  function place(mark) {
    const room = picture.getBoundingClientRect();
    const box = mark.getBoundingClientRect();
    const middle = box.left + box.width / 2 - room.left;
    const furthest = room.width - tip.offsetWidth;
    tip.style.left = `${Math.max(0, Math.min(furthest, middle - tip.offsetWidth / 2))}px`;
    const above = box.top - tip.offsetHeight - 8;
    tip.style.top = `${(above > 0 ? above : box.bottom + 8) - room.top}px`;
  }

  function hide() {
    clearTimeout(timer);
    described?.removeAttribute("aria-describedby");
    described = null;
    tip.hidden = true;
    figure.svg.classList.remove("pointing");
    if (openTip === api) openTip = null;
  }

  function hideSoon() {
    clearTimeout(timer);
    timer = setTimeout(hide, 200);
  }

  // A reader may move onto the tooltip, to read it in peace or to mark its words.
  tip.addEventListener("pointerenter", () => clearTimeout(timer));
  tip.addEventListener("pointerleave", hideSoon);
  const api = { show, hide, hideSoon, element: tip };
  return api;
}
