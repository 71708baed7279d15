"""The tables of a subject as they were read, and the article that they quote."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from explainer.model import Json
from explainer.model.article import Article
from explainer.model.faults import Fault, Faults
from explainer.model.package import read_package
from explainer.model.provenance import Provenance
from explainer.model.rows import TABLES, Claim, Reading, Reason, Row
from explainer.model.tables import Table, read_tables

if TYPE_CHECKING:
    import pandas as pd

#: The environment variable that holds the fingerprint of tables that were proved; see `Ledger.load`.
PROVED = "EXPLAINER_PROVED"

Content = TypeVar("Content")
R = TypeVar("R", bound=Row)


class Noted(Mapping[str, Content]):
    """Tables by name; which of them were asked for is noted, so that a build knows what a chapter rests on.

    Parameters
    ----------
    tables: all of them.
    asked: gets the names that are asked for.
    """

    def __init__(self, tables: Mapping[str, Content], asked: set[str]) -> None:
        """Take what the class says."""
        self._tables, self._asked = tables, asked

    def __getitem__(self, name: str) -> Content:
        """Give a table, and note its name."""
        found = self._tables[name]
        self._asked.add(name)
        return found

    def __iter__(self) -> Iterator[str]:
        """Give the names, which notes nothing."""
        return iter(self._tables)

    def __len__(self) -> int:
        """Count the tables."""
        return len(self._tables)


def find_root(start: Path | None = None) -> Path:
    """Find the subject's folder: the nearest one upwards that holds `data/datapackage.json`.

    Raises Faults when there is none.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "data" / "datapackage.json").is_file():
            return folder
    raise Faults([Fault("data/datapackage.json", "", "", f"not found in {here} or any folder above it")])


