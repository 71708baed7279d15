"""Who says what: matrix, argument, sides; and the strip of the whole article."""

from __future__ import annotations

import re
from typing import Any

import pytest

from explainer import charts
from explainer.charts.firmness import MODALITIES
from explainer.charts.pages import NARROW, WIDE, Page
from explainer.charts.theme import ARTICLE, DERIVED, GRID, MUTED, OUTSIDE, PAPER, TEXT
from tests.charts import lighthouse
from tests.charts.conftest import drawn
from tests.charts.drawing import Drawing

INKS = ("fill", "stroke")


def slopes(strokes: dict[str, Any]) -> frozenset[tuple[float, float]]:
    """The ways that the strokes of a pattern run, and on how many heights they stand, however long the box is."""
    lines = re.findall(r"M([-\d.]+),([-\d.]+)L([-\d.]+),([-\d.]+)", strokes["shape"])
    ways = [(float(c) - float(a), float(d) - float(b)) for a, b, c, d in lines]
    level = {float(b) for _, b, _, d in lines if b == d}
    short = all(abs(dx) < 3 for dx, _ in ways)
    if short:
        level = set()  # dots: a short box has fewer rows of them
    return frozenset((float(dx > 0) - (dx < 0), float(dy > 0) - (dy < 0)) for dx, dy in ways) | {(len(level), short)}


class TestMatrix:
    def test_no_dot_is_larger_than_another(self, page: Page) -> None:
        assert len({point["size"] for point in drawn("matrix", page).parts("point")}) == 1

    def test_stated_is_filled_judged_is_open_denied_is_struck(self, page: Page) -> None:
        drawing = drawn("matrix", page)
        how = dict(lighthouse.speech()[["ref", "modality"]].itertuples(index=False))
        for point in (part for part in drawing.parts("point") if "key" in part):
            filled = how[point["key"]] in ("stated", "reported")
            assert point["fill"] == (ARTICLE if filled else PAPER)
            assert (point["shape"] == "circle") == (how[point["key"]] != "denied")

    def test_columns_follow_firmness_and_leave_out_what_nobody_does(self) -> None:
        rows = lighthouse.speech().query("modality != 'reported'")
        words = [words.text for words in drawn("matrix", WIDE, rows).words]
        assert [text for text in words if text in MODALITIES] == [name for name in MODALITIES if name != "reported"]

    def test_an_unknown_modality_is_named(self) -> None:
        with pytest.raises(ValueError, match="no column for sworn"):
            charts.matrix(lighthouse.speech().assign(modality="sworn"), WIDE)

    @pytest.mark.parametrize("recipe", ["matrix", "argument"])
    def test_a_key_says_what_filled_open_and_struck_mean(self, recipe: str, page: Page) -> None:
        made = lighthouse.speech() if recipe == "matrix" else lighthouse.reasons()
        labels = {name: f"{name} by name" for name in MODALITIES}
        rows = made.assign(modality_label=made["modality"].map(labels))
        drawing = drawn(recipe, page, rows)
        key = " ".join(part["words"] for part in drawing.parts("text") if "key" not in part and ":" in part["words"])
        used = [name for name in MODALITIES if (made["modality"] == name).any()]
        assert [name for name in MODALITIES if labels[name] in key] == used
        assert ("struck" in key) == ("denied" in used)
        marks = [part for part in drawing.parts("point") if "key" not in part]
        looks = [(mark["shape"] == "circle", mark["fill"] == PAPER) for mark in marks]
        firm = {"stated", "reported"}
        wanted = [(True, False)] * bool(firm & {*used}) + [(True, True)] * bool({*used} - firm - {"denied"})
        assert looks == wanted + [(False, True)] * ("denied" in used)

    def test_the_name_of_a_modality_is_written_not_its_id(self, page: Page) -> None:
        for recipe, made in (("matrix", lighthouse.speech()), ("argument", lighthouse.reasons())):
            rows = made.assign(modality_label="sworn")
            written = [words.text for words in drawn(recipe, page, rows).words]
            assert any("sworn" in text for text in written)
            assert not any(text.endswith((name, f", {name}")) for text in written for name in made["modality"])


