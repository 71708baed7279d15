"""Charts as Altair itself puts them out: a picture in the page, alive when touched, with their data as a table."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from markupsafe import Markup, escape
from sphinx.util.osutil import relative_uri

from explainer.charts import theme
from explainer.site import changing
from explainer.site.pictures import studio
from explainer.site.svg import inline

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Vega-Lite's media types, the last as Altair 6 writes it.
KINDS = tuple(f"application/vnd.vegalite.v{n}{end}" for n in (4, 5, 6) for end in ("+json", ".json"))
SCRIPT, FOLDER = "chart.js", "charts"
#: A table has at most so many rows; the specification has them all.
MOST_ROWS = 500
#: Pixels of a chart that is as wide as its container.
_CONTAINER = 640
# Further colours for more than five classes; each at least 3:1 on light and on dark paper.
_MORE = ("#b5504b", "#3d7fb8", "#9a6a2f", "#b3578f", "#4a8a86")
_EMBED = re.compile(r"\}\)\(\s*(?=\{)")


class chart_node(nodes.General, nodes.Element):
    """A chart: `spec` is its Vega-Lite specification, `name` its id, `alt` its words."""


def specification(kind: str, content: Any) -> dict[str, Any] | None:
    """Find the specification in an output, in whichever of Altair's ways it was put out; None for any other output."""
    if kind in KINDS:
        return json.loads(content) if isinstance(content, str) else dict(content)
    if kind == "text/html" and isinstance(content, str) and "vegaEmbed" in content:
        for found in _EMBED.finditer(content):
            spec = json.JSONDecoder().raw_decode(content, found.end())[0]
            if "$schema" in spec or "datasets" in spec or "data" in spec:
                return dict(spec)
    return None


def chart(env: Any, spec: dict[str, Any], where: Any) -> list[nodes.Element]:
    """Make the node of a chart.

    Parameters
    ----------
    env: Sphinx's environment, at the page.
    spec: the specification.
    where: the output's place (`outputs.Where`), to say what is wrong.
    """
    for address in _addresses(spec):
        where.warn(f"the chart would fetch its data from {address} when it is read: read them in Python and pass them on")
        return []
    alt = str(spec.get("description", "")).strip()
    if not alt:
        where.remark("the chart has no words for those who cannot see it: `chart.properties(description=…)` holds them")
    spec = _themed(spec)
    name = f"chart-{sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest()[:8]}"
    node = chart_node(spec=spec, name=name, alt=alt, docname=env.docname)
    node += nodes.paragraph("", alt or _title(spec) or "A chart; its data stand below it.")
    return [node]


def _addresses(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("data"), dict) and "url" in part["data"]:
            yield str(part["data"]["url"])
        for name, value in part.items():
            if name != "datasets":
                yield from _addresses(value)
    elif isinstance(part, list):
        for value in part:
            yield from _addresses(value)


def _themed(spec: dict[str, Any]) -> dict[str, Any]:
    """Put this book's fonts and colours under the chart's own settings."""
    config: dict[str, Any] = json.loads(json.dumps(theme.explainer()["config"]))
    # A chart made for this book's own figures says these itself.
    for part, names in {"axis": ("title", "aria"), "legend": ("title", "orient"), "header": ("title",)}.items():
        for name in names:
            config[part].pop(name, None)
    for name in ("axisTemporal", "point", "padding"):
        config.pop(name)
    config["view"] = {"stroke": None, "continuousWidth": 300, "continuousHeight": 300}
    config["range"]["category"] += _MORE
    config["title"] = {"color": theme.TEXT, "font": theme.SANS, "subtitleColor": theme.MUTED, "subtitleFont": theme.SANS}
    own = spec.get("config", {})
    merged = {
        name: {**config[name], **own[name]} if isinstance(config.get(name), dict) and name in own else value
        for name, value in {**config, **own}.items()
    }
    sized = {"width": _CONTAINER} if spec.get("width") == "container" else {}
    return {**spec, **sized, "config": merged}


