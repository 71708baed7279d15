"""The tables of a subject, each row a typed record; the data package is written from these classes.

A class is a table: its docstring, title and limitations describe the table, its fields are the columns. Whoever adds a
column adds a field here and nothing else. A misspelt column is an error that the type checker sees.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import ClassVar, Literal

from explainer.model import Json
from explainer.model.columns import Column, column, columns_of
from explainer.model.faults import Fault

#: The tables that the engine knows, in the order in which a package lists them.
TABLES: dict[str, type[Row]] = {}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of a table; `table` is its name, `heading` and `limitations` describe it in the package.

    Parameters
    ----------
    line: the line of the file on which the row ends, counted from 1.
    cells: the cells as written, by column; those of columns that only the subject knows too.
    id: the row's name; "" in a table without ids.
    """

    table: ClassVar[str] = ""
    heading: ClassVar[str] = ""
    limitations: ClassVar[str] = ""

    line: int = 0
    cells: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    id: str = column("A name a person can read; it never changes once published.", "id", required=True, unique=True)

    def __init_subclass__(cls, name: str = "", title: str = "", limitations: str = "") -> None:
        """Enter a table that the engine knows."""
        if name:
            TABLES[name], cls.table, cls.heading, cls.limitations = cls, name, title, limitations

    def fault(self, name: str, message: str) -> Fault:
        """Say what is wrong with a cell of this row (or with the row, when `name` is "")."""
        return Fault(self.table, self.id, name, message, self.line)


# fmt: off
@dataclass(frozen=True, kw_only=True)
class Claim(Row, name="claims", title="Claims", limitations="It tells what the article says, not whether it is true."):
    """One atomic claim of the article, with the exact words that carry it."""

    paragraph: int = column("Place of the paragraph among the lines of the article that are not empty; the headline "
        "is 1 and captions count.", "paragraph", required=True)
    start: int = column("First character of the quotation in the article, counted from 0.", "offset", required=True)
    end: int = column("Character after the last one of the quotation.", "offset", required=True)
    quote: str = column("The words of the article, exactly, from start to end; a clause of at most 30 words.",
        required=True)
    restatement: str = column("The claim in one plain sentence of ours, with its hedge.", required=True)
    kind: str = column("What sort of claim it is.", words="kinds", required=True)
    chapter: str = column("The page that the claim belongs to.", words="chapters", required=True)
    actor: str = column("Who asserts it; the article itself where it names nobody.", "id", "actors", required=True)
    modality: str = column("How firmly it is said.", words="modalities", required=True)
    reason: str = column("The reason or sub-argument it supports, if any.", "id", "reasons")
    unused: str = column("Empty, or why no page uses the claim.")
    note: str = column("What a reader should know about the claim.")


@dataclass(frozen=True, kw_only=True)
class Event(Row, name="events", title="Events",
    limitations="A date that was worked out rests on the text alone; the ground says how."):
    """One event of the article that has a date, printed or worked out."""

    claim: str = column("The claim that tells of the event.", "id", "claims", required=True)
    date: str = column("When it happened.", "edtf", required=True)
    printed: str = column("The date words as they stand in the quotation; empty when it has none.")
    resolution: str = column("Whether the date was printed or worked out.", words="resolutions", required=True)
    ground: str = column("How a resolved date was worked out; required then.")
    certainty: str = column("How sure we are of the date.", words="certainties", required=True)
    label: str = column("A few words for charts.", required=True)
    track: str = column("The story line on which it is drawn.", words="tracks", required=True)
    actors: tuple[str, ...] = column("Who took part.", "ids", "actors")


