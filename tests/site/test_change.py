"""The panel in which a reader changes a chart: the same picture, plain faults, nothing that leads out of the page."""

# ruff: noqa: E501 (specifications stand on one line)

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from explainer.charts import theme
from explainer.site import changing, figures
from tests.site.test_live import AXE, NARROW, WIDE, opened, wake

pytestmark = pytest.mark.browser
GENERATED = Path(figures.HERE) / "generated"

# What is drawn, element by element, without the names that the page gives to marks.
SHAPES = """(svg) => [...svg.querySelectorAll('*')].map((one) => [one.tagName, ...['d', 'transform', 'x', 'y', 'x2', 'y2', 'fill',
  'stroke', 'stroke-width', 'opacity', 'font-size', 'font-family', 'text-anchor'].map((name) => one.getAttribute(name)),
  one.children.length ? '' : one.textContent].join('|'))"""


def change(page: Any) -> Any:
    """Open the panel; give its field."""
    page.locator("button.change").click()
    page.locator("dialog .change-drawing svg").wait_for()
    page.wait_for_function("() => document.querySelector('.change-said').textContent")
    return page.get_by_label("Specification in Vega-Lite")


def said(page: Any, words: str) -> str:
    """Wait until the panel says something with these words; give all of it."""
    page.get_by_role("status").filter(has_text=words).wait_for()
    return str(page.locator(".change-said").inner_text())


def typed(page: Any, field: Any, text: str) -> str:
    """Write a text into the field; give what the panel then says."""
    page.locator(".change-said").evaluate("(one) => { one.textContent = ''; }")
    field.fill(text)
    page.wait_for_function("() => document.querySelector('.change-said').textContent")
    return str(page.locator(".change-said").inner_text())


def fill(page: Any, field: Any, **change: Any) -> None:
    """Write the figure's specification anew with some parts changed."""
    field.fill(json.dumps(json.loads(field.input_value()) | change))


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_until_something_is_typed_the_picture_is_the_sites(chromium: Any, site: Path, viewport: dict) -> None:
    with opened(chromium, f"{site.as_uri()}/figures.html", viewport=viewport) as page:
        live = wake(page).locator("svg")
        page.mouse.move(1, 1)
        change(page)
        assert said(page, "Drawn") == "Drawn as on the page."
        changed = page.locator(".change-drawing svg")
        # The live view in its turn is the picture, pixel by pixel (test_live.py).
        assert changed.evaluate(SHAPES) == live.evaluate(SHAPES)
        size = "(svg) => ['viewBox', 'width', 'height'].map((name) => svg.getAttribute(name))"
        assert changed.evaluate(size) == live.evaluate(size)
        assert page.said == []


def test_the_picture_follows_and_a_fault_has_its_line(chromium: Any, site: Path) -> None:
    with opened(chromium, f"{site.as_uri()}/figures.html") as page:
        field = change(page)
        first = field.input_value()
        field.fill(first.replace("a wind", "a breeze"))
        assert said(page, "changed") == "Drawn as changed."
        assert "a breeze" in page.locator(".change-drawing").inner_text()
        line = first[: first.index('"height"')].count("\n") + 1
        field.fill(first.replace('"height":', '"height"'))
        assert said(page, "Line") == f"Line {line}: a colon is missing. The picture is the last one that worked."
        assert field.get_attribute("aria-invalid") == "true"
        assert "a breeze" in page.locator(".change-drawing").inner_text()
        page.get_by_role("button", name="Show the place").click()
        assert page.evaluate("((at) => at.value.slice(at.selectionStart, at.selectionEnd))(document.activeElement)") == '"'
        page.get_by_role("button", name="Reset").click()
        assert said(page, "as on") == "Drawn as on the page."
        assert field.input_value() == first and field.get_attribute("aria-invalid") is None
        page.get_by_role("button", name="Undo reset").click()
        said(page, "a colon is missing")
        assert page.said == []


