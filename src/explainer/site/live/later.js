// What only some readers ask for is fetched when they do: the panel in which a chart is changed, choices in the chart.

const boxOf = (target) => target.closest && target.closest(".choose");
const seen = (figure) => [...figure.querySelectorAll(".picture[data-script]")].find((one) => one.getClientRects().length);
const fetched = (name) => load(new URL(own.dataset[name], own.src).href);

document.addEventListener("click", async (event) => {
  const pressed = event.target.closest && event.target.closest("button.change");
  if (!pressed) return;
  try {
    await load(runtimeAddress);
    await fetched("change");
    await window.explainerFigures.change(pressed, seen(pressed.closest("figure")), load, arrivals);
  } catch {
    pressed.textContent = "The panel could not be loaded. Try again";
  }
});

for (const type of ["focusin", "pointerdown", "input"]) {
  document.addEventListener(type, async (event) => {
    const box = boxOf(event.target);
    if (!box) return;
    const live = await awaken(seen(box.closest("figure")));
    await fetched("choose").catch(() => {});
    if (event.type === "input") window.explainerFigures.choose?.(box, live);
  }, true);
}
