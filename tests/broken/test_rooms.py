"""Every check of the site's parts is seen to fail on a copy of the tiny book's site where one thing is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from explainer.model.ledger import Ledger

from ..conftest import TINY
from ..trust.conftest import Site
from .breaking import Break, Check, bare, broken, deaf, run
from .breaks_rooms import ADDRESSED, BREAKS


@pytest.fixture(scope="module")
def based(addressed_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the site that knows its address. Who breaks it mends it."""
    return Path(shutil.copytree(addressed_book / "_build" / "html", tmp_path_factory.mktemp("copy") / "html"))


def given(check: Check, site: Path, file: str, **more: Path) -> dict[str, Any]:
    """Make what a check of a part asks for; a check of one page is given the page that is broken.

    Parameters
    ----------
    check: the check; those of the trust pages ask for a site with its warnings.
    site: the site, whole or broken.
    file: what is broken.
    more: other sites, by the names under which checks ask for them.
    """

    def read(name: str) -> html.HtmlElement:
        return html.document_fromstring((site / f"{name}.html").read_text("utf-8"))

    trust = check.__module__.startswith("tests.trust.")
    name = file.removesuffix(".html") if file.endswith(".html") else "story"
    return {"site": Site(site, "") if trust else site, "read": read, "name": name, "ledger": Ledger.load(TINY)} | more


def see(check: Check, faults: list[Break], noticed: dict[str, int], folder: Path, site: Path, **more: Path) -> None:
    """See a check pass on the whole copy and fail on each broken one."""
    run(check, given(check, site, faults[0].file, **more))
    found = []
    for fault in faults:
        with broken(folder, fault):
            found.append(deaf(check, given(check, site, fault.file, **more), fault))
    assert found and set(found) == {""}, "\n".join(found)
    noticed[bare(check)] = len(found)


@pytest.mark.parametrize("check", BREAKS, ids=bare)
def test_a_check_of_a_part_fails_on_a_broken_copy(whole: Path, check: Check, noticed: dict[str, int]) -> None:
    see(check, BREAKS[check], noticed, whole, whole)


@pytest.mark.parametrize("check", ADDRESSED, ids=bare)
def test_a_check_of_addresses_fails_on_a_broken_copy(
    whole: Path, based: Path, check: Check, noticed: dict[str, int]
) -> None:
    see(check, ADDRESSED[check], noticed, based, whole, based=based)
