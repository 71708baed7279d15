// Stands for the package vega-dataflow in a script that is loaded after the runtime: one dataflow, not two.
export const {
  Operator, Transform, derive, ingest, rederive, replace, stableCompare, transforms, tupleid,
} = window.explainerVega.dataflow;
