# ruff: noqa: E501 (a table reads best in rows)
"""What holds of every recipe, and what each says with its marks."""

import json
import re
import warnings
from collections.abc import Iterable
from typing import Any

import altair as alt
import pandas as pd
import pytest

from explainer import charts
from explainer.charts.viewport import CARD, NARROW, WIDTHS, Viewport
from explainer.figures.figure import specify
from explainer.text.hedges import HEDGES
from tests.charts.conftest import RECIPES, drawn
from tests.charts.drawing import INVENTORY, Drawing, inventory
from tests.conftest import ROOT

LINK, ANCHOR = "{http://www.w3.org/1999/xlink}href", "{http://www.w3.org/2000/svg}a"
EVERY = pytest.mark.parametrize("recipe", RECIPES)
# What a figure's `width` may ask for, and a telephone.
EVERY_WIDTH = pytest.mark.parametrize("view", [WIDTHS["wide"], WIDTHS["text"], NARROW], ids=["wide", "text", "narrow"])
# What recipes add to their rows to place them: lines, bands and edges in pixels, seats in order.
PLACED = {"top", "foot", "dots", "row", "middle", "first", "beside", "place", "seat", "align", "edge", "shift", "drop", "line",
          "lane_top", "lane_head", "lane_foot", "reach", "panel", "stave", "said", "x", "y", "size", "left", "down", "across"}  # fmt: skip


def test_every_recipe_is_told_tried_and_in_the_file_of_its_name() -> None:
    told = re.findall(r"(?m)^\| `(\w+)` \|.*\| .+ \|$", (ROOT / "ARCHITECTURE.md").read_text("utf-8"))
    assert told == sorted(RECIPES) == charts.__all__
    assert [getattr(charts, name).__module__ for name in told] == [f"explainer.charts.{name}" for name in told]


@EVERY
@EVERY_WIDTH
def test_it_is_as_wide_as_its_viewport_and_its_words_stay_in_it_apart_and_legible(recipe: str, view: Viewport) -> None:
    drawing = drawn(recipe, view)
    assert abs(drawing.width - view.width) <= 2
    assert min((words.size for words in drawing.words), default=14) >= (13 if view.narrow else 14)
    words = list({(word.text, word.left, word.top): word for word in drawing.words}.values())
    strays = [
        word.text
        for word in words
        if word.left < -1 or word.right > drawing.width + 3 or word.bottom > drawing.height + 2
    ]
    assert not strays, strays
    clashes = [(a.text, b.text) for n, a in enumerate(words) for b in words[n + 1 :] if a.covers(b)]
    assert not clashes


@EVERY
@EVERY_WIDTH
def test_every_row_is_a_link_with_its_sentence_in_the_order_of_the_rows_and_nothing_else_speaks(
    recipe: str, view: Viewport
) -> None:
    rows, drawing = RECIPES[recipe][0], drawn(recipe, view)
    # As a page has it: the first shape of a row is the stop of the Tab key, see `figures.svg`.
    spoken = list(dict.fromkeys((address, says) for address, says in drawing.links if says))
    assert spoken == [
        ("#" + ref.replace(":", "-"), says) for ref, says in zip(rows["ref"], rows["sentence"], strict=True)
    ]
    heard = {element.get("aria-label") for element in drawing.root.iter() if element.get("role") == "graphics-symbol"}
    assert heard - {None} == {says for _, says in spoken}


@EVERY
def test_colours_are_names_for_the_style_sheet_and_no_tooltip_hides_anything(recipe: str, view: Viewport) -> None:
    written = json.dumps({key: value for key, value in drawn(recipe, view).spec.items() if key != "config"})
    assert not re.search(r"#[0-9a-f]{6}\b", written) and "tooltip" not in written


@EVERY
def test_the_same_rows_give_the_same_specification(recipe: str, view: Viewport) -> None:
    assert drawn(recipe, view, RECIPES[recipe][0]).spec == drawn(recipe, view).spec


@EVERY
def test_most_cells_of_a_specification_are_data(recipe: str, view: Viewport) -> None:
    cells = [
        name
        for rows in drawn(recipe, view).spec["datasets"].values()
        if isinstance(rows, list)
        for row in rows
        for name in row
    ]
    # One word is display type: every letter of it is placed.
    assert recipe == "word" or sum(name in PLACED for name in cells) <= 0.45 * len(cells)


@EVERY
def test_a_missing_column_is_named(recipe: str) -> None:
    with pytest.raises((ValueError, KeyError), match="sentence"):
        drawn(recipe, WIDTHS["wide"], RECIPES[recipe][0].drop(columns="sentence"))


def test_a_row_without_its_word_is_named() -> None:
    rows = RECIPES["count"][0].reset_index(drop=True)
    with pytest.raises(ValueError, match=f"label is empty in the row.s. of {rows.loc[1, 'ref']}$"):
        drawn("count", WIDTHS["wide"], rows.assign(label=rows["label"].where(rows.index != 1)))


