"""A chart of Altair's in the page: its picture, alive when touched, with its data as a table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.osutil import relative_uri
from sphinx.writers.html5 import HTML5Translator

from explainer.figures.plain_chart import title
from explainer.figures.svg import addressed
from explainer.model import Json
from explainer.model.files import replace_file
from explainer.site.assets import RUNTIME, version
from explainer.site.citation_html import templates

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


def _tables(spec: Json) -> Iterator[tuple[list[str], list[Json]]]:
    """Give the chart's data as tables, columns and rows: the fields it draws, where it names any."""
    named, inline = set(_fields(spec)), spec.get("data")
    found = dict(spec.get("datasets", {}))
    if isinstance(inline, dict) and isinstance(inline.get("values"), list):
        found["data"] = inline["values"]
    for rows in filter(None, found.values()):
        flat = [row.get("properties", row) if isinstance(row, dict) else {"value": row} for row in rows]
        known = dict.fromkeys(name for row in flat for name, value in row.items() if not isinstance(value, dict | list))
        yield [name for name in known if name in named] or list(known), flat


def _cell(value: object) -> str:
    if value is None or isinstance(value, dict | list):
        return "–"
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value).removesuffix("T00:00:00")


def visit_chart(translator: HTML5Translator, node: chart_node) -> None:
    """Put the picture where it stands, and lay the compiled chart beside the page for the one who touches it."""
    app, made = translator.builder.app, node["chart"]
    number = translator.__dict__["explainer_charts"] = translator.__dict__.get("explainer_charts", 0) + 1
    picture = addressed(made["svg"], lambda kind, id: None, title(made["spec"]) or "Chart")
    place = f"{FOLDER}/{made['name']}.js"
    vega = json.dumps(made["vega"], ensure_ascii=False, separators=(",", ":"))
    replace_file(Path(app.outdir) / place, f"explainerChart({json.dumps(made['name'])},{vega});\n")
    translator.body.append(templates().get_template("chart.html").render(
        name=made["name"], script=relative_uri(translator.builder.get_target_uri(node["docname"]), place), cell=_cell,
        picture=Markup(picture.replace(made["name"], f"{made['name']}-{number}")), tables=_tables(made["spec"]),
        most=MOST_ROWS,
    ) + "\n")  # fmt: skip
    raise nodes.SkipNode


def load_script(app: Sphinx, context: Json) -> None:
    """Load the script of charts on pages that have one."""
    if '<div class="chart"' in context.get("body", ""):
        runtime = f"runtime.js?v={version(RUNTIME.read_bytes()) if RUNTIME.exists() else '0'}"
        attributes: Json = {"data-runtime": runtime}
        app.add_js_file(SCRIPT, loading_method="defer", **attributes)
