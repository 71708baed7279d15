// All that a touched chart needs from Vega. The specs are compiled when the site is built,
// so neither Vega-Lite nor an embedding library is here; the interpreter evaluates their
// expressions without `eval`, which the pages' Content-Security-Policy forbids.
//
// Left out of Vega's own list of transforms: what Vega-Lite never compiles to (force,
// hierarchy, label, wordcloud, crossfilter) and regression, which no honest chart of a
// handful of points draws. A chart that asks for one of them keeps its picture.
import { transforms } from "vega-dataflow";
import * as encode from "vega-encode";
import * as geo from "vega-geo";
import * as basic from "vega-transforms";
import * as view from "vega-view-transforms";
import * as voronoi from "vega-voronoi";

Object.assign(transforms, basic, view, encode, geo, voronoi);

export { expressionInterpreter } from "vega-interpreter";
export { parse } from "vega-parser";
export { View } from "vega-view";