def _title(spec: dict[str, Any]) -> str:
    title = spec.get("title", "")
    text = title.get("text", "") if isinstance(title, dict) else title
    return " ".join(text) if isinstance(text, list) else str(text)


def _table(spec: dict[str, Any]) -> Markup:
    """Write the chart's data as tables: the fields it draws, where it names any."""
    found = dict(spec.get("datasets", {}))
    if isinstance(values := spec.get("data", {}).get("values") if isinstance(spec.get("data"), dict) else None, list):
        found["data"] = values
    named = set(_fields(spec))
    return Markup("").join(_rows(rows, named) for rows in found.values() if rows)


def _fields(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            if name == "field" and isinstance(value, str):
                yield value.replace("\\", "").removeprefix("properties.")
            elif name != "datasets":
                yield from _fields(value)
    elif isinstance(part, list):
        for value in part:
            yield from _fields(value)


def _rows(rows: list[Any], named: set[str]) -> Markup:
    flat = [row.get("properties", row) if isinstance(row, dict) else {"value": row} for row in rows]
    columns = list(dict.fromkeys(name for row in flat for name, value in row.items() if not isinstance(value, dict | list)))
    columns = [name for name in columns if name in named] or columns
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in columns)
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(_cell(row.get(n))) for n in columns))
        for row in flat[:MOST_ROWS]
    )
    more = f", of which the first {MOST_ROWS} stand here" if len(flat) > MOST_ROWS else ""
    return Markup(
        '<details class="chart-data"><summary>The data of this chart, {} row{}{}</summary><div class="scroll" '
        'tabindex="0" role="group" aria-label="The data of this chart"><table class="docutils"><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div></details>"
    ).format(len(flat), "" if len(flat) == 1 else "s", more, head, body)


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value).removesuffix("T00:00:00")


def _visit(translator: Any, node: chart_node) -> None:
    """Draw the chart where it stands, and lay its compiled form beside the page for the one who touches it."""
    app, spec = translator.builder.app, node["spec"]
    drawn = studio(app.srcdir).draw(spec)
    number = translator.__dict__["explainer_charts"] = translator.__dict__.get("explainer_charts", 0) + 1
    name = f"{node['name']}-{number}"
    # Links of marks are the author's own.
    svg = re.sub(r'(xlink:href|href)="([^"#][^"]*)"', r'\1="#url-\2"', drawn.svg)
    picture = inline(svg, name, _title(spec) or "Chart", node["alt"] or node.astext(), lambda kind, id: id if kind == "url" else None)
    place = f"{FOLDER}/{node['name']}.js"
    path = Path(app.outdir) / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"explainerChart({json.dumps(node['name'])},{json.dumps(drawn.vega, separators=(',', ':'))});\n", "utf-8")
    href = relative_uri(translator.builder.get_target_uri(node["docname"]), place)
    translator.body.append(
        f'<div class="chart" data-chart="{node["name"]}" data-script="{escape(href)}"><div class="chart-still" tabindex="0" role="group" '
        f'aria-label="Chart">{picture}</div>{_table(spec)}</div>\n'
    )
    raise nodes.SkipNode


def _pass(translator: Any, node: chart_node) -> None:
    """Leave only the words to editions that cannot draw."""


def _script(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    if app.builder.name == "html" and '<div class="chart"' in context.get("body", ""):
        version = changing.version(changing.RUNTIME.read_bytes()) if changing.RUNTIME.exists() else "0"
        app.add_js_file(SCRIPT, loading_method="defer", **{"data-runtime": f"runtime.js?v={version}"})


def setup(app: Sphinx) -> None:
    """Teach Sphinx what a chart is."""
    app.add_node(chart_node, html=(_visit, None), **{name: (_pass, _pass) for name in ("latex", "text", "man", "texinfo")})
    app.connect("html-page-context", _script)
