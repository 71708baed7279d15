"""What Vega writes is made fit for a page."""

import io
import re
from typing import Any

import altair as alt
import pandas as pd
import pytest
import vl_convert
from lxml import etree
from PIL import Image

from explainer.charts import theme
from explainer.figures import svg
from explainer.figures.draw import draw, png
from explainer.figures.export import picture_file
from explainer.figures.record import Picture

LINKS = [("claim-bridge", "for a bridge: 5%."), ("derived-against", "the rest: 95%."), ("check-O", "<counted>: 29%.")]


def chart(width: int) -> dict[str, Any]:
    """Draw dots, each with its label as a second shape of the same row."""
    rows = pd.DataFrame([(f"#{id}", said, said[:9]) for id, said in LINKS], columns=["href", "said", "label"])
    base = alt.Chart(rows, width=width).encode(x="label:N", href="href:N", description="said:N")
    words = base.mark_text(aria=False, color="var(--chart-text)").encode(text="label:N")
    with alt.theme.enable("default"):
        return (base.mark_point(color="var(--chart-article)").properties(name="step2_dots") + words).to_dict()


@pytest.fixture(scope="module")
def picture() -> Picture:
    return draw(chart(720), "f", "What is <drawn>")


@pytest.fixture(scope="module")
def page(picture: Picture) -> str:
    return svg.addressed(picture.svg, lambda kind, id: f"rows.html#{kind}-{id}", "A title & more")


def test_the_picture_has_a_name_and_its_marks_are_links(page: str) -> None:
    root = etree.fromstring(page)
    assert root.get("role") == "group"
    assert [root.find(tag).text for tag in ("title", "desc")] == ["A title & more", "What is <drawn>"]
    assert root.get("aria-labelledby") == root.find("title").get("id")
    assert root.get("viewBox").split()[2:] == [root.get("width"), root.get("height")]
    links = [(a.get("href"), a.get("aria-label")) for a in root.iter("a") if a.get("aria-label")]
    assert links == [(f"rows.html#{id}", said) for id, said in LINKS]


def test_a_datum_drawn_twice_is_one_stop_of_the_tab_key(page: str) -> None:
    root = etree.fromstring(page)
    others = [a for a in root.iter("a") if not a.get("aria-label")]
    assert len(others) == 3
    assert {(a.get("tabindex"), a.get("aria-hidden")) for a in others} == {("-1", "true")}


def test_nothing_that_the_policy_forbids_and_nothing_that_says_nothing(page: str) -> None:
    assert not re.search(r"style=|<script|<style|class=|roledescription|vega\.github\.io|xlink|xmlns| on\w+=", page)
    assert 'opacity="1"' not in page


def test_layers_of_steps_are_marked() -> None:
    source = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g class="mark-rect role-mark step2_a_marks">'
        '<path d="M1,1h2"/></g><g class="mark-rect role-mark step2to3_marks"><path d="M1,1h2"/></g>'
        '<g class="mark-rect role-mark footstep2_marks"><path d="M1,1h2"/></g></svg>'
    )
    assert re.findall(r'data-step="([^"]+)"', svg.clean(source, "f", "")) == ["2", "2-3"]


def test_ids_are_numbered_anew_and_never_shared() -> None:
    source = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g clip-path="url(#clip17)"><path d="M1,1h2" '
        'stroke="url(#gradient_4)"/></g><defs><clipPath id="clip17"><path d="M0,0h9" fill="red"/></clipPath>'
        '<linearGradient id="gradient_4"><stop/></linearGradient></defs></svg>'
    )
    out = svg.clean(source, "f-wide", "d")
    assert re.findall(r'id="([^"]+)"', out) == ["f-wide-title", "f-wide-desc", "f-wide-1", "f-wide-2"]
    assert re.findall(r"url\(#([^)]+)\)", out) == ["f-wide-1", "f-wide-2"]


def test_a_mark_that_leads_nowhere_is_no_link(picture: Picture) -> None:
    out = svg.addressed(picture.svg, lambda kind, id: None if kind == "check" else "#there")
    assert "check" not in out
    assert out.count("<a ") == 4


def test_scripts_and_styles_do_not_pass() -> None:
    source = (
        '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script><style>a{}</style>'
        '<path d="M0,0" onload="x" style="fill:red"/></svg>'
    )
    out = svg.clean(source, "f", "d")
    assert not re.search("script|style|onload", out)
    with pytest.raises(ValueError, match="not an SVG"):
        svg.clean("<svg", "f", "d")


def test_the_same_specification_gives_the_same_picture() -> None:
    # Vega's own counters have gone on by the second.
    first, again = (draw(chart(328), "f", "D") for _ in range(2))
    assert first == again and (first.width, first.height) == svg.size(first.svg)


def test_what_cannot_be_drawn_says_so() -> None:
    with pytest.raises(ValueError, match="conversion failed"):
        draw({"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "mark": "no-such"}, "f", "")


def test_the_file_to_take_along_carries_its_words_and_colours(picture: Picture) -> None:
    told = [("Source:", "claims 1 & 2"), ("Not told:", "")]
    out = picture_file(
        picture, title="A finding " * 20, takeaway="To take away", told=told, description="D", colours=theme.LIGHT
    )
    root = etree.fromstring(out)
    assert "var(" not in out
    assert theme.LIGHT["--chart-article"] in out
    text = " ".join("".join(element.itertext()) for element in root.iter(f"{{{svg.SVG}}}text"))
    assert "Source: claims 1 & 2" in text and "Not told:" not in text
    assert text.count("A finding") == 20
    assert len(list(root.iter(f"{{{svg.SVG}}}a"))) == 0
    packed, loose = png(out), vl_convert.svg_to_png(out, scale=2, ppi=72)
    assert len(packed) < len(loose) / 2
    pixels = [Image.open(io.BytesIO(one)).convert("RGB").tobytes() for one in (packed, loose)]
    assert pixels[0] == pixels[1]
