"""How firmly something is said, as a small mark: filled if stated, open if judged, struck through if denied."""

from __future__ import annotations

from collections.abc import Mapping

from explainer.charts.marks import Row
from explainer.charts.measure import width
from explainer.charts.sketch import Sketch
from explainer.charts.theme import MUTED, PAPER, SMALL, TEXT
from explainer.charts.viewport import Viewport

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


def draw_firmness_key(sketch: Sketch, labels: Mapping[str, str], y: float, page: Viewport, size: float = 64) -> float:
    """Say in a quiet line which firmness a filled, an open and a struck mark stand for; gives back the height below.

    Parameters
    ----------
    sketch: the pad.
    labels: the modalities that were drawn, with their names.
    y: pixels from the top where the key may begin.
    page: the page drawn for.
    size: of the marks, in square pixels.
    """
    firm = sorted(labels, key=lambda name: MODALITIES.index(name) if name in MODALITIES else len(MODALITIES))
    groups = {
        "filled": [name for name in firm if name in FILLED],
        "open": [name for name in firm if name not in (*FILLED, "denied")],
        "struck": [name for name in firm if name == "denied"],
    }
    x, y = 6.0, y + 14
    for look, names in groups.items():
        if not names:
            continue
        words = f"{look}: {_either([labels[name] for name in names])}"
        wide = 12 + width(words, SMALL)
        if x > 6 and x + wide > page.width:
            x, y = 6.0, y + 20
        draw_firmness(sketch, x, y - 4, names[0], None, size=size, colour=MUTED)
        sketch.words(sketch.at(x + 12), y, words, size=SMALL, colour=MUTED)
        x += wide + 24
    return y + 6


def _either(names: list[str]) -> str:
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))