def nothing_in_it(cell: Any) -> bool:
    return pd.api.types.is_scalar(cell) and (pd.isna(cell) or cell == "")


@EVERY
@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA], ids=str)
def test_rows_put_together_of_others_are_drawn_like_others(recipe: str, missing: Any) -> None:
    """As `concat` leaves them: cells in columns of type object, and what is missing in three ways."""
    rows = RECIPES[recipe][0].astype(object).map(lambda cell: missing if nothing_in_it(cell) else cell)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # in a chapter it stops the build
        again = drawn(recipe, NARROW, rows.assign(extra=missing))
    assert json.dumps(again.spec, allow_nan=False)
    assert inventory(again) == inventory(drawn(recipe, NARROW)) and again.links == drawn(recipe, NARROW).links


@EVERY
def test_a_card_can_be_drawn(recipe: str) -> None:
    assert abs(drawn(recipe, CARD).width - CARD.width) <= 2


def test_a_dot_stands_for_so_many_and_its_hedge_decides_whether_it_is_full(view: Viewport) -> None:
    paths = [
        path for path in drawn("crowd", view).root.iter("{http://www.w3.org/2000/svg}path") if path.get("stroke-width")
    ]
    dots = [path for path in paths if path.getparent().get("class", "").startswith("mark-symbol")]
    full = [dot.get("fill") for dot in dots]
    # 60 of about 30,000, 12 of 4,000–6,000, 182 of more than 91,000, 102 of 50,610; the key has four more, an arrow one.
    assert len(dots) == 60 + 12 + 182 + 102 + 3 + 1
    assert full.count("var(--chart-article)") == 8 + 1 and full.count("var(--chart-outside)") == 102 + 1
    assert sum(colour == "var(--chart-derived)" for colour in full) == 1


@pytest.mark.parametrize("recipe", [name for name, (rows, *_) in RECIPES.items() if "hedge" in rows])
def test_a_recipe_that_draws_hedges_says_its_own_signs_for_those_it_draws(recipe: str) -> None:
    """It is what a figure's own page has for a legend: of each hedge alone, no other sign than is drawn."""
    rows = RECIPES[recipe][0]
    for hedge, here in rows.assign(ref=["claim:" + ref.partition(":")[2] for ref in rows["ref"]]).groupby("hedge"):
        drawing = drawn(recipe, WIDTHS["wide"], here)
        said = drawing.spec["usermeta"]["signs"]
        assert said.count(": ") == 1 and said.endswith(f": {HEDGES[str(hedge)].says}")
        marks = [(kind.partition(" ")[0], one.get("d"), one.get("fill"))
                 for one in drawing.root.iter("{http://www.w3.org/2000/svg}path")
                 for kind in one.xpath("ancestor::*[contains(@class, 'role-mark')][1]/@class")]  # fmt: skip
        dots = [fill for kind, shape, fill in marks if kind == "mark-symbol" and "A" in shape]
        if recipe != "hundred":
            dots.remove("var(--chart-article)")  # the line at the foot that says whose it is
        boxes = [fill for kind, _, fill in marks if kind == "mark-rect" and fill not in ("transparent", None)]
        shown = {
            "dot": bool(dots), "full": dots.count("var(--chart-article)") > 0, "open": "var(--chart-paper)" in dots,
            "arrow": any(kind == "mark-symbol" and shape.count("L") == 2 for kind, shape, _ in marks),
            "bar": 'stroke-width="13"' in drawing.svg, "rectangle": bool(boxes), "fades": any("url" in one for one in boxes),
        }  # fmt: skip
        assert {name for name in shown if name in said.partition(": ")[0].replace("filled", "full")} == {
            name for name, there in shown.items() if there
        }, (recipe, hedge, said)


def test_what_recipes_say_of_their_signs_is_kept_when_drawings_stand_side_by_side() -> None:
    wide = WIDTHS["wide"]
    one, other = (RECIPES[name][1](RECIPES[name][0], wide) for name in ("count", "heaps"))
    alone = [drawn(name, wide).spec["usermeta"]["signs"] for name in ("count", "heaps")]
    assert specify(alt.vconcat(one, other), wide)["usermeta"]["signs"] == "; ".join(alone)


def test_shares_are_counted_out_and_more_than_a_hundred_are_refused(view: Viewport) -> None:
    rows = RECIPES["hundred"][0]
    people = drawn("hundred", view).svg.count('stroke-dasharray="3,2"')
    # Twenty-five left over, and the square beside their name.
    assert people == 25 + 1
    with pytest.raises(ValueError, match="more than a hundred"):
        drawn("hundred", view, rows.assign(value=60))
    with pytest.raises(ValueError, match="neither exact nor about"):
        drawn("hundred", view, rows.assign(hedge="range"))


def strength(mark: Any) -> float:
    return float(mark.get("fill-opacity") or 1)


