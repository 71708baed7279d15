"""The report of what was tried: for this commit, for another one, with a failure, or not run at all."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from explainer.site.figure_html import templates
from explainer.site.shell.edition import Edition
from explainer.site.trust import trials
from explainer.site.trust.piece import Place
from explainer.trials.records import Entry, Figure, State, add

CASES = tuple(Entry(f"test_pages[{name}]", True, (Figure("site", "pages tried", 13, "Wide."),)) for name in "ab")


def report(root: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(trials, "edition", lambda folder: Edition("2026-01-02", "aaaaaaaaaa"))

    def fill(template: str, **given: object) -> str:
        return str(templates().get_template(f"trust/{template}.html").render(**given))

    return trials.write(cast(Place, SimpleNamespace(ledger=SimpleNamespace(root=root), fill=fill)), "")


def test_the_report_says_what_it_is_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Not run for this edition." in report(tmp_path, monkeypatch)
    for case in CASES:
        add(tmp_path, "site.test_pages", case, State("aaaaaaaaaa"), "2026-01-02")
    said = report(tmp_path, monkeypatch)
    assert "for the very commit of this edition" in said and "2 January 2026" in said
    assert "<td>26</td>" in said and "pages tried. Wide." in said  # the cases of one test are added up
    add(tmp_path, "data.test_x", Entry("test_y", False, ()), State("bbbbbbbbbb", changed=True), "2026-01-01")
    said = report(tmp_path, monkeypatch)
    assert "These figures are for other sources than this edition" in said and "<code>bbbbbbbbbb</code>" in said
    assert "with changes that were not committed" in said and "data.test_x: test_y" in said
