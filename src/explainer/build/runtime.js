// All that a touched chart needs from Vega. The specs are compiled when the site is built,
// so neither Vega-Lite nor an embedding library is here; the interpreter evaluates their
// expressions without `eval`, which the pages' Content-Security-Policy forbids.
//
// Of Vega's transforms only those are here that Vega-Lite compiles the book's kinds of chart to:
// no force, hierarchy, word cloud, contour, density, regression or Voronoi. A chart that asks for
// one of them keeps its picture.
import { Operator, Transform, derive, ingest, rederive, replace, stableCompare, transforms, tupleid } from "vega-dataflow";
import { axisticks, datajoin, encode, legendentries, linkpath, pie, scale, sortitems, stack } from "vega-encode";
import { geojson, geopath, geopoint, geoshape, projection } from "vega-geo";
import {
  aggregate, bin, collect, compare, expression, extent, facet, field, filter, flatten, fold, formula, impute,
  joinaggregate, key, load, lookup, multiextent, multivalues, params, pivot, prefacet, project, proxy, relay,
  sequence, sieve, subflow, timeunit, tupleindex, values, window as windowed,
} from "vega-transforms";
import { bound, identifier, mark, overlap, render, viewlayout } from "vega-view-transforms";

Object.assign(transforms, {
  aggregate, axisticks, bin, bound, collect, compare, datajoin, encode, expression, extent, facet, field, filter,
  flatten, fold, formula, geojson, geopath, geopoint, geoshape, identifier, impute, joinaggregate, key,
  legendentries, linkpath, load, lookup, mark, multiextent, multivalues, overlap, params, pie, pivot, prefacet,
  project, projection, proxy, relay, render, scale, sequence, sieve, sortitems, stack, subflow, timeunit, tupleindex,
  values, viewlayout, window: windowed,
});

// For the transforms that compile.js adds when a reader changes a chart.
export const dataflow = {
  Operator, Transform, derive, ingest, rederive, replace, stableCompare, transforms, tupleid,
};
export { expressionInterpreter } from "vega-interpreter";
export { parse } from "vega-parser";
export { View } from "vega-view";
