"""Dates are drawn as wide as they are vague."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from itertools import combinations, pairwise

import pandas as pd
import pytest

from explainer import charts
from explainer.charts.pages import WIDE, Page
from explainer.charts.place import Spot, pack, spots
from explainer.charts.theme import ARTICLE, OUTSIDE, PAPER
from explainer.charts.times import GAP, TimeAxis, day, empty_stretch
from tests.charts import lighthouse
from tests.charts.conftest import drawn


def moment(year: int, month: int, day: int) -> str:
    return datetime(year, month, day, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_a_day_is_a_filled_diamond_at_noon(page: Page) -> None:
    points = drawn("timeline", page).parts("point", "claim:wreck")
    assert [(p["shape"], p["fill"], p["x"]) for p in points] == [("diamond", ARTICLE, "2022-02-24T12:00:00Z")]


def test_a_month_is_a_pale_bar_over_all_of_it_and_nothing_else(page: Page) -> None:
    drawing = drawn("timeline", page)
    (bar,) = drawing.parts("rect", "claim:plan")
    # To the second of the nearest hundredth of a pixel: an hour at most.
    begin, end = (pd.Timestamp(bar[side]) for side in ("x", "x2"))
    assert abs(begin - pd.Timestamp(2021, 11, 1, tz="UTC")) < pd.Timedelta(hours=1)
    assert abs(end - pd.Timestamp(2021, 12, 1, tz="UTC")) < pd.Timedelta(hours=1)
    assert 0 < bar["fillOpacity"] < 0.6
    assert drawing.parts("point", "claim:plan") == drawing.parts("rule", "claim:plan") == []


def test_a_date_that_is_only_likely_is_hatched_and_not_filled(page: Page) -> None:
    drawing = drawn("timeline", page)
    (bar,) = drawing.parts("rect", "claim:exercise")
    hatches = drawing.parts("rule", "claim:exercise")
    assert bar["fillOpacity"] == 0 and bar["stroke"] == ARTICLE
    assert hatches and all(bar["x"] <= h["x"] <= h["x2"] <= bar["x2"] for h in hatches)


def test_what_lasted_is_told_apart_from_a_vague_date(page: Page) -> None:
    rows = lighthouse.events()
    span = rows["ref"].isin(["claim:plan", "check:C2", "claim:exercise"])
    lasting = rows.assign(precision=span.map({True: "interval", False: "month"}))
    drawing = drawn("timeline", page, lasting)
    for ref in ("claim:plan", "check:C2"):
        (bar,) = drawing.parts("rect", ref)
        ends = [(end["x"], end["x2"]) for end in drawing.parts("rule", ref)]
        assert bar.get("fillOpacity", 1) == 1 and ends == [(bar["x"],) * 2, (bar["x2"],) * 2]
    # "From … to …" that is only likely says where the date lies, not how long it went on.
    assert drawing.parts("rect", "claim:exercise") == drawn("timeline", page).parts("rect", "claim:exercise")
    for told, found in ((rows, False), (lasting, True), (lasting[lasting["ref"] == "claim:plan"], True)):
        words = [line.text for line in drawn("timeline", page, told).words]
        assert ("lasted that long" in words) is found
        assert ("the wider the mark, the vaguer the date" in words) is (len(told) > 1)


def test_a_likely_day_is_an_open_diamond(page: Page) -> None:
    rows = lighthouse.events()
    rows.loc[rows["ref"] == "claim:wreck", "certainty"] = "likely"
    (point,) = drawn("timeline", page, rows).parts("point", "claim:wreck")
    assert (point["shape"], point["fill"]) == ("diamond", PAPER)


def test_an_open_end_goes_on_to_the_end_of_the_axis_behind_an_open_arrow(page: Page) -> None:
    rows = lighthouse.events()
    rows.loc[rows["ref"] == "claim:storm", "upper"] = None
    drawing = drawn("timeline", page, rows)
    pieces = drawing.parts("rect", "claim:storm")
    last = max(part["x2"] for kind in ("rect", "rule") for part in drawing.parts(kind) if "x2" in part)
    end = pd.Timestamp(max(piece["x2"] for piece in pieces))
    assert pd.Timestamp(last) - end < pd.Timedelta(days=page.pick(25, 50))  # the arrow's head: ten pixels
    assert min(piece["fillOpacity"] for piece in pieces) >= 0.1
    (head,) = drawing.parts("point", "claim:storm")
    assert head["fill"] == "transparent" and head["stroke"] == ARTICLE
    assert abs(pd.Timestamp(head["x"]) - end) < pd.Timedelta(days=2)


@pytest.mark.parametrize(("claim", "rising"), [("claim:oil", True), ("claim:denial", False)])
def test_an_open_side_fades_out(claim: str, rising: bool, page: Page) -> None:
    drawing = drawn("timeline", page)
    pieces = sorted(drawing.parts("rect", claim), key=lambda piece: piece["x"])
    strengths = [piece["fillOpacity"] for piece in pieces]
    assert len(strengths) > 4 and strengths == sorted(strengths, reverse=not rising)
    (edge,) = drawing.parts("rule", claim)
    known = moment(2022, 9, 1) if rising else moment(2022, 9, 21)
    assert abs(pd.Timestamp(edge["x"]) - pd.Timestamp(known)) < pd.Timedelta(hours=12)


def test_another_source_has_another_shape_and_colour(page: Page) -> None:
    drawing = drawn("timeline", page)
    (point,) = drawing.parts("point", "check:C1")
    assert (point["shape"], point["fill"]) == ("square", OUTSIDE)
    rails = drawing.parts("rule", "check:C2")
    assert len(rails) == 2 and {rail["stroke"] for rail in rails} == {OUTSIDE}


def test_lanes_keep_the_order_of_the_rows() -> None:
    tracks = lighthouse.events()["track"].drop_duplicates().tolist()
    headings = [words.text for words in drawn("timeline", WIDE).words if words.text in tracks]
    assert headings == tracks


def test_events_outside_the_bounds_are_left_out() -> None:
    drawing = charts.timeline(lighthouse.events(), WIDE, start="2022-01-01", end="2022-06-30").to_dict()
    assert "claim-wreck" in str(drawing) and "claim-poll" not in str(drawing) and "claim-lamp-lit" not in str(drawing)
    with pytest.raises(ValueError, match="no event"):
        charts.timeline(lighthouse.events(), WIDE, start="2030-01-01")


def test_an_event_without_any_date_is_refused() -> None:
    rows = lighthouse.events().head(2).assign(lower=None, upper=None)
    with pytest.raises(ValueError, match=r"neither|min"):
        charts.timeline(rows, WIDE)


def test_the_key_names_only_marks_that_are_there() -> None:
    rows = lighthouse.events()
    days = rows[rows["ref"].isin(["claim:wreck", "claim:oath"])]
    written = " ".join(words.text for words in drawn("timeline", WIDE, days).words)
    assert "a day" in written and "likely" not in written and "not given" not in written


class TestAxis:
    plain = TimeAxis(date(2020, 1, 1), date(2022, 12, 31), 0, 720)
    cut = TimeAxis(date(1999, 1, 1), date(2022, 12, 31), 0, 720, (date(2000, 3, 1), date(2019, 10, 31)))

    @pytest.mark.parametrize("axis", [plain, cut], ids=["plain", "cut"])
    def test_pixels_and_moments_turn_into_each_other(self, axis: TimeAxis) -> None:
        for pixel in range(0, 721, 9):
            there = pd.Timestamp(axis.at(pixel))
            seconds = there.hour * 3600 + there.minute * 60 + there.second
            assert axis.pixel(there.date(), seconds / 86400) == pytest.approx(pixel, abs=0.01)

    def test_a_day_is_equally_wide_on_both_sides_of_a_cut(self) -> None:
        def wide(moment: date) -> float:
            return self.cut.pixel(moment, 1) - self.cut.pixel(moment)

        assert wide(date(1999, 5, 5)) == pytest.approx(wide(date(2021, 5, 5)))
        gap = self.cut.pixel(date(2019, 10, 31), 1) - self.cut.pixel(date(2000, 3, 1))
        assert gap == pytest.approx(GAP)

    @pytest.mark.parametrize("axis", [plain, cut], ids=["plain", "cut"])
    def test_labels_keep_apart(self, axis: TimeAxis) -> None:
        ticks, _ = axis.ticks()
        assert ticks and all(axis.pixel(b) - axis.pixel(a) > 30 for a, b in pairwise(ticks))

    def test_only_a_long_silence_is_cut(self) -> None:
        year = [(date(y, 1, 1), date(y, 12, 31)) for y in (1999, 2020, 2022)]
        found = empty_stretch(year)
        assert found and found[0] > date(1999, 12, 31) and found[1] < date(2020, 1, 1)
        assert empty_stretch(year[1:]) is None

    def test_cells_that_hold_no_day_are_open(self) -> None:
        assert [day(cell) for cell in (None, "", "..", pd.NaT, float("inf"))] == [None] * 5
        assert day("2022-02-24") == day(pd.Timestamp("2022-02-24")) == date(2022, 2, 24)


def test_packed_labels_never_touch() -> None:
    marks = [((n * 37) % 700, (n * 37) % 700 + (n * 13) % 90) for n in range(60)]
    choices = [spots(mark, 60 + (n * 29) % 120, (0, 720), 8) for n, mark in enumerate(marks)]
    placed = pack(choices, 12)
    assert all(spot.start >= 0 and spot.end <= 720 + 90 for _, spot in placed)
    lines: dict[int, list[Spot]] = {}
    for number, spot in placed:
        lines.setdefault(number, []).append(spot)
    for line in lines.values():
        assert all(a.end + 12 <= b.start or b.end + 12 <= a.start for a, b in combinations(line, 2))


def test_the_drawing_does_not_shift_with_the_time_zone() -> None:
    spec = json.dumps(drawn("timeline", WIDE).spec)
    program = "import sys, vl_convert; sys.stdout.write(vl_convert.vegalite_to_svg(sys.stdin.read()))"
    zones = ("Pacific/Kiritimati", "Pacific/Pago_Pago")
    drawings = {
        subprocess.run(
            [sys.executable, "-c", program],
            input=spec,
            env={**os.environ, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for zone in zones
    }
    assert len(drawings) == 1
