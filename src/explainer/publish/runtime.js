// All that a touched chart needs from Vega. The specs are compiled when the site is built,
// so neither Vega-Lite nor an embedding library is here; the interpreter evaluates their
// expressions without `eval`, which the pages' Content-Security-Policy forbids.
export { parse, View } from "vega";
export { expressionInterpreter } from "vega-interpreter";
