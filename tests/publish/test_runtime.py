"""A live chart is drawn by the very program that drew its picture; the locks hold what they promise."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import Browser

from explainer.build import assets

from ..conftest import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.lock"))


def test_the_runtime_is_bundled_from_inside_the_renderer_and_always_the_same() -> None:
    source = assets.RUNTIME.read_text("utf-8")
    assert re.findall(r'from "(?!/npm/)', source) == []
    program = "from explainer.build import assets; print(assets.bundle(assets.RUNTIME.read_text('utf-8')), end='')"
    twice = {subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout for _ in range(2)}
    assert len(twice) == 1


def test_versions_that_are_not_inside_the_renderer_are_refused_by_name() -> None:
    with pytest.raises(SystemExit, match=r"vl-convert .* cannot bundle it: .*vega-view@0\.0\.0"):
        assets.bundle('import { View } from "/npm/vega-view@0.0.0/+esm"; window.view = View;')


#: Expressions by which a specification could run foreign code in the bundled versions, were it not for runtime.js: the
#: first wants to write a data set of its own making (CVE-2025-66648), the second hands over a list with a map of its
#: own (CVE-2025-65110).
HOLES = (
    "setdata('table', [{ran: 1}])",
    "vlSelectionTuples({map: 'text'.replace}, {fields: []})",
)


@pytest.mark.parametrize("hole", HOLES)
def test_the_known_holes_of_the_versions_are_closed(chromium: Browser, hole: str) -> None:
    page = chromium.new_page()
    page.add_script_tag(content=assets.bundle(assets.RUNTIME.read_text("utf-8")))
    given = page.evaluate(
        """(hole) => {
          const { View, expressionInterpreter, parse } = window.explainerVega;
          const spec = { data: [{ name: "table", values: [] }], signals: [{ name: "found", update: hole }] };
          const view = new View(parse(spec, null, { ast: true }), { expr: expressionInterpreter });
          view.run();
          return (view.data("table") ?? []).length + (view.signal("found")?.length ?? 0);
        }""",
        hole,
    )
    page.close()
    assert given == 0


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_package_is_pinned_with_hashes_and_no_registry_is_named(lock: object) -> None:
    text = lock.read_text("utf-8")  # type: ignore[attr-defined]
    assert "://" not in text and "--index-url" not in text
    packages = re.split(r"\n(?=[a-z0-9])", re.sub(r"(?m)^#.*\n", "", text))
    assert packages and [one.split("\n")[0] for one in packages if "==" not in one or "--hash=sha256:" not in one] == []


def test_lists_that_share_an_environment_agree_on_every_version() -> None:
    found: dict[str, set[str]] = {}
    for lock in LOCKS:
        if lock.stem != "browser":
            for name, version, marker in re.findall(r"(?m)^(\S+)==(\S+)( ; .+)? \\$", lock.read_text("utf-8")):
                if "python_full_version" not in marker:
                    found.setdefault(name, set()).add(version)
    assert found["pandas"] and {name: some for name, some in found.items() if len(some) > 1} == {}


def test_pyodide_is_locked_without_the_address_of_a_registry() -> None:
    text = (ROOT / "requirements" / "pyodide" / "package-lock.json").read_text("utf-8")
    assert '"resolved"' not in text and "://" not in text and text.count('"integrity"') == text.count("node_modules/")
