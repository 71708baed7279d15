"""The pages a chart is drawn for: it is laid out for each, never shrunk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

Choice = TypeVar("Choice")


@dataclass(frozen=True)
class Page:
    """A width to draw for.

    Parameters
    ----------
    name: "wide", "narrow" or "card"; the key of the drawing among a figure's specs.
    width: pixels of the whole drawing, axes and labels included.
    size: pixels of ordinary label text; no text of a chart is smaller than 12.
    """

    name: str
    width: int
    size: int = 13

    @property
    def narrow(self) -> bool:
        """True for the page of a telephone, and for a card."""
        return self.name != "wide"

    @property
    def card(self) -> bool:
        """True for the small drawing on a chapter's card, which shows a part and explains nothing."""
        return self.name == "card"

    def pick(self, wide: Choice, narrow: Choice) -> Choice:
        """Choose between a thing for the wide page and a thing for the narrow one."""
        return narrow if self.narrow else wide

    def height(self, wide: int, narrow: int | None = None) -> int:
        """Pixels of height: `wide`, or `narrow` on the narrow page (as tall as wide if not given)."""
        return self.pick(wide, wide if narrow is None else narrow)


WIDE = Page("wide", 720)
NARROW = Page("narrow", 328)
CARD = Page("card", 256, 12)