@dataclass(frozen=True, kw_only=True)
class Quantity(Row, name="quantities", title="Quantities",
    limitations="The numbers are the article’s. A hedge word is never turned into a number."):
    """One number or number word of the article, with its hedge."""

    claim: str = column("The claim whose quotation holds the number.", "id", "claims", required=True)
    counted: str = column("What is counted, as a short noun phrase.", required=True)
    value: float | None = column("The number, for the hedges exact and about.", "number", unit="as in the column unit")
    low: float | None = column("Lower bound, for more_than and range.", "number", unit="as in the column unit")
    high: float | None = column("Upper bound, for less_than and range.", "number", unit="as in the column unit")
    hedge: str = column("How the article hedges the number; majority and hundreds have no number at all.",
        words="hedges", required=True)
    unit: str = column("What one of them is.", words="counted", required=True)
    as_of: str = column("The time for which the text gives the number; empty when it gives none.", "edtf")
    ground: str = column("How it was worked out, where the quotation does not give it so.", optional=True)
    series: str = column("Numbers that belong to one series share its name.", "id")


@dataclass(frozen=True, kw_only=True)
class Reason(Row, name="reasons", title="Reasons", limitations="The division into reasons and sub-arguments is ours."):
    """One of the reasons the article gives, or a sub-argument of one."""

    parent: str = column("The reason that a sub-argument belongs to; empty for a reason.", "id", "reasons")
    position: int = column("Place among those with the same parent, in the order of the article.",
        "integer", required=True, minimum=1)
    claim: str = column("The claim whose quotation introduces it.", "id", "claims", required=True)
    words: str = column("The introducing words, exactly as printed in that quotation; empty when there are none.")
    label: str = column("A few words of ours for charts.", required=True)
    summary: str = column("The reason in one sentence of ours.", required=True)
    claims: tuple[str, ...] = column("The claims that support this reason or sub-argument: first the one that "
        "introduces it, then the others in the order of the article. Each of them names this reason in its own row.",
        "ids", "claims", required=True, optional=True)
    backed: str = column("What the text gives for the reason. Look-ups are allowed here, in elsewhere and in open.",
        title="Backed by", optional=True)
    elsewhere: str = column("What sources outside the text say.", optional=True)
    standing: str = column("How well the reason stands, in our judgement.", words="standings", optional=True)
    open: str = column("What is left open.", optional=True)


@dataclass(frozen=True, kw_only=True)
class Actor(Row, name="actors", title="People and bodies",
    limitations="Roles are those the article gives. Groups without a name are listed as such; nobody was identified "
    "who is not named."):
    """One person, organisation, state, group or outlet of the article."""

    name: str = column("The name as this book writes it.", required=True)
    spellings: tuple[str, ...] = column("Other spellings, in the article or in common use, separated by |.", "list")
    type: str = column("What sort of actor it is.", words="actors", required=True)
    role: str = column("Who it is, as the article has it.", required=True)
    claim: str = column("The claim of first mention.", "id", "claims", required=True)


@dataclass(frozen=True, kw_only=True)
class Place(Row, name="places", title="Places", limitations="Coordinates are good enough for a small map only."):
    """One place that the article names."""

    name: str = column("The name as this book writes it.", required=True)
    common: str = column("The common English form, when it differs.")
    spellings: tuple[str, ...] = column("Other spellings, separated by |.", "list")
    type: str = column("What sort of place it is.", words="places", required=True)
    iso: str = column("ISO 3166 code of the country or region.", "iso", title="ISO code")
    lat: float | None = column("Latitude north.", "number", title="Latitude", unit="degrees", minimum=-90, maximum=90)
    lon: float | None = column("Longitude east.",
        "number", title="Longitude", unit="degrees", minimum=-180, maximum=180)
    source: str = column("Where the coordinates come from.", "id", "sources")
    claim: str = column("The claim of first mention.", "id", "claims", required=True)
    note: str = column("What a reader should know.", optional=True)


