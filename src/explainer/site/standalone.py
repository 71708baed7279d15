"""A figure as one picture file that can travel: its finding above, its source below, colours of its own."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from explainer import theme
from explainer.charts.measure import wrap
from explainer.site import svg

_MARGIN = 24


@dataclass(frozen=True)
class Line:
    """Words set in one style: size in pixels, colour, weight, and the gap above them."""

    words: str
    size: float
    colour: str
    weight: str = "400"
    gap: float = 0

    @property
    def bold(self) -> bool:
        """True for the weights that `measure` counts as bold."""
        return self.weight >= "600"


def standalone(
    drawing: str, *, title: str, takeaway: str, source: str, description: str, colours: dict[str, str]
) -> str:
    """Give the SVG as a file.

    Parameters
    ----------
    drawing: the picture as vl-convert writes it.
    title: the finding, as plain words, set above the picture.
    takeaway: set under the title.
    source: the source line, set below the picture.
    description: for those who do not see it.
    colours: colour for each variable name, as `theme.LIGHT`.

    Raises ValueError when the drawing is not SVG, KeyError for a colour that has no value.
    """
    inner = etree.fromstring(svg.inline(drawing, "f", title, description, lambda kind, id: None).encode())
    width, height = float(inner.get("width")), float(inner.get("height"))
    text, muted = colours["--chart-text"], colours["--chart-muted"]
    above, top = _block([Line(title, 19, text, "600"), Line(takeaway, 14, text, gap=6)], _MARGIN, width)
    below, bottom = _block([Line(source, 12, muted)], top + 16 + height + 14, width)
    names = [inner[0], inner[1]]
    for name in ("role", "aria-labelledby", "aria-describedby"):
        del inner.attrib[name]
    inner.set("x", str(_MARGIN))
    inner.set("y", f"{top + 16:g}")
    full_width, full_height = width + 2 * _MARGIN, bottom + _MARGIN
    root = etree.Element(
        "svg",
        {
            "xmlns": svg.SVG,
            "width": f"{full_width:g}",
            "height": f"{full_height:g}",
            "viewBox": f"0 0 {full_width:g} {full_height:g}",
            "role": "img",
            "aria-labelledby": "f-title f-desc",
        },
    )
    for name in names:
        root.append(name)
    etree.SubElement(root, "rect", width="100%", height="100%", fill=colours["--chart-paper"])
    root.extend(above)
    root.append(inner)
    root.extend(below)
    written = etree.tostring(root, encoding="unicode")
    return svg.coloured(written, colours) + "\n"


def _block(lines: list[Line], top: float, room: float) -> tuple[list[etree._Element], float]:
    """Set lines one below the other, broken where they are too long; gives their lower edge too."""
    made = []
    for line in lines:
        top += line.gap
        for words in wrap(line.words, room, line.size, line.bold, balance=False):
            top += line.size * 1.35
            element = etree.Element(
                "text",
                {
                    "x": str(_MARGIN),
                    "y": f"{top - line.size * 0.3:g}",
                    "font-family": theme.SANS,
                    "font-size": f"{line.size:g}",
                    "font-weight": line.weight,
                    "fill": line.colour,
                },
            )
            element.text = words
            made.append(element)
    return made, top
