"""The long visit to each page, for `make prove`: by the Tab key from end to end, in every colour and width, on paper.

Like the visits of `visits.py` it writes down what it saw and judges nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page

from .visits import DESK, EYES, PHONE, Visit, context_of, look_with_axe, page_of

#: Steps of the Tab key that a live view may add to what a page has.
_SPARE = 400


@dataclass
class States(Visit):
    """What was seen on one page in all its states.

    Parameters
    ----------
    walked: how many steps of the Tab key led through it, both widths together.
    tried: how many states it was looked at in.
    missed: what no step met; what the focus could not be seen on; where the walk went back or never ended.
    stuck: folds that neither Enter nor Space opens; steps that the Tab key and Enter do not lead to.
    steps: how many steps were taken, both widths together.
    faint: letters and shapes of drawings that stand out in light and no longer in another setting.
    paper: what is wrong when it is printed.
    """

    walked: int = 0
    tried: int = 0
    steps: int = 0
    missed: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    faint: list[str] = field(default_factory=list)
    paper: list[str] = field(default_factory=list)


def deep(browser: Browser, address: str, pages: Iterable[str]) -> dict[str, States]:
    """Visit every page in every state.

    Parameters
    ----------
    browser: the tests' browser.
    address: where the site is served; ends with a slash.
    pages: files of the pages.
    """
    seen: dict[str, States] = {}
    for width in (DESK, PHONE):
        with context_of(browser, width) as context:
            for name in pages:
                states = seen.setdefault(name, States())
                with page_of(context) as (page, _):
                    page.goto(address + name)
                    page.evaluate(EYES.read_text("utf-8"))
                    _steps(page, states, width)
                    _colours(page, states, width)
                    _print(page, states, width)
                    _folds(page, states, width)
                    _walk(page, states, width)
    return seen


def _steps(page: Page, states: States, width: int) -> None:
    """Every step of every figure, by the Tab key and Enter; all of axe-core's rules in each, light and dark."""
    for figure in page.locator("figure:has(> .steps)").all():
        buttons, id = figure.locator(".stepper button"), figure.get_attribute("id")
        buttons.first.focus()
        for number in range(1, buttons.count()):
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            pressed = buttons.nth(number).evaluate("one => one === document.activeElement && one.ariaPressed")
            sentences = figure.locator(".steps > li:visible").count()
            if (pressed, figure.get_attribute("data-at"), sentences) != ("true", str(number), 1):
                states.stuck.append(f"{width}: Tab and Enter do not lead to step {number} of {id}")
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                look_with_axe(page, states, f"{width}, {scheme}, step {number}", include=f"#{id}")
            states.steps += 1
            states.tried += 1
        page.emulate_media(color_scheme="light")
        buttons.first.evaluate("one => one.click()")


def _colours(page: Page, states: States, width: int) -> None:
    """All of axe-core's rules, light and dark; what stands out in light stands out everywhere."""
    page.evaluate("eyes.unfold()")
    light = page.evaluate("eyes.standing()")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        look_with_axe(page, states, f"{width}, {scheme}, all rules", every_letter=True)
        _faint(page, states, light, f"{width}, {scheme}")
        states.tried += 1
    page.emulate_media(color_scheme="light", forced_colors="active")
    _faint(page, states, light, f"{width}, forced colours")
    states.tried += 1
    page.emulate_media(forced_colors="none")


def _faint(page: Page, states: States, light: dict[str, str], state: str) -> None:
    now = page.evaluate("eyes.standing()")
    states.faint += [f"{state}: {light[place]}" for place in light.keys() - now.keys()][:12]


def _print(page: Page, states: States, width: int) -> None:
    """On paper: never dark, nothing cut off, every fold and note open, outside addresses written out."""
    if width != DESK:
        return
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = false")
    page.emulate_media(media="print", color_scheme="dark")
    ground, ink = page.evaluate("(({backgroundColor: a, color: b}) => [a, b])(getComputedStyle(document.body))")
    if (ground, ink) != ("rgb(255, 255, 255)", "rgb(0, 0, 0)"):
        states.paper.append(f"printed in {ink} on {ground}")
    states.paper += page.evaluate("[...eyes.wide(), ...eyes.clipped(), ...eyes.unprinted()]")
    states.tried += 1
    page.emulate_media(media="screen", color_scheme="light")


def _folds(page: Page, states: States, width: int) -> None:
    """Every fold opens and closes by either key."""
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = false")
    folds = page.locator("summary:visible")
    for number in range(folds.count()):
        fold = folds.nth(number)
        fold.focus()
        for key, wanted in (("Enter", True), ("Space", False)):
            page.keyboard.press(key)
            if fold.evaluate("one => one.parentElement.open") != wanted:
                states.stuck.append(f"{width}: {key} does not turn the fold {fold.inner_text()!r}")


def _walk(page: Page, states: States, width: int) -> None:
    """Press the Tab key until it leaves the page."""
    page.evaluate("eyes.unfold()")
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0); getSelection().removeAllRanges()")
    count = page.evaluate("eyes.focusables()")
    # A walk begins at the top, wherever the folds had the focus.
    page.locator("a.skip").focus()
    last = -1
    for step in range(count + _SPARE):
        if step:
            page.keyboard.press("Tab")
        place, fault = page.evaluate("eyes.focused()")
        if place == -1:
            break
        states.walked += 1
        if fault:
            states.missed.append(f"{width}: {fault}")
        if 0 <= place < last:
            states.missed.append(f"{width}: from {last} back to {place}")
        last = max(last, place)
    else:
        states.missed.append(f"{width}: the Tab key does not leave the page")
    states.missed += [f"{width}: no step of the Tab key meets {one}" for one in page.evaluate("eyes.unmet()")]
    states.tried += 1
