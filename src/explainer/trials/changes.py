"""Wrong values for one cell: what a slip of the hand, a careless paste or a wrong memory would leave there.

Every function takes what stands in a cell and gives other values, each with a word for the kind of change. None knows
a subject: what it needs beside the cell (the keys of a table, the words of a vocabulary) is handed in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from explainer.text import dates, numbers

#: A kind of change, and the value it leaves in the cell.
Change = tuple[str, str]
_SPELLED = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
FORMULAS = ('=HYPERLINK("x","y")', "+1+1", "-1+1", "@SUM(1)")


def another(cell: str, words: Iterable[str]) -> Iterator[Change]:
    """Give every other word of an enumeration."""
    for word in words:
        if word != cell:
            yield "another word", word


def neighbour(cell: str, keys: Sequence[str]) -> Iterator[Change]:
    """Give the keys that stand beside a key in its table, and a key that no table has."""
    if cell in keys and len(keys) > 1:
        at = keys.index(cell)
        yield "the next key", keys[(at + 1) % len(keys)]
        if len(keys) > 2:
            yield "the key before", keys[at - 1]
    elif keys and not cell:
        yield "a key where none was", keys[0]
    yield "a key that nothing has", f"{cell or 'x'}-nowhere"


def listed(cell: str, keys: Sequence[str]) -> Iterator[Change]:
    """Give a list of keys with one left out, one too many, one twice, one exchanged, and in another order."""
    parts = [part for part in cell.split("|") if part]
    for at, part in enumerate(parts):
        if len(parts) > 1:
            yield "one left out", "|".join(parts[:at] + parts[at + 1 :])
        if part in keys:
            other = next((key for key in [*keys[keys.index(part) + 1 :], *keys] if key not in parts), "")
            if other:
                yield "one exchanged", "|".join([*parts[:at], other, *parts[at + 1 :]])
    if more := next((key for key in keys if key not in parts), ""):
        yield "one too many", "|".join([*parts, more])
    if parts:
        yield "one twice", "|".join([*parts, parts[0]])
    if len(parts) > 1:
        yield "another order", "|".join(parts[::-1])


def whole(cell: str) -> Iterator[Change]:
    """Give a whole number off by one and by ten."""
    if cell.lstrip("-").isdigit():
        for step in (1, -1, 10):
            yield f"{step:+d}", str(int(cell) + step)


def amount(cell: str) -> Iterator[Change]:
    """Give a number off by one and by a place, with another sign, or a number where none was."""
    try:
        value = float(cell)
    except ValueError:
        yield "a number where none was", "7"
        return
    for word, other in (("+1", value + 1), ("-1", value - 1), ("tenfold", value * 10), ("a tenth", value / 10)):
        yield word, f"{other:.10g}"
    yield "another sign", f"{-value:.10g}"


def date(cell: str) -> Iterator[Change]:
    """Give a date off by a year, month or day, surer or vaguer, closed or open, or cut short."""
    for found in re.finditer(r"\d{4}|(?<=-)\d{2}", cell):
        for step in (1, -1):
            moved = cell[: found.start()] + str(int(found[0]) + step).zfill(len(found[0])) + cell[found.end() :]
            if _is_date(moved):
                yield f"{'year' if len(found[0]) == 4 else 'month or day'} {step:+d}", moved
    for mark, word in (("?", "doubt"), ("~", "about")):
        other = cell.replace(mark, "") if mark in cell else f"{cell}{mark}"
        if cell and _is_date(other):
            yield f"{word} {'gone' if mark in cell else 'added'}", other
    for word, other in (
        ("an open end", f"{cell}/.."), ("an open beginning", f"../{cell}"), ("no open end", cell.removesuffix("/..")),
        ("no open beginning", cell.removeprefix("../")), ("cut short", re.sub(r"-\d{2}(?=[?~]?$)", "", cell)),
    ):  # fmt: skip
        if cell and other != cell and _is_date(other):
            yield word, other


def _is_date(text: str) -> bool:
    try:
        dates.parse(text)
    except ValueError:
        return False
    return True


def exact(cell: str) -> Iterator[Change]:
    """Give words that must stand as the article has them with a letter changed, lost, doubled, in another case."""
    letters = [at for at, sign in enumerate(cell) if sign.isalnum()]
    if not letters:
        return
    for at in dict.fromkeys((letters[0], letters[len(letters) // 2], letters[-1])):
        sign = "x" if cell[at] not in "xX" else "y"
        yield "a letter changed", cell[:at] + sign + cell[at + 1 :]
    middle = letters[len(letters) // 2]
    yield "a letter lost", cell[:middle] + cell[middle + 1 :]
    yield "a letter doubled", cell[:middle] + cell[middle] + cell[middle:]
    if cell.swapcase()[letters[0]] != cell[letters[0]]:
        yield "another case", cell[: letters[0]] + cell[letters[0]].swapcase() + cell[letters[0] + 1 :]
    if cell.translate(_STRAIGHT) != cell:
        yield "straight quotation marks", cell.translate(_STRAIGHT)
    if " " in cell:
        yield "the last word lost", cell.rpartition(" ")[0]


def spoken(cell: str) -> Iterator[Change]:
    """Give our own words with each of their numbers, in figures or in words, off by one."""
    for number in numbers.find(cell):
        before, after = cell[: number.start], cell[number.end :]
        if number.kind == "figure" and number.text.replace(",", "").isdigit():
            comma = "," if "," in number.text else ""
            yield "a number of ours off by one", f"{before}{int(number.text.replace(',', '')) + 1:{comma}}{after}"
        elif number.kind == "word" and number.text.lower() in _SPELLED[:-1]:
            yield "a number of ours off by one", before + _SPELLED[_SPELLED.index(number.text.lower()) + 1] + after


def unwelcome(cell: str, turn: int) -> Iterator[Change]:
    """Give one thing that no cell may hold: a formula, a space at its end, a line break; another one each turn."""
    formulas = [("a formula", formula) for formula in FORMULAS]
    spaces = [("a space at the end", f"{cell} "), ("a line break", f"{cell}\n{cell}")] if cell else []
    yield [*formulas, *spaces][turn % (len(formulas) + len(spaces))]
