"""A figure as one picture file that can travel: its finding above, source, caveats and address below, own colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from explainer.charts import theme
from explainer.charts.measure import width as measured
from explainer.charts.measure import wrap
from explainer.site import svg

_MARGIN = 24


@dataclass(frozen=True)
class Line:
    """Words set in one style: size in pixels, colour, weight, the gap above them, and how many lead in bold."""

    words: str
    size: float
    colour: str
    weight: str = "400"
    gap: float = 0
    lead: str = ""

    @property
    def bold(self) -> bool:
        """True for the weights that `measure` counts as bold; a bold lead counts for its whole line."""
        return self.weight >= "600" or bool(self.lead)


def standalone(
    drawing: str,
    *,
    title: str,
    takeaway: str,
    told: Sequence[tuple[str, str]],
    description: str,
    colours: dict[str, str],
) -> str:
    """Give the SVG as a file.

    Parameters
    ----------
    drawing: the picture as vl-convert writes it.
    title: the finding, as plain words, set above the picture.
    takeaway: set under the title.
    told: what is set below the picture, a paragraph each: its first words in bold ("Source:"), or "", and the rest; one
        without a rest is left out.
    description: for those who do not see it.
    colours: colour for each variable name, as `theme.LIGHT`.

    Raises ValueError when the drawing is not SVG, KeyError for a colour that has no value.
    """
    inner = etree.fromstring(svg.inline(drawing, "f", title, description, lambda kind, id: None).encode())
    width, height = float(inner.get("width")), float(inner.get("height"))
    text, muted = colours["--chart-text"], colours["--chart-muted"]
    above, top = _block([Line(title, 19, text, "600"), Line(takeaway, 14, text, gap=6)], _MARGIN, width)
    paragraphs = [Line(words, 12, muted, gap=4, lead=lead) for lead, words in told if words]
    below, bottom = _block(paragraphs, top + 16 + height + 10, width)
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
        lead = line.lead
        for words in wrap(_breakable(f"{lead} {line.words}", room, line), room, line.size, line.bold, balance=False):
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
            if lead and words.startswith(lead):
                bold = etree.SubElement(element, "tspan", {"font-weight": "600"})
                bold.text, bold.tail = lead, words[len(lead) :]
            else:
                element.text = words
            lead = ""
            made.append(element)
    return made, top


def _breakable(words: str, room: float, line: Line) -> str:
    """Cut words that are wider than the picture, such as long addresses, into pieces that are not."""
    pieces = []
    for word in words.split():
        pieces.append("")
        for letter in word:
            if measured(pieces[-1] + letter, line.size, line.bold) > room:
                pieces.append("")
            pieces[-1] += letter
    return " ".join(pieces)
