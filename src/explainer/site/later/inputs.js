// Inputs that a specification asks for with `bind`, drawn with labels by the panel; Vega would draw bare ones.

let inputs = 0;

function inputFor(view, { signal, bind, value }) {
  const label = piece("label", "change-input", "");
  const said = document.createElement("output");
  let input;
  if (["select", "radio"].includes(bind.input)) {
    input = document.createElement("select");
    (bind.options || []).forEach((option, n) => input.append(new Option(String(bind.labels?.[n] ?? option ?? "–"), n)));
    input.value = String(Math.max(0, (bind.options || []).indexOf(value)));
  } else if (["range", "checkbox", "number", "text"].includes(bind.input)) {
    input = document.createElement("input");
    input.type = bind.input;
    for (const name of ["min", "max", "step"]) if (bind[name] !== undefined) input[name] = bind[name];
    if (bind.input === "checkbox") input.checked = Boolean(value); else input.value = value ?? "";
  } else return null;
  input.id = `change-input-${++inputs}`;
  label.htmlFor = input.id;
  label.append(piece("span", "", String(bind.name ?? signal)), input);
  if (bind.input === "range") label.append(said);
  const read = () => {
    if (bind.options) return bind.options[Number(input.value)];
    if (bind.input === "checkbox") return input.checked;
    return bind.input === "text" ? input.value : Number(input.value);
  };
  said.textContent = input.value;
  input.addEventListener("input", () => {
    said.textContent = input.value;
    view.signal(signal, read()).runAsync();
  });
  return label;
}
