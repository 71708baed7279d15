"""How firmly something is said, as a small mark: filled if stated, open if judged, struck through if denied."""

from __future__ import annotations

from explainer.charts.marks import Row
from explainer.charts.sketch import Sketch
from explainer.theme import PAPER, TEXT

# From firm to open, then what is denied.
MODALITIES = ("stated", "reported", "estimated", "likely", "opinion", "denied")
FILLED = ("stated", "reported")
# A circle with a stroke through it, in the square from -1 to 1 that Vega asks of a shape.
_STRUCK = "M-1,0A1,1,0,1,0,1,0A1,1,0,1,0,-1,0M-.7,.7L.7,-.7"


def draw_firmness(
    sketch: Sketch, x: float, y: float, modality: str, row: Row | None, *, size: float = 64, colour: str = TEXT
) -> None:
    """Draw the mark of a modality around a place in pixels; one that is not known is drawn open."""
    fill = colour if modality in FILLED else PAPER
    shape = _STRUCK if modality == "denied" else "circle"
    sketch.point(sketch.at(x), y, row, shape=shape, size=size, stroke=colour, thick=1.5, fill=fill)
