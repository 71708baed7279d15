"""Addresses that no page writes out: in scripts, in the search, in files to take along, in the chosen view of claims.

What the pages themselves link to is followed by every build (`explainer.build.check_site`).
"""

import csv
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from lxml import etree
from lxml.html import HtmlElement

Trees = dict[str, HtmlElement]
_LINK = re.compile(r"\]\(([^)\s]+)\)|(?:href|src)=\"([^\"]+)\"")


def nowhere(addresses: set[str], trees: Trees) -> list[str]:
    """Give the addresses, as pages at the top of the site see them, that lead to no page or to no place on it."""
    found = []
    for address in sorted(addresses):
        page, _, place = address.partition("#")
        if page not in trees or (place and not trees[page].xpath("//*[@id=$id]", id=unquote(place))):
            found.append(address)
    return found


def in_scripts(built: Path, trees: Trees) -> Iterator[str]:
    """Give where the marks lead of which scripts tell what they say, and those of live charts."""
    drawn = [(page, mark) for page, tree in trees.items() for mark in tree.xpath("//figure//svg//a/@href")]
    marks = {mark.partition("#")[2]: page + mark if mark.startswith("#") else mark for page, mark in drawn}
    stands = {id: page for page, tree in trees.items() for id in tree.xpath("//figure/@data-figure")}
    for script in built.glob("figures/*/*.js"):
        page = stands[script.parent.name]
        content = re.fullmatch(r"explainerFigures\.arrived\(\"[^\"]+\",(.*)\);\n", script.read_text("utf-8"))
        assert content, script
        sent = json.loads(content[1])
        rows = (row for data in sent.get("spec", {}).get("data", []) for row in data.get("values", []))
        told = () if "spec" in sent else (marks[name] for name in sent)
        for address in (*told, *(row["href"] for row in rows if row.get("href"))):
            yield page + address if address.startswith("#") else address


def test_every_mark_of_a_chart_leads_to_a_place(built: Path, trees: Trees) -> None:
    addresses = set(in_scripts(built, trees))
    assert addresses and nowhere(addresses, trees) == []


def test_every_find_of_the_search_is_a_place(built: Path, trees: Trees) -> None:
    script = (built / "_static" / "search-index.js").read_text("utf-8")
    rows = json.loads(script.removeprefix("explainerSearch(").rstrip().removesuffix(");"))
    addresses = {page + (place and f"#{place}") for page, place, *_ in rows}
    assert addresses and nowhere(addresses, trees) == []


def whole(path: Path) -> bool:
    """Say whether a file is what its name says, and not empty."""
    raw = path.read_bytes() if path.is_file() else b""
    try:
        if path.suffix in (".json", ".geojson", ".ipynb"):
            json.loads(raw)
        elif path.suffix == ".csv":
            return len({len(row) for row in csv.reader(raw.decode("utf-8").splitlines(keepends=True))}) == 1
        elif path.suffix == ".svg":
            return bool(etree.fromstring(raw).tag.endswith("svg"))
        elif path.suffix == ".png":
            return raw.startswith(b"\x89PNG")
        elif path.suffix == ".zip":
            return zipfile.ZipFile(path).testzip() is None
    except (ValueError, etree.XMLSyntaxError, zipfile.BadZipFile):
        return False
    return bool(raw)


def test_what_is_taken_along_is_whole(built: Path, trees: Trees) -> None:
    """Every file offered for download opens as what its name says, and is not empty."""
    offered = {
        ((built / page).parent / unquote(urlsplit(href).path)).resolve()
        for page, tree in trees.items()
        for href in tree.xpath("//a[@download]/@href")
    }
    assert offered
    for path in sorted(offered):
        assert whole(path), path


def test_a_notebook_to_take_along_has_no_dead_link(built: Path) -> None:
    """Away from the site a link to a neighbour is dead: notebooks have addresses of other sites, or none."""
    for path in sorted(built.rglob("*.ipynb")):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        prose = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
        links = [found[1] or found[2] for found in _LINK.finditer(prose)]
        assert [link for link in links if not urlsplit(link).scheme] == [], path.name


def test_a_link_to_a_view_of_the_claims_chooses_what_is_there(trees: Trees) -> None:
    """“16 claims” of a speaker leads to the evidence page with that speaker chosen: an option that it has."""
    views = {
        (name, value)
        for tree in trees.values()
        for href in tree.xpath("//a/@href[contains(., '?')]")
        if not urlsplit(href).scheme and urlsplit(href).path == "evidence.html"
        for name, values in parse_qs(urlsplit(href).query).items()
        for value in values
    }
    form = trees["evidence.html"].xpath("//form")[0]
    offered = {
        (select.get("name"), option) for select in form.xpath(".//select") for option in select.xpath("option/@value")
    }
    assert views and views - offered == set()
