"""A plugin for pytest: tests record figures, and the run says at its end what it left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator
from datetime import date

import pytest

from explainer.trials import records

Recorder = Callable[..., None]
_figures = pytest.StashKey[list[records.Figure]]()
_left_out = pytest.StashKey[Counter[str]]()


@pytest.fixture
def record(request: pytest.FixtureRequest) -> Recorder:
    """Record a figure for the report: `record("site", "pages tried", 13)`; kept when the test has ended."""
    found = request.node.stash.setdefault(_figures, [])

    def figure(topic: str, what: str, count: int, note: str = "") -> None:
        found.append(records.Figure(topic, what, count, note))

    return figure


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Write the figures of a test that has run, with whether it passed."""
    report = yield
    figures = item.stash.get(_figures, [])
    if report.when == "call" and figures and not report.skipped:
        root = item.config.rootpath
        module, _, test = item.nodeid.partition("::")
        name = module.removesuffix(".py").replace("/", ".").removeprefix("tests.")
        now = records.state(root)
        records.add(root, name, records.Entry(test, report.passed, tuple(figures)), now, date.today().isoformat())
    return report


def pytest_deselected(items: list[pytest.Item]) -> None:
    """Count by file what a run leaves out because it takes long."""
    for item in filter(lambda item: item.get_closest_marker("prove"), items):
        item.config.stash.setdefault(_left_out, Counter())[item.location[0]] += 1


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what did not run and how to run it."""
    left_out = config.stash.get(_left_out, Counter())
    if left_out:
        terminalreporter.section("not run here")
        for place, count in sorted(left_out.items()):
            terminalreporter.line(f"{count:>4} {'test' if count == 1 else 'tests'} of {place}")
        terminalreporter.line("make prove runs them too, and everything else that breaks the book on purpose.")
    for skipped in terminalreporter.stats.get("skipped", []):
        reason = skipped.longrepr[2] if isinstance(skipped.longrepr, tuple) else str(skipped.longrepr)
        terminalreporter.line(f"skipped: {skipped.nodeid}: {reason.removeprefix('Skipped: ')}")
