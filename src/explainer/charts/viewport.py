"""The widths a chart is drawn for: it is laid out for each, never shrunk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

Choice = TypeVar("Choice")


@dataclass(frozen=True)
class Viewport:
    """A width to draw for.

    Parameters
    ----------
    name: "wide", "narrow" or "card"; the key of the picture in a figure's record.
    width: pixels of the whole drawing, axes and labels included.
    size: pixels of ordinary label text; the smallest text is one pixel less.
    """

    name: str
    width: int
    size: int = 15

    @property
    def narrow(self) -> bool:
        """True for the width of a telephone, and for a card."""
        return self.name != "wide"

    @property
    def card(self) -> bool:
        """True for the small drawing on a chapter's card, which shows a part and explains nothing."""
        return self.name == "card"

    @property
    def stacked(self) -> Viewport:
        """The same, laid out as a narrow one unless it has room for large things side by side."""
        return self if self.width > 900 else replace(self, name="narrow")

    def pick(self, wide: Choice, narrow: Choice) -> Choice:
        """Choose between a thing for a wide drawing and a thing for a narrow one."""
        return narrow if self.narrow else wide

    def height(self, wide: int, narrow: int | None = None) -> int:
        """Pixels of height: `wide`, or `narrow` in a narrow drawing (as tall as wide if not given)."""
        return self.pick(wide, wide if narrow is None else narrow)


WIDTHS = {"text": Viewport("wide", 660), "wide": Viewport("wide", 1137), "bleed": Viewport("wide", 1137, 16)}
"""What a figure's `width` asks for, on a wide screen."""
NARROW = Viewport("narrow", 328, 14)
CARD = Viewport("card", 256, 13)
