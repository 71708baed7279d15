"""The verb `word`: add a unit, a chapter, a story line or another word to the subject's vocabulary."""

from __future__ import annotations

import argparse
import sys

from explainer.model.faults import Fault, Faults
from explainer.model.files import replace_file
from explainer.query.ledger import Ledger
from explainer.validate.descriptor import describe, written

#: What can be said of a word; `units` alone has the last four.
_SAID = ("label", "words", "one", "many", "symbol", "before")


def main(argv: list[str] | None = None) -> int:
    """Run the verb; 0 when the word was written, 1 with the reason when it was not."""
    parser = argparse.ArgumentParser(prog="explainer word", description="Add a word to the subject's vocabulary.")
    parser.add_argument("part", help="units, chapters, tracks, topics, kinds, modalities, actors, places …")
    parser.add_argument("name", help="the word, as the tables will have it")
    parser.add_argument("--root", help="the subject's folder (default: found upwards from here)")
    for name in _SAID:
        parser.add_argument(f"--{name}", help={"label": "how pages write it", "one": "one of them"}.get(name))
    parser.add_argument("--read", action="append", help="a word by which a quotation shows it; may be given again")
    options = parser.parse_args(argv)
    try:
        ledger = Ledger.read(options.root)
        known = ledger.vocabulary.get(options.part, {}).get(options.name)
        more = [word for word in options.read or [] if known and word not in known.get("read", [])]
        if more:
            add_reading(ledger, options.part, options.name, more)
        elif known is None:
            add(ledger, options.part, options.name, _given(options))
    except Faults as error:
        print(error, file=sys.stderr)
        return 1
    said = f"has {options.name!r} now"
    if known is not None:
        told = f"it is read from {', '.join(more)} too" if more else "nothing was changed"
        said = f"has {options.name!r} already; {told}"
    print(f"data/datapackage.json: {options.part} {said}.")
    return 0


def add(ledger: Ledger, part: str, name: str, given: dict) -> None:
    """Put a word into the vocabulary, and write the descriptor anew.

    Parameters
    ----------
    ledger: the subject.
    part: a part of the vocabulary that is there.
    name: the word.
    given: what is said of it.

    Raises Faults when there is no such part, or the word is there already.
    """
    known = ledger.vocabulary.get(part)
    parts = [key for key in ledger.vocabulary if key not in ("article", "reasons", "columns")]
    if not isinstance(known, dict) or part not in parts:
        raise Faults([Fault("datapackage.json", "explainer", part, f"no such part; they are {', '.join(parts)}")])
    if name in known:
        raise Faults([Fault("datapackage.json", "explainer", f"{part}.{name}", "it is there already")])
    known[name] = given
    _keep(ledger)


def add_reading(ledger: Ledger, part: str, name: str, words: list[str]) -> None:
    """Let a word of the vocabulary be read from further words of a quotation, and write the descriptor anew.

    Parameters
    ----------
    ledger: the subject.
    part, name: where the word stands; it is there.
    words: by which a quotation shows it, none of them known yet.
    """
    known = ledger.vocabulary[part][name]
    known["read"] = [*known.get("read", []), *words]
    _keep(ledger)


def _keep(ledger: Ledger) -> None:
    replace_file(ledger.root / "data" / "datapackage.json", written(describe(ledger.package, ledger.article)))


def _given(options: argparse.Namespace) -> dict:
    given = {name: value for name in _SAID if (value := getattr(options, name)) is not None}
    if options.part == "units":
        return given | {"read": options.read or [options.name]}
    return {"label": options.name.replace("-", " ")} | given | ({"read": options.read} if options.read else {})
