"""The ground a share image is drawn on: 1200 by 630 pixels, the band with the book's name, words in lines."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from explainer.charts import theme
from explainer.figures import svg
from explainer.site.lettering import Setting, fit

WIDTH, HEIGHT = 1200, 630
MARGIN, BAND = 56, 76
INSIDE = WIDTH - 2 * MARGIN
_LOUD = 36


@dataclass
class Canvas:
    """An SVG in the making.

    Parameters
    ----------
    colours: colour by name, as `tokens.colours` gives them.
    ground: colour of the whole.
    """

    colours: dict[str, str]
    ground: str
    root: etree._Element = field(init=False)

    def __post_init__(self) -> None:
        """Lay the ground."""
        size = {"width": str(WIDTH), "height": str(HEIGHT), "viewBox": f"0 0 {WIDTH} {HEIGHT}"}
        self.root = etree.Element("svg", {"xmlns": svg.SVG, **size})
        self.rect(0, 0, WIDTH, HEIGHT, self.ground)

    def rect(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Fill a rectangle."""
        box = {"x": f"{x:g}", "y": f"{y:g}", "width": f"{width:g}", "height": f"{height:g}"}
        etree.SubElement(self.root, "rect", {**box, "fill": colour})

    def words(self, setting: Setting, x: float, top: float, colour: str, *, end: bool = False) -> float:
        """Write lines one below the other; gives the lower edge of the last.

        Parameters
        ----------
        setting: the lines.
        x: where they begin; where they end with `end`.
        top: upper edge of the first.
        colour: of the letters.
        end: True to let the lines end at `x`.
        """
        step = setting.size * setting.leading
        for line in setting.lines:
            # Capitals, which are about 0.7 of the size high, stand in the middle of their line.
            base = top + step / 2 + setting.size * 0.35
            look = {
                "x": f"{x:g}",
                "y": f"{base:.2f}",
                "font-family": theme.SANS,
                "font-size": f"{setting.size:g}",
                "font-weight": str(setting.weight),
                "fill": colour,
            }
            if setting.size > _LOUD:
                # Large letters stand closer, as on the site; they were measured without.
                look["letter-spacing"] = f"{-0.02 * setting.size:.2f}"
            etree.SubElement(self.root, "text", look | ({"text-anchor": "end"} if end else {})).text = line
            top += step
        return top

    def ring(self, x: float, y: float, radius: float, thick: float, colour: str) -> None:
        """Draw the book's mark: the open dot, the sign for "about"."""
        look = {"fill": "none", "stroke": colour, "stroke-width": f"{thick:g}"}
        etree.SubElement(self.root, "circle", {"cx": f"{x:g}", "cy": f"{y:g}", "r": f"{radius:g}", **look})

    def band(self, brand: str, place: str) -> None:
        """Draw the band at the top: the mark and the book's name, and at its end where in the book this is from."""
        self.rect(0, 0, WIDTH, BAND, self.colours["field"])
        self.ring(MARGIN + 14, BAND / 2, 11, 5.5, self.colours["field-ink"])
        name = fit(brand, INSIDE * 0.55, (30, 26, 22), 700, height=BAND)
        self.words(name, MARGIN + 42, (BAND - name.height) / 2, self.colours["field-ink"])
        if place:
            where = fit(place, INSIDE * 0.9 - 42 - name.width, (22, 20, 18, 16), height=BAND)
            self.words(where, WIDTH - MARGIN, (BAND - where.height) / 2, self.colours["field-muted"], end=True)

    def drawing(self, inner: etree._Element, x: float, y: float, scale: float) -> None:
        """Place a drawing of its own size, larger or smaller by `scale`."""
        width, height = float(inner.get("width")), float(inner.get("height"))
        inner.set("viewBox", inner.get("viewBox") or f"0 0 {width:g} {height:g}")
        # Unclipped: the maker of PNGs keeps a whole layer for a clip, which takes twice the time.
        inner.set("overflow", "visible")
        inner.set("x", f"{x:.2f}")
        inner.set("y", f"{y:.2f}")
        inner.set("width", f"{width * scale:.2f}")
        inner.set("height", f"{height * scale:.2f}")
        self.root.append(inner)

    def written(self) -> str:
        """Give the SVG, every colour a colour."""
        text = etree.tostring(self.root, encoding="unicode")
        return svg.coloured(text, {f"--{name}": colour for name, colour in self.colours.items()})
