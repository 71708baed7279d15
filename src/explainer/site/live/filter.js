// Lists above a picture: what does not belong to what is chosen fades, and leaves the table.

document.addEventListener("input", (event) => {
  const box = event.target.closest?.(".filters");
  if (!box) return;
  const figure = box.closest("figure");
  const kept = [...box.querySelectorAll("select")].filter((one) => one.value).map((one) => new Set(one.value.split(" ")));
  const belongs = (link) => kept.every((marks) => marks.has(rowOf(addressOf(link))));
  for (const mark of figure.querySelectorAll(".picture a[href]")) mark.classList.toggle("out", !belongs(mark));
  const table = figure.querySelector(".figure-table");
  const summary = table.querySelector("summary");
  summary.whole ??= summary.textContent;
  const rows = [...table.querySelectorAll("tbody tr")];
  for (const row of rows) row.hidden = !belongs(row.querySelector("td:last-child a[href]") || row);
  const left = rows.filter((row) => !row.hidden).length;
  const all = left === rows.length;
  summary.textContent = all ? summary.whole : summary.whole.replace(/\d+ rows?/, `${left} of $&`);
  box.querySelector("output").value = all ? "" : left
    ? `${left} of ${rows.length} shown, the others faded; the table lists ${left === 1 ? "that one" : `those ${left}`}.`
    : `None of ${rows.length} fits; all are faded, and the table is empty.`;
});