OUT = "http://127.0.0.1:9/out"
ROW = {"data": {"values": [{"a": 1, "url": OUT, "script": "javascript:window.caught=1"}]}}
FAULTS = {
    "": "Nothing is written here. Reset brings the chart back.",
    "[]": "A chart begins with { and ends with }.",
    '{"mark": "point",}': "Line 1: a name in straight double quotation marks is missing, or a comma stands too many.",
    '{\n"mark": "point"\n"width": 3}': "Line 2: a comma is missing.",
    '{\n"mark": “point”}': "Line 2: a word stands here that JSON does not know",
    '{\n\n"mark": "point': "Line 3: a text has no closing quotation mark.",
    '{"mark": "point" // no\n}': "Line 1: JSON has no comments.",
    "{} x": "Line 1: ",
    "{}": "This is no chart that Vega-Lite knows: it needs a “mark” and an “encoding”, or layers of them.",
    '{"mark": "pont", "data": {"values": [{"a": 1}]}}': "“mark” is “pont”, but may be “arc”, “area”, “bar”,",
    '{"mark": 5}': "“mark” is a number, but may be “arc”, “area”,",
    '{"mark": "bar", "transform": {}}': "“transform” is an object in { }, but may be a list in [ ].",
    '{"layer": [{"mark": "bar"}, null]}': "“layer › number 2” is null, but may be an object in { }.",
    '{"mark": "bar", "transform": [{"calculate": 5, "as": "c"}]}':
        "“transform › number 1 › calculate” is a number, but may be a text.",
    '{"mark": "bar", "width": null}': "Drawn, with a remark: “width” is null, but may be “container”, a number or an object in { }.",
    '{"mark": "bar", "encoding": {"x": {"field": "a", "type": "number"}}}':
        "“encoding › x › type” is “number”, but may be “quantitative”, “ordinal”, “temporal”, “nominal” or “geojson”.",
    # What Vega-Lite draws all the same, passing over a part, is said too.
    '{"mark": {"type": "bar", "size": "big"}, "data": {"values": [{}]}}':
        'Drawn, with a remark: “mark › size” is a text, but may be an expression in { "expr": … } or a number.',
    '{"mark": "bar", "encodng": {}, "data": {"values": [{}]}}':
        "Drawn, with a remark: Vega-Lite knows no “encodng” and passes over it.",
    '{"mark": "point", "data": {"values": [{}]}, "transform": [{"calculate": "(1", "as": "c"}]}': "An expression breaks off",
    '{"mark": "point", "data": {"values": [{"a": 1}]}, "encoding": {"x": {"field": "b", "type": "quantitative"}}}':
        "Drawn, with a remark: No row has a number or a date in the field “b”.",
    '{"mark": "point", "data": {"values": [{"a": 1}]}, "transform": [{"calculate": "nowhere + 1", "as": "c"}]}':
        "No signal name is called “nowhere”.",
}  # fmt: skip


def test_what_is_wrong_is_said_in_plain_words(chromium: Any, address: str) -> None:
    with opened(chromium, f"{address}/figures.html") as page:
        field = change(page)
        told = {}
        for text in FAULTS:
            told[text] = typed(page, field, text)
        assert {text: words for text, words in told.items() if not words.startswith(FAULTS[text])} == {}
        assert page.said == []


ENDLESS = {
    "rows": {"data": {"sequence": {"start": 0, "stop": 1e9}}},
    "list": {"params": [{"name": "p", "expr": "sequence(1e9)"}]},
    "list in a row": {"transform": [{"calculate": "sequence(0, 1, 1e-9)", "as": "c"}]},
    "list in a mark": {"mark": {"type": "point", "size": {"expr": "length(sequence(1e9))"}}},
    "times": {"transform": [{"calculate": "timeSequence('seconds', 0, 1e14)", "as": "c"}]},
    "keys": {"transform": [{"impute": "a", "key": "a", "keyvals": {"start": 0, "stop": 1e9}, "value": 0}]},
    "bins": {"encoding": {"x": {"field": "a", "bin": {"maxbins": 1e9}}}},
    "curve": {"transform": [{"density": "a", "steps": 1e9}]},
    "ticks": {"encoding": {"x": {"field": "a", "type": "quantitative", "axis": {"tickCount": 1e9}}}},
    "room": {"width": 1e9},
    "mesh": {"data": {"graticule": {"step": [1e-5, 1e-5]}}, "mark": "geoshape"},
    "padding": {"transform": [{"calculate": "pad('a', 1e10)", "as": "c"}]},
}  # fmt: skip


def test_what_would_go_on_without_end_is_refused(chromium: Any, address: str) -> None:
    with opened(chromium, f"{address}/figures.html") as page:
        field = change(page)
        told = {name: typed(page, field, json.dumps(ROW | {"mark": "point"} | part)) for name, part in ENDLESS.items()}
        assert {name: words for name, words in told.items() if "or the page would stand still" not in words} == {}
        # What is short is drawn as ever, the same functions in it.
        some = {"calculate": "length(sequence(9)) + length(timeSequence('day', 0, 1e9)) + pad('a', 3)", "as": "c"}
        spec = ROW | {"mark": "point", "transform": [some], "encoding": {"y": {"field": "c", "type": "nominal"}}}
        assert typed(page, field, json.dumps(spec)) == "Drawn as changed."
        assert page.said == []


