// Bounds for what a specification may make out of nothing: a billion numbers would hold up the whole tab, and nothing in
// a page can stop a drawing that has begun. (A worker could be stopped, but pages opened as files may start none.) What
// a reader writes out as rows has no bound: it was there before it was drawn.

const most = 100000;
const named = { width: 20000, height: 20000, tickCount: 1000, maxbins: 10000, steps: 10000, minsteps: 10000, maxsteps: 10000 };
// No finer than this many degrees.
const mesh = { precision: 0.05, step: 0.5, stepMinor: 0.5, stepMajor: 0.5 };
const units = { milliseconds: 1, seconds: 1e3, minutes: 6e4, hours: 36e5 };
const count = new Intl.NumberFormat("en");

// `what`: the bound in words, a # where its number stands.
function within(number, bound, what) {
  if (number > bound) throw new Wrong(`${what.replace("#", `at most ${count.format(bound)}`)} here, or the page would stand still; this asks for ${count.format(number)}.`);
}

const steps = (start, stop, step) => (step ? Math.max(0, Math.abs((stop - start) / step)) : Infinity);

// Looks through a compiled specification. Throws Wrong for what would go on without end.
function bound(part) {
  if (part === null || typeof part !== "object") return;
  if (part.type === "sequence") within(steps(part.start, part.stop, part.step ?? 1), most, "A sequence may have # entries");
  for (const [name, value] of Object.entries(part)) {
    if (typeof value === "number" && Object.hasOwn(named, name)) within(value, named[name], `“${name}” may be #`);
    if (part.type === "graticule" && Object.hasOwn(mesh, name)) {
      if ([value].flat().some((one) => one < mesh[name])) throw new Wrong(`“${name}” may be ${mesh[name]} at least here, or the page would stand still.`);
    }
    // Rows are what they are.
    if (name !== "values") bound(value);
  }
}

// The interpreter of expressions, with the same bounds for the functions that make lists and texts.
function bounded(interpreter) {
  const guard = (context) => {
    const { functions } = context;
    const { sequence, timeSequence, utcSequence, pad } = functions;
    const own = Object.assign(Object.create(functions), {
      sequence(...ends) {
        const [start, stop, step = 1] = ends.length > 1 ? ends : [0, ends[0]];
        within(steps(start, stop, step), most, "A sequence may have # entries");
        return sequence.apply(this, ends);
      },
      pad(text, length, ...rest) {
        within(length, most, "A text may be padded to # signs");
        return pad.call(this, text, length, ...rest);
      },
    });
    for (const [name, made] of Object.entries({ timeSequence, utcSequence })) {
      own[name] = function times(unit, start, stop, ...rest) {
        within(steps(+start, +stop, units[unit] || 864e5), most, "A sequence of times may have # entries");
        return made.call(this, unit, start, stop, ...rest);
      };
    }
    return Object.assign(Object.create(context), { functions: own });
  };
  return Object.fromEntries(Object.entries(interpreter).map(([name, make]) => [name, (context, ...rest) => make(guard(context), ...rest)]));
}
