"""The descriptor: written from one schema, and never by hand."""

import json
from pathlib import Path

import pytest

from explainer.model.faults import Faults
from explainer.model.rows import table_columns
from explainer.query.ledger import Ledger
from explainer.validate import check, descriptor
from tests.core.bench import TINY, Bench

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("root", [ROOT, TINY])
def test_every_descriptor_on_disk_is_what_the_engine_writes(root: Path) -> None:
    ledger = Ledger.read(root)
    path = root / "data" / "datapackage.json"
    assert descriptor.written(descriptor.describe(ledger.package, ledger.article)) == path.read_text("utf-8")


def test_a_bare_list_of_tables_becomes_a_whole_descriptor(bench: Bench) -> None:
    path = bench.root / "data" / "datapackage.json"
    whole = path.read_text("utf-8")
    package = json.loads(whole)
    own = ("name", "path", "title", "description", "limitations", "rights")
    package["resources"] = [{key: given[key] for key in own if key in given} for given in package["resources"]]
    path.write_text(json.dumps(package), "utf-8")
    assert descriptor.write(bench.root)
    again = json.loads(path.read_text("utf-8"))
    optional = {name for name, column in table_columns("reasons").items() if column.optional}
    assert [field["name"] for field in json.loads(whole)["resources"][3]["schema"]["fields"] if field["name"]
            not in optional] == [field["name"] for field in again["resources"][3]["schema"]["fields"]]  # fmt: skip
    assert again["resources"][0] == json.loads(whole)["resources"][0]


def test_a_new_unit_asks_for_the_descriptor_to_be_written(bench: Bench) -> None:
    bench.raw(
        "data/datapackage.json", lambda raw: raw.replace(b'"ferries": {', b'"boats": {"read": ["boats"]}, "ferries": {')
    )
    with pytest.raises(Faults, match=r"datapackage\.json, quantities, unit: not as the engine") as caught:
        check(bench.root)
    assert len(caught.value.faults) == 2  # the units of quantities, and of derived amounts
    assert descriptor.write(bench.root)
    assert "boats" in (bench.root / "data" / "datapackage.json").read_text("utf-8").split('"enum"', 1)[1]
    check(bench.root)


def test_a_column_of_the_subjects_own_stays(bench: Bench) -> None:
    own = {"name": "mood", "type": "string", "description": "How it sounds."}
    given = Ledger.read(bench.root)
    given.package["resources"][0]["schema"]["fields"].insert(3, own)
    described = descriptor.describe(given.package, given.article)
    assert described["resources"][0]["schema"]["fields"][3] == own


def test_a_column_may_be_narrower_than_the_engine_has_it(bench: Bench) -> None:
    package = Ledger.read(bench.root).package
    package["explainer"]["columns"] = {"checks.id": {"pattern": "C[0-9]", "description": "A number."}}
    fields = descriptor.describe(package, Ledger.read(bench.root).article)["resources"][8]["schema"]["fields"]
    assert (fields[0]["description"], fields[0]["constraints"]["pattern"]) == ("A number.", "C[0-9]")


def test_a_file_that_cannot_be_written_stays(bench: Bench) -> None:
    with pytest.raises(Faults):
        descriptor.write(bench.root / "nowhere")
