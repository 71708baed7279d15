// What a reader needs to change a chart: Vega-Lite's compiler, of the version that compiled the pictures; a reader of
// JSON that says where it is broken; a writer that keeps short things on one line. Fetched when the panel is opened.
//
// The transforms that the book's own charts do without are added to those of the runtime, so that a reader can ask for
// any that Vega-Lite has. They share the runtime's dataflow (dataflow.js): rows are told apart by a symbol of its own.
import { transforms } from "vega-dataflow";
import graticule from "vega-geo/Graticule";
import { loess, regression } from "vega-regression";
import kde from "vega-transforms/KDE";
import quantile from "vega-transforms/Quantile";
import sample from "vega-transforms/Sample";

Object.assign(transforms, { graticule, kde, loess, quantile, regression, sample });

export { default as write } from "json-stringify-pretty-compact";
export { parse as read, printParseErrorCode as nameOf } from "jsonc-parser";
export { compile } from "vega-lite";
