"""Inspection finds what Sphinx lets pass."""

import base64
import hashlib
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


def found(site: Path, contents: Contents = CONTENTS, base: str = "", **pages: str) -> list[str]:
    """Write a site whose pages are good but for what a test puts into them; give the faults."""
    pages = {"index": "", "one": f"<figure id='figure-weather'>{SVG}</figure>"} | pages
    for name, body in pages.items():
        text = f"<!doctype html><html><body><main>{WORDS}{body}</main></body></html>" if body != "EMPTY" else ""
        (site / f"{name}.html").write_text(text)
    return [str(fault) for fault in check_site(site, contents, RUNS, base)[0]]


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


def test_a_style_that_the_policy_names_may_stand_in_the_page(tmp_path: Path) -> None:
    policy = f"<meta http-equiv='Content-Security-Policy' content=\"style-src '{HASHED}'\">"
    assert found(tmp_path, index=f"{policy}<style>a {{}}</style>") == []
    assert any("an inline style sheet" in fault for fault in found(tmp_path, index=f"{policy}<style>b {{}}</style>"))


def test_whole_addresses_of_the_book_are_followed(tmp_path: Path) -> None:
    good = "<a href='https://a.example/b/one.html#figure-weather'>x</a><a href='https://a.example/b/'>y</a>"
    bad = "<a href='https://a.example/b/two.html'>x</a>"
    assert found(tmp_path, base="https://a.example/b/", index=good) == []
    assert found(tmp_path, index=good + bad) == []
    assert "leads to a file that is not there" in found(tmp_path, base="https://a.example/b/", index=bad)[0]


def test_style_sheets_fetch_nothing_from_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("@import 'https://a.example/x.css'; @font-face { src: url(gone.woff2) }")
    assert found(tmp_path) == [
        "a.css: fetched from somebody else: https://a.example/x.css",
        "a.css: leads to a file that is not there: gone.woff2",
    ]
