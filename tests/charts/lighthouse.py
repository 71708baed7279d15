# ruff: noqa: E501 (a table reads best in rows)
"""Rows of a made-up subject, a lighthouse, in the shapes the chart recipes take."""

from collections.abc import Iterable
from typing import Any

import pandas as pd


def table(columns: str, rows: Iterable[tuple[Any, ...]]) -> pd.DataFrame:
    """Rows with a reference first; each gets the sentence that is read aloud."""
    made = pd.DataFrame(list(rows), columns=["ref", *columns.split()])
    return made.assign(sentence="Sentence of " + made["ref"] + ".")


def amounts() -> pd.DataFrame:
    return table("label text hedge unit value low high", [
        ("claim:crew-sent", "Crew sent across the sound by the harbour", "about 30,000", "about", "people", 30000, None, None),
        ("claim:divers", "Divers", "4,000–6,000", "range", "people", None, 4000, 6000),
        ("claim:apprentices", "Keepers who are apprentices", "the majority", "majority", "people", None, None, None),
        ("derived:all", "All keepers", "more than about 91,000", "more_than", "people", None, 91000, None),
        ("check:C3", "Harbour workers’ count of the crew", "50,610", "exact", "people", 50610, None, None),
        ("claim:share", "Keepers as a share of the islanders", "less than 1%", "less_than", "percent", None, None, 1),
        ("derived:share", "The same, worked out by us", "about 0.5%", "about", "percent", 0.5, None, None),
    ])  # fmt: skip


def events() -> pd.DataFrame:
    rows = table("label words lower upper certainty precision lane on", [
        ("claim:lamp", "The first lamp is lit, but the tower is not finished", "1999", "1999-01-01", "1999-12-31", "sure", "year", "The tower", ""),
        ("claim:plan", "Keeper and harbour adopt a common plan", "November 2021", "2021-11-01", "2021-11-30", "sure", "month", "The tower", ""),
        ("claim:wreck", "The wreck on the reef", "24 February 2022", "2022-02-24", "2022-02-24", "sure", "day", "The wreck", ""),
        ("claim:oil", "Oil is handed over", "by August 2022", None, "2022-08-31", "sure", "month", "The wreck", ""),
        ("claim:calls", "Calls for the ferry", "since 24 February 2022", "2022-02-24", None, "sure", "day", "The wreck", ""),
        ("claim:horn", "A new fog horn is announced", "most probably August 2022", "2022-08-01", "2022-08-31", "likely", "month", "The tower", ""),
        ("claim:none", "none, as far as is told", "", None, None, "sure", "", "Keepers sent", ""),
        ("check:C1", "Harbour log: the horn", "8 August 2022", "2022-08-08", "2022-08-08", "sure", "day", "The tower", "claim:horn"),
        ("check:C2", "Harbour log: waybills counted", "March to August 2022", "2022-03-01", "2022-08-31", "sure", "interval", "Other sources", ""),
        ("derived:D1", "Reckoned by us", "3 March 2022", "2022-03-03", "2022-03-03", "likely", "day", "Other sources", ""),
    ])  # fmt: skip
    return rows.assign(lower=pd.to_datetime(rows["lower"]), upper=pd.to_datetime(rows["upper"]))


def shares() -> pd.DataFrame:
    return table("panel asked label text hedge value condition step", [
        ("claim:join", "As told", "Who was asked is not told", "for sending help to the harbour", "5%", "exact", 5, "", 1),
        ("claim:stay", "As told", "Who was asked is not told", "against joining the rescue", "about 70%", "about", 70, "", 1),
        ("derived:rest", "As told", "Who was asked is not told", "not told", "about 25%", "about", 25, "If all answers make 100%.", 1),
        ("check:C4", "Elsewhere", "Two hundred islanders", "for joining, on either side", "5%", "exact", 5, "", 2),
    ])  # fmt: skip


def bricks() -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = table("number reason modality outside steps", [
        ("claim:one", 1, "control", "stated", "consistent", (1, 2)), ("claim:two", 2, "control", "likely", "", (1,)),
        ("claim:three", 3, "control", "denied", "differs", (2,)), ("claim:four", 4, "friends", "reported", "", ()),
        *((f"claim:more-{n}", n, "friends", "stated", "", (1,)) for n in range(105, 114)),
    ])  # fmt: skip
    notes = pd.DataFrame({
        "reason": ["control", "friends"], "heading": ["He would no longer be master of his own tower", "His friends turn away"],
        "above": "Introduced by: Ada Moss, likely", "below": ["Three claims", "Ten claims"],
    })  # fmt: skip
    return rows, notes


def chart() -> tuple[pd.DataFrame, dict[str, Any], pd.DataFrame]:
    """Two square islands that share a border, one of them with two regions."""
    arcs = [[[0, 0], [0, 4], [4, 4]], [[4, 4], [4, 0]], [[4, 0], [0, 0]], [[4, 4], [8, 4], [8, 0], [4, 0]]]

    def area(iso: str, *rings: int) -> dict[str, Any]:
        return {"type": "Polygon", "arcs": [list(rings)], "properties": {"iso": iso}}

    topology = {"type": "Topology", "arcs": arcs, "objects": {
        "countries": {"type": "GeometryCollection", "geometries": [area("AA", 0, 1, 2), area("BB", 3, ~1)]},
        "regions": {"type": "GeometryCollection", "geometries": [area("AA-1", 0, 1, 2)]},
    }}  # fmt: skip
    rows = table("form iso lon lat step", [
        ("claim:somewhere", "whole", "AA", None, None, 1), ("claim:border", "border", "AA|BB", None, None, 2),
        ("claim:named", "area", "BB", None, None, 2), ("check:C5", "near", "", 2.0, 2.0, 3),
    ])  # fmt: skip
    words = pd.DataFrame(
        [("AA", 1, 3, "country", 1), ("a note", 6, 1, "article", 2), ("near", 2, 1, "outside", 3)],
        columns=["text", "lon", "lat", "role", "step"],
    )
    return rows, topology, words


def voices() -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = table("start end actor modality garbled step", [
        ("claim:first", 0, 60, "The article", "stated", False, 1), ("claim:second", 90, 150, "The article", "likely", True, 1),
        ("claim:third", 160, 260, "Ada Moss, researcher", "opinion", False, 2), ("claim:fourth", 270, 400, "The keeper", "denied", False, 2),
        ("check:C6", 270, 400, "Another source agrees", "agrees", False, 3),
    ])  # fmt: skip
    return rows, pd.DataFrame({"label": ["He would no longer be master"], "start": [90], "end": [400]})


def odd() -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = table(
        "quote odd",
        [
            ("claim:headline", "Keeper lights against harbour", "lights"),
            ("claim:second", "just a “light” for boats", "light"),
        ],
    )
    return rows, pd.DataFrame(
        {"label": ["Letter: Ada Moss", "Copy: a clerk", "Page: unknown"], "seen": [False, False, True]}
    )


def heaps() -> pd.DataFrame:
    rows = amounts().iloc[[4, 3, 0]].assign(
        ref=["check:C3", "derived:all", "derived:crew"], unit_label="barrels", heap=["one", "two", "three"],
        hedge=["exact", "more_than", "about"], lower=pd.to_datetime(["2022-02-01", None, "2022-06-01"]),
        upper=pd.to_datetime(["2022-05-31", "2022-08-31", "2022-11-30"]),
    )  # fmt: skip
    return rows.assign(sentence="Sentence of " + rows["ref"] + ".")
