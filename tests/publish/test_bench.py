"""The pure parts of the bench; what it measures is never asserted."""

from __future__ import annotations

from pathlib import Path

from explainer.build.bench.host import packed, sent
from explainer.build.bench.lighthouse import CATEGORIES, METRICS, bring_home, median
from explainer.build.bench.packages import Asked, asked
from explainer.build.bench.plain import STAND_IN, plain_page
from explainer.build.bench.report import markdown, ratio, table

PAGE = """---
kernelspec: {name: python3}
---
# Title

:::{own-box}
:option: gone
Said {q}`one` in it.

```{code-cell}
:tags: [hide-input]
kept = "{q}`one`"
```
:::

```{note}
Stays {q}`one`.
```

```text
{q}`one`
```
"""


def shout(line: str) -> str:
    return line.replace("{q}`one`", "ONE")


def test_a_plain_page_keeps_words_cells_and_what_jupyter_book_knows() -> None:
    page = plain_page(PAGE, shout)
    assert "own-box" not in page and ":option:" not in page
    assert "Said ONE in it." in page and "```{note}\nStays ONE.\n```" in page
    assert 'kept = "{q}`one`"' in page and "```text\n{q}`one`\n```" in page
    assert ":tags: [hide-input]" in page
    assert page.count(STAND_IN) == 1 and page.index(STAND_IN) < page.index("kept =")
    assert page.startswith("---\nkernelspec")


def test_a_page_without_cells_needs_no_stand_in() -> None:
    assert plain_page("# A\n\ntext\n", shout) == "# A\n\ntext\n"


def test_addresses_of_the_cdn() -> None:
    root = "https://cdn.jsdelivr.net/npm/"
    assert asked(f"{root}vega@6?noext") == Asked("vega", "6", "")
    assert asked(f"{root}@a/b@1.0.1/dist/c.js") == Asked("@a/b", "1.0.1", "dist/c.js")
    assert asked(f"{root}vega") == Asked("vega", "latest", "")
    assert asked("https://example.org/vega@6") is None


def test_scripts_come_home(tmp_path: Path) -> None:
    package = tmp_path / "store" / "vega@6" / "node_modules" / "vega"
    package.mkdir(parents=True)
    (package / "package.json").write_text('{"jsdelivr": "min.js"}')
    (package / "min.js").write_text("vega")
    site = tmp_path / "site"
    site.mkdir()
    (site / "a.html").write_text('"https://cdn.jsdelivr.net/npm/vega@6?noext" "https://cdn.jsdelivr.net/npm/"')
    assert bring_home(site, tmp_path / "store") == ["https://cdn.jsdelivr.net/npm/vega@6"]
    assert (site / "a.html").read_text() == '"/_cdn/vega-index.js?noext" "https://cdn.jsdelivr.net/npm/"'
    assert (site / "_cdn" / "vega-index.js").read_text() == "vega"


def test_bytes_on_the_wire(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("a" * 1000)
    (tmp_path / "a.woff2").write_bytes(b"a" * 1000)
    assert sent(tmp_path / "a.html") == len(packed(b"a" * 1000)) < 100
    assert sent(tmp_path / "a.woff2") == 1000


def run(score: float, blocked: float) -> dict[str, object]:
    refs = [{"id": "total-blocking-time", "weight": 30}, {"id": "advice", "weight": 0}]
    audits: dict[str, object] = {audit: {"score": 1, "numericValue": 0.0} for audit in METRICS.values()}
    audits |= {"total-blocking-time": {"score": score, "numericValue": blocked}, "advice": {"score": 0}}
    categories = {name: {"score": score, "auditRefs": refs} for name in CATEGORIES}
    return {"categories": categories, "audits": audits, "environment": {"benchmarkIndex": 2000}}


def test_the_median_of_runs_and_what_keeps_it_down() -> None:
    found = median([run(0.9, 300), run(0.5, 700), run(0.8, 400)])
    assert (found["performance"], found["tbt"], found["machine"]) == (80, 400, 2000)
    assert found["below"] == {"total-blocking-time": 0.8}
    assert median([run(1, 0), run(0.9, 200)])["below"] == {}


def test_ratios_and_tables() -> None:
    assert [ratio(1, 44.2), ratio(2, 3), ratio(4, 3), ratio(0, 3)] == ["44×", "1.5×", "0.75×", "–"]
    assert table(["a", "kB"], [["long", "1"]]) == "| a    | kB |\n|------|---:|\n| long |  1 |"


def test_a_report_says_what_was_not_run() -> None:
    text = markdown({"machine": "m", "jupyter_book": "1", "runs": 5, "not_run": ["Lighthouse: no browser"]})
    assert text.endswith("Not run: Lighthouse: no browser\n") and "## " not in text
