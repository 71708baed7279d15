"""What of sphinx-design's style sheet one page needs: the whole is larger than all styles of this book together."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path

import sphinx_design
import tinycss2

SHEET = Path(sphinx_design.__file__).parent / "static" / "sphinx-design.min.css"
_CLASSES = re.compile(r'class="([^"]*)"')
_NAMED = re.compile(r"\.(-?[a-zA-Z][\w-]*)")


def used(body: str) -> str:
    """Give the rules whose classes all stand on a page, "" for a page with nothing of sphinx-design's.

    Parameters
    ----------
    body: the page's HTML. Its colours are set as variables in `content.css`.
    """
    if "sd-" not in body:
        return ""
    classes = {name for found in _CLASSES.findall(body) for name in found.split()}
    if not any(name.startswith("sd-") for name in classes):
        return ""
    return "\n".join(_kept(_sheet(), classes))


@lru_cache
def _sheet() -> tuple[tuple[str, str | tuple], ...]:
    return tuple(_read(SHEET.read_text("utf-8")))


def _read(css: str) -> Iterator[tuple[str, str | tuple]]:
    """Give selectors with their declarations, and conditions with the rules inside them."""
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        head = tinycss2.serialize(rule.prelude).strip() if rule.type in ("qualified-rule", "at-rule") else ""
        if rule.type == "qualified-rule" and head != ":root":
            yield head, tinycss2.serialize(rule.content)
        elif rule.type == "at-rule" and rule.lower_at_keyword == "media":
            yield f"@media {head}", tuple(_read(tinycss2.serialize(rule.content)))


def _kept(rules: tuple[tuple[str, str | tuple], ...], classes: Collection[str]) -> Iterator[str]:
    for head, content in rules:
        if isinstance(content, tuple):
            if inner := "".join(_kept(content, classes)):
                yield f"{head}{{{inner}}}"
        elif selectors := [one for one in head.split(",") if _fits(one, classes)]:
            yield f"{','.join(selectors)}{{{content}}}"


def _fits(selector: str, classes: Collection[str]) -> bool:
    named = _NAMED.findall(selector)
    return bool(named) and all(name in classes for name in named)
