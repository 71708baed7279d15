// Steps through a picture: a row of buttons, the sentence of the step at hand, and only the layers that belong to it.
//
// Without this script the picture is whole and its steps are a numbered list below it, each with its own drawing if it has
// one; on paper too. `data-step` on a part of a picture says when it is there: "2" from step 2 on, "2-3" in steps 2 and 3.

const belongs = (part, step) => {
  const [from, to] = part.dataset.step.split("-").map(Number);
  return !step || (from <= step && step <= (to || Infinity));
};

function go(figure, step) {
  figure.toggleAttribute("data-at", Boolean(step));
  if (step) figure.dataset.at = step;
  for (const part of figure.querySelectorAll(".pictures [data-step]")) part.classList.toggle("later", !belongs(part, step));
  for (const item of figure.querySelectorAll(".steps > li")) item.hidden = Number(item.dataset.step) !== step;
  const own = Boolean(step && figure.querySelector(`.steps > li[data-step="${step}"] .picture`));
  figure.querySelector(".pictures").hidden = own;
  for (const button of figure.querySelectorAll(".stepper [data-to]")) button.setAttribute("aria-pressed", Number(button.dataset.to) === step);
}

// What a step adds may lie out of sight, or under the buttons and the sentence that stay in sight.
function bring(figure, step) {
  const added = [...figure.querySelectorAll(`.pictures [data-step^="${step}"]`)].map((part) => part.getBoundingClientRect()).filter((box) => box.height);
  if (!added.length) return;
  const above = figure.querySelector(".stepper").offsetHeight + 8;
  const below = innerHeight - figure.querySelector(".steps").offsetHeight - 8;
  const top = Math.min(...added.map((box) => box.top)), foot = Math.max(...added.map((box) => box.bottom));
  if (top < above || foot > below) scrollBy(0, Math.min(top - above, Math.max(foot - below, 0)));
}

for (const list of document.querySelectorAll("figure > .steps")) {
  const figure = list.closest("figure");
  const bar = document.createElement("div");
  bar.className = "stepper";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Steps of this figure");
  const names = ["All at once", ...[...list.children].map((item) => item.querySelector(".step-label").textContent)];
  names.forEach((name, step) => {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.to = step;
    const label = document.createElement("span");
    label.className = "step-name";
    label.textContent = step ? `${step} ${name}` : name;
    if (step) {
      const of = document.createElement("span");
      of.className = "step-of";
      of.textContent = ` of ${names.length - 1}:`;
      label.firstChild.splitText(String(step).length).before(of);
    }
    button.append(label);
    button.addEventListener("click", () => {
      go(figure, step);
      if (step) bring(figure, step);
    });
    bar.append(button);
  });
  figure.querySelector(".stage").before(bar);
  list.setAttribute("aria-live", "polite");
  go(figure, 0);
}
