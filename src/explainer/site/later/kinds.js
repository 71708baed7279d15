// Names the part of a specification that is not what Vega-Lite looks for, and says what may stand there. `shapes` comes
// from Vega-Lite's own schema (kinds.py): kinds, words, parts by name, entries of a list, parts of any name.

const kindNames = {
  n: "a number", s: "a text", b: "true or false", 0: "null", a: "a list in [ ]", o: "an object in { }",
  e: "an expression in { \"expr\": … }",
};

function kindOf(value) {
  if (value === null) return "0";
  return Array.isArray(value) ? "a" : { number: "n", string: "s", boolean: "b" }[typeof value] || "o";
}

const either = (words) => (words.length > 1 ? `${words.slice(0, -1).join(", ")} or ${words.at(-1)}` : words[0]);
const quoted = (word) => (word.length > 40 ? `“${word.slice(0, 40)}…”` : `“${word}”`);

// “encoding › x › type”; places in a list are counted from 1.
const pathOf = (path) => `“${path.map((part) => (typeof part === "number" ? `number ${part + 1}` : part)).join(" › ")}”`;

function mayBe([kinds, words]) {
  const named = [...kinds].filter((kind) => kind !== "s").map((kind) => kindNames[kind]);
  if (kinds.includes("s")) named.unshift(...(words ? words.map(quoted) : [kindNames.s]));
  return either(named);
}

// Gives a sentence for the first part that is amiss, or "".
function misfit(value, place = 0, path = []) {
  const shape = shapes[place];
  const [kinds, words, parts, entry, other] = shape;
  if (kinds === "*") return "";
  const kind = kindOf(value);
  if (kind === "o" && kinds.includes("e") && ("expr" in value || "signal" in value)) return "";
  const where = path.length ? pathOf(path) : "The chart";
  if (!kinds.includes(kind)) return `${where} is ${kindNames[kind]}, but may be ${mayBe(shape)}.`;
  if (kind === "s" && words && !words.includes(value)) return `${where} is ${quoted(value)}, but may be ${mayBe(shape)}.`;
  if (kind === "a") return first(value.entries(), () => entry, path);
  return kind === "o" ? first(Object.entries(value), (name) => (Object.hasOwn(parts || {}, name) ? parts[name] : parts && other < 0 ? null : other), path) : "";
}

// Gives what is first amiss in the parts of a list or an object; `shapeOf` gives the shape of each, null for none.
function first(inside, shapeOf, path) {
  for (const [name, one] of inside) {
    const next = shapeOf(name);
    if (next === null) return `Vega-Lite knows no ${pathOf([...path, name])} and passes over it.`;
    const found = next >= 0 ? misfit(one, next, [...path, name]) : "";
    if (found) return found;
  }
  return "";
}
