"""Reads a drawn SVG back: where its words stand and what its links say."""

import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import vl_convert
from lxml import etree

import explainer
from explainer.charts.measure import width
from explainer.charts.viewport import CARD, NARROW, WIDTHS

FONTS = Path(explainer.__file__).parent / "site" / "generated"
if FONTS.is_dir():
    vl_convert.register_font_directory(str(FONTS))

INVENTORY = Path(__file__).with_name("drawn.json")
_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
#: What a shape looks like; a gradient or pattern is named by nothing, a colour by its name.
_LOOK = ("fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-weight", "text-anchor")
_MOVE = re.compile(r"translate\((-?[\d.e-]+),(-?[\d.e-]+)\)")


@dataclass(frozen=True)
class Words:
    """A line of text in a drawing with the box it takes."""

    text: str
    size: float
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: "Words") -> bool:
        return (
            self.left < other.right - 1
            and other.left < self.right - 1
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Drawing:
    """A specification, drawn."""

    def __init__(self, spec: dict[str, Any]) -> None:
        self.spec = spec
        self.svg = str(vl_convert.vegalite_to_svg(json.dumps(spec, sort_keys=True)))
        self.root = etree.fromstring(self.svg.encode())
        self.width, self.height = float(self.root.get("width")), float(self.root.get("height"))
        self.words = [words for words in _walk(self.root, 0, 0) if words.text.strip()]

    @property
    def links(self) -> list[tuple[str, str]]:
        """Address and spoken name of every link, in the order of the keyboard."""
        found = []
        for link in self.root.iter(f"{_SVG}a"):
            address = link.get(_LINK)
            found.append((address[address.index("#") :], link[0].get("aria-label")))
        return found


def _walk(element: Any, x: float, y: float) -> Iterator[Words]:
    moved = _MOVE.match(element.get("transform") or "")
    if moved:
        x, y = x + float(moved[1]), y + float(moved[2])
    # Hollow letters lie twice: broad ones without a filling, and those of paper over them, which count.
    if (
        element.tag == f"{_SVG}text"
        and element.get("opacity") != "0"
        and "rotate" not in (element.get("transform") or "")
    ):
        size, lines = float(element.get("font-size").removesuffix("px")), element.findall(f"{_SVG}tspan") or [element]
        down = y
        for line in lines:
            down += float(line.get("dy") or 0) if line is not element else 0
            text = "".join(line.itertext())
            wide = width(text, size, element.get("font-weight") in ("600", "bold"))
            left = x - {"end": wide, "middle": wide / 2}.get(element.get("text-anchor"), 0)
            # From the height of small letters' tops to the baseline: what must not be run through.
            yield Words(text, size, left, down - size * 0.72, left + wide, down + size * 0.1)
    for child in element:
        yield from _walk(child, x, y)


def inventory(drawing: Drawing) -> list[str]:
    """What a drawing holds, a line each: size, words by height, shapes by look; places in steps of 5 pixels."""
    rows: dict[int, list[tuple[int, str]]] = {}
    for one in drawing.words:
        rows.setdefault(_step(one.top), []).append((_step(one.left), one.text))
    looks: dict[str, Counter[str]] = {}
    for shape in drawing.root.iter(*(f"{_SVG}{tag}" for tag in ("path", "line", "rect", "text"))):
        look = " ".join(re.sub(r"url.*?\)|var\(--chart-(.*?)\)", r"\1", shape.get(name, "-")) for name in _LOOK)
        looks.setdefault(shape.tag.removeprefix(_SVG), Counter())[look.rstrip(" -") or "nothing"] += 1
    return [
        f"{_step(drawing.width)} x {_step(drawing.height)}",
        *(f"{top}: " + " | ".join(f"{left} {text}" for left, text in sorted(rows[top])) for top in sorted(rows)),
        *(f"{tag}: " + "; ".join(f"{n} of {look}" for look, n in sorted(looks[tag].items())) for tag in sorted(looks)),
    ]


def _step(pixels: float) -> int:
    return 5 * round(pixels / 5)


def show(recipe: str, folder: Path) -> None:
    """Draw one recipe at each width as PNG, for whoever works on it."""
    from explainer.charts.theme import LIGHT
    from explainer.figures import draw, svg
    from tests.charts.conftest import drawn

    for view in (WIDTHS["wide"], WIDTHS["text"], NARROW, CARD):
        path = folder / f"{recipe}-{view.width}.png"
        path.write_bytes(draw.png(svg.coloured(drawn(recipe, view).svg, LIGHT)))
        print(path)


if __name__ == "__main__":
    from tests.charts.conftest import RECIPES, drawn

    for name in sys.argv[1:]:
        show(name, Path(tempfile.gettempdir()))
    if sys.argv[1:]:
        sys.exit()
    views = {"wide": WIDTHS["wide"], "narrow": NARROW}
    found = {f"{recipe}, {name}": inventory(drawn(recipe, view)) for recipe in RECIPES for name, view in views.items()}
    INVENTORY.write_text(json.dumps(found, ensure_ascii=False, indent=0) + "\n", "utf-8")