class TestArgument:
    def place(self, drawing: Drawing) -> dict[str, tuple[float, float]]:
        """Left edge and top of each node's words."""
        first = {}
        for part in (part for part in drawing.parts("text") if "key" in part):
            first.setdefault(part["key"], (part["x"], part["y"]))
        return first

    def test_levels_stand_from_left_to_right_in_the_order_given(self, page: Page) -> None:
        places, rows = self.place(drawn("argument", page)), lighthouse.reasons()
        for _, row in rows[rows["parent"] != ""].iterrows():
            assert places[f"claim:{row['parent']}"][0] < places[row["ref"]][0]
        for _, siblings in rows[rows["parent"] != ""].groupby("parent"):
            heights = [places[ref][1] for ref in siblings.sort_values("position")["ref"]]
            assert heights == sorted(heights)

    def test_speaker_and_firmness_stand_with_every_point(self, page: Page) -> None:
        drawing = drawn("argument", page)
        for _, row in lighthouse.reasons().iterrows():
            written = " ".join(part["words"] for part in drawing.parts("text", row["ref"]))
            assert f"{row['speaker']}, {row['modality']}" in written
            assert len(drawing.parts("point", row["ref"])) == 1

    def test_no_mark_is_larger_than_another(self, page: Page) -> None:
        assert len({point["size"] for point in drawn("argument", page).parts("point")}) == 1

    def test_reasons_can_stand_without_a_root_or_hang_from_one(self) -> None:
        rows = lighthouse.reasons()
        forest = rows[rows["id"] != "thesis"].assign(parent=lambda part: part["parent"].replace("thesis", ""))
        assert len(drawn("argument", WIDE, forest).links) == len(forest)
        hung = rows.assign(parent=rows["parent"].replace("thesis", ""))
        assert charts.argument(hung, WIDE, root="thesis").to_dict() == charts.argument(rows, WIDE).to_dict()

    def test_what_does_not_hang_together_is_named(self) -> None:
        rows = lighthouse.reasons()
        with pytest.raises(ValueError, match="parent 'ghost'"):
            charts.argument(rows.assign(parent=rows["parent"].replace("control", "ghost")), WIDE)
        with pytest.raises(ValueError, match="root 'ghost'"):
            charts.argument(rows, WIDE, root="ghost")
        deep = rows.copy()
        deep.loc[deep["id"] == "union", "parent"] = "command"
        with pytest.raises(ValueError, match="three levels"):
            charts.argument(deep, NARROW)


class TestSides:
    def test_sides_are_headings_in_the_order_of_the_rows(self, page: Page) -> None:
        names = lighthouse.sides()["side"].drop_duplicates().tolist()
        headed = [words.text for words in drawn("sides", page).words if words.size == 15]
        assert [text for text in headed if text in names] == names

    def test_every_row_without_a_number_has_the_same_dash_whatever_its_side(self, page: Page) -> None:
        """A dot, filled or hollow, would speak of a number's hedge."""
        rows = lighthouse.sides()
        drawing = drawn("sides", page)
        assert {part["key"] for part in drawing.parts("point")} <= set(rows["ref"][rows["text"] != ""])
        for ref in rows["ref"][rows["text"] == ""]:
            (dash,) = drawing.parts("rule", ref)
            assert (dash["stroke"], dash["strokeDash"]) == (ARTICLE, [1, 0]) and 10 <= dash["x2"] - dash["x"] <= 14

    def test_whose_a_row_is_shows_in_colour_and_in_shape(self, page: Page) -> None:
        rows = lighthouse.sides()
        rows[["text", "hedge"]] = ""
        rows.loc[:1, "ref"] = ["derived:sum", "check:C1"]
        drawing = drawn("sides", page, rows)
        (broken,) = drawing.parts("rule", "derived:sum")
        assert broken["stroke"] == DERIVED and broken["strokeDash"] != [1, 0]
        double = drawing.parts("rule", "check:C1")
        assert len(double) == 2 and {dash["stroke"] for dash in double} == {OUTSIDE}

    def test_a_number_is_drawn_as_its_hedge_asks(self, page: Page) -> None:
        """Outline for about, an arrow for more than, and a word stays a word."""
        drawing = drawn("sides", page)
        parts: dict[str, list[dict[str, Any]]] = {}
        for part in drawing.parts("text"):
            parts.setdefault(part["words"], []).append(part)
        under, over = parts["30"]
        assert (under["stroke"], under["strokeWidth"], over["fill"]) == (ARTICLE, 3, PAPER)
        assert [part["fill"] for part in parts["12,000"]] == [ARTICLE]
        (tip,) = drawing.parts("point")
        assert (tip["key"], tip["shape"]) == ("claim:oil", "triangle-right")
        assert [parts[word][0]["size"] for word in ("hundreds", "12,000", "30", ",", "000")] == [36] * 5
        assert {"about", "more than"} <= {words.text for words in drawing.words}

    @pytest.mark.parametrize("names", [["one"], ["one", "two", "three", "four"]])
    def test_there_are_two_or_three(self, names: list[str]) -> None:
        rows = lighthouse.sides().head(len(names)).assign(side=names)
        with pytest.raises(ValueError, match="two or three"):
            charts.sides(rows, WIDE)


