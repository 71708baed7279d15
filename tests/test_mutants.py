"""One wrong thing at a time in the tables of the article's facts: each must stop the build.

`make mutate` tries them all; here one in a few dozen is tried, and the trial itself is put to the proof.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from explainer.model.ledger import Ledger
from explainer.model.tables import Table
from explainer.trials import narrow
from explainer.trials.mutants import applied, mutants
from explainer.trials.mutate import LIST, Listed, by_schema, run
from explainer.validate import prove, signoff

from .records import Recorder

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return Ledger.read(ROOT)


def test_a_changed_cell_stops_the_build(record: Recorder) -> None:
    score = run(ROOT, every=61)
    record("data", "wrong tables tried as a sample", score.tried)
    assert score.tried > 300
    assert [str(mutant) for mutant in score.alive] == []


def test_every_column_of_every_table_is_tried(ledger: Ledger) -> None:
    tried = {(mutant.table, mutant.column) for mutant in mutants(ledger)}
    there = {
        (name, column)
        for name, table in ledger.tables.items()
        for column in table.columns
        if table.path and table.rows and "id" in table.columns
    }
    assert there <= tried


def test_the_narrow_proof_says_what_the_whole_one_says(ledger: Ledger) -> None:
    judges = {name: narrow.judge(ideas) for name, ideas in narrow.readers(ledger).items()}
    for mutant in list(mutants(ledger))[::701]:
        changed = applied(ledger, mutant)
        assert bool(judges[mutant.table](changed)[1]) == bool(prove(changed)), mutant


def test_what_nobody_proves_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the ideas that read quotations and without sign-offs wrong facts pass, and the trial says so."""
    gone = {"quotes", "signoff", "coverage", "mentions", "quantities"}
    monkeypatch.setattr(narrow, "IDEAS", [i for i in narrow.IDEAS if i.__name__.rpartition(".")[2] not in gone])
    alive = {(mutant.table, mutant.column) for mutant in run(ROOT, every=61).alive}
    assert {("claims", "quote"), ("events", "track")} <= alive and {"checks", "readings"} <= {name for name, _ in alive}


def test_a_ledger_that_does_not_hold_teaches_nothing(ledger: Ledger) -> None:
    wrong = applied(ledger, next(mutant for mutant in mutants(ledger) if mutant.column == "quote"))
    with pytest.raises(ValueError, match="does not hold even as it is: claims"):
        narrow.readers(wrong)


def test_the_list_of_what_may_pass_needs_reasons_and_has_no_idle_line(tmp_path: Path, ledger: Ledger) -> None:
    path = tmp_path / LIST.name
    path.write_text("table,column,kind,row,verdict,why\nclaims,kind,*,*,equivalent,\n")
    with pytest.raises(ValueError, match="needs a reason"):
        Listed(path)
    path.write_text("table,column,kind,row,verdict,why\nclaims,kind,*,*,equivalent,because\nweather,*,*,*,unproved,so\n")
    listed = Listed(path)
    found = next(mutant for mutant in mutants(ledger) if mutant.column == "kind")
    assert listed.verdict(found) == "equivalent" and listed.verdict(replace(found, column="track")) == ""
    assert len(listed.idle()) == 1 and "weather" in listed.idle()[0]


def test_the_schema_names_every_wrong_cell(ledger: Ledger) -> None:
    unknown = [mutant for mutant in mutants(ledger) if mutant.kind == "a word that nothing has"]
    wrong = [mutant for mutant in unknown if mutant.table == "claims"][::7]
    assert len(wrong) > 20 and by_schema(ledger, wrong) == set(wrong)


def test_a_sign_off_is_missed_kept_and_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from explainer.authoring.sign import main

    root = tmp_path / "subject"
    for folder in ("data", "seeds"):
        shutil.copytree(ROOT / folder, root / folder)
    assert main(["--root", str(root)]) == 0
    table = root / "data" / "events.csv"
    text = table.read_text(encoding="utf-8")
    label = ",sure,Agreement on a union is signed,"
    table.write_text(text.replace(f"{label}union,", f"{label}war,"))
    (fault,) = prove(Ledger.read(root))
    assert str(fault).startswith("events, treaty-signed (line 2), track: 'war' is not what was signed off on ")
    capsys.readouterr()
    assert main(["--root", str(root)]) == 1
    assert "track: war  <- changed" in capsys.readouterr().out
    assert main(["--root", str(root), "events/no-such-row"]) == 1
    assert main(["--root", str(root), "events/treaty-signed"]) == 0
    assert prove(Ledger.read(root)) == []
    assert "events treaty-signed " in (signed := (root / "data" / signoff.FILE).read_text())
    assert " read " in next(line for line in signed.splitlines() if line.startswith("events treaty-signed"))
    table.write_text("\n".join(line for line in text.splitlines() if not line.startswith("treaty-signed,")) + "\n")
    assert any("the row is gone" in str(fault) for fault in prove(Ledger.read(root)))


def test_a_row_without_an_id_is_left_alone(ledger: Ledger) -> None:
    nameless = Table("names", ["kind"], [], ROOT / "data" / "names.csv")
    other = type(ledger)(ledger.root, ledger.package, {"names": nameless}, ledger.article, [])
    assert list(mutants(other)) == []
