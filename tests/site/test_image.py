"""Share images: all words inside the frame, whatever their length; the caveat on every one with a drawing."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Browser

from explainer.build.check_site import png_size
from explainer.charts.measure import width
from explainer.figures.record import Picture
from explainer.site.png import Pictures
from explainer.site.share_image import HEIGHT, MARGIN, WIDTH, Caption, cover_image, figure_image, fit

from ..conftest import Site

SVG = "{http://www.w3.org/2000/svg}"


def _drawing(wide: int, tall: int) -> Picture:
    svg = (
        f'<svg width="{wide}" height="{tall}" viewBox="0 0 {wide} {tall}"><title>t</title><desc>d</desc>'
        f'<path d="M0 0H{wide}V{tall}H0z" fill="var(--chart-article)"/></svg>'
    )
    return Picture(svg, wide, tall)


def _caption(title: int, caveat: int, answer: int = 0, status: int = 12) -> Caption:
    """Make a caption whose parts have so many words."""

    def said(count: int) -> str:
        return " ".join(["Whatever", "happened"][n % 2] for n in range(count)) + "."

    return Caption("The bridge over the river", "Chapter 3 · " + said(6), said(title), said(status),
                   said(answer) if answer else "", said(caveat) if caveat else "")  # fmt: skip


def _inside(svg: str) -> None:
    """Every line of words lies in the frame, and no line lies on another that begins at the same place."""
    root = etree.fromstring(svg.encode())
    lines = []
    for text in root.findall(f"{SVG}text"):
        size, x, base = float(text.get("font-size")), float(text.get("x")), float(text.get("y"))
        wide = width(text.text, size, int(text.get("font-weight")) >= 600)
        left = x - wide if text.get("text-anchor") == "end" else x
        assert left >= MARGIN - 4 and left + wide <= WIDTH - MARGIN + 1, text.text
        assert base - size * 0.75 >= 0 and base + size * 0.22 <= HEIGHT - 20, text.text
        lines.append((left, left + wide, base - size * 0.7, base + size * 0.2, text.text))
    for n, one in enumerate(lines):
        for other in lines[n + 1 :]:
            apart = one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]
            assert apart, (one, other)
    for inner in root.findall(f"{SVG}svg"):
        x, y, wide, tall = (float(inner.get(name)) for name in ("x", "y", "width", "height"))
        assert x >= MARGIN - 0.1 and x + wide <= WIDTH - MARGIN + 0.1 and y >= 76 and y + tall <= HEIGHT - 20
        assert wide > 90 and tall > 45
        assert not [line for line in lines if line[0] < x + wide and line[1] > x and line[2] < y + tall and line[3] > y]


SHAPES = {"flat": ((720, 70), (328, 80)), "even": ((720, 300), (328, 450)), "tall": ((720, 965), (328, 1660))}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("title", "caveat", "answer"), [(3, 5, 0), (10, 25, 0), (16, 60, 0), (16, 38, 24)])
def test_everything_fits_whatever_its_length(shape: str, title: int, caveat: int, answer: int) -> None:
    wide, narrow = SHAPES[shape]
    said = _caption(title, caveat, answer)
    made = figure_image(said, {"wide": _drawing(*wide), "narrow": _drawing(*narrow)})
    _inside(made)
    words = " ".join("".join(text.itertext()) for text in etree.fromstring(made.encode()).findall(f"{SVG}text"))
    for part in (said.title, said.answer, said.status, said.caveat, "What this does not show"):
        assert part in words
    assert "var(" not in made


@pytest.mark.parametrize("count", [1, 12, 40])
def test_a_cover_fits_too(count: int) -> None:
    _inside(cover_image(_caption(min(count, 20), 0, count)))


def test_a_long_caveat_is_cut_to_whole_sentences() -> None:
    said = Caption("B", "", "T", not_shown="One is left out. " * 40)
    assert said.caveat.endswith("out. …") and len(said.caveat) < 345


def test_a_png_is_taken_over_from_the_last_site_where_nothing_changed(tmp_path: Path) -> None:
    made: list[str] = []
    for build, words in (("one", 5), ("two", 5), ("three", 6)):
        site = tmp_path / build
        (site / "_static").mkdir(parents=True)
        pictures = Pictures(site, tmp_path / (made[-1] if made else "none"))
        pictures.begin(cover_image(_caption(5, 0, words)), site / "a.png", 1)
        drawn = len(pictures._waiting)
        pictures.finish()
        assert png_size(site / "a.png") == (1200, 630) and drawn == (build != "two")
        made.append(build)
    one, two, three = ((tmp_path / build / "a.png").read_bytes() for build in made)
    assert one == two != three


@pytest.mark.browser
def test_the_picture_itself_has_free_margins(site: Site, chromium: Browser) -> None:
    """Looks at the pixels: what the renderer drew, not what was asked for."""
    page = chromium.new_page()
    for image in (*site.folder.glob("share/*.png"), *site.folder.glob("figures/*/share.png")):
        data = base64.b64encode(image.read_bytes()).decode()
        spread = page.evaluate(
            """async (data) => {
              const image = new Image(); image.src = data; await image.decode();
              const canvas = document.createElement("canvas"); canvas.width = 1200; canvas.height = 630;
              const context = canvas.getContext("2d"); context.drawImage(image, 0, 0);
              const colours = (...box) => new Set(new Uint32Array(context.getImageData(...box).data.buffer)).size;
              const boxes = [[0, 100, 44, 530], [1156, 100, 44, 530], [0, 612, 1200, 18], [0, 0, 1200, 630]];
              return boxes.map((box) => colours(...box));
            }""",
            f"data:image/png;base64,{data}",
        )
        assert spread[:3] == [1, 1, 1] and spread[3] > 20, image.name
    page.close()


def test_alternative_texts_keep_the_hedges(based: Site) -> None:
    text = (based.folder / "figures" / "rivets.html").read_text("utf-8")
    [alt] = re.findall(r'property="og:image:alt" content="([^"]*)"', text)
    assert alt.startswith("More rivets were rusty than gone") and "about 60%" in alt and len(alt) <= 421


def test_words_are_set_as_large_as_the_room_allows() -> None:
    assert fit("Short", 300, (40, 30, 20), height=60).size == 40
    long = fit("A long sentence that needs more than a line of this room", 300, (40, 30, 20), height=60)
    assert long.size == 20 and long.height <= 60 and long.width <= 300
    assert len(fit("A long sentence " * 9, 300, (40, 20), height=60).lines) > 2  # The smallest, whatever it takes.