class TestStrip:
    def test_stretches_are_as_long_as_their_words_and_stand_where_these_do(self, page: Page) -> None:
        drawing, rows = drawn("strip", page), lighthouse.spans()
        boxes = {part["key"]: part for part in drawing.parts("rect") if "key" in part}
        scale = (page.width - 30) / rows["length"].max()
        for _, row in rows.iterrows():
            box = boxes[row["ref"]]
            assert box["x"] == pytest.approx(28 + row["start"] * scale, abs=0.1)
            assert box["x2"] - box["x"] == pytest.approx((row["end"] - row["start"]) * scale, abs=0.15)

    def test_each_paragraph_is_numbered_once(self, page: Page) -> None:
        numbers = [words.text for words in drawn("strip", page).words if words.text.isdigit()]
        assert numbers == [str(n) for n in sorted(lighthouse.spans()["paragraph"].unique())]

    def test_paragraphs_without_claims_can_be_drawn_too(self) -> None:
        rows = lighthouse.spans()
        spec = charts.strip(rows[rows["paragraph"] != 3], WIDE, paragraphs=rows[["paragraph", "length"]]).to_dict()
        assert "'3'" in str(spec) and "claim-p3-" not in str(spec)

    def test_kinds_can_be_told_apart_and_unused_ones_are_dashed(self, page: Page) -> None:
        drawing, rows = drawn("strip", page), lighthouse.spans()
        kinds = dict(rows[["ref", "kind"]].itertuples(index=False))
        unused = set(rows.loc[rows["unused"] != "", "ref"])
        looks: dict[str, set[tuple[object, ...]]] = {}
        for ref, kind in kinds.items():
            boxes, strokes = drawing.parts("rect", ref), drawing.parts("point", ref)
            if ref in unused:
                assert [box["dash"] for box in boxes] == [[2, 2]] and strokes == []
                continue
            assert all(box["dash"] == [1, 0] for box in boxes)
            looks.setdefault(kind, set()).add((*(box["fill"] for box in boxes), *map(slopes, strokes)))
        assert all(len(look) == 1 for look in looks.values())
        assert len(set.union(*looks.values())) == len(looks)

    def test_categories_are_all_ink(self, page: Page) -> None:
        """The hues say whose a value is; and who sees no hues must tell the categories apart."""
        drawing = drawn("strip", page)
        used = {part[channel] for kind in ("rect", "point") for part in drawing.parts(kind) for channel in INKS}
        assert used <= {TEXT, MUTED, PAPER, GRID, "transparent"}

    def test_ten_patterns_are_ten_different_drawings(self) -> None:
        rows = lighthouse.spans().head(10)
        rows = rows.assign(kind=[f"kind {n}" for n in range(10)], unused="")
        drawing = drawn("strip", WIDE, rows)
        looks = [
            (*(box["fill"] for box in drawing.parts("rect", ref)), *map(slopes, drawing.parts("point", ref)))
            for ref in rows["ref"]
        ]
        assert len(set(looks)) == 10

    def test_more_values_than_patterns_can_tell_apart_are_refused(self) -> None:
        rows = lighthouse.spans().head(11)
        with pytest.raises(ValueError, match="11 different values"):
            charts.strip(rows.assign(kind=[f"kind {n}" for n in range(11)], unused=""), WIDE)
