"""Old names of `explainer.charts.viewport`, for as long as anybody asks for them."""

from explainer.charts.viewport import CARD, NARROW, WIDTHS
from explainer.charts.viewport import Viewport as Page

WIDE = WIDTHS["wide"]
__all__ = ["CARD", "NARROW", "WIDE", "Page"]
