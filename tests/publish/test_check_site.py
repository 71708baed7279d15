"""Inspection finds what Sphinx lets pass."""

import base64
import hashlib
import struct
from pathlib import Path

import pytest

from explainer.build.cache import Run
from explainer.build.check_site import check_site
from explainer.build.contents import Contents

from ..conftest import examples

WORDS = "<p>" + "word " * 30 + "</p>"
SVG = "<svg><path d='M0 0'></path></svg>"
CONTENTS = Contents("book/index", {"book/index": Path("index.md"), "book/one": Path("one.md")})
RUNS = [Run(Path("one.md"), 1.0, True, ("weather",))]


def found(site: Path, contents: Contents = CONTENTS, **pages: str) -> list[str]:
    """Write a site whose pages are good but for what a test puts into them; give the faults."""
    pages = {"index": "", "one": f"<figure id='figure-weather'>{SVG}</figure>"} | pages
    for name, body in pages.items():
        text = f"<!doctype html><html><body><main>{WORDS}{body}</main></body></html>" if body != "EMPTY" else ""
        (site / f"{name}.html").write_text(text)
    return [str(fault) for fault in check_site(site, contents, RUNS)[0]]


def test_a_good_site_has_no_faults(tmp_path: Path) -> None:
    (tmp_path / "look.css").write_text("/* url(http://in.a/comment) */ a { background: url(data:image/png;base64,AA) }")
    good = (
        "<a href='one.html#figure-weather'>on</a> <a href='https://elsewhere.example/'>out</a> <a href='#'>up</a>"
        "<math display='block'><mfrac><mi>a</mi><mn>2</mn></mfrac></math> <details open><summary>x</summary></details>"
        "<form action='one.html' ><input type='radio' name='tab' checked></form><a href='mailto:a@b.c'>.</a>"
        "<table><tr><td colspan='2' align='left'>x</td></tr></table><img src='data:image/png;base64,AA' alt=''>"
        "<link rel='stylesheet' href='look.css?v=1'><script type='application/ld+json'>{}</script><a href='.'>home</a>"
    )
    assert found(tmp_path, index=good) == []
    assert check_site(tmp_path, CONTENTS, RUNS)[1] == "2 pages, 1 figures"


@pytest.mark.parametrize(("body", "words"), examples("publish/refused"))
def test_each_fault_is_found(tmp_path: Path, body: str, words: str) -> None:
    faults = found(tmp_path, index=body)
    assert any(words in fault for fault in faults), faults


def test_a_fault_is_named_by_the_line_and_cell_that_wrote_it(tmp_path: Path) -> None:
    source = tmp_path / "source.md"
    cells = "```{code-cell}\n1\n```\n```{code-cell}\nHTML('<a ping=x>')\n```\n"
    source.write_text(f"# Title\n\nSee [x](javascript:a).\n\n{cells}")
    contents = Contents("book/index", {"book/index": source})
    assert found(tmp_path, contents, index="<a href='javascript:a'>x</a> <a ping='x'>y</a>") == [
        "book/index.md, line 3: a href: leads to no page: javascript:a (allowed are http, https, mailto, tel, "
        "and pages of this book)",
        "book/index.md, line 9, cell 2: a ping: no page may hold this attribute of <a>",
    ]


def test_pages_that_are_missing_or_say_nothing(tmp_path: Path) -> None:
    contents = Contents("book/index", CONTENTS.docs | {"book/two": Path("two.md"), "book/three": Path("three.md")})
    (tmp_path / "three.html").write_text("<html><body><main> </main></body></html>")
    assert found(tmp_path, contents) == [
        "two.html: the page was not made",
        "book/three.md: the page has no words",
    ]


def test_a_figure_that_is_missing_or_not_drawn(tmp_path: Path) -> None:
    assert found(tmp_path, one="") == ["one.html, figure weather: the notebook made it, but it is not in the page"]
    assert found(tmp_path, one="<figure id='figure-weather'><svg></svg></figure>") == [
        "one.html, figure weather: it has no drawing"
    ]


HASHED = "sha256-" + base64.b64encode(hashlib.sha256(b"a {}").digest()).decode()
HERE = "<link rel='canonical' href='https://a.example/b/{}.html'>"


def test_a_style_that_the_policy_names_may_stand_in_the_page(tmp_path: Path) -> None:
    policy = f"<meta http-equiv='Content-Security-Policy' content=\"style-src '{HASHED}'\">"
    assert found(tmp_path, index=f"{policy}<style>a {{}}</style>") == []
    assert any("an inline style sheet" in fault for fault in found(tmp_path, index=f"{policy}<style>b {{}}</style>"))


def _card(image: str, alt: str = "What it shows") -> str:
    sizes = "<meta property='og:image:width' content='1200'><meta property='og:image:height' content='630'>"
    return f"<meta property='og:image' content='{image}'>{sizes}<meta property='og:image:alt' content='{alt}'>"


def test_whole_addresses_of_the_book_are_followed(tmp_path: Path) -> None:
    (tmp_path / "share.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + struct.pack(">II", 1200, 630))
    (tmp_path / "small.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + struct.pack(">II", 120, 63))
    here = HERE.format("index")
    good = "<a href='https://a.example/b/one.html#figure-weather'>x</a><a href='https://a.example/b/'>y</a>"
    assert found(tmp_path, index=here + good + _card("https://a.example/b/share.png")) == []
    for body, words in (
        (here + "<a href='https://a.example/b/two.html'>x</a>", "leads to a file that is not there"),
        (here + _card("https://a.example/b/gone.png"), "is no picture of this site"),
        (here + _card("https://other.example/share.png"), "is no picture of this site"),
        (_card("share.png"), "is no picture of this site"),
        (here + _card("https://a.example/b/small.png"), "must measure 1200 by 630"),
        (here + _card("https://a.example/b/share.png", " "), "og:image:alt: is missing"),
        (HERE.format("other"), "is not this page’s address"),
    ):
        assert any(words in fault for fault in found(tmp_path, index=body)), body
    both = found(tmp_path, index=here, one=f"<figure id='figure-weather'>{SVG}</figure>" + HERE.format("x/one"))
    assert any("is not this page’s address" in fault for fault in both)


def test_a_figures_own_page_carries_its_caveats(tmp_path: Path) -> None:
    (tmp_path / "figures").mkdir()
    parts = {
        "it has no drawing": f"<figure>{SVG}</figure>",
        "does not carry its source": "<p class='source'><b>Source</b> the report</p>",
        "does not carry what it does not show": "<p class='not-shown'><b>What this does not show</b> the rest</p>",
        "has no link to its chapter": "<a href='../one.html#figure-weather'>home</a>",
    }
    for missing in (None, *parts):
        own = "".join(part for name, part in parts.items() if name != missing)
        faults = found(tmp_path, **{"figures/weather": own})
        assert faults == ([] if missing is None else [f"figures/weather.html, figure weather: {missing}"])


def test_style_sheets_fetch_nothing_from_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("@import 'https://a.example/x.css'; @font-face { src: url(gone.woff2) }")
    assert found(tmp_path) == [
        "a.css: fetched from somebody else: https://a.example/x.css",
        "a.css: leads to a file that is not there: gone.woff2",
    ]
