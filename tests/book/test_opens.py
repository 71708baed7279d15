"""Every page of this repository's own book opens, by double click too, and asks nobody else for anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from explainer.publish.contents import Contents

from ..conftest import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'"
)

pytestmark = pytest.mark.book


def test_every_page_is_there_with_its_policy(own_book: Path) -> None:
    contents = Contents.read(ROOT)
    for name in contents.docs:
        assert f'content="{POLICY}"' in (own_book / contents.page(name)).read_text(), name


@pytest.mark.browser
def test_every_page_opens_without_a_word_of_complaint(own_book: Path, chromium: Browser) -> None:
    contents = Contents.read(ROOT)
    said: list[str] = []
    asked: list[str] = []
    view = chromium.new_page()
    view.on("console", lambda message: said.append(f"{view.url}: {message.text}"))
    view.on("pageerror", lambda error: said.append(f"{view.url}: {error}"))
    view.on("request", lambda request: asked.append(request.url))
    for name in contents.docs:
        view.goto((own_book / contents.page(name)).as_uri())
        assert view.get_by_role("heading", level=1).count() == 1, name
    view.close()
    assert said == []
    assert [url for url in asked if not url.startswith((own_book.as_uri(), "data:"))] == []