@dataclass(frozen=True, kw_only=True)
class Reading(Row, name="readings", title="Readings", limitations="A reading is our guess at the sense."):
    """One passage that is garbled or ambiguous, with the reading this book adopts."""

    start: int = column("First character of the passage in the article, counted from 0.", "offset", required=True)
    end: int = column("Character after the last one of the passage.", "offset", required=True)
    quote: str = column("The passage exactly as it stands.", required=True)
    wrong: str = column("What is wrong or unclear.", required=True)
    reading: str = column("What we take it to mean.", required=True)
    others: str = column("Other ways to read it; empty when we see none.", title="Other readings")
    certainty: str = column("How sure we are of the reading.", words="certainties", required=True)


@dataclass(frozen=True, kw_only=True)
class Tension(Row, name="tensions", title="Inner tensions",
    limitations="A tension is not an error: both sides may be true. Only tensions inside the text are listed, none "
    "with outside sources."):
    """One place where the article sits badly with itself."""

    title: str = column("The tension in at most twelve words.", required=True)
    claims: tuple[str, ...] = column("The claims that pull apart.", "ids", "claims", required=True)
    text: str = column("What pulls apart, and what this book does about it.", required=True)


@dataclass(frozen=True, kw_only=True)
class Finding(Row):
    """What a source outside the article says, with its number if it gives one: a check, or an event that came after.

    Fields that only one of the two tables has are empty in the rows of the other. `phase` tells them apart.
    """

    phase: ClassVar[Literal["check", "aftermath"]]

    id: str = column("A short name; it never changes once published.", "key", required=True, unique=True)
    claim: str = ""
    label: str = ""
    event: str = ""
    topic: str = column("Field it belongs to.", words="topics", required=True)
    chapter: str = column("The page whose question it bears on.", words="chapters", required=True)
    verdict: str = ""
    given_by: str = column("Who gives the number or says so, where that is not the publisher.",
        optional=True, longest=40)
    finding: str = column("What the source says, in one sentence of ours.", required=True)
    value: float | None = column("The source’s figure; empty for a range, a bare bound, or no number.",
        "number", unit="as in the column unit")
    low: float | None = column("Lower bound. Alone it means more than; equal to value it means at least.",
        "number", unit="as in the column unit")
    high: float | None = column("Upper bound. Equal to value it means up to.", "number", unit="as in the column unit")
    hedge: str = column("How the source hedges its number: more_than covers at least, less_than covers up to.",
        words="numbers")
    unit: str = column("What one of them is, in the source’s terms.")
    date: str = column("The time that it is about.", "edtf", required=True)
    certainty: str = column("How sure the date is; likely when it was inferred.", words="certainties", required=True)
    publisher: str = column("Who published the page, and whom it cites.", required=True)
    title: str = column("Title of the page, cut at twelve words; in brackets when the copy does not show it.",
        required=True)
    url: str = column("Address of the page.", "uri", title="Address", required=True)
    published: str = column("When the page was published, as the page shows it; with ? when inferred, empty when it "
        "shows nothing. Never the time of the finding.", "edtf")
    accessed: str = column("Day on which the archived copy was read.", "date", required=True)
    quality: str = column("What sort of source it is; a mirror or aggregator is weak.",
        words="qualities", required=True)
    note: str = column("Limits of the row.")


@dataclass(frozen=True, kw_only=True)
class Check(Finding, name="checks", title="Outside checks",
    limitations="Each row compares the article with one source. Two sources may disagree, and nothing found is "
    "neither doubt nor support."):
    """One finding from outside the article that bears on one of its claims."""

    phase = "check"
    claim: str = column("The claim that is checked; where several are concerned, the one most touched.",
        "id", "claims", required=True)
    verdict: str = column("How the article compares with this one source.", words="verdicts", required=True)


@dataclass(frozen=True, kw_only=True)
class Aftermath(Finding, name="aftermath", title="What came after",
    limitations="It ends with the newest source found and is a selection, not a chronicle. That nobody reports a "
    "thing does not prove that it did not happen."):
    """One event after the article that bears on what it says."""

    phase = "aftermath"
    label: str = column("What happened, in a few words of ours, for a chart.", required=True, unique=True, longest=45)
    event: str = column("What happened, in one sentence of ours.", required=True)
    finding: str = column("What it means for what the article says.", required=True)


