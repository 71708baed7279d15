"""The tables of a subject as they were read, and the article that they quote."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from explainer.model.article import Article
from explainer.model.faults import Fault, Faults
from explainer.model.published import Published
from explainer.model.tables import COLUMNS, Row, Table, read_package, read_tables

if TYPE_CHECKING:
    import pandas as pd


Content = TypeVar("Content")


class Noted(Mapping[str, Content]):
    """Tables by name; which of them were asked for is noted, so that a build knows what a chapter rests on.

    Parameters
    ----------
    names: of all tables.
    give: gives a table by its name.
    asked: gets the names that are asked for.
    """

    def __init__(self, names: Mapping[str, object], give: Callable[[str], Content], asked: set[str]) -> None:
        """Take what the class says."""
        self._names, self._give, self._asked = names, give, asked

    def __getitem__(self, name: str) -> Content:  # noqa: D105
        if name not in self._names:
            raise KeyError(name)
        self._asked.add(name)
        return self._give(name)

    def __iter__(self) -> Iterator[str]:  # noqa: D105
        return iter(self._names)

    def __len__(self) -> int:  # noqa: D105
        return len(self._names)


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
    numeric columns. A table that the subject does not have is an empty frame.

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
        package: dict,
        tables: dict[str, Table],
        article: Article,
        faults: list[Fault],
        published: Published | None = None,
    ) -> None:
        """Take what was read; `read` and `load` are the ways in."""
        self.root, self.package = root, package
        self.paths = [table.path for table in tables.values() if table.path]
        #: Names of the tables that were asked for so far.
        self.asked: set[str] = set()
        self.tables: Mapping[str, Table] = Noted(tables, tables.__getitem__, self.asked)
        self.article, self.faults, self.published = article, faults, published
        self._frames: dict[str, pd.DataFrame] = {}
        self._hanging: dict[str, dict[str, list[Row]]] = {}

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
        try:
            package = read_package(data)
        except (OSError, ValueError) as error:
            raise Faults([Fault("datapackage.json", "", "", f"cannot be read: {error}")]) from error
        path = root / package.get("explainer", {}).get("article", {}).get("path", "")
        try:
            # The article itself comes first: its copies' record stands in for it only where it is not at hand.
            published = None if path.is_file() else Published.read(data)
            article = published.blanks() if published else Article.read(path)
        except (OSError, ValueError) as error:
            raise Faults([Fault("datapackage.json", "explainer", "article.path", str(error))]) from error
        tables, faults = read_tables(data, package)
        return cls(root, package, tables, article, faults, published)

    @cached_property
    def fingerprint(self) -> str:
        """A hash of the article and of everything in `data/` that the package names."""
        digest = hashlib.sha256(self.article.sha256.encode())
        digest.update((self.root / "data" / "datapackage.json").read_bytes())
        for path in sorted(self.paths):
            digest.update(path.name.encode() + (path.read_bytes() if path.is_file() else b""))
        return digest.hexdigest()

    def __getattr__(self, name: str) -> pd.DataFrame:
        """Give a table that the engine knows as a frame."""
        if name in COLUMNS:
            return self.table(name)
        raise AttributeError(name)

    def table(self, name: str) -> pd.DataFrame:
        """Give a table by name, the subject's own tables included.

        Raises KeyError when the package names no such table.
        """
        if name not in self._frames:
            self._frames[name] = self.tables[name].frame()
        return self._frames[name]

    @cached_property
    def rows(self) -> Mapping[str, dict[str, Row]]:
        """The rows as written, by table and id: quick look-ups without pandas."""
        known: dict[str, dict[str, Row]] = {}

        def give(name: str) -> dict[str, Row]:
            if name not in known:
                known[name] = self.tables[name].by_id()
            return known[name]

        return Noted(self.tables, give, self.asked)

    def of_claim(self, table: str, claim: str) -> list[Row]:
        """Give the rows of a table that hang on a claim, in their order."""
        if table not in self._hanging:
            found: dict[str, list[Row]] = {}
            for row in self.tables[table].rows:
                found.setdefault(row["claim"], []).append(row)
            self._hanging[table] = found
        return self._hanging[table].get(claim, [])

    def column(self, table: str, name: str) -> dict[str, str]:
        """Give one column of a table by the rows' ids: enough to choose rows by, without reading the rest of them."""
        return {id: row[name] for id, row in self.rows[table].items()}

    @property
    def vocabulary(self) -> dict:
        """The subject's words for units, tracks, modalities: the package's `explainer` property."""
        return self.package.get("explainer", {})
