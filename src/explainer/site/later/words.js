// What is wrong with a specification, in plain words: where the JSON breaks, or what Vega-Lite and Vega say of it.

// By the names that jsonc-parser gives to what it finds.
const broken = {
  InvalidSymbol: "a word stands here that JSON does not know; texts need “double quotation marks” of the straight kind",
  InvalidNumberFormat: "a number is not finished",
  PropertyNameExpected: "a name in straight double quotation marks is missing, or a comma stands too many",
  ValueExpected: "a value is missing, or a comma stands too many",
  ColonExpected: "a colon is missing",
  CommaExpected: "a comma is missing",
  CloseBraceExpected: "a closing } is missing",
  CloseBracketExpected: "a closing ] is missing",
  EndOfFileExpected: "something stands behind the end of the chart",
  InvalidCommentToken: "JSON has no comments",
  UnexpectedEndOfComment: "JSON has no comments",
  UnexpectedEndOfString: "a text has no closing quotation mark",
  UnexpectedEndOfNumber: "a number is not finished",
  InvalidUnicode: "a \\u needs four digits behind it",
  InvalidEscapeCharacter: "a backslash stands before a letter that needs none",
  InvalidCharacter: "a character stands here that texts may only hold as an escape, such as \\n or \\t",
};

class Wrong extends Error {
  // `at` and `length`: where in the text; -1 where there is no place to show.
  constructor(message, at = -1, length = 0) {
    super(message);
    Object.assign(this, { at, length });
  }
}

const lineOf = (text, at) => text.slice(0, at).split("\n").length;

// Gives the specification that a text holds. Throws Wrong with the line of the first thing that is amiss.
function readSpec(text) {
  if (!text.trim()) throw new Wrong("Nothing is written here. Reset brings the chart back.");
  const { read, nameOf } = window.explainerCompile;
  const faults = [];
  const spec = read(text, faults, { disallowComments: true, allowTrailingComma: false });
  if (faults.length) {
    const { error, offset, length } = faults[0];
    // What is missing is missing behind the last thing that stands before it.
    const missing = /Expected/.test(nameOf(error));
    const at = missing ? Math.max(0, text.slice(0, offset).trimEnd().length - 1) : Math.min(offset, text.length - 1);
    throw new Wrong(`Line ${lineOf(text, at)}: ${broken[nameOf(error)] || "this is no JSON"}.`, at, missing ? 1 : length);
  }
  if (spec === null || typeof spec !== "object" || Array.isArray(spec)) throw new Wrong("A chart begins with { and ends with }.");
  return spec;
}

// What the two programs say, shortened: they like to repeat the whole specification.
function shorten(said) {
  const words = String(said instanceof Error ? said.message : said).replace(/\{[^]*\}/, "{…}").replace(/\s+/g, " ").trim();
  return words.length > 280 ? `${words.slice(0, 280)} …` : words;
}

function plainly(error, program) {
  if (error instanceof Wrong) return error.message;
  const words = shorten(error);
  if (/^Invalid specification/.test(words)) return "This is no chart that Vega-Lite knows: it needs a “mark” and an “encoding”, or layers of them.";
  const unknown = /^Unrecognized (transform|signal name|data set|scale|mark|function)[^:]*: ?"?([^"]+)"?$/i.exec(words);
  if (unknown) return `No ${unknown[1].toLowerCase()} is called “${unknown[2]}”.`;
  if (/^Unexpected end of input/.test(words)) return "An expression breaks off: a bracket, a quotation mark or a value is missing at its end.";
  const token = /^Unexpected (?:token|number|string|identifier)(?: (.+))?$/i.exec(words);
  if (token) return `In an expression ${token[1] ? `“${token[1]}”` : "something"} stands where it cannot.`;
  if (/^Invalid (array|string) length|call stack/.test(words)) return "This would make more than a page can hold.";
  // The program's own words for this name its own parts, not the reader's.
  if (error instanceof TypeError || error instanceof RangeError || /is not a function|Cannot read|is not iterable/.test(words)) {
    return `${program} cannot draw this, and does not say which part is to blame; the last change is the likeliest.`;
  }
  return `${program} says: ${words}`;
}

// What Vega-Lite or Vega remarks of a chart that it draws all the same; "" for mere advice on style.
function remark(said) {
  const words = said.map(shorten).join(" ");
  if (/^Channel \w+ should not be used with an unsorted discrete field/.test(words)) return "";
  const field = /^Infinite extent for field "(.+)":/.exec(words)?.[1];
  return field ? `No row has a number or a date in the field “${field}”.` : words;
}
