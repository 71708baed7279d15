from __future__ import annotations

from datetime import date

import edtf
import pytest

from explainer.text import dates
from explainer.text.reader import read

PLAIN = ["1999", "2021-11", "2022-02-24", "2020-02", "1900-02", "2022-09?", "2022-03-26~", "2018-09%", "2022-21"]


@pytest.mark.parametrize("text", [*PLAIN, "2022-09-08/2022-09-14", "2022-02/2022-08", "2022-02-24/2022-05"])
def test_bounds_are_the_strict_bounds_of_the_edtf_library(text: str) -> None:
    yardstick, period = edtf.parse_edtf(text), dates.parse(text)
    assert period.lower == date(*yardstick.lower_strict()[:3])
    assert period.upper == date(*yardstick.upper_strict()[:3])


@pytest.mark.parametrize(
    ("text", "words", "on"),
    [
        ("1999", "1999", "in 1999"),
        ("2021-11", "November 2021", "in November 2021"),
        ("2022-03-26", "26 March 2022", "on 26 March 2022"),
        ("2022-09?", "most probably September 2022", "most probably in September 2022"),
        ("2022-03-26~", "about 26 March 2022", "on about 26 March 2022"),
        ("2018-09%", "most probably about September 2018", "most probably in about September 2018"),
        ("../2022-08", "by August 2022", "by August 2022"),
        ("2022-02-24/..", "since 24 February 2022", "since 24 February 2022"),
        ("2022-09-08/2022-09-14", "8 to 14 September 2022", "from 8 to 14 September 2022"),
        ("2022-02/2022-08", "February to August 2022", "from February to August 2022"),
        ("2022-01/2023-01", "January 2022 to January 2023", "from January 2022 to January 2023"),
        ("2022-01-30/2022-02-02", "30 January to 2 February 2022", "from 30 January to 2 February 2022"),
        ("[2022,2023]", "2022 or 2023", "in 2022 or 2023"),
        ("[2022-03-25,2022-03-26]", "25 or 26 March 2022", "on 25 or 26 March 2022"),
        ("199X", "the 1990s", "in the 1990s"),
        ("18XX", "the 19th century", "in the 19th century"),
        ("2022-22", "summer 2022", "in summer 2022"),
    ],
)
def test_words(text: str, words: str, on: str) -> None:
    assert (dates.words(text), dates.on(text)) == (words, on)


def test_an_open_date_says_perhaps() -> None:
    assert dates.words("2022-09?", "open") == "perhaps September 2022"
    assert dates.on("2022-09?", "open") == "perhaps in September 2022"


def test_an_open_side_has_no_bound() -> None:
    assert dates.parse("../2022-08").lower is None
    assert dates.parse("2022/..").upper is None
    assert dates.parse("2022/..").end is None
    assert dates.parse("2022-08").end == date(2022, 9, 1)


@pytest.mark.parametrize(
    "text",
    ["", "2022-13", "2022-02-30", "22", "2022-9", "May 2022", "../..", "2022/2021", "[2022]", "2022-09-2X", "a/b/c"],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a date|says nothing|before it begins|no choice"):
        dates.parse(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("on 24/2.", [{("day", 24), ("month", 2)}]),
        ("on 3/4/2021", [{("day", 3), ("month", 4), ("year", 2021)}, {("day", 4), ("month", 3), ("year", 2021)}]),
        ("on December 16 and 17.", [{("month", 12), ("day", 16)}, {("month", 12), ("day", 17)}]),
        ("in May they may", [{("month", 5)}]),
        ("two months later", [set()]),
    ],
)
def test_parts_of_a_date_that_has_no_year_are_read(text: str, parts: list[set]) -> None:
    assert [set(reading) for one in read(text) for reading in one.readings] == parts
