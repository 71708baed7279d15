"""The workflow that publishes, and the file that says how to cite: read by machines that nobody here can ask."""

import datetime
import re
from typing import Any

import pytest
import yaml

from ..conftest import ROOT

WORKFLOW = ROOT / ".github" / "workflows" / "publish.yml"


@pytest.fixture(scope="module")
def workflow() -> dict[Any, Any]:
    return dict(yaml.safe_load(WORKFLOW.read_text("utf-8")))


def steps(workflow: dict[Any, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_it_calls_only_verbs_that_there_are(workflow: dict[Any, Any]) -> None:
    verbs = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    called = [step["run"].split() for step in steps(workflow) if "run" in step]
    assert all(words[0] == "make" and set(words[1:]) <= verbs for words in called)
    assert [word for words in called for word in words[1:]] == ["lint", "test", "editions"]


def test_the_book_is_told_its_address_and_put_online_as_built(workflow: dict[Any, Any]) -> None:
    [book] = [step for step in steps(workflow) if step.get("run") == "make editions"]
    assert book["env"] == {"BOOK_ADDRESS": "${{ steps.pages.outputs.base_url }}"}
    [named] = [step for step in steps(workflow) if step.get("id") == "pages"]
    assert named["uses"].startswith("actions/configure-pages@")
    [sent] = [step for step in steps(workflow) if "upload-pages-artifact" in step.get("uses", "")]
    assert sent["with"]["path"] == "_build/html"
    assert steps(workflow).index(named) < steps(workflow).index(book) < steps(workflow).index(sent)


def test_it_asks_for_little_and_names_actions_by_commit(workflow: dict[Any, Any]) -> None:
    assert workflow["permissions"] == {}
    assert workflow["jobs"]["build"]["permissions"] == {"contents": "read", "pages": "read"}
    assert workflow["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert workflow["jobs"]["deploy"]["needs"] == "build"
    used = re.findall(r"uses: (\S+)(.*)", WORKFLOW.read_text("utf-8"))
    assert len(used) == 5
    for action, comment in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action) and re.fullmatch(r" # v\d+\.\d+\.\d+", comment)
    assert "secrets." not in WORKFLOW.read_text("utf-8")


def test_the_citation_file_says_what_the_format_asks_for() -> None:
    """The fields of version 1.2.0; cffconvert, which knows the schema, asks for an older jsonschema than our tools."""
    said = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    assert said["cff-version"] == "1.2.0" and said["type"] in ("software", "dataset")
    assert {"message", "title", "authors"} <= set(said)
    assert set(said) <= {
        "abstract", "authors", "cff-version", "commit", "contact", "date-released", "doi", "identifiers", "keywords",
        "license", "license-url", "message", "preferred-citation", "references", "repository", "repository-artifact",
        "repository-code", "title", "type", "url", "version",
    }  # fmt: skip
    # An author is a person or an entity with a name; the book's own words about itself agree.
    assert said["authors"] and all("name" in one or "family-names" in one for one in said["authors"])
    assert said["title"] == config["title"] and said["authors"][0]["name"] == config["author"]
    assert isinstance(said["date-released"], datetime.date)
    assert isinstance(said["version"], str | int | float) and all(isinstance(word, str) for word in said["keywords"])
    known = {"MIT", "CC-BY-4.0"}
    assert set(said["license"]) <= known and len(said["license"]) == len(set(said["license"]))