def test_transforms_that_the_books_charts_do_without_are_there(chromium: Any, address: str) -> None:
    how: dict[str, tuple[dict[str, Any], int]] = {
        "density": ({"density": "a"}, 10),
        "quantile": ({"quantile": "a", "as": ["value", "density"]}, 10),
        "regression": ({"regression": "b", "on": "a", "as": ["value", "density"]}, 2),
        "loess": ({"loess": "b", "on": "a", "as": ["value", "density"]}, 9),
        "sample": ({"sample": 3}, 3),
    }
    rows = [{"a": n, "b": n * n % 7, "value": n, "density": n} for n in range(9)]
    axes = {axis: {"field": field, "type": "quantitative"} for axis, field in (("x", "value"), ("y", "density"))}
    with opened(chromium, f"{address}/figures.html") as page:
        field = change(page)
        for name, (transform, least) in how.items():
            spec = {"data": {"values": rows}, "transform": [transform], "mark": "point", "encoding": axes}
            assert typed(page, field, json.dumps(spec)) == "Drawn as changed.", name
            assert page.locator(".change-drawing .mark-symbol path").count() >= least, name
        assert typed(page, field, '{"data": {"graticule": true}, "mark": "geoshape"}') == "Drawn as changed."


HOSTILE = {
    "data": {"data": {"url": f"{OUT}.json"}, "mark": "point"},
    "lookup": ROW | {"mark": "point", "transform": [
        {"lookup": "a", "from": {"data": {"url": f"{OUT}.csv"}, "key": "a", "fields": ["b"]}}]},
    "shapes": {"data": {"url": f"{OUT}.topo.json", "format": {"type": "topojson", "feature": "f"}}, "mark": "geoshape"},
    "image": ROW | {"mark": {"type": "image", "width": 9, "height": 9}, "encoding": {"url": {"field": "url"}}},
    "image in a value": ROW | {"mark": {"type": "image", "width": 9, "height": 9, "url": f"{OUT}.png"}},
    "link": ROW | {"mark": {"type": "bar", "size": 300}, "encoding": {"href": {"field": "url"}}},
    "script as a link": ROW | {"mark": {"type": "bar", "size": 300}, "encoding": {"href": {"field": "script"}}},
    "link by expression": ROW | {"mark": {"type": "bar", "size": 300, "href": {"expr": "'java' + 'script:window.caught=1'"}}},
    "paint": ROW | {"mark": {"type": "bar", "fill": f"url({OUT}.svg#a)"}},
    "paint by expression": ROW | {"mark": {"type": "bar", "fill": {"expr": f"'ur' + 'l({OUT}.svg#a)'"}}},
    "cursor": ROW | {"mark": {"type": "bar", "size": 300, "cursor": f"url({OUT}.png), auto"}},
    "cursor by expression": ROW | {"mark": {"type": "bar", "size": 300, "cursor": {"expr": f"'ur' + 'l({OUT}.png), auto'"}}},
    "constructor": ROW | {"mark": "point", "transform": [
        {"calculate": "''.constructor.constructor('window.caught=1')()", "as": "c"}]},
    "constructor by name": ROW | {"mark": "point", "transform": [
        {"calculate": "''['const' + 'ructor']['const' + 'ructor']('window.caught=1')()", "as": "c"}]},
    "conversion": ROW | {"mark": "point", "params": [
        {"name": "p", "expr": "replace('a', 'a', {toString: 'constructor', valueOf: 'x'}) + event"}]},
    "window": ROW | {"mark": "point", "transform": [{"calculate": "window.caught = 1", "as": "c"}]},
    "words": ROW | {"mark": {"type": "text", "text": "<img src=x onerror='window.caught=1'>"}},
    "title": ROW | {"mark": "point", "title": "<script>window.caught=1</script>", "description": "<img src=x onerror=caught=1>"},
    "tooltip": ROW | {"mark": {"type": "bar", "size": 300, "tooltip": {"expr": "'<img src=x onerror=window.caught=1>'"}}},
    "input elsewhere": ROW | {"mark": "point", "params": [
        {"name": "p", "value": 1, "bind": {"input": "text", "element": "body"}}]},
    "input with markup": ROW | {"mark": "point", "params": [
        {"name": "p", "value": 1, "bind": {"input": "select", "options": [1], "name": "<img src=x onerror=caught=1>"}}]},
    "input of a kind": ROW | {"mark": "point", "params": [
        {"name": "p", "value": 1, "bind": {"input": "file", "name": "x", "onfocus": "caught=1", "autofocus": True}}]},
}  # fmt: skip


