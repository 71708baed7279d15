"""The verbs of the engine: `python -m explainer VERB`. Each is loaded only when it is called."""

from __future__ import annotations

import sys
from importlib import import_module

# (name, what it is for, where its `main(argv) -> int` is); a room adds its verb here.
VERBS = (
    ("read", "what is read in any text: numbers, hedges, dates", "explainer.authoring.read:main"),
    ("check", "prove the ledger: every fault as table, row, column", "explainer.validate.check:main"),
    ("describe", "write the descriptor of the tables anew", "explainer.validate.descriptor:main"),
    ("new", "begin an explainer of another text", "explainer.authoring.new:main"),
    ("uncovered", "what of the article no claim holds yet", "explainer.authoring.uncovered:main"),
    ("claim", "a quotation in, a claim row out", "explainer.authoring.claim:main"),
    ("add", "exceptions, readings, names, units, chapters: rows and words", "explainer.authoring.edit:add"),
    ("edit", "change or take out a row", "explainer.authoring.edit:edit"),
    ("undo", "take the last change back", "explainer.authoring.edit:undo"),
    ("build", "prove, run the chapters, make the site", "explainer.build.build:main"),
    ("editions", "the site, and the book as PDF, EPUB and one file", "explainer.build.editions.run:main"),
    ("lab", "open the chapters in JupyterLab", "explainer.build.lab:main"),
    ("browser", "the book, its chapters running in the reader's browser", "explainer.build.browser.command:main"),
    ("serve", "show the finished site on this machine", "explainer.build.serve:main"),
    ("watch", "build on each save and show the page", "explainer.build.watch.run:main"),
    ("portrait", "take the README's picture of the front page", "explainer.build.portrait:main"),
)


def main(argv: list[str] | None = None) -> int:
    """Call a verb with the rest of the command line; without one, list them (and give 2)."""
    name, *rest = (sys.argv[1:] if argv is None else argv) or [""]
    verbs = {verb: place for verb, _, place in VERBS}
    if name in verbs:
        module, function = verbs[name].split(":")
        return int(getattr(import_module(module), function)(rest) or 0)
    lines = [f"  {verb:<9} {purpose}" for verb, purpose, _ in VERBS]
    print("python -m explainer VERB, where VERB is one of", *lines, sep="\n")
    return 0 if name in ("-h", "--help", "help") else 2


if __name__ == "__main__":
    sys.exit(main())