def test_a_vague_date_is_a_bar_a_likely_one_hatched_and_a_day_a_point(view: Viewport) -> None:
    drawing = drawn("timeline", view)
    marks: dict[str, Any] = {}
    for link in drawing.root.iter("{http://www.w3.org/2000/svg}a"):
        marks.setdefault(link.get("{http://www.w3.org/1999/xlink}href").split("#")[1], link[0])
    assert strength(marks["claim-plan"]) > strength(marks["claim-lamp"])
    assert marks["claim-horn"].get("fill") in (None, "transparent")
    assert marks["derived-D1"].get("fill") == "var(--chart-paper)"
    assert marks["claim-wreck"].get("fill") == "var(--chart-article)"
    assert marks["claim-oil"].get("fill").startswith("url(")


def test_a_step_is_a_named_layer() -> None:
    names = re.findall(r'"name": "(step\w+)"', json.dumps(drawn("wall", WIDTHS["wide"]).spec))
    assert names == ["step3_whole", "step1to1_bricks", "step2to2_bricks"]


def test_a_code_that_the_map_does_not_have_is_named() -> None:
    rows = RECIPES["atlas"][0]
    with pytest.raises(ValueError, match="the map has no ZZ"):
        drawn("atlas", WIDTHS["wide"], rows.assign(iso=rows["iso"].replace("BB", "ZZ")))


def test_an_amount_without_its_bounds_is_refused() -> None:
    rows: pd.DataFrame = RECIPES["count"][0]
    with pytest.raises(ValueError, match="hedge 'range' needs low"):
        drawn("count", WIDTHS["text"], rows.assign(low=None))
    with pytest.raises(ValueError, match="is none of exact"):
        drawn("count", WIDTHS["text"], rows.assign(hedge="vague"))


def test_a_hedge_a_denial_and_a_garbled_passage_show_in_the_score(view: Viewport) -> None:
    svg = drawn("score", view).svg
    bars = re.findall(r'aria-label="Sentence of (\w+:\w+)\.".*?fill="([^"]+)"', svg)
    assert dict(bars) == {
        "claim:first": "var(--chart-article)", "claim:second": "var(--chart-paper)", "claim:third": "var(--chart-paper)",
        "claim:fourth": "var(--chart-paper)", "check:C6": "var(--chart-outside)",
    }  # fmt: skip


def test_a_quotation_without_its_odd_word_is_refused() -> None:
    with pytest.raises(ValueError, match="does not have the word 'nowhere'"):
        drawn("word", WIDTHS["wide"], RECIPES["word"][0].assign(odd="nowhere"))


def boxes(elements: Iterable[Any]) -> list[tuple[float, ...]]:
    """Left, top, width and height of every rectangle."""
    found = (re.fullmatch(r"M([-\d.]+),([-\d.]+)h([-\d.]+)v([-\d.]+)h.*", one.get("d", "")) for one in elements)
    return [tuple(map(float, box.groups())) for box in found if box]


def test_a_heap_is_as_high_as_its_amount_and_as_wide_as_its_time(view: Viewport) -> None:
    drawing, high, day = drawn("heaps", view), [], []
    every = boxes(drawing.root.iter("{http://www.w3.org/2000/svg}path"))
    links = {link.get(LINK).split("#")[1]: boxes(link) for link in drawing.root.iter(ANCHOR) if boxes(link)}
    for row in RECIPES["heaps"][0].itertuples():
        left, _, wide, _ = links[row.ref.replace(":", "-")][0]
        tall = max(box[3] for box in every if abs(box[0] - left) < 0.1 and abs(box[2] - wide) < 0.1)
        high.append(tall / (row.low if pd.isna(row.value) else row.value))
        first = pd.Timestamp("2022-01-01" if pd.isna(row.lower) else row.lower)
        day.append(wide / ((pd.Timestamp(row.upper) - first).days + 1))
    assert max(high) < 1.01 * min(high) and max(day) < 1.01 * min(day)


@EVERY
def test_what_is_drawn_is_what_was_drawn(recipe: str, view: Viewport) -> None:
    """Words, places, looks; after a change that is meant, `python -m tests.charts.drawing` writes them anew."""
    known = json.loads(INVENTORY.read_text("utf-8"))[f"{recipe}, {'narrow' if view.narrow else 'wide'}"]
    assert inventory(drawn(recipe, view)) == known, "see the docstring"


def test_after_the_last_day_known_all_is_grey_from_below_the_years_and_a_word_says_why(view: Viewport) -> None:
    shown = charts.timeline(
        RECIPES["timeline"][0], view, lanes="lane", end="2023-12-31", known=("2022-12-31", "Known until here.")
    )
    drawing = Drawing(specify(shown, view))
    grey = [one for one in drawing.root.iter("{http://www.w3.org/2000/svg}path") if one.get("fill-opacity") == "0.28"]
    (left, top, *_), = boxes(grey)  # fmt: skip
    assert top > min(words.bottom for words in drawing.words)
    (why,) = (words for words in drawing.words if words.text == "Known until here.")
    assert left - 12 < why.right < left
