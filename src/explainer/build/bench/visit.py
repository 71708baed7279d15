"""Open each page once in a browser and write down what it loads before anybody touches it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from explainer.build.bench.host import hosted, packed, sent
from explainer.build.bench.packages import content

#: Names under which the browser of Lighthouse and of these visits is installed.
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_QUIET = ("background-networking", "component-update", "sync", "gpu")


class NoBrowser(Exception):
    """There is no Chromium to look with."""


@dataclass
class Visit:
    """What one page loads at first view.

    Parameters
    ----------
    own, foreign: bytes on the wire (gzip) from its own host and from others, without fonts.
    fonts: bytes of fonts, all hosts.
    requests: how many files, fonts included, `data:` addresses not.
    hosts: the foreign hosts asked.
    unmeasured: foreign addresses whose size could not be told.
    """

    own: int = 0
    foreign: int = 0
    fonts: int = 0
    requests: int = 0
    hosts: list[str] = field(default_factory=list)
    unmeasured: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """All measured bytes without fonts."""
        return self.own + self.foreign


def browser() -> str:
    """Find Chromium. Raises NoBrowser."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        raise NoBrowser(f"no browser on PATH ({', '.join(BROWSERS)})")
    return found


def visits(site: Path, pages: list[str], store: Path) -> dict[str, Visit]:
    """Open pages on a narrow screen, one after another, each with an empty cache.

    Parameters
    ----------
    site: the folder of a built site.
    pages: file names inside it.
    store: the folder of fetched npm packages, which answer for the CDN: no request leaves the machine.

    Returns a visit for each page. Raises NoBrowser.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise NoBrowser("the Python package playwright is missing") from error
    arguments = ["--no-sandbox", "--no-first-run", *(f"--disable-{name}" for name in _QUIET)]
    found = {}
    with hosted(site) as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser(), args=arguments)
        for page in pages:
            found[page] = _visit(chromium, site, address, page, store)
        chromium.close()
    return found


def _visit(chromium: Any, site: Path, address: str, page: str, store: Path) -> Visit:
    visit = Visit()
    context = chromium.new_context(viewport={"width": 412, "height": 823}, device_scale_factor=1.75)
    context.route(
        lambda url: not url.startswith((address, "data:", "blob:")), lambda route: _answer(route, visit, store)
    )

    def own(request: Any) -> None:
        if not request.url.startswith(address):
            return
        visit.requests += 1
        path = site / unquote(urlsplit(request.url).path).lstrip("/")
        size = sent(path) if path.is_file() else 0
        if request.resource_type == "font":
            visit.fonts += size
        else:
            visit.own += size

    context.on("request", own)
    tab = context.new_page()
    tab.goto(f"{address}/{page}", wait_until="load")
    # Scripts that load scripts: wait until nothing has been asked for half a second.
    tab.wait_for_load_state("networkidle")
    context.close()
    return visit


def _answer(route: Any, visit: Visit, store: Path) -> None:
    """Answer for a foreign host, from npm's packages or not at all."""
    url = route.request.url
    visit.requests += 1
    host = urlsplit(url).netloc
    if host not in visit.hosts:
        visit.hosts.append(host)
    body = content(url, store)
    if body is None:
        visit.unmeasured.append(url)
        route.abort()
        return
    if route.request.resource_type == "font":
        visit.fonts += len(body)
    else:
        visit.foreign += len(packed(body))
    kind = "text/css" if url.endswith(".css") else "text/javascript"
    route.fulfill(body=body, headers={"content-type": kind, "access-control-allow-origin": "*"})
