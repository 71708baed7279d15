"""The verbs of the engine: `python -m explainer VERB`. Each is loaded only when it is called."""

from __future__ import annotations

import sys
from importlib import import_module

# (name, what it is for, where its `main(argv) -> int` is); a room adds its verb here.
VERBS = (
    ("check", "prove the ledger: every fault as table, row, column", "explainer.check:main"),
    ("build", "prove, run the chapters, make the site", "explainer.publish.build:main"),
    ("sign", "sign off what nothing else can prove, row by row", "explainer.sign:main"),
    ("lab", "open the chapters in JupyterLab", "explainer.publish.lab:main"),
    ("serve", "show the finished site on this machine", "explainer.publish.serve:main"),
    ("bench", "this book beside plain Jupyter Book: bytes, times, Lighthouse", "explainer.publish.bench.run:main"),
    ("mutate", "one wrong thing at a time in the tables: each must stop the build", "explainer.trials.mutate:main"),
    ("portrait", "take the README's picture of the front page", "explainer.publish.portrait:main"),
)


def main(argv: list[str] | None = None) -> int:
    """Call a verb with the rest of the command line; without one, list them (and give 2)."""
    name, *rest = (sys.argv[1:] if argv is None else argv) or [""]
    verbs = {verb: place for verb, _, place in VERBS}
    if name in verbs:
        module, function = verbs[name].split(":")
        return int(getattr(import_module(module), function)(rest) or 0)
    lines = [f"  {verb:<8} {purpose}" for verb, purpose, _ in VERBS]
    print("python -m explainer VERB, where VERB is one of", *lines, sep="\n")
    return 0 if name in ("-h", "--help", "help") else 2


if __name__ == "__main__":
    sys.exit(main())
