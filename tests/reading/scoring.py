"""Compares what is read in phrases with what a careful person writes down: right, asked, or silently wrong."""

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from explainer.text.reader import Mention, read

HERE = Path(__file__).parent
READ = HERE / "read.txt"
_AMOUNT = re.compile(r"(exact|about|more_than|less_than|range|times):\s*(-?[\d.]+(?:e\d+)?)(?:-([\d.]+(?:e\d+)?))?")


def verdicts(path: Path) -> Iterator[tuple[str, dict[str, str], str]]:
    """Judge each row (lang, phrase, expected) of a table: gives the verdict, the row, and what was read."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found = list(read(row["phrase"], row["lang"]))
            yield verdict(row["expected"], found), row, "; ".join(map(told, found)) or "nothing"


def verdict(expected: str, found: list[Mention]) -> str:
    """Say right, asked or silent: all that is expected is read and nothing else, or a question tells of it."""
    if len(found) == 1 and "does not read this language" in found[0].ask:
        return "right"  # a language without a table is said not to be read, whatever stands there
    rest, missing = list(found), False
    for item in expected.split(";"):
        answer = _answer(item.strip(), rest)
        missing |= answer is None
        if isinstance(answer, Mention):
            rest.remove(answer)
    if not missing and all(one.kind == "question" for one in rest):
        return "right"
    return "asked" if any(one.kind == "question" for one in found) else "silent"


def _answer(item: str, found: list[Mention]) -> Mention | bool | None:
    """Give the mention that says what is expected, True when nothing need say it, None when nothing does."""
    for way in re.split(r"\s+(?:or|/)\s+", item):
        if way in ("nothing", "except", "nothing/except"):
            return True
        if way == "vague":
            return next((one for one in found if one.hedge == "hundreds"), True)
        if way in ("ask", "refuse") or way.startswith("@("):
            given = next((one for one in found if one.kind == "question"), None)
        elif way.startswith("@"):
            wanted = way[1:].split(" ")[0].replace("~", "")
            given = next((one for one in found if one.date.replace("~", "") == wanted and one.date), None)
        elif vague := re.match("hundreds|majority", way):
            given = next((one for one in found if one.hedge == vague[0]), None)
        else:
            given = next((one for one in found if _amount(way if ":" in way else f"exact:{way}", one)), None)
        if given:
            return given
    return None


def _amount(way: str, one: Mention) -> bool:
    match = _AMOUNT.match(way)
    if not match or not one.values:
        return False
    wanted = [Decimal(number) for number in match.groups()[1:] if number]
    if match[1] == "times":
        return one.unit == "times" and one.values[0] == wanted[0]
    share = 100 if "percent" in way or one.unit == "percent" else 1  # a half is 50 percent
    near = all(
        min(abs(given - want), abs(given * share - want), abs(given - want * share)) <= abs(want) / 500
        for given, want in zip(one.values, wanted, strict=False)
    )
    unit = re.search(r"\[(\w+)\]", way)
    fits = not unit or _unit(unit[1], one)
    return one.hedge == match[1] and len(one.values) == len(wanted) and near and fits


def _unit(wanted: str, one: Mention) -> bool:
    """Units of measure and money must be right; what is counted may have another noun, a part none."""
    strict = {"percent", "points", "pounds", "dollars", "euros", "km", "miles", "m", "mm", "years", "days", "hours"}
    return one.unit == wanted or wanted not in strict or (not one.unit and one.values[0] <= 1)


def told(one: Mention) -> str:
    """Write what was read in the form of the table."""
    number = "-".join(f"{value.normalize():f}" for value in one.values)
    said = f"@{one.date}" if one.date else f"{one.hedge}:{number}" if one.hedge else "@(ask)"
    unit = f" [{one.unit}]" if one.unit else ""
    return f"{said}{unit}" + (f" ? {one.ask}" if one.ask else "")


def exactly(text: str, lang: str) -> str:
    """Write all that was read in a text: words with their hedge's place, what they give, how sure, what is asked."""
    said = []
    for one in read(text, lang):
        words = text[one.lead : one.stop] if one.lead >= 0 else one.words
        said.append(f"{words} → {told(one)} {one.certainty} {one.relation}".strip())
    return " | ".join(said)


def everything() -> dict[str, str]:
    """What is read in every phrase of the tables, by language and phrase."""
    found = {}
    for table in ("kinds", "phrases", "unseen"):
        with (HERE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found[f"{row['lang']} {row['phrase']}"] = exactly(row["phrase"], row["lang"])
    return found


def signs(found: dict[str, str]) -> dict[str, str]:
    """Give what stands in `read.txt` for a phrase and all that is read in it, ten letters of a hash, with both."""
    return {
        sha256(f"{phrase} {said}".encode()).hexdigest()[:10]: f"{phrase}\n  {said}" for phrase, said in found.items()
    }


if __name__ == "__main__":
    import sys
    from collections import Counter

    if len(sys.argv) == 1:
        now, before = signs(everything()), READ.read_text().split()
        print(*(said for sign, said in now.items() if sign not in before), sep="\n")
        # A line for those that begin alike: a change moves no other line.
        lines = groupby(sorted(now), lambda sign: sign[:2])
        READ.write_text("".join(" ".join(alike) + "\n" for _, alike in lines))
        sys.exit()
    judged = list(verdicts(Path(sys.argv[1])))
    for what, row, got in judged:
        if what != "right":
            print(
                f"{what:<7} {row['lang']} {row['phrase']!r}\n        expected {row['expected']}\n        read     {got}"
            )
    print(Counter(what for what, *_ in judged))