@dataclass(frozen=True, kw_only=True)
class Derivation(Row, name="derived", title="Derived amounts",
    limitations="Each holds only under its condition. Value and hedge are computed and stand in no table."):
    """One amount that the engine works out from others."""

    operation: str = column("What is worked out.", words="operations", required=True)
    of: tuple[str, ...] = column("What it is made of, in order: quantities, or checks and later events by their ids; "
        "of a choice instead the number that we chose.",
        "keys", "quantities", "checks", "aftermath", "derived", required=True)
    unit: str = column("What one of them is.", words="units", required=True)
    label: str = column("What it is, as a short noun phrase.", required=True)
    condition: str = column("Under what condition it may be read.", required=True)
    when: str = column("The condition in a few words, printed wherever the amount is: “if nobody is counted twice”.",
        optional=True)


@dataclass(frozen=True, kw_only=True)
class Source(Row, name="sources", title="Sources",
    limitations="Links of a chain that were not seen may have changed, added or left out what we cannot tell."):
    """One source of the article or of the data, with what stands between it and us."""

    title: str = column("Title or description.", required=True)
    kind: str = column("What sort of source it is.", required=True)
    producer: str = column("Who made it.", required=True)
    published: str = column("When it was published.", "edtf")
    url: str = column("Address, when there is one.", "uri", title="Address")
    licence: str = column("Under what terms it may be used.", required=True)
    accessed: str = column("Day on which it was read.", "date")
    processing: str = column("What we, or others before us, did to it.", required=True)
    limits: str = column("What it cannot tell.", required=True)
    derived_from: str = column("The source it was made from.", "id", "sources")


@dataclass(frozen=True, kw_only=True)
class Exemption(Row, name="exceptions", title="Exceptions",
    limitations="It shows what was left out on purpose. It does not list ordinary words."):
    """One number word, date, name or place of the article that stands in no claim, with the reason."""

    start: int = column("First character in the article, counted from 0.", "offset", required=True)
    end: int = column("Character after the last one.", "offset", required=True)
    quote: str = column("The words exactly as they stand.", required=True)
    why: str = column("Why no claim covers them.", required=True)


@dataclass(frozen=True, kw_only=True)
class Term(Row, name="glossary", title="Glossary", limitations="Plain definitions for this book."):
    """One term that a reader may want explained."""

    term: str = column("The term.", required=True)
    definition: str = column("What it means here.", required=True)
    claim: str = column("A claim that uses it, if any.", "id", "claims")
    source: str = column("Where the meaning was looked up, if anywhere.", "id", "sources")


@dataclass(frozen=True, kw_only=True)
class Correction(Row, name="corrections", title="Corrections",
    limitations="It lists mistakes that were found, not those that were not."):
    """One correction made after publication."""

    date: str = column("Day of the correction.", "date", required=True)
    page: str = column("The page that was wrong.", required=True)
    what: str = column("What was wrong with it.", required=True)
    was: str = column("What stood there.", required=True)
    now: str = column("What stands there now.", required=True)
# fmt: on


def table_columns(name: str) -> dict[str, Column]:
    """Give the columns that the engine reads of a table by name; none of a table that only the subject knows."""
    return columns_of(TABLES[name]) if name in TABLES else {}


@cache
def _kind(table: str) -> tuple[type[Row], dict[str, Column]]:
    """Give the class of a table's rows and its columns; a class of its own for a table that only the subject knows."""
    kind = TABLES.get(table) or type("OwnRow", (Row,), {"table": table})
    return kind, columns_of(kind)


def read_row(table: str, line: int, cells: Mapping[str, str]) -> Row:
    """Make a typed row of the cells as written; a cell that is no number where one is due is read as `Column` says."""
    kind, columns = _kind(table)
    read: Json = {name: column.read(cells.get(name, "")) for name, column in columns.items()}
    return kind(line=line, cells=cells, **read)
