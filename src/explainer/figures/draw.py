"""From specifications to pictures: Vega-Lite compiled, drawn, made fit for a page; an SVG as PNG.

vl-convert starts a JavaScript engine, which takes about a second in each process; a drawing then takes a twentieth. So
kernels of a build send specifications, and the build draws them right behind its kernels, before the notebook cache
keeps the result: nothing is drawn twice, and there is no second cache. In a notebook program `figure` draws itself.
"""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from explainer.figures.record import MIME, FigureRecord, Picture
from explainer.figures.svg import clean, size
from explainer.model import Json

# Fonts for measuring text; made by the set-up, absent in a bare checkout.
FONTS = Path(__file__).parents[1] / "site" / "generated"
# vl-convert's engine takes one drawing at a time.
_ONE_AT_A_TIME = Lock()


def draw(spec: Json, prefix: str, description: str) -> Picture:
    """Draw a Vega-Lite specification.

    Parameters
    ----------
    spec: the specification.
    prefix: start of every id in the picture, unique on its page: "figure-ID-wide".
    description: what a reader who cannot see it is told.

    Raises ValueError with `prefix` and Vega's own words when it cannot be drawn.
    """
    try:
        with _ONE_AT_A_TIME:
            # A picture never fetches anything: what it draws stands in its specification.
            written = _engine().vegalite_to_svg(spec, allowed_base_urls=[])
    except ValueError as error:
        # Below its words Vega lists where in its own scripts it failed, by their addresses.
        said = " ".join(line for line in str(error).splitlines() if not line.lstrip().startswith("at "))
        raise ValueError(f"{prefix}: {said}") from None
    drawn = clean(written, prefix, description)
    return Picture(drawn, *size(drawn))


def compiled(spec: Json) -> Json:
    """Compile a Vega-Lite specification to Vega, which a page runs when a chart is touched; raises as `draw` does."""
    with _ONE_AT_A_TIME:
        return dict(_engine().vegalite_to_vega(spec))


def finish(record: FigureRecord) -> FigureRecord:
    """Draw a figure; of its specifications the wide one stays, for readers who take it along.

    Raises ValueError with Vega's own words when it cannot be drawn.
    """
    alt = record.plain("alt")

    def pictures(specs: dict[str, Json], prefix: str) -> dict[str, Picture]:
        return {
            name: draw(spec, f"{prefix}-{name}", alt) for name, spec in specs.items()
        }

    prefix = f"figure-{record.id}"
    steps = tuple(
        replace(step, pictures=pictures(step.specifications, f"{prefix}-step-{number}"), specifications={})
        for number, step in enumerate(record.steps, 1)
    )
    return replace(
        record,
        pictures=pictures(record.specifications, prefix),
        steps=steps,
        specifications={"wide": record.specifications["wide"]},
    )


def finish_output(data: Json) -> None:
    """Draw what a kernel of a build put out, in place.

    Parameters
    ----------
    data: an output's forms by MIME type.

    Raises ValueError with Vega's own words when it cannot be drawn.
    """
    if MIME in data:
        data[MIME] = finish(FigureRecord.from_json(data[MIME])).to_json()


def png(svg: str, scale: float = 2) -> bytes:
    """Turn an SVG with concrete colours into a PNG, `scale` device pixels per SVG pixel.

    vl-convert packs for speed, which takes three times the room; Pillow packs again.
    """
    # Loaded here: a notebook that was taken along draws no PNG, and its environment need not have Pillow.
    from PIL import Image

    drawn = Image.open(io.BytesIO(_engine().svg_to_png(svg, scale=scale, ppi=72)))
    packed = io.BytesIO()
    opaque = drawn.getchannel("A").getextrema() == (255, 255)
    (drawn.convert("RGB") if opaque else drawn).save(packed, "PNG")
    return packed.getvalue()


@cache
def _engine() -> Any:
    """Load vl-convert with our fonts: only a build with something new to draw waits for it."""
    import vl_convert

    if any(FONTS.glob("*.ttf")):
        vl_convert.register_font_directory(str(FONTS))
    return vl_convert
