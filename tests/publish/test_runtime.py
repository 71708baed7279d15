"""A live chart is drawn by the very program that drew its picture."""

from __future__ import annotations

import json
import re
from pathlib import Path

import vl_convert

ROOT = Path(__file__).parents[2]
# Inside vl-convert, but no part of drawing: our interpreter is newer, the others are not used.
OTHERS = {"vega-embed", "vega-interpreter", "vega-schema-url-parser", "vega-themes", "vega-tooltip"}


def test_the_runtime_is_made_of_the_versions_inside_the_renderer() -> None:
    binary = next(Path(vl_convert.__file__).parent.glob("*.so")).read_bytes()
    inside: dict[str, set[str]] = {}
    for name, version in re.findall(rb"((?:vega|d3)(?:-[a-z-]+)?)@(\d+\.\d+\.\d+)", binary):
        inside.setdefault(name.decode(), set()).add(version.decode())
    lock = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    ours = {path.removeprefix("node_modules/"): about["version"] for path, about in lock.items() if path}
    shared = (ours.keys() & inside.keys()) - OTHERS
    # A changed chart is compiled by what compiled the pictures: the newest Vega-Lite of several that are carried.
    newest = max(inside["vega-lite"], key=lambda version: [int(part) for part in version.split(".")])
    assert ours["vega-lite"] == newest and newest.startswith(f"{vl_convert.get_vegalite_versions()[-1]}.")
    assert {"vega-scenegraph", "vega-view", "vega-encode", "d3-scale", "d3-geo"} <= shared
    assert {name: ours[name] for name in shared if ours[name] not in inside[name]} == {}


def test_the_lock_files_name_no_registry() -> None:
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()
    lock = (ROOT / "requirements.lock").read_text()
    assert "://" not in lock and "--index-url" not in lock
    names = [line for line in lock.splitlines() if re.match(r"[a-z0-9]", line)]
    assert all("==" in line for line in names)