def test_no_specification_leads_out_of_the_page(chromium: Any, address: str) -> None:
    strange = "body > :not(dialog, main) input, body > :is(input, form, img), dialog :is(img, script, iframe, foreignObject)"
    with opened(chromium, "about:blank") as page:
        asked: list[str] = []
        page.context.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: asked.append(dialog.message) or dialog.dismiss())
        page.goto(f"{address}/figures.html")
        field = change(page)
        caught = {}
        for name, spec in HOSTILE.items():
            asked.clear()
            typed(page, field, json.dumps({"width": 200, "height": 200} | spec))
            box = page.locator(".change-picture").bounding_box()
            for x in (60, 120):
                page.mouse.move(box["x"] + x, box["y"] + 100)
                page.mouse.click(box["x"] + x, box["y"] + 100)
            for mark in page.locator(".change-drawing svg path, .change-drawing svg text, .change-drawing svg image").all()[:8]:
                mark.dispatch_event("click")
            page.wait_for_timeout(60)
            caught[name] = [url for url in asked if not url.startswith((f"{address}/", "data:"))]
            caught[name] += [page.url] if page.url != f"{address}/figures.html" else []
            caught[name] += ["another page"] if len(page.context.pages) > 1 else []
            caught[name] += ["ran"] if page.evaluate("window.caught") is not None else []
            caught[name] += ["strange element"] if page.locator(strange).count() else []
        assert {name: found for name, found in caught.items() if found} == {}


def test_what_is_refused_is_told(chromium: Any, address: str) -> None:
    with opened(chromium, f"{address}/figures.html") as page:
        field = change(page)
        field.fill(json.dumps(HOSTILE["data"]))
        assert "Nothing is fetched from elsewhere here, so http://127.0.0.1:9/out.json is left out" in said(page, "left out")
        field.fill(json.dumps({"width": 200, "height": 200} | HOSTILE["link"]))
        said(page, "Drawn as changed.")
        page.locator(".change-drawing .mark-rect path").first.click()
        assert "Links lead to places on this page or in this book" in said(page, "left out")


def test_a_mark_of_the_book_opens_its_sentence_beside(chromium: Any, address: str) -> None:
    with opened(chromium, f"{address}/figures.html") as page:
        change(page)
        with page.context.expect_page() as other:
            page.locator(".change-drawing .mark-symbol path").first.click()
        other.value.wait_for_url("**/rows.html#claim-bridge")
        assert page.url.endswith("/figures.html") and other.value.evaluate("window.opener") is None


def test_copied_and_downloaded_charts_take_their_colours_along(chromium: Any, address: str, tmp_path: Path) -> None:
    with opened(chromium, f"{address}/figures.html", color_scheme="dark") as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        field = change(page)
        fill(page, field, width=500)
        said(page, "Drawn as changed.")
        page.get_by_role("button", name="Copy", exact=True).click()
        assert said(page, "Copied") == "Copied, with the colours of the light page."
        copied = page.evaluate("navigator.clipboard.readText()")
        with page.expect_download() as download:
            page.get_by_role("button", name="Download").click()
        assert download.value.suggested_filename == "bridge-changed.vl.json"
        download.value.save_as(tmp_path / "chart.json")
        assert (tmp_path / "chart.json").read_text("utf-8") == copied
        assert json.loads(copied) == theme.concrete(json.loads(field.input_value())) and json.loads(copied)["width"] == 500
        assert "var(--" in field.input_value() and "var(--" not in copied


def test_by_keyboard_nothing_is_a_trap_and_the_text_stays(chromium: Any, address: str) -> None:
    with opened(chromium, f"{address}/figures.html") as page:
        page.locator("button.change").focus()
        page.keyboard.press("Enter")
        page.locator("dialog .change-drawing svg").wait_for()
        field = page.locator("#change-text")
        here = "document.activeElement.textContent || document.activeElement.id"
        field.focus()
        page.keyboard.press("Control+End")
        page.keyboard.type("x")
        page.keyboard.press("Tab")
        assert page.evaluate(here) == "Reset"
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("document.activeElement.id") == "change-text"
        page.keyboard.press("Escape")
        page.locator("dialog").wait_for(state="detached")
        assert "change" in page.evaluate("document.activeElement.className")
        page.keyboard.press("Enter")
        said(page, "Line ")
        assert page.locator("#change-text").input_value().endswith("x")
        assert page.said == []


