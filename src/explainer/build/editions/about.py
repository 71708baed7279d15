"""What an edition says of the book itself: its names, whose it is, which edition, under which terms."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from explainer.build.contents import settings
from explainer.site.edition import Edition, edition


@dataclass(frozen=True)
class About:
    """The book, as its settings and its repository have it.

    Parameters
    ----------
    title: the whole title.
    brand: its short name.
    author, language, year: "" for an author or a year that is not given.
    edition: the day and the commit; empty outside a repository.
    licences: what may be used how: pairs of a thing and its licence.
    wordmark: the short name as it is drawn on the front page, an SVG; "" when there is none.
    """

    title: str
    brand: str
    author: str = ""
    language: str = "en"
    year: str = ""
    edition: Edition = field(default_factory=Edition)
    licences: tuple[tuple[str, str], ...] = ()
    wordmark: str = ""

    @classmethod
    def read(cls, root: Path) -> About:
        """Read `_config.yml` and the repository.

        Parameters
        ----------
        root: the project's folder.

        Raises OSError when a file that the settings name is missing.
        """
        config = settings(root)
        sphinx: dict[str, Any] = (config.get("sphinx") or {}).get("config") or {}
        title = str(config.get("title") or root.name)
        wordmark = sphinx.get("explainer_wordmark")
        year = re.search(r"\d{4}", str(config.get("copyright") or ""))
        return cls(
            title=title,
            brand=str(sphinx.get("explainer_brand") or title.partition(":")[0].strip()),
            author=str(config.get("author") or ""),
            language=str(sphinx.get("language") or "en"),
            year=year.group() if year else "",
            edition=edition(root),
            licences=tuple((sphinx.get("explainer_licences") or {}).items()),
            wordmark=(root / wordmark).read_text("utf-8").strip() if wordmark else "",
        )

    @property
    def slug(self) -> str:
        """The short name as files carry it: "the-bridge"."""
        return re.sub(r"[^a-z0-9]+", "-", self.brand.lower()).strip("-") or "book"

    @property
    def subtitle(self) -> str:
        """What the title says behind the short name, "" when that is all."""
        rest = self.title.removeprefix(self.brand).lstrip(" :–—")
        return rest[:1].upper() + rest[1:] if rest != self.title else ""

    @property
    def identifier(self) -> str:
        """The book's name for machines; the same for every edition of one title."""
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'explainer:{self.title}')}"

    @property
    def day(self) -> str:
        """The edition's day, ISO 8601; the earliest that a zip can hold when there is none."""
        return self.edition.date or "1980-01-01"
