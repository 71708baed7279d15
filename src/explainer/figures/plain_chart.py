"""Charts as Altair itself puts them out, without `figure`: found in an output, set in this book's looks, drawn.

The build does this right behind its kernels, as it draws figures, so that the notebook cache keeps the picture.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from explainer.figures.draw import compiled, draw
from explainer.model import Json

#: What a drawn chart is in an output: its specification, its picture, and what brings it alive.
CHART_MIME = "application/vnd.explainer.chart+json"
#: Vega-Lite's media types; those that end in ".json" are Altair 6's own, which no notebook may hold.
KINDS = tuple(f"application/vnd.vegalite.v{n}{end}" for n in (4, 5, 6) for end in ("+json", ".json"))
#: Pixels of a chart that is as wide as its container.
_CONTAINER = 640
# Further colours for more than five classes; each at least 3:1 on light and on dark paper.
_MORE = ("#b5504b", "#3d7fb8", "#9a6a2f", "#b3578f", "#4a8a86")
_EMBED = re.compile(r"\}\)\(\s*(?=\{)")


def specification(kind: str, content: Any) -> Json | None:
    """Find the specification in an output, in whichever of Altair's ways it was put out; None for any other output."""
    if kind in KINDS:
        return json.loads(content) if isinstance(content, str) else dict(content)
    if kind == "text/html" and isinstance(content, str) and "vegaEmbed" in content:
        for found in _EMBED.finditer(content):
            spec = json.JSONDecoder().raw_decode(content, found.end())[0]
            if "$schema" in spec or "datasets" in spec or "data" in spec:
                return dict(spec)
    return None


def rename(data: Any) -> None:
    """Give a chart in an output the media type that notebooks may hold: Altair 6 has another by itself."""
    for kind in KINDS:
        if isinstance(data, dict) and kind.endswith(".json") and kind in data:
            data[kind.removesuffix(".json") + "+json"] = data.pop(kind)


def finish_plain_chart(data: Json) -> None:
    """Draw a chart that a kernel put out, in the place of every other form of it.

    Parameters
    ----------
    data: an output's forms by MIME type.

    Raises ValueError for a chart that fetches its data, or that Vega cannot draw.
    """
    spec = next((found for kind, content in data.items() if (found := specification(kind, content))), None)
    if spec is not None:
        data.clear()
        data[CHART_MIME] = drawn(spec)


def drawn(spec: Json) -> Json:
    """Draw a specification; raises as `finish_plain_chart` does."""
    for address in _addresses(spec):
        raise ValueError(f"the chart would fetch its data from {address}: read them in Python and pass them on")
    alt = str(spec.get("description", "")).strip()
    spec = _themed(spec)
    name = f"chart-{sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest()[:8]}"
    words = alt or title(spec) or "A chart; its data stand below it."
    picture = draw(spec, name, words)
    return {"name": name, "alt": alt, "words": words, "spec": spec, "svg": picture.svg, "vega": compiled(spec)}


def _addresses(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("data"), dict) and "url" in part["data"]:
            yield str(part["data"]["url"])
        for name, value in part.items():
            if name != "datasets":
                yield from _addresses(value)
    elif isinstance(part, list):
        for value in part:
            yield from _addresses(value)


def _themed(spec: Json) -> Json:
    """Put this book's fonts and colours under the chart's own settings."""
    from explainer.charts import theme  # it loads Altair, which most builds can do without

    config: Json = json.loads(json.dumps(theme.explainer()["config"]))
    # A chart made for this book's own figures says these itself.
    for part, names in {"axis": ("title", "aria"), "legend": ("title", "orient"), "header": ("title",)}.items():
        for name in names:
            config[part].pop(name, None)
    for name in ("axisTemporal", "point", "padding"):
        config.pop(name)
    config["view"] = {"stroke": None, "continuousWidth": 300, "continuousHeight": 300}
    config["range"]["category"] += _MORE
    config["title"] = {"color": theme.TEXT, "font": theme.SANS}
    config["title"] |= {"subtitleColor": theme.MUTED, "subtitleFont": theme.SANS}
    own = spec.get("config", {})
    merged = {
        name: {**config[name], **own[name]} if isinstance(config.get(name), dict) and name in own else value
        for name, value in {**config, **own}.items()
    }
    sized = {"width": _CONTAINER} if spec.get("width") == "container" else {}
    return {**spec, **sized, "config": merged}


def title(spec: Json) -> str:
    """Give the title of a chart, "" when it has none."""
    said = spec.get("title", "")
    text = said.get("text", "") if isinstance(said, dict) else said
    return " ".join(text) if isinstance(text, list) else str(text)