def test_inputs_that_a_specification_asks_for_have_labels(chromium: Any, address: str) -> None:
    spec = ROW | {
        "params": [
            {"name": "size", "value": 100, "bind": {"input": "range", "min": 50, "max": 900, "step": 50, "name": "How large"}},
            {"name": "shape", "value": "circle", "bind": {"input": "select", "options": ["circle", "square"]}},
            {"name": "full", "value": True, "bind": {"input": "checkbox"}},
        ],
        "mark": {"type": "point", "size": {"expr": "size"}, "filled": True},
    }  # fmt: skip
    with opened(chromium, f"{address}/figures.html") as page:
        change(page).fill(json.dumps(spec))
        slider = page.get_by_label("How large")
        slider.wait_for()
        drawn = page.locator(".change-drawing .mark-symbol path")
        before = drawn.get_attribute("d")
        slider.focus()
        page.keyboard.press("End")
        page.wait_for_function("(before) => document.querySelector('.change-drawing .mark-symbol path').getAttribute('d') !== before", arg=before)
        assert page.get_by_label("shape").evaluate("(one) => one.tagName") == "SELECT"
        assert page.get_by_label("full").is_checked()
        assert page.locator(".vega-bind").count() == 0


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing_in_the_panel(chromium: Any, address: str, viewport: dict) -> None:
    with opened(chromium, f"{address}/figures.html", bypass_csp=True, viewport=viewport, has_touch=True) as page:
        field = change(page)
        page.add_script_tag(path=str(AXE))
        for text in (field.input_value(), "{"):
            field.fill(text)
            said(page, "as on the page" if text != "{" else "Line")
            found = page.evaluate("axe.run(document)")
            assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        sizes = page.locator("dialog button:visible").evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().height)")
        assert min(sizes) >= 44


def test_nothing_is_fetched_before_the_button_is_pressed_and_no_more_than_it_says(
    chromium: Any, address: str, site: Path
) -> None:
    with opened(chromium, "about:blank") as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}/figures.html")
        before = len(asked)
        assert not any(re.search(r"change\.|compile\.|runtime\.|\.vl\.js", url) for url in asked)
        told = int(re.search(r"loads (\d+) kB", page.locator("button.change").inner_text()).group(1))  # type: ignore[union-attr]
        change(page)
        files = [site / url.removeprefix(address + "/").split("?")[0] for url in asked[before:]]
        assert sorted(file.name for file in files) == ["change.css", "change.js", "compile.js", "runtime.js", "wide.vl.js"]
        fetched = sum(len(gzip.compress(file.read_bytes(), 6, mtime=0)) for file in files)
        assert told - 1 <= fetched / 1000 <= told


@pytest.mark.parametrize("missing", ["change.js", "compile.js", "change.css", "wide.vl.js"])
def test_a_panel_that_cannot_be_loaded_says_so(chromium: Any, address: str, missing: str) -> None:
    with opened(chromium, "about:blank") as page:
        page.route(f"**/{missing}*", lambda route: route.abort())
        page.goto(f"{address}/figures.html")
        page.locator("button.change").click()
        page.get_by_text("The panel could not be loaded. Try again").wait_for()
        assert page.locator("dialog").count() == 0
        page.unroute(f"**/{missing}*")
        page.locator("button.change").click()
        page.locator("dialog .change-drawing svg").wait_for()


def test_without_scripts_there_is_no_button(chromium: Any, address: str) -> None:
    with opened(chromium, f"{address}/figures.html", java_script_enabled=False) as page:
        assert page.locator("button.change").count() == 1 and not page.locator("button.change").is_visible()


def test_the_scripts_keep_their_budgets() -> None:
    panel = changing.packed(changing.panel().encode()) + changing.packed(changing.SHEET.read_bytes())
    assert changing.packed((GENERATED / "compile.js").read_bytes()) < 102_000
    assert panel < 16_000
    assert changing.packed(figures.script().encode()) < 4_800
    assert changing.packed(changing.chooser().encode()) < 1_000


def test_a_specification_is_written_as_one_would_write_it() -> None:
    rows = {"data-b": [{"x": 1}], "data-a": [{"x": 2}]}
    layer = [{"data": {"name": "data-a"}, "mark": "bar"}, {"transform": [{"lookup": "x", "from": {"data": {"name": "data-b"}}}]}]
    made = changing.changeable({"config": {}, "datasets": rows, "layer": layer, "data": {"name": "data-b"}, "width": 3})
    assert list(made) == ["width", "layer", "data", "config", "datasets"]
    assert made["datasets"] == {"rows 1": [{"x": 1}], "rows 2": [{"x": 2}]}
    assert made["data"] == {"name": "rows 1"} and made["layer"][0]["data"] == {"name": "rows 2"}
    assert made["layer"][1]["transform"][0]["from"]["data"] == {"name": "rows 1"}