class Store:
    """Every table of a subject, with the article that they quote.

    Each table is an attribute: a pandas frame indexed by id, text everywhere but in the
    numeric columns. A table that the subject does not have is an empty frame. Its typed rows
    are `rows_of(Claim)`, or `by_id(Claim)`.

    Parameters
    ----------
    root: the subject's folder, which holds `data/` and the article.
    package: the content of `data/datapackage.json`.
    tables: the tables as written, by name.
    article: the text that the tables quote; blanks where the tables came without it.
    faults: what made tables unreadable.
    published: what is known of tables that came without their article, None beside the article itself.
    """

    claims: pd.DataFrame
    events: pd.DataFrame
    quantities: pd.DataFrame
    reasons: pd.DataFrame
    actors: pd.DataFrame
    places: pd.DataFrame
    readings: pd.DataFrame
    tensions: pd.DataFrame
    checks: pd.DataFrame
    aftermath: pd.DataFrame
    sources: pd.DataFrame
    derived: pd.DataFrame
    exceptions: pd.DataFrame
    glossary: pd.DataFrame
    corrections: pd.DataFrame

    def __init__(
        self,
        root: Path,
        package: Json,
        tables: dict[str, Table],
        article: Article,
        faults: list[Fault],
        published: Provenance | None = None,
    ) -> None:
        """Take what was read; `read` is the way in."""
        self.root, self.package = root, package
        self.paths = [table.path for table in tables.values() if table.path]
        #: Names of the tables that were asked for so far.
        self.asked: set[str] = set()
        self.tables: Mapping[str, Table] = Noted(tables, self.asked)
        self.article, self.faults, self.published = article, faults, published
        self._frames: dict[str, pd.DataFrame] = {}
        self._rows: dict[type[Row], Json] = {}
        self._of_claim: dict[type[Row], dict[str, list[Any]]] = {}

    @classmethod
    def read(cls, root: Path | str | None = None) -> Self:
        """Read the tables as they are, faults and all, for those who look for faults.

        Parameters
        ----------
        root: the subject's folder; found upwards from the working folder when left out.

        Raises Faults when the package or the article cannot be read at all.
        """
        root = Path(root).resolve() if root else find_root()
        data = root / "data"
        package = read_package(data)
        path = root / package["explainer"]["article"]["path"]
        try:
            # The article itself comes first: its copies' record stands in for it only where it is not at hand.
            published = None if path.is_file() else Provenance.read(data)
            article = published.blanks() if published else Article.read(path)
        except (OSError, ValueError) as error:
            raise Faults([Fault("datapackage.json", "explainer", "article.path", str(error))]) from error
        tables, faults = read_tables(data, package["resources"])
        return cls(root, package, tables, article, faults, published)

    @cached_property
    def fingerprint(self) -> str:
        """A hash of the article and of everything in `data/` that the package names."""
        digest = hashlib.sha256(self.article.sha256.encode())
        digest.update((self.root / "data" / "datapackage.json").read_bytes())
        others = [self.root / "data" / resource["path"] for resource in self.package["resources"]]
        folders = {path.parent for path in others} - {self.root / "data"}
        for path in sorted({*self.paths, *others, *(folder / "SHA256SUMS" for folder in folders)}):
            digest.update(path.name.encode() + (path.read_bytes() if path.is_file() else b""))
        return digest.hexdigest()

    def __getattr__(self, name: str) -> pd.DataFrame:
        """Give a table that the engine knows as a frame."""
        if name in TABLES:
            return self.table(name)
        raise AttributeError(name)

    def table(self, name: str) -> pd.DataFrame:
        """Give a table by name, the subject's own tables included.

        Raises KeyError when the package names no such table.
        """
        if name not in self._frames:
            self._frames[name] = self.tables[name].frame()
        return self._frames[name]

    def fields(self, table: str) -> dict[str, Json]:
        """Give the columns of a table as the package describes them, by name."""
        found = (resource for resource in self.package["resources"] if resource["name"] == table)
        return {field["name"]: field for resource in found for field in resource.get("schema", {}).get("fields", [])}

    def rows_of(self, kind: type[R]) -> list[R]:
        """Give the rows of a table in their order; of `Finding` those of both its tables."""
        names = [name for name, table in TABLES.items() if issubclass(table, kind)]
        return [row for name in names for row in self.tables[name].rows if isinstance(row, kind)]

    def by_id(self, kind: type[R]) -> Mapping[str, R]:
        """Give the rows of a table by id; of two rows with one id the first."""
        if kind not in self._rows:
            found: dict[str, R] = {}
            for row in self.rows_of(kind):
                found.setdefault(row.id, row)
            self._rows[kind] = found
        return self._rows[kind]

    def ids(self, table: str) -> list[str]:
        """Give the ids of a table by its name; none where the subject has no such table."""
        return [row.id for row in self.tables[table].rows] if table in self.tables else []

    def of_claim(self, kind: type[R], claim: str) -> list[R]:
        """Give the rows of a table that hang on a claim, in their order."""
        if kind not in self._of_claim:
            found: dict[str, list[R]] = {}
            for row in self.rows_of(kind):
                found.setdefault(getattr(row, "claim", ""), []).append(row)
            self._of_claim[kind] = found
        return self._of_claim[kind].get(claim, [])

    @cached_property
    def _numbers(self) -> dict[str, int]:
        order = sorted(self.rows_of(Claim), key=lambda row: (row.start, row.end, row.line))
        return {row.id: number for number, row in enumerate(order, 1)}

    def number(self, claim: str) -> int:
        """Give the number a reader sees for a claim: its place in the order of the article.

        Raises KeyError when there is no such claim.
        """
        return self._numbers[claim]

    @cached_property
    def _readings(self) -> dict[str, list[str]]:
        spans = sorted((row.start, row.end, row.id) for row in self.rows_of(Reading))
        found: dict[str, list[str]] = {}
        for row in self.rows_of(Claim):
            until = bisect_left(spans, (row.end, -1, ""))
            found[row.id] = [key for _, stop, key in spans[:until] if stop > row.start]
        return found

    def readings_of(self, claim: str) -> list[str]:
        """Give the ids of the readings (garbled passages) that touch a claim's quote.

        Raises KeyError when there is no such claim.
        """
        return self._readings[claim]

    def main_reason(self, key: str) -> str:
        """Give the reason at the top of a reason's branch; "" for none, and where the branch is a circle."""
        reasons, seen = self.by_id(Reason), set[str]()
        while key in reasons and reasons[key].parent and key not in seen:
            seen.add(key)
            key = reasons[key].parent
        return "" if key in seen else key

    @property
    def vocabulary(self) -> Json:
        """The subject's words for units, tracks, modalities: the package's `explainer` property."""
        return self.package["explainer"]
