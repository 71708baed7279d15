"""Inspection finds what Sphinx lets pass."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest

from explainer.build.cache import Run
from explainer.build.check_site import check_site
from explainer.build.contents import Contents

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


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<a href='two.html'>x</a>", "index.html, line 1, a href: leads to a file that is not there: two.html"),
        ("<a href='one.html#no'>x</a>", "leads to a place that is not on one.html: #no"),
        ("<a href='#no'>x</a>", "leads to a place that is not on index.html: #no"),
        ("<svg><a xlink:href='#no'><path/></a></svg>", "leads to a place that is not on index.html: #no"),
        ("<a href='/one.html'>x</a>", "only works at the root of a host"),
        ("<a href='../outside.html'>x</a>", "leads to a file that is not there"),
        ("<img src='https://a.example/x.png'>", "img src: fetched from somebody else"),
        ("<img src='//a.example/x.png'>", "fetched from somebody else"),
        ("<img srcset='x.png 1x, y.png 2x'>", "leads to a file that is not there: y.png"),
        ("<script src='https://a.example/x.js'></script>", "script src: fetched from somebody else"),
        ("<link rel='preload' href='https://a.example/f.woff2'>", "link href: fetched from somebody else"),
        ("<script>alert(1)</script>", "an inline script"),
        ("<style>a {}</style>", "an inline style sheet"),
        ("<p style='color: red'>x</p>", "p style: a look in the HTML"),
        ("<p onclick='x()'>x</p>", "p onclick: a script in the HTML"),
        ("<a href='javascript:alert(1)'>x</a>", "a href: leads to no page: javascript:alert(1)"),
        ("<a href=' java&#9;script:alert(1)'>x</a>", "leads to no page"),
        ("<a href='data:text/html,x'>x</a>", "leads to no page"),
        ("<svg><a href='vbscript:x'><path/></a></svg>", "leads to no page"),
        ("<img src='data:text/html,x'>", "only a picture"),
        ("<a href='https://a.example/' ping='https://b.example/'>x</a>", "a ping: no page may hold this attribute"),
        ("<iframe srcdoc='x'></iframe>", "the element <iframe>"),
        ("<object data='x'></object>", "the element <object>"),
        ("<svg><animate attributeName='href' to='x'/></svg>", "the element <animate>"),
        ("<svg><foreignObject/></svg>", "the element <foreignobject>"),
        ("<meta http-equiv='refresh' content='0;url=https://a.example/'>", "no page may steer the browser"),
        ("<base href='https://a.example/'>", "base href: no page may hold this attribute"),
        ("<form action='https://a.example/'></form>", "form action: a form that leads elsewhere"),
        ("<form method='post'></form>", "a form may only ask"),
        ("<button formaction='https://a.example/'></button>", "button formaction: no page may hold this attribute"),
        ("<p id='twice'></p><p id='twice'></p>", "#twice: the id stands twice"),
        ("<pre>Traceback (most recent call last):</pre>", "an error stands in the page"),
        ("<aside class='system-message'>Unknown thing</aside>", "a problem stands in the page: Unknown thing"),
        ("EMPTY", "the page is empty"),
    ],
)
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
