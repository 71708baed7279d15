"""What the bench found, as one table for people and one file for programs. Pure: numbers in, text out."""

from __future__ import annotations

from typing import Any

#: The two sides of every comparison, as keys of the results.
SIDES = ("ours", "plain")
_LIGHTHOUSE = (
    ("performance", "performance"),
    ("accessibility", "accessibility"),
    ("best-practices", "best practices"),
    ("seo", "SEO"),
    ("lcp", "largest paint, s"),
    ("tbt", "blocked, ms"),
    ("cls", "layout shift"),
)


def ratio(ours: float, plain: float) -> str:
    """Say how much plain takes beside ours: "6.1×"; "–" when there is nothing to divide by.

    Parameters
    ----------
    ours, plain: two amounts of the same unit.
    """
    if ours <= 0 or plain <= 0:
        return "–"
    times = plain / ours
    return f"{times:.0f}×" if times >= 10 else f"{times:.1f}×" if times >= 1 else f"{times:.2f}×"


def table(head: list[str], rows: list[list[str]]) -> str:
    """Write a Markdown table whose columns also stand in line on a terminal.

    Parameters
    ----------
    head: the headers; the first column is words, all others are numbers.
    rows: the cells, as many in each row as headers.
    """
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]

    def line(cells: list[str]) -> str:
        first, *numbers = (cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
        return f"| {' | '.join([cells[0].ljust(len(first)), *numbers])} |"

    rule = "|" + "|".join("-" * (width + 1) + (":" if i else "-") for i, width in enumerate(widths)) + "|"
    return "\n".join([line(head), rule, *map(line, rows)])


def markdown(found: dict[str, Any]) -> str:
    """Write the whole report.

    Parameters
    ----------
    found: what `run.bench` gathered: `machine`, `runs`, `visits`, `build`, `lighthouse`, `not_run`; a part that
        could not be measured is missing, and `not_run` says why.
    """
    parts = [
        "# This book beside plain Jupyter Book",
        f"Both made and measured in one run on {found['machine']}. Plain is Jupyter Book {found['jupyter_book']} with "
        "its default theme and Altair's own renderer: the same words, the same cells, the charts without title, "
        "takeaway, table and downloads. × says how much plain takes beside ours.",
    ]
    if "visits" in found:
        parts += ["## First view, before anything is touched", _visits(found["visits"])]
        unmeasured = sorted({url for visit in found["visits"]["plain"].values() for url in visit["unmeasured"]})
        if unmeasured:
            parts.append("Not measured, and so not in plain's bytes: " + ", ".join(unmeasured) + ".")
    if "build" in found:
        parts += ["## Building, wall seconds", _build(found["build"])]
        parts.append(
            "Ours also proves the ledger, draws each chart three times as a picture, makes the pages of evidence and "
            "inspects what it made; it reads every page anew each time. Warm: nothing changed."
        )
    if "lighthouse" in found:
        parts.append(
            f"## Lighthouse {found['lighthouse_version']}: mobile, simulated slow 4G, {found['runs']} runs, median"
        )
        parts.append(_lighthouse(found["lighthouse"]))
        parts.append(
            "Plain's CDN scripts were served from the same machine as the page, which flatters it. A busy machine "
            "lowers the performance score of both sides; the last column is Lighthouse's own index of its speed."
        )
        parts += _below(found["lighthouse"].get("ours", {}))
    parts += [f"Not run: {reason}" for reason in found.get("not_run", [])]
    return "\n\n".join(parts) + "\n"


def _visits(visits: dict[str, dict[str, Any]]) -> str:
    head = [
        "page",
        "ours kB",
        "plain kB",
        "of it CDN",
        "×",
        "fonts kB",
        "plain",
        "requests",
        "plain",
        "others' hosts",
        "plain",
    ]
    rows = []
    for page, ours in visits["ours"].items():
        plain = visits["plain"][page]
        rows.append(
            [
                page, kilo(ours["total"]), kilo(plain["total"]), kilo(plain["foreign"]),
                ratio(ours["total"], plain["total"]), kilo(ours["fonts"]), kilo(plain["fonts"]),
                str(ours["requests"]), str(plain["requests"]), str(len(ours["hosts"])), str(len(plain["hosts"])),
            ]
        )  # fmt: skip
    return table(head, rows)


def _build(build: dict[str, dict[str, float]]) -> str:
    rows = [
        [
            kind,
            f"{build['ours'][kind]:.1f}",
            f"{build['plain'][kind]:.1f}",
            ratio(build["ours"][kind], build["plain"][kind]),
        ]
        for kind in build["ours"]
    ]
    return table(["build", "ours", "plain", "×"], rows)


def _lighthouse(found: dict[str, dict[str, Any]]) -> str:
    rows = [
        [page, side, *(_figure(name, measured[name]) for name, _ in _LIGHTHOUSE), str(measured["machine"])]
        for page in next(iter(found.values()))
        for side in SIDES
        if (measured := found.get(side, {}).get(page))
    ]
    return table(["page", "side", *(label for _, label in _LIGHTHOUSE), "machine"], rows)


def _figure(name: str, value: float) -> str:
    return f"{value / 1000:.1f}" if name == "lcp" else f"{value:.4g}" if name == "cls" else f"{value:.0f}"


def _below(pages: dict[str, dict[str, Any]]) -> list[str]:
    """Say of our pages what took something off a score of less than 100."""
    lines = []
    for page, measured in pages.items():
        if any(measured[name] < 100 for name, _ in _LIGHTHOUSE[:4]):
            audits = ", ".join(f"{audit} {score:.2f}" for audit, score in measured["below"].items())
            lines.append(f"- {page}: {audits or 'no audit in every run'}")
    return ["What keeps ours below 100:\n\n" + "\n".join(lines)] if lines else []


def kilo(count: float) -> str:
    """Write bytes as kB of 1000."""
    return f"{count / 1000:.0f}" if count >= 10_000 or not count else f"{count / 1000:.1f}"
