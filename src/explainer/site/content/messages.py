"""What is wrong in a page, said in its author's terms: of parsers and extensions, and of what they pass over."""

from __future__ import annotations

import logging
import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util import logging as sphinx_logging

from explainer.model import Json

logger = sphinx_logging.getLogger(__name__)
#: How a message begins, and what its author can do.
WAYS_OUT = {
    "This document does not have a running kernel": "{eval} cannot be used: put the value out with `glue` in a cell, "
    "and name it with {glue:text}",
    "Found an unexpected `code-cell`": "begin the page with `file_format: mystnb` and `kernelspec: {name: python3}`",
    'Unknown interpreted text role "cite': "name the file of your references under bibtex_bibfiles: in _config.yml",
    "Unknown directive type: 'bibliography'": "name the file of your references under bibtex_bibfiles: in _config.yml",
    "could not find bibtex key": "it stands in no file under bibtex_bibfiles:, or no page has a {bibliography}",
    "Unknown directive type": "an extension that knows it is named under sphinx: extra_extensions: in _config.yml",
    "Unknown interpreted text role": "an extension that knows it is named under sphinx: extra_extensions: in "
    "_config.yml",
    "Pygments lexer name": "write a language that Pygments knows, or `text`",
    "tableofcontents directive in document": "give the page `sections:` in _toc.yml, or take the directive out",
}
#: What is said without need (by MyST-Parser of {footcite}) or twice.
_UNHEARD = re.compile(r"^(?:No footnote definitions found for label: 'footcite-|unknown directive or role name: )")
#: What is said without a line by an extension, and with it here.
_SAID_HERE = (("sphinx_exercise", "undefined label: "), ("sphinx_proof", "label "))
# How MyST-NB gives a line of a notebook file: the cell, text cells counted too, and the line in it.
_IN_CELL = re.compile(r"(?<=\.ipynb):(\d+)(\d{4})$")
# What stands behind a message of MyST's: where to read of it, its kind.
_TAIL = re.compile(r"\.?(?: See https?://.*)?(?: \[[\w.]+\])?$")
# Signs of Markdown that no rule took: a footnote without its text, a formula set off inside a line.
_LEFT = re.compile(r"\[\^[\w-]+\]|\$\$")
_VERBATIM = (nodes.literal, nodes.literal_block, nodes.math, nodes.math_block, nodes.raw, nodes.comment)


class WayOut(logging.Filter):
    """Adds to a message what can be done."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Add it; False for a message that is not to be heard."""
        said = record.getMessage()
        if _UNHEARD.search(said) or any(who in record.name and said.startswith(begin) for who, begin in _SAID_HERE):
            return False
        found = next((way for begin, way in WAYS_OUT.items() if said.startswith(begin)), "")
        if found and found not in said:
            record.msg, record.args = f"{_TAIL.sub('', said)}: {found}", ()
        return True


def name_cell(record: logging.LogRecord) -> bool:
    """Write the place of a message in a notebook file as people count."""
    place = getattr(record, "location", None)
    if isinstance(place, str):
        record.location = _IN_CELL.sub(lambda at: f", cell {at[1]} with text cells, line {int(at[2]) - 1}", place)
    return True


class Leftovers(SphinxTransform):
    """Name what readers would see as signs in the middle of a sentence."""

    default_priority = 853

    def apply(self, **kwargs: object) -> None:
        """Work through one page."""
        for text in self.document.findall(nodes.Text):
            found = None if isinstance(text.parent, _VERBATIM) else _LEFT.search(text.astext())
            if found:
                why = "`$$` inside a line is no formula: set the formula on lines of its own, or write `$…$`"
                why = why if found[0] == "$$" else f"the footnote {found[0]} has no text: write `{found[0]}: …` below"
                logger.warning(why, location=text.parent, type="explainer")


def check_solutions(app: Sphinx, env: BuildEnvironment) -> None:
    """Name a {solution} of an exercise that is nowhere."""
    known: Json = getattr(env, "sphinx_exercise_registry", {})
    for one in known.values():
        target = one["node"].get("target_label")
        if one["type"].startswith("solution") and target not in known:
            message = "a {solution} is of the exercise `%s`, which is on no page"
            logger.warning(message, target, location=one["docname"], type="explainer")


def name_line(app: Sphinx, env: BuildEnvironment, node: nodes.Element, contnode: nodes.Element) -> None:
    """Name the line of a reference to a theorem that is nowhere."""
    if node.get("refdomain") == "prf":
        message = "no theorem, lemma or the like has the label `%s`"
        logger.warning(message, node["reftarget"], location=node, type="explainer")


def hear(app: Sphinx) -> None:
    """Look at every message before it is counted."""
    for handler in logging.getLogger("sphinx").handlers:
        handler.filters.insert(0, WayOut())
        # Sphinx has made words of the place by then.
        handler.addFilter(name_cell)
