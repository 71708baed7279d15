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
    def stacked(self) -> Viewport:
        """The same, laid out as a narrow one unless it has room for large things side by side."""
        return self if self.width > 900 else replace(self, name="narrow")

    def pick(self, wide: Choice, narrow: Choice) -> Choice:
        """Choose between a thing for a wide drawing and a thing for a narrow one."""
        return narrow if self.narrow else wide

WIDTHS = {"text": Viewport("wide", 660), "wide": Viewport("wide", 1137), "bleed": Viewport("wide", 1137, 16)}
"""What a figure's `width` asks for, on a wide screen."""
NARROW = Viewport("narrow", 328, 14)
CARD = Viewport("card", 256, 13)
