r"""Formulas: LaTeX becomes MathML while the book is built, so that a page needs no script and no font for them."""

from __future__ import annotations

import re
from functools import lru_cache

from docutils import nodes
from math_core import LatexError, LatexToMathML
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)
NAME = "mathml"
# What math-core does not know by these names.
_MACROS = {"mbox": r"\text{#1}", "dotsc": r"\ldots", "hdots": r"\ldots", "pmb": r"\boldsymbol{#1}", "smash": "#1"}
_ENVIRONMENTS = {"split": "aligned", "eqnarray": "align", "alignat": "align", "smallmatrix": "matrix"}
_ENVIRONMENT = re.compile(rf"\\(begin|end)\{{({'|'.join(_ENVIRONMENTS)})(\*?)\}}(?:(?<=alignat\}})\{{\d+\}})?")
_TEXT = re.compile(r"\\(text\w*|mbox)\{([^{}]*\$[^{}]*)\}")
#: From how many letters on a displayed formula may be wider than a phone, and can be scrolled with the keyboard.
_WIDE = 50


@lru_cache
def _converter(macros: tuple[tuple[str, str], ...]) -> LatexToMathML:
    return LatexToMathML(macros=_MACROS | dict(macros), fancy_error=False)


def mathml(latex: str, macros: dict[str, str], *, displayed: bool = False) -> str:
    r"""Turn a formula into MathML.

    Parameters
    ----------
    latex: the formula without its dollar signs.
    macros: the book's own commands by their names without backslash, `#1` for the first argument.
    displayed: whether it stands on lines of its own.

    Raises ValueError saying what in it is not known.
    """
    try:
        return _converter(tuple(sorted(macros.items()))).convert_with_local_state(_plain(latex), displaystyle=displayed)
    except LatexError as error:
        place, _, said = str(error).partition(": ")
        near = latex[int(place) :][:20].splitlines()[0].strip() if place.isdigit() and int(place) < len(latex) else ""
        raise ValueError(f"{said or error}{f' Near: {near}' if near else ''}") from error


def _plain(latex: str) -> str:
    """Write in other words what math-core has no words for."""
    latex = _ENVIRONMENT.sub(lambda found: rf"\{found[1]}{{{_ENVIRONMENTS[found[2]]}{found[3]}}}", latex)
    # Numbers are Sphinx's business, which also knows the labels.
    latex = re.sub(r"\\(begin|end)\{(align|gather|equation|multline)\}", r"\\\1{\2*}", latex)
    latex = re.sub(r"\\(?:label\{[^}]*\}|nonumber|notag)", "", latex)
    latex = re.sub(r"\\cr(?![a-zA-Z])", r"\\\\", latex)
    latex = re.sub(r"(?<!\\)\\\n", r"\\ ", latex)
    latex = re.sub(r"\\substack\{((?:[^{}]|\{[^{}]*\})*)\}", r"\\begin{matrix}\1\\end{matrix}", latex)
    latex = re.sub(r"(\\(?!operatorname|hspace|tag)[a-zA-Z]+)\*", r"\1 *", latex)
    return _TEXT.sub(_split_text, latex)


def _split_text(found: re.Match[str]) -> str:
    parts = found[2].split("$")
    return "{" + "".join(rf"\{found[1]}{{{part}}}" if n % 2 == 0 else part for n, part in enumerate(parts)) + "}"


def _macros(app: Sphinx) -> dict[str, str]:
    """Read the commands that a book defines for MathJax, where Jupyter Book's manual puts them."""
    given = (app.config.mathjax3_config or {}).get("tex", {}).get("macros", {})
    return {name: value[0] if isinstance(value, list) else value for name, value in given.items()}


def _written(translator: HTML5Translator, node: nodes.Element, latex: str, *, displayed: bool) -> str:
    try:
        return mathml(latex, _macros(translator.builder.app), displayed=displayed)
    except ValueError as error:
        shown = " ".join(node.astext().split())
        logger.warning("the formula `%s` cannot be shown: %s", shown[:80], error, location=node, type="explainer")
        return ""


def visit_inline(translator: HTML5Translator, node: nodes.math) -> None:
    """Write a formula in a line."""
    translator.body.append(_written(translator, node, node.astext(), displayed=False))
    raise nodes.SkipNode


def visit_block(translator: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula on lines of its own."""
    number = f'<span class="eqno">({node["number"]})</span>' if node.get("number") else ""
    wide = len(node.astext()) > _WIDE
    keys = {"tabindex": "0", "role": "group", "aria-label": "Formula"} if wide else {}
    translator.body.append(translator.starttag(node, "div", "", CLASS="formula", **keys))
    for part in _parts(node):
        translator.body.append(_written(translator, node, part, displayed=True))
    translator.body.append(f"{number}</div>\n")
    raise nodes.SkipNode


def _parts(node: nodes.math_block) -> list[str]:
    r"""Give the formulas of a block, parted by empty lines; one of several lines is aligned, as in Sphinx's LaTeX."""
    text = _plain(node.astext())
    parts = [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
    if node.get("nowrap"):
        return [text]
    return [rf"\begin{{aligned}}{part}\end{{aligned}}" if _has_lines(part) else part for part in parts]


def _has_lines(latex: str) -> bool:
    r"""Tell whether a formula has lines or columns outside of every environment."""
    inner = re.compile(r"\\begin\{(\w+\*?)\}(?:(?!\\begin).)*?\\end\{\1\}", re.DOTALL)
    while (outer := inner.sub("", latex)) != latex:
        latex = outer
    return bool(re.search(r"\\\\|(?<!\\)&", latex))
