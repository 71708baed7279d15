"""A chart of Altair's in the page: its picture, alive when touched, with its data as a table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from markupsafe import Markup, escape
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.osutil import relative_uri
from sphinx.writers.html5 import HTML5Translator

from explainer.figures.plain_chart import title
from explainer.figures.svg import addressed
from explainer.model import Json
from explainer.site.assets import RUNTIME, version

SCRIPT, FOLDER = "chart.js", "charts"
#: A table has at most so many rows; the specification has them all.
MOST_ROWS = 500


class chart_node(nodes.General, nodes.Element):
    """A chart; `chart` is what `plain_chart.drawn` made of it, `docname` its page."""


def chart(env: BuildEnvironment, made: Json, where: Any) -> list[nodes.Element]:
    """Make the node of a chart.

    Parameters
    ----------
    env: Sphinx's environment, at the page.
    made: the drawn chart.
    where: the output's place (`outputs.Where`), to say what is missing.
    """
    if not made["alt"]:
        where.remark("the chart has no words for those who cannot see it: `chart.properties(description=…)` holds them")
    return [chart_node("", nodes.paragraph("", made["words"]), chart=made, docname=env.docname)]


def _table(spec: Json) -> Markup:
    """Write the chart's data as tables: the fields it draws, where it names any."""
    found = dict(spec.get("datasets", {}))
    if isinstance(values := spec.get("data", {}).get("values") if isinstance(spec.get("data"), dict) else None, list):
        found["data"] = values
    named = set(_fields(spec))
    return Markup("").join(_rows(rows, named) for rows in found.values() if rows)


def _fields(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            if name == "field" and isinstance(value, str):
                yield value.replace("\\", "").removeprefix("properties.")
            elif name != "datasets":
                yield from _fields(value)
    elif isinstance(part, list):
        for value in part:
            yield from _fields(value)


def _rows(rows: list[object], named: set[str]) -> Markup:
    flat = [row.get("properties", row) if isinstance(row, dict) else {"value": row} for row in rows]
    flat = [{name: value for name, value in row.items() if not isinstance(value, dict | list)} for row in flat]
    columns = list(dict.fromkeys(name for row in flat for name in row))
    columns = [name for name in columns if name in named] or columns
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in columns)
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(_cell(row.get(n))) for n in columns))
        for row in flat[:MOST_ROWS]
    )
    more = f", of which the first {MOST_ROWS} stand here" if len(flat) > MOST_ROWS else ""
    return Markup(
        '<details class="chart-data"><summary>The data of this chart, {} row{}{}</summary><div class="scroll" '
        'tabindex="0" role="group" aria-label="The data of this chart"><table class="docutils">'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div></details>"
    ).format(len(flat), "" if len(flat) == 1 else "s", more, head, body)


def _cell(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value).removesuffix("T00:00:00")


def visit_chart(translator: HTML5Translator, node: chart_node) -> None:
    """Put the picture where it stands, and lay the compiled chart beside the page for the one who touches it."""
    app, made = translator.builder.app, node["chart"]
    number = translator.__dict__["explainer_charts"] = translator.__dict__.get("explainer_charts", 0) + 1
    picture = addressed(made["svg"], lambda kind, id: None, title(made["spec"]) or "Chart")
    picture = picture.replace(made["name"], f"{made['name']}-{number}")
    place = f"{FOLDER}/{made['name']}.js"
    path = Path(app.outdir) / place
    path.parent.mkdir(parents=True, exist_ok=True)
    vega = json.dumps(made["vega"], ensure_ascii=False, separators=(",", ":"))
    path.write_text(f"explainerChart({json.dumps(made['name'])},{vega});\n", "utf-8")
    href = relative_uri(translator.builder.get_target_uri(node["docname"]), place)
    translator.body.append(
        f'<div class="chart" data-chart="{made["name"]}" data-script="{escape(href)}"><div class="chart-still" '
        f'tabindex="0" role="group" aria-label="Chart">{picture}</div>{_table(made["spec"])}</div>\n'
    )
    raise nodes.SkipNode


def load_script(app: Sphinx, context: Json) -> None:
    """Load the script of charts on pages that have one."""
    if '<div class="chart"' in context.get("body", ""):
        runtime = f"runtime.js?v={version(RUNTIME.read_bytes()) if RUNTIME.exists() else '0'}"
        attributes: Json = {"data-runtime": runtime}
        app.add_js_file(SCRIPT, loading_method="defer", **attributes)
