// All that a touched chart needs from Vega, taken by name from inside vl-convert, which drew its picture: the versions
// are those of its wheel, and another wheel with others stops the set-up. Specifications are compiled when the site is
// built, so neither Vega-Lite nor an embedding library is here; the interpreter evaluates their expressions without
// `eval`, which the pages' Content-Security-Policy forbids.
//
// Of Vega's transforms only those are here that Vega-Lite compiles the book's kinds of chart to:
// no force, hierarchy, word cloud, contour, density, regression or Voronoi. A chart that asks for
// one of them keeps its picture.
import { transforms } from "/npm/vega-dataflow@6.1.0/+esm";
import {
  axisticks, datajoin, encode, legendentries, linkpath, pie, scale, sortitems, stack,
} from "/npm/vega-encode@5.1.0/+esm";
import { functionContext } from "/npm/vega-functions@6.1.0/+esm";
import { geojson, geopath, geopoint, geoshape, projection } from "/npm/vega-geo@5.1.0/+esm";
import { expressionInterpreter } from "/npm/vega-interpreter@2.0.0/+esm";
import { parse } from "/npm/vega-parser@7.1.0/+esm";
import {
  aggregate, bin, collect, compare, expression, extent, facet, field, filter, flatten, fold, formula, impute,
  joinaggregate, key, load, lookup, multiextent, multivalues, params, pivot, prefacet, project, proxy, relay,
  sequence, sieve, subflow, timeunit, tupleindex, values, window as windowed,
} from "/npm/vega-transforms@5.1.0/+esm";
import { View } from "/npm/vega-view@6.1.0/+esm";
import { bound, identifier, mark, overlap, render, viewlayout } from "/npm/vega-view-transforms@5.1.0/+esm";

Object.assign(transforms, {
  aggregate, axisticks, bin, bound, collect, compare, datajoin, encode, expression, extent, facet, field, filter,
  flatten, fold, formula, geojson, geopath, geopoint, geoshape, identifier, impute, joinaggregate, key,
  legendentries, linkpath, load, lookup, mark, multiextent, multivalues, overlap, params, pie, pivot, prefacet,
  project, projection, proxy, relay, render, scale, sequence, sieve, sortitems, stack, subflow, timeunit, tupleindex,
  values, viewlayout, window: windowed,
});

// Two functions of expressions in these versions could be talked into running foreign code (CVE-2025-66648 and
// CVE-2025-65110). Nobody but the build writes specifications for this site; all the same, no chart of Vega-Lite's
// needs the first, and the second is given lists only.
functionContext.setdata = () => { throw new Error("setdata is switched off"); };
const { vlSelectionTuples } = functionContext;
functionContext.vlSelectionTuples = (items, base) => vlSelectionTuples(Array.isArray(items) ? items : [], { ...base });

window.explainerVega = { View, expressionInterpreter, parse };
