"""What Vega writes is made fit for a page."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest
import vl_convert
from lxml import etree

from explainer.charts import theme
from explainer.figures.studio import Studio
from explainer.site import svg
from explainer.site.standalone import standalone
from tests.site import tiny


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> str:
    return Studio(tmp_path_factory.mktemp("cache")).draw(tiny.chart(720)).svg


def made(drawn: str, prefix: str = "f") -> str:
    return svg.inline(drawn, prefix, "A title & more", "What is <drawn>", lambda kind, id: f"rows.html#{kind}-{id}")


def test_the_picture_has_a_name_and_its_marks_are_links(drawn: str) -> None:
    root = etree.fromstring(made(drawn))
    assert root.get("role") == "group"
    assert [root.find(tag).text for tag in ("title", "desc")] == ["A title & more", "What is <drawn>"]
    assert root.get("aria-labelledby") == root.find("title").get("id")
    assert root.get("viewBox").split()[2:] == [root.get("width"), root.get("height")]
    links = [(a.get("href"), a.get("aria-label")) for a in root.iter("a") if a.get("aria-label")]
    assert links == [
        ("rows.html#claim-bridge", "for a bridge: 5%."),
        ("rows.html#derived-against", "everyone else: 95%."),
        ("rows.html#check-OC1", "the line <counted>: 29%."),
        ("rows.html#claim-hull", "a wind: half."),
    ]


def test_a_datum_drawn_twice_is_one_stop_of_the_tab_key(drawn: str) -> None:
    root = etree.fromstring(made(drawn))
    others = [a for a in root.iter("a") if not a.get("aria-label")]
    assert len(others) == 4
    assert {(a.get("tabindex"), a.get("aria-hidden")) for a in others} == {("-1", "true")}


def test_nothing_that_the_policy_forbids_and_nothing_that_says_nothing(drawn: str) -> None:
    out = made(drawn)
    assert not re.search(r"style=|<script|<style|class=|aria-roledescription|vega\.github\.io|xlink|xmlns| on\w+=", out)
    assert 'opacity="1"' not in out
    assert len(out) < 0.8 * len(drawn)


def test_ids_are_numbered_anew_and_never_shared() -> None:
    source = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g clip-path="url(#clip17)"><path d="M1,1h2" '
        'stroke="url(#gradient_4)"/></g><defs><clipPath id="clip17"><path d="M0,0h9" fill="red"/></clipPath>'
        '<linearGradient id="gradient_4"><stop/></linearGradient></defs></svg>'
    )
    out = svg.inline(source, "f-wide", "t", "d", lambda kind, id: None)
    assert re.findall(r'id="([^"]+)"', out) == ["f-wide-title", "f-wide-desc", "f-wide-1", "f-wide-2"]
    assert re.findall(r"url\(#([^)]+)\)", out) == ["f-wide-1", "f-wide-2"]


def test_a_mark_that_leads_nowhere_is_no_link(drawn: str) -> None:
    out = svg.inline(drawn, "f", "t", "d", lambda kind, id: None if kind == "check" else "#there")
    assert "check" not in out
    assert out.count("<a ") == 6


def test_scripts_and_styles_do_not_pass() -> None:
    source = (
        '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script><style>a{}</style>'
        '<path d="M0,0" onload="x" style="fill:red"/></svg>'
    )
    out = svg.inline(source, "f", "t", "d", lambda kind, id: None)
    assert not re.search("script|style|onload", out)
    with pytest.raises(ValueError, match="not an SVG"):
        svg.inline("<svg", "f", "t", "d", lambda kind, id: None)


def test_the_same_specification_is_drawn_once_and_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    studio = Studio(tmp_path)
    first = studio.draw(tiny.chart(328, brush=True))
    # Vega's own counters have gone on by now.
    again = Studio(tmp_path / "other").draw(tiny.chart(328, brush=True))
    assert made(first.svg) == made(again.svg)
    monkeypatch.setattr("vl_convert.vegalite_to_vega", None)
    assert studio.draw(tiny.chart(328, brush=True)) == first


def test_what_cannot_be_drawn_says_so(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="conversion failed"):
        Studio(tmp_path).draw({"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "mark": "no-such-mark"})
    assert list(tmp_path.iterdir()) == []


def test_the_file_to_take_along_carries_its_words_and_colours(drawn: str, tmp_path: Path) -> None:
    told = [("Source:", "claims 1 & 2"), ("Not told:", "")]
    out = standalone(
        drawn, title="A finding " * 20, takeaway="To take away", told=told, description="D", colours=theme.LIGHT
    )
    root = etree.fromstring(out)
    assert "var(" not in out
    assert theme.LIGHT["--chart-article"] in out
    text = " ".join("".join(element.itertext()) for element in root.iter(f"{{{svg.SVG}}}text"))
    assert "Source: claims 1 & 2" in text and "Not told:" not in text
    assert text.count("A finding") == 20
    assert len(list(root.iter(f"{{{svg.SVG}}}a"))) == 0
    png = Studio(tmp_path).png(out)
    loose = vl_convert.svg_to_png(out, scale=2, ppi=72)
    assert len(png) < len(loose)
    assert pixels(png) == pixels(loose)


def pixels(png: bytes) -> bytes:
    """The unpacked content of a PNG, and its header."""
    at, packed, header = 8, b"", b""
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        name, content = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert zlib.crc32(name + content) == int.from_bytes(png[at + 8 + length : at + 12 + length], "big")
        packed += content if name == b"IDAT" else b""
        header += content if name == b"IHDR" else b""
        at += 12 + length
    return header + zlib.decompress(packed)
