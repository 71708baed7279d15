"""Numbers written with their hedges, and dates."""

from datetime import date

import edtf
import pytest

from explainer.text import dates, hedges
from explainer.text.reader import read


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (("exact", 5, None, None), "5%"),
        (("about", 30000, None, None), "about 30,000%"),
        (("more_than", None, 12000, None), "more than 12,000%"),
        (("less_than", None, None, 0.5), "less than 0.5%"),
        (("range", None, 4000, 6000), "4,000–6,000%"),
        (("majority", None, None, None), "the majority"),
        (("hundreds", None, None, None), "hundreds"),
    ],
)
def test_amounts_are_written_with_their_hedge(given: tuple, text: str) -> None:
    assert hedges.amount(*given, after="%") == text


def test_a_part_of_a_whole_is_written_in_words() -> None:
    given = {0.5: "half", 0.25: "a quarter", 0.75: "three quarters", 0.667: "two thirds", 0.41: "0.41"}
    assert {value: hedges.amount("exact", value, None, None, part=True) for value in given} == given
    assert hedges.amount("about", 0.5, None, None, part=True) == "about half"


def test_a_range_has_no_midpoint() -> None:
    assert hedges.HEDGES["range"].columns == ("low", "high")


def test_a_sign_before_the_number_stands_on_both_ends_of_a_range() -> None:
    assert hedges.amount("range", None, 4, 6, before="£") == "£4–£6"


def test_a_number_that_is_missing_is_refused() -> None:
    with pytest.raises(ValueError, match="more_than needs low"):
        hedges.amount("more_than", 5, None, None)
    with pytest.raises(ValueError, match="is no hedge"):
        hedges.amount("roughly", 5, None, None)


def test_small_plain_counts_are_words_and_shares_are_not() -> None:
    assert hedges.amount("exact", 3, None, None) == "three"
    assert hedges.amount("exact", 10, None, None) == "10"
    assert hedges.amount("exact", 5, None, None, after="%") == "5%"
    assert hedges.amount("about", 3, None, None) == "about 3"


def test_a_bound_that_is_possible_itself_is_said_so() -> None:
    assert hedges.amount("more_than", None, 3, None, inclusive=hedges.inclusive("At least three")) == "at least 3"
    assert hedges.amount("less_than", None, None, 5, inclusive=hedges.inclusive("by as much as 5 meters")) == "up to 5"
    assert hedges.amount("more_than", None, 200, None, inclusive=hedges.inclusive("more than 200")) == "more than 200"


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


def test_a_decade_names_no_year_of_its_own() -> None:
    assert (dates.parse("199X").named(), dates.parse("../2022-08").named()) == ([], [(2022, 8, None)])


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
