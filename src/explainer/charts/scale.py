"""A scale of numbers that knows where each lies, in pixels, before anything is drawn."""

from __future__ import annotations

from math import floor, log10

import altair as alt

from explainer.charts.measure import width
from explainer.charts.theme import SMALL


class Scale:
    """Numbers from 0 to `top`, laid out from `left` to `right`.

    Parameters
    ----------
    top: the number at the right edge.
    left, right: pixels from the left.
    least: the smallest step between two labels; 1 where everything counted is whole.
    bare: nothing on it has a length, so it shows its zero only.
    marked: the numbers that get a label; round ones if not given.
    beyond: pixels to the right of `right` into which half a label may reach.
    """

    def __init__(
        self,
        top: float,
        left: float,
        right: float,
        *,
        least: float = 0,
        bare: bool = False,
        marked: tuple[float, ...] = (),
        beyond: float = 8,
    ) -> None:
        """Lay the scale out."""
        self.top = float(f"{top or 1:.9g}")
        self.left, self.right, self.least, self.bare, self.marked = left, right, least, bare, marked
        self.beyond = beyond

    def pixel(self, number: float) -> float:
        """Pixels from the left where a number lies."""
        return self.left + number / self.top * (self.right - self.left)

    def at(self, pixel: float) -> float:
        """The number at some pixels from the left."""
        # A thousandth of a pixel inwards: rounding below zero would make the drawing a pixel wider.
        return float(f"{(pixel + 0.001 - self.left) / (self.right - self.left) * self.top:.12g}")

    def ticks(self) -> list[float]:
        """Round numbers from 0 on, at least 70 pixels apart."""
        if self.bare or self.marked:
            return list(self.marked) or [0.0]
        least = max(self.least, self.top * 70 / (self.right - self.left))
        power = 10.0 ** floor(log10(least))
        step = next(power * times for times in (1, 2, 5, 10) if power * times >= least)
        return [round(n * step, 10) for n in range(int(self.top / step + 1e-9) + 1)]

    def encoding(self, unit: str) -> alt.X:
        """The Altair encoding of the field `x` on this scale, labelled at the top."""
        scale = alt.Scale(domain=[0, self.top], range=[self.left, self.right], nice=False, zero=True)
        if self.bare:
            return alt.X("x:Q", scale=scale, axis=None)
        symbol = "%" if unit == "percent" else ""
        axis = alt.Axis(
            values=[t for t in self.ticks() if self.pixel(t) + half(t, symbol) <= self.right + self.beyond],
            orient="top",
            grid=False,
            title=None,
            labelExpr=f"format(datum.value, ',') + '{symbol}'",
            labelFlush=False,
            labelOverlap=False,
        )
        return alt.X("x:Q", scale=scale, axis=axis)


def half(number: float, symbol: str) -> float:
    """Half the pixels that the label of a number takes."""
    return width(f"{number:,g}{symbol}", SMALL) / 2
