"""Bind pages into one document: every id once, every link inside the book a place in it.

An id that stands on one page only keeps its name, so that `#claim-ID` is the same place on the site and in an edition;
one that stands on several gets the page's name in front.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from explainer.build.editions.leaves import Leaf

# Attributes that hold one id or several.
_REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "for", "headers", "list")
_URL = re.compile(r"url\(#([^)]+)\)")


def bind(leaves: list[Leaf]) -> None:
    """Make ids unique among all pages and turn links between them into places of one document.

    A link to another file of the site keeps its words and stops being a link.

    Parameters
    ----------
    leaves: every page; changed in place.
    """
    count = Counter(element.get("id") for leaf in leaves for element in leaf.body.iter() if element.get("id"))
    # The places of the pages themselves come in anew.
    taken = {name for name, times in count.items() if times > 1} | {leaf.anchor for leaf in leaves}
    names = {leaf.file: {id: _renamed(id, leaf, taken) for id in _ids(leaf)} for leaf in leaves}
    places = {leaf.file: leaf.anchor for leaf in leaves}
    for leaf in leaves:
        # The main part itself stays behind; its place is the page's.
        if main := leaf.body.attrib.pop("id", None):
            names[leaf.file][main] = leaf.anchor
    for leaf in leaves:
        own = names[leaf.file]
        for element in list(leaf.body.iter()):
            if isinstance(element.tag, str):
                _rename(element, own)
                _lead(element, leaf.file, names, places)


def _ids(leaf: Leaf) -> Iterator[str]:
    for element in leaf.body.iter():
        if isinstance(element.tag, str) and element.get("id"):
            yield element.get("id")


def _renamed(id: str, leaf: Leaf, taken: set[str]) -> str:
    return f"{leaf.name}-{id}" if id in taken else id


def _rename(element: HtmlElement, own: dict[str, str]) -> None:
    if element.get("id"):
        element.set("id", own[element.get("id")])
    for name in _REFERENCES:
        if name in element.attrib:
            element.set(name, " ".join(own.get(id, id) for id in element.get(name).split()))
    for name, value in element.attrib.items():
        if "url(#" in value:
            element.set(name, _URL.sub(lambda found: f"url(#{own.get(found[1], found[1])})", value))


def _lead(element: HtmlElement, file: str, names: dict[str, dict[str, str]], places: dict[str, str]) -> None:
    """Point a link of one page at its place in the whole."""
    if element.tag not in ("a", "use") or "href" not in element.attrib:
        return
    address = urlsplit(element.get("href"))
    if address.scheme or address.netloc:
        return
    target = normpath((PurePosixPath(file).parent / unquote(address.path)).as_posix()) if address.path else file
    place = unquote(address.fragment)
    if target in places and place:
        element.set("href", f"#{names[target].get(place, place)}")
    elif target in places:
        element.set("href", f"#{places[target]}")
    else:
        for name in ("href", "download", "target", "rel", "aria-label", "aria-current"):
            element.attrib.pop(name, None)
        if element.tag == "a":
            element.tag = "g" if next(element.iterancestors("svg"), None) is not None else "span"
