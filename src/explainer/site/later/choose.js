// Choices in the chart itself: lists and sliders of the page set the signals of the chart that is seen.

const inputsOf = (box) => [...box.querySelectorAll("[data-signal]")];
const numbers = new Intl.NumberFormat("en");

// Called when a reader chooses, and when another drawing of the figure wakes after that. `live`: the drawing, null when
// there is none to be had.
window.explainerFigures.choose = async (box, live) => {
  const output = box.querySelector("output");
  if (!live) {
    output.value = "The chart could not be loaded; it stays as it is.";
    return;
  }
  box.dataset.touched = "";
  for (const input of inputsOf(box)) {
    const slides = input.type === "range";
    live.view.signal(input.dataset.signal, slides ? Number(input.value) : input.value);
    if (slides) {
      const words = numbers.format(input.value);
      input.setAttribute("aria-valuetext", words);
      input.nextElementSibling.textContent = words;
    }
  }
  await live.view.runAsync();
  const wanted = (name) => name.startsWith("kept_") || name.endsWith("_says");
  const { signals } = live.view.getState({ data: () => false, signals: wanted });
  const kept = Object.keys(signals).filter((name) => name.startsWith("kept_")).map((name) => signals[name]);
  const told = signals[`${inputsOf(box)[0].dataset.signal}_says`] || keep(box.closest("figure"), live.refs, kept);
  // Said again only when it has changed.
  if (output.value !== told) output.value = told;
};

// The table follows the chart; what is chosen stands out there and stays alone here. Gives the words for both.
function keep(figure, refs, kept) {
  const table = figure.querySelector(".figure-table");
  const summary = table.querySelector("summary");
  summary.whole ??= summary.textContent;
  const rows = [...table.querySelectorAll("tbody tr")];
  rows.forEach((row, n) => { row.hidden = kept.some((keys) => keys && !keys.includes(refs[n])); });
  const left = rows.filter((row) => !row.hidden).length;
  if (left === rows.length) {
    summary.textContent = summary.whole;
    return `All ${left} are shown.`;
  }
  summary.textContent = summary.whole.replace(/\d+ rows?/, `${left} of $&`);
  if (!left) return `None of ${rows.length} fits; all are faded, and the table is empty.`;
  return `${left} of ${rows.length} shown, the others faded; the table lists ${left === 1 ? "that one" : `those ${left}`}.`;
}
