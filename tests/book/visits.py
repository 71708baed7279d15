"""Three visits to each page: served under a sub-path, opened as a file, and with scripts off.

A visit writes down what it saw and judges nothing: the tests do. So each page is opened as seldom as can be.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, TimeoutError

from ..conftest import PATIENCE, axe

EYES = Path(__file__).with_name("eyes.js")
#: In pixels: a desk, a tablet, a phone, the narrowest phone.
DESK, TABLET, PHONE, SMALL = 1280, 768, 360, 320


@dataclass
class Visit:
    """What was seen on one page.

    Parameters
    ----------
    said: what the browser's console said, with the errors no script caught.
    refused: what the page's policy refused.
    first: addresses fetched before anything was touched.
    touched: addresses fetched by touching the charts.
    axe: what axe-core found, each with the state of the page.
    wide: what stuck out sideways, each with the width.
    tiny: texts in charts too small to read on a phone.
    asleep: charts that did not come alive, or moved the page when they did.
    hidden: what should be seen and is not.
    moving: what moves although the reader asked for no motion.
    figures: how many figures the page has.
    """

    said: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    first: list[str] = field(default_factory=list)
    touched: list[str] = field(default_factory=list)
    axe: list[str] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)
    tiny: list[str] = field(default_factory=list)
    asleep: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    moving: list[str] = field(default_factory=list)
    figures: int = 0


def told(visits: dict[str, Visit], what: str) -> str:
    """Give everything of one sort that the visits saw, a line each; "" when there is nothing."""
    return "\n".join(f"{name}: {one}" for name, visit in visits.items() for one in getattr(visit, what))


def over_http(browser: Browser, address: str, pages: Iterable[str]) -> dict[str, Visit]:
    """Visit every page over HTTP and look at it in all widths and colours, with every fold open.

    Parameters
    ----------
    browser: the tests' browser.
    address: where the site is served; ends with a slash.
    pages: files of the pages.
    """
    visits = {}
    with context_of(browser, DESK) as context:
        for name in pages:
            with page_of(context) as (page, visit):
                page.goto(address + name)
                page.evaluate("document.fonts.ready")
                visit.first, visit.touched = list(visit.touched), []
                _look(page, visit, menu=not visits)
                visit.touched.clear()
                _wake_all(page, visit, "wide")
                look_with_axe(page, visit, "what marks say", include=".figure-pane")
            visits[name] = visit
    return visits


def by_file(browser: Browser, site: Path, pages: Iterable[str]) -> dict[str, Visit]:
    """Open every page as a file on a phone, and wake its charts by the keyboard.

    Parameters
    ----------
    browser: the tests' browser.
    site: folder of the built site.
    pages: files of the pages.
    """
    visits = {}
    with context_of(browser, PHONE) as context:
        for name in pages:
            with page_of(context) as (page, visit):
                page.goto((site / name).as_uri())
                _wake_all(page, visit, "narrow")
            visits[name] = visit
    return visits


def without_scripts(browser: Browser, site: Path, pages: Iterable[str]) -> dict[str, Visit]:
    """Open every page with scripts off; see what is there, on a desk and on a phone.

    Parameters
    ----------
    browser: the tests' browser.
    site: folder of the built site.
    pages: files of the pages.
    """
    visits = {}
    with context_of(browser, DESK, java_script_enabled=False) as context:
        for name in pages:
            with page_of(context) as (page, visit):
                page.goto((site / name).as_uri())
                # The browser's own folds need no script; here they are opened all at once.
                page.evaluate(EYES.read_text("utf-8"))
                page.evaluate("eyes.unfold()")
                visit.figures = page.locator("figure.figure").count()
                visit.hidden += page.evaluate("eyes.unseen('.wide-menu', '.notes .margin-note')")
                visit.hidden += _closed_notes(page)
                page.set_viewport_size({"width": PHONE, "height": 740})
                visit.hidden += page.evaluate("eyes.unseen('.narrow-menu')")
                visit.hidden += _closed_notes(page, 1)
            visits[name] = visit
    return visits


def _look(page: Page, visit: Visit, menu: bool) -> None:
    """Look at a page in every width and colour, at the open menu too, which is the same on all pages."""
    page.evaluate(EYES.read_text("utf-8"))
    page.evaluate("eyes.unfold()")
    visit.figures = page.locator("figure.figure").count()
    visit.hidden += page.evaluate("eyes.unreachable()")
    _wide(page, visit, str(DESK))
    look_with_axe(page, visit, "light")
    if menu:
        # An open menu lies over the page and hides it from axe: it is looked at by itself.
        page.evaluate("eyes.menus(true)")
        look_with_axe(page, visit, "light, menu", include="header.top")
        page.evaluate("eyes.menus(false)")
    page.emulate_media(color_scheme="dark")
    # Dark and light differ in the values of colours alone (one style sheet, variables): only this rule can tell.
    look_with_axe(page, visit, "dark", only_colours=True)
    page.emulate_media(color_scheme="light")
    page.evaluate("eyes.letters(2)")
    _wide(page, visit, f"{DESK}, letters twice as large")
    visit.wide += page.evaluate("eyes.clipped()")
    page.evaluate("eyes.letters(1)")
    for width in (TABLET, SMALL, PHONE):
        page.set_viewport_size({"width": width, "height": 740})
        _wide(page, visit, str(width))
    # Spacing as a reader may set it; drawings are drawn to their letters, their tables give way.
    page.evaluate("eyes.spaced(true)")
    visit.wide += [f"{PHONE}, spaced: {one}" for one in page.evaluate("[...eyes.wide('svg'), ...eyes.clipped()]")]
    page.evaluate("eyes.spaced(false)")
    visit.tiny += page.evaluate("eyes.tiny(12)")
    visit.moving += page.evaluate("document.getAnimations().map((one) => one.animationName || one.transitionProperty)")
    look_with_axe(page, visit, f"light, {PHONE} wide")
    page.emulate_media(color_scheme="dark")
    look_with_axe(page, visit, f"dark, {PHONE} wide", only_colours=True)
    page.emulate_media(color_scheme="light")
    page.evaluate("eyes.menus(true)")
    _wide(page, visit, f"{PHONE}, menu open")
    if menu:
        look_with_axe(page, visit, f"light, {PHONE} wide, menu", include="header.top")
    page.evaluate("eyes.menus(false)")
    page.set_viewport_size({"width": DESK, "height": 900})


def _closed_notes(page: Page, most: int = 99) -> list[str]:
    """Where a note has no margin to stand in, it opens when it is called; name those that do not."""
    closed = page.evaluate("eyes.closedNotes()")[:most]
    stay = []
    for note in closed:
        page.locator(f"a[href='#{note}']").first.click()
        if not page.locator(f"#{note}").is_visible():
            stay.append(f"note {note} does not open")
    return stay


def _wide(page: Page, visit: Visit, state: str) -> None:
    visit.wide += [f"{state}: {one}" for one in page.evaluate("eyes.wide()")]


def look_with_axe(page: Page, visit: Visit, state: str, include: str = "", **how: bool) -> None:
    """Run axe-core on what there is, and note the state in which it found something."""
    if not include or page.locator(include).count():
        visit.axe += [f"{state}: {fault}" for fault in axe(page, include, **how)]


def _wake_all(page: Page, visit: Visit, drawing: str) -> None:
    """Touch a mark of every chart: with the pointer where there is room for one, else with the keyboard."""
    pictures = page.locator(f".pictures > .picture.{drawing}")
    visit.figures = pictures.count()
    for number in range(visit.figures):
        picture = pictures.nth(number)
        figure = picture.locator("xpath=ancestor::figure")
        before = picture.evaluate("one => [one.offsetWidth, one.offsetHeight]")
        mark = picture.locator("a[aria-label]").first
        if drawing == "wide":
            mark.dispatch_event("pointerover", {"pointerType": "mouse", "bubbles": True})
        else:
            mark.focus()
        try:
            figure.locator(".figure-pane .pane-sentence").wait_for(timeout=60_000)
            after = picture.evaluate("one => [one.offsetWidth, one.offsetHeight]")
            problem = "" if before == after else f"changed its size from {before} to {after}"
        except TimeoutError:
            problem = "does not say what its mark is"
        if problem:
            visit.asleep.append(f"{figure.get_attribute('id')} ({drawing}): {problem}")


@contextmanager
def context_of(browser: Browser, width: int, **options: Any) -> Iterator[BrowserContext]:
    """Give one context for a whole round, without animation, which would only cost time."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="light", reduced_motion="reduce", **options
    )
    context.set_default_timeout(PATIENCE)
    context.add_init_script(
        "window.refused = []; addEventListener('securitypolicyviolation', (event) =>"
        " refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`), true)"
    )
    yield context
    context.close()


@contextmanager
def page_of(context: BrowserContext) -> Iterator[tuple[Page, Visit]]:
    """Give a new page and what it says, asks for and refuses."""
    page, visit = context.new_page(), Visit()
    page.on("console", lambda message: visit.said.append(message.text))
    page.on("pageerror", lambda error: visit.said.append(str(error)))
    page.on("requestfailed", lambda request: visit.said.append(f"failed: {request.url}"))
    page.on("request", lambda request: visit.touched.append(request.url))
    yield page, visit
    visit.refused += page.evaluate("window.refused || []")
    page.close()
