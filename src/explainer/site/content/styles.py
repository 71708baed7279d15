"""The style sheet of one page: looks that stand in its HTML, and the rules of sphinx-design that it uses.

The page's policy forbids looks in the HTML, and the whole sheet of sphinx-design is larger than all of this book's own.
Authors write `:width: 50%`, pandas colours cells, great_tables styles a table: all of it comes as `style="…"` or as
`<style>`. Each distinct look becomes a class, each sheet keeps its rules; a page without any has no such sheet.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

import sphinx_design
import tinycss2
import tinycss2.color4

# A start tag with its quoted attributes, which may hold a `>`.
_TAG = re.compile(r"""<[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>""")
_STYLE = re.compile(r"""\sstyle=("([^"]*)"|'([^']*)')""")
_CLASS = re.compile(r"""\sclass=("([^"]*)"|'([^']*)')""")
_SHEET = re.compile(r"<style[^>]*>(.*?)</style>\s*", re.DOTALL)
# Names that pandas and great_tables draw by lot for their sheets; a page would be another one after each run.
_BY_LOT = re.compile(r"#(T_[0-9a-f]{5}|[a-z]{10})\b|#(T_[0-9a-f]{5})_")
_DESIGN = Path(sphinx_design.__file__).parent / "static" / "sphinx-design.min.css"
_CLASS_LISTS = re.compile(r'class="([^"]*)"')
_NAMED = re.compile(r"\.(-?[a-zA-Z][\w-]*)")


def settle(body: str) -> tuple[str, str]:
    """Move every look of a page's HTML into a style sheet.

    Parameters
    ----------
    body: the HTML.

    Returns the HTML without looks, and the sheet, "" when there is nothing to move.
    """
    if "style" not in body:
        return body, ""
    drawn = ("".join(found) for sheet in _SHEET.findall(body) for found in _BY_LOT.findall(sheet))
    for number, name in enumerate(dict.fromkeys(drawn), 1):
        body = re.sub(rf'((?:id|headers)="|#){name}(?![a-z0-9])', rf"\1styled-{number}", body)
    rules: dict[str, None] = {}

    def take(found: re.Match[str]) -> str:
        own = re.search(r"#styled-\d+", found[1])
        rules.update(dict.fromkeys(_rules(found[1], own[0] if own else "")))
        return ""

    def name_it(found: re.Match[str]) -> str:
        tag = found[0]
        style = _STYLE.search(tag)
        if not style:
            return tag
        tag = tag.replace(style[0], "", 1)
        written = declarations(unescape(style[2] or style[3] or ""))
        if not written:
            return tag
        if tag.startswith("<img"):
            # A picture that is narrower on a phone is lower there too.
            written = re.sub(r"(?:^|(?<=;))height:", "max-height:", written)
        name = f"look-{sha256(written.encode()).hexdigest()[:8]}"
        # Three times its own name: as an attribute it would have won over every rule.
        rules[f".{name}.{name}.{name}{{{written}}}"] = None
        known = _CLASS.search(tag)
        if known:
            return tag.replace(known[0], f' class="{known[2] or known[3] or ""} {name}"', 1)
        end = -2 if tag.endswith("/>") else -1
        return f'{tag[:end].rstrip()} class="{name}"{" /" if end == -2 else ""}>'

    body = _TAG.sub(name_it, _SHEET.sub(take, body))
    return body, "\n".join(rules)


def declarations(css: str) -> str:
    """Give declarations without addresses; what has a ground but no colour gets one that can be read on it."""
    found: dict[str, str] = {}
    for part in tinycss2.parse_declaration_list(css, skip_comments=True, skip_whitespace=True):
        if part.type == "declaration" and not _fetches(part.value):
            found[part.lower_name] = tinycss2.serialize(part.value).strip() + (" !important" if part.important else "")
    ground = next((found[name] for name in ("background-color", "background") if name in found), "")
    if "gradient(" in ground and "color" not in found:
        found |= {"background-color": "#fff", "color": "#000"}  # a bar of pandas' covers a part of its cell
    elif ground and "color" not in found and (ink := _ink(ground)):
        found["color"] = ink
    return ";".join(f"{name}:{value}" for name, value in found.items())


def _ink(ground: str) -> str:
    colour = tinycss2.color4.parse_color(ground.split("!")[0].strip())
    if colour is None or isinstance(colour, str) or colour.alpha < 0.5:
        return ""
    red, green, blue = colour.to("srgb").coordinates
    return "#000" if 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2 > 0.18 else "#fff"


def _rules(css: str, own: str) -> list[str]:
    """Give the rules of a sheet, without those that fetch something and without pandas' own for every frame.

    Where the sheet is one table's (`own` selects it), each rule is held to that: great_tables has some for every cell.
    """
    found = []
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content:
            inner = "".join(_rules(tinycss2.serialize(rule.content), own))
            found.append(f"@media{tinycss2.serialize(rule.prelude)}{{{inner}}}")
        elif rule.type == "qualified-rule":
            selector = ",".join(
                one if not own or "#" in one else f"{own} {one}"
                for one in map(str.strip, tinycss2.serialize(rule.prelude).split(","))
            )
            written = declarations(tinycss2.serialize(rule.content))
            if written and not selector.startswith(".dataframe"):
                found.append(f"{selector}{{{written}}}")
    return found


def _fetches(value: list[Any]) -> bool:
    return any(part.type == "url" or (part.type == "function" and part.lower_name == "url") for part in value)


def design_rules(body: str) -> str:
    """Give the rules whose classes all stand on a page, "" for a page with nothing of sphinx-design's.

    Parameters
    ----------
    body: the page's HTML. Its colours are set as variables in `content.css`.
    """
    if "sd-" not in body:
        return ""
    classes = {name for found in _CLASS_LISTS.findall(body) for name in found.split()}
    if not any(name.startswith("sd-") for name in classes):
        return ""
    return "\n".join(_kept(_design(), classes))


@lru_cache
def _design() -> tuple[tuple[str, str | tuple], ...]:
    return tuple(_read(_DESIGN.read_text("utf-8")))


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
