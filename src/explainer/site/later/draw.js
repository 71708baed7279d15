// From a specification to a drawing, with nothing that leads out of the page: no data and no picture is fetched, a link
// leads to a row of this book or to a place on this page, an expression is interpreted and never run as a script.

const outside = "Nothing is fetched from elsewhere here";
// Stands for a picture that was refused: one clear pixel. Vega would ask again and again for one that fails.
const nothing = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

// The one way by which Vega reaches for files and addresses. `links`: the book's own addresses by the chart's ("#claim-…").
function guard(links, tell) {
  const refuse = async (address) => {
    tell(`${outside}, so ${shorten(address)} is left out; rows can stand in the specification, as values under data.`);
    throw new Error(outside);
  };
  return {
    options: {},
    load: refuse,
    file: refuse,
    http: refuse,
    async sanitize(address, options) {
      if (options?.context === "href") {
        if (Object.hasOwn(links, address)) return { href: links[address], target: "_blank", rel: "noopener" };
        if (/^#[\w-]+$/.test(address) && document.getElementById(address.slice(1))) return { href: address };
        tell(`Links lead to places on this page or in this book, so ${shorten(address)} is left out.`);
        throw new Error(outside);
      }
      tell(`${outside}, so the picture ${shorten(address)} is left out.`);
      return { href: nothing };
    },
  };
}

// A paint or a pointer that an expression puts together may name another file, too: taken away before it is painted.
function watch(room) {
  const foreign = /url\(\s*["']?\s*(?!#|["'])/i;
  const clean = (element) => {
    for (const { name, value } of [...element.attributes]) if (foreign.test(value)) element.removeAttribute(name);
  };
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      clean(target);
      for (const node of addedNodes) if (node.nodeType === 1) [node, ...node.querySelectorAll("*")].forEach(clean);
    }
  }).observe(room, { attributes: true, childList: true, subtree: true });
}

// Takes from a compiled specification what Vega would do outside its drawing: inputs of its own (the panel draws them,
// with labels), and looks at events that are set for the whole page.
function confine(vega) {
  const binds = [];
  (function visit(part) {
    for (const signal of part.signals || []) {
      if (signal.bind) binds.push({ signal: signal.name, bind: signal.bind, value: signal.value, top: part === vega });
      delete signal.bind;
    }
    for (const mark of part.marks || []) visit(mark);
  })(vega);
  if (vega.config) delete vega.config.events;
  // A paint that lives in another file would be asked for by some browsers.
  if (/url\(\s*(?:\\?["'])?\s*(?!#)[^)]/i.test(JSON.stringify(vega))) throw new Wrong(`${outside}: url(…) may only name a part of the drawing itself.`);
  return binds.filter((one) => one.top && !one.bind.element && !one.bind.event);
}

// Draws into a new child of `holder`. Gives the view, its inputs and what Vega-Lite and Vega had to remark.
async function draw(holder, text, links) {
  const spec = readSpec(text);
  const { compile } = window.explainerCompile;
  const { View, parse, expressionInterpreter } = window.explainerVega;
  const said = { remarks: [], faults: [], left: [], wrong: null };
  const noting = (list) => function note(...words) {
    said.wrong ??= words.find((one) => one instanceof Wrong);
    const line = remark(words);
    // The guard has said this already, and better.
    if (line && !line.startsWith("Loading failed") && !list.includes(line)) list.push(line);
    return this;
  };
  const quiet = function quiet() { return this; };
  const logger = { level: quiet, info: quiet, debug: quiet, warn: noting(said.remarks), error: noting(said.faults) };
  let vega;
  try {
    vega = compile(spec, { logger }).spec;
  } catch (error) { throw new Wrong(misfit(spec) || plainly(error, "Vega-Lite")); }
  const binds = confine(vega);
  bound(vega);
  const room = document.createElement("div");
  room.className = "change-drawing";
  holder.append(room);
  watch(room);
  let view;
  try {
    view = new View(parse(vega, null, { ast: true }), {
      expr: bounded(expressionInterpreter), renderer: "svg", hover: true, logger, tooltip: () => {},
      loader: guard(links, (words) => {
        if (!said.left.includes(words)) { said.left.push(words); said.remarks.push(words); }
        holder.dispatchEvent(new Event("refused"));
      }),
    });
    await view.initialize(room).runAsync();
    if (said.wrong) throw said.wrong;
    if (said.faults.length) throw new Error(said.faults[0]);
  } catch (error) {
    view?.finalize();
    room.remove();
    throw new Wrong((!(error instanceof Wrong) && misfit(spec)) || plainly(error, "Vega"));
  }
  // Its holder speaks for it, as one image.
  room.querySelector("svg").setAttribute("aria-hidden", "true");
  for (const name of ["role", "aria-label", "aria-roledescription", "tabindex"]) room.removeAttribute(name);
  // Where the part is known, what the two programs remark of it is of no more use; what was left out is.
  const amiss = misfit(spec);
  if (amiss) said.remarks.splice(0, Infinity, amiss, ...said.left);
  return { view, room, binds, remarks: said.remarks };
}
