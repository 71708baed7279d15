"""What only some readers ask for: the panel in which a chart is changed, and what sets the choices in a chart.

None of it is fetched before a reader does ask. The panel brings its script and style, Vega-Lite's compiler and the
chart's specification; the button of a figure says how much that is.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from explainer.charts import theme
from explainer.site import kinds
from explainer.site.scripts import joined

HERE = Path(__file__).parent
GENERATED = HERE / "generated"
RUNTIME, COMPILER = GENERATED / "runtime.js", GENERATED / "compile.js"
LATER = HERE / "later"
SHEET = LATER / "change.css"
PARTS = ("words", "kinds", "bounds", "draw", "inputs", "panel")
_ORDER = ("$schema", "title", "description", "width", "height", "autosize", "params")
_LAST = ("config", "datasets")


def version(content: bytes) -> str:
    """Give what tells one edition of a file from another in its address."""
    return hashlib.sha256(content).hexdigest()[:8]


@lru_cache
def panel() -> str:
    """Give the panel's script, which knows where its compiler and its style sheet lie; "" before `make setup`."""
    if not COMPILER.exists():
        return ""
    known = {
        "compiler": f"compile.js?v={version(COMPILER.read_bytes())}",
        "sheet": f"change.css?v={version(SHEET.read_bytes())}",
        "colours": theme.LIGHT,
        "shapes": kinds.table(),
    }
    return joined([LATER / f"{name}.js" for name in PARTS], known)


@lru_cache
def chooser() -> str:
    """Give the script that lets a reader choose in the charts themselves."""
    return joined([LATER / "choose.js"])


@lru_cache
def _fetched() -> int:
    """Give the bytes, packed, of what every panel needs."""
    files = [RUNTIME.read_bytes(), COMPILER.read_bytes(), SHEET.read_bytes(), panel().encode()]
    return sum(map(packed, files))


def packed(content: bytes) -> int:
    """Give how many bytes travel when a host packs a file, as nearly all do."""
    return len(gzip.compress(content, 6, mtime=0))


def kilobytes(scripts: list[str]) -> int:
    """Give the kilobytes that the button fetches at most, for a figure with these specifications; 0 for none."""
    return -(-(_fetched() + max(packed(one.encode()) for one in scripts)) // 1000) if panel() else 0


def changeable(spec: dict[str, Any]) -> dict[str, Any]:
    """Give a specification as one would write it: what it is first, its looks and its rows last, the rows numbered."""
    names = {old: f"rows {n}" for n, old in enumerate(spec.get("datasets", {}), 1)}

    def renamed(part: Any) -> Any:
        if isinstance(part, list):
            return [renamed(one) for one in part]
        if not isinstance(part, dict):
            return part
        return {
            key: {**value, "name": names[value["name"]]}
            if key == "data" and isinstance(value, dict) and value.get("name") in names
            else renamed(value)
            for key, value in part.items()
        }

    body: dict[str, Any] = renamed({key: value for key, value in spec.items() if key != "datasets"})
    if names:
        body["datasets"] = {names[old]: rows for old, rows in spec["datasets"].items()}
    middle = [key for key in body if key not in (*_ORDER, *_LAST)]
    return {key: body[key] for key in (*_ORDER, *middle, *_LAST) if key in body}


def spec_script(id: str, page: str, spec: dict[str, Any], addresses: dict[str, str]) -> str:
    """Give the script file that hands a specification to the panel; a script works from `file://` too.

    Parameters
    ----------
    id, page: the figure and its drawing.
    spec: its Vega-Lite specification, hrefs as the chart gave them ("#claim-poll-no").
    addresses: for each such href the address seen from the figure's page.
    """
    content = {"spec": changeable(spec), "links": addresses}
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f"explainerFigures.arrived({json.dumps(f'{id}/{page}/spec')},{written});\n"
