"""Chapters in the reader's browser: what is needed is known by hash, pages say what they cost, and they really run."""

import hashlib
import json
import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, Page

from explainer.build.browser import command, lite, wheels
from explainer.build.browser.command import KERNEL, lay_out, resolve
from explainer.build.browser.wheels import Environment
from explainer.build.build import build
from explainer.build.contents import Contents
from explainer.build.notebooks import archive
from explainer.build.notebooks.convert import notebook
from explainer.model.faults import Faults
from explainer.query.ledger import Ledger
from explainer.site.notebook_files import Chapter

from .conftest import CHROMIUM, ROOT, TINY, serving

#: Where `make browser` puts JupyterLite and Pyodide.
ENVIRONMENT = Path(sys.prefix) / "browser"


@pytest.fixture(scope="module")
def release() -> wheels.Release:
    if not ENVIRONMENT.is_dir():
        pytest.skip("Pyodide is not here: make browser brings it")
    return wheels.Release.read(ENVIRONMENT)


def wheel(content: bytes, name: str = "sum-1.whl") -> wheels.Wheel:
    return wheels.Wheel({"name": "sum", "file_name": name, "sha256": hashlib.sha256(content).hexdigest()})


def test_a_package_that_is_not_the_lock_s_is_refused(tmp_path: Path) -> None:
    right, wrong, missing = wheel(b"right"), wheel(b"was right", "wrong-1.whl"), wheel(b"", "none-1.whl")
    (tmp_path / right.file).write_bytes(b"right")
    assert wheels.verified(tmp_path, [right]) == {right.file: b"right"}
    (tmp_path / wrong.file).write_bytes(b"wrong")
    with pytest.raises(Faults) as raised:
        wheels.verified(tmp_path, [right, wrong, missing])
    said = [str(fault) for fault in raised.value.faults]
    assert len(said) == 2 and "wrong-1.whl, sha256" in said[0] and "none-1.whl: the file is missing" in said[1]


def test_fetching_keeps_only_what_has_the_lock_s_hash(tmp_path: Path) -> None:
    right, wrong = wheel(b"right"), wheel(b"was right", "wrong-1.whl")
    (source := tmp_path / "host").mkdir()
    (source / right.file).write_bytes(b"right")
    (source / wrong.file).write_bytes(b"wrong")
    with pytest.raises(Faults, match=r"wrong-1\.whl"):
        wheels.fetch_wheels(tmp_path / "kept", [right, wrong], source.as_uri() + "/")
    assert [path.name for path in (tmp_path / "kept").iterdir()] == [right.file]


def test_what_chapters_need_is_known_by_name_and_hash(release: wheels.Release) -> None:
    chapters = [found for path in Contents.read(ROOT).docs.values() if (found := Chapter.read(path))]
    # Nothing that is compiled but what Pyodide has.
    assert archive.needs(chapters) == ["pandas"]
    nothing = Environment(ROOT / "tests" / "tiny")
    found = resolve(["numpy", "pandas", "micropip"], release, nothing)
    assert {"numpy", "pandas", "micropip", "six"} <= set(found)
    official = command.Parts(ROOT, release, nothing, [], found).official.values()
    assert all(len(one.entry["sha256"]) == 64 and one.file.endswith(".whl") for one in official)
    with pytest.raises(Faults, match="no-such-thing"):
        resolve(["no-such-thing"], release, nothing)


def test_the_kernel_s_lock_says_where_each_package_comes_from(release: wheels.Release) -> None:
    found = resolve(["numpy"], release, Environment(ROOT / "tests" / "tiny"))
    nothing = Environment(ROOT / "tests" / "tiny")
    given = {found["numpy"].file: b"as verified before"}
    here, names = lay_out(found, release, nothing, given)
    lock = json.loads(here["pyodide-lock.json"])["packages"]
    assert lock["numpy"]["file_name"] == found["numpy"].file and set(KERNEL) <= set(names)
    engine = lock["explainer"]
    assert engine["sha256"] == hashlib.sha256(here[engine["file_name"]]).hexdigest()
    there, _ = lay_out(found, release, nothing, None)
    asked = json.loads(there["pyodide-lock.json"])["packages"]["numpy"]
    assert asked["file_name"] == release.host + found["numpy"].file
    assert found["numpy"].file not in there
    assert asked["sha256"] == release.lock["packages"]["numpy"]["sha256"]


def test_the_chapters_of_a_browser_have_its_kernel() -> None:
    ledger, source = Ledger.load(ROOT), (ROOT / "book" / "exercises.md").read_text("utf-8")
    there, here = (nbformat.reads(notebook(source, ledger, browser=flag), 4) for flag in (True, False))
    assert (there.metadata.kernelspec.name, here.metadata.kernelspec.name) == ("python", "python3")
    assert [cell.source for cell in there.cells] == [cell.source for cell in here.cells]


def test_pages_offer_it_only_where_it_is(tiny_book: Path) -> None:
    page = (tiny_book / "_build" / "html" / "story.html").read_text("utf-8")
    assert "run-here" not in page and not (tiny_book / "_build" / "html" / "lite").exists()


def test_a_policy_names_the_page_s_own_scripts_and_hosts() -> None:
    page = "<!DOCTYPE html><html>\n<head>\n<title>x</title><script>go()</script><script src='a.js'></script></head>"
    made = lite.with_policy(page, "A & B", ("https://example.org",))
    assert made.index("Content-Security-Policy") < made.index("<title>")
    assert "<title>A &amp; B</title>" in made and '<html lang="en">' in made
    assert made.count("sha256-") == 1 and "connect-src &#x27;self&#x27; https://example.org;" in made
    scripts = made.partition("script-src")[2].partition(";")[0]
    assert "unsafe-inline" not in scripts


def test_without_jupyterlite_it_says_what_brings_it(tmp_path: Path) -> None:
    with pytest.raises(Faults, match="make browser makes it"):
        command.Parts.read(TINY, tmp_path / "none")


@pytest.fixture
def run_page(tmp_path: Path) -> Path:
    """The page before a notebook, in its two ways, beside an empty notebook."""
    for way, addresses in (("self", []), ("cdn", ["https://cdn.invalid/one.whl"])):
        folder = tmp_path / way / "lite"
        (folder / "lab").mkdir(parents=True)
        (folder / "lab" / "index.html").write_text("<title>the notebook</title>")
        command._write_page(folder, "The book", "At most 3 kB.", addresses, ["one"])
    return tmp_path


def test_the_page_before_a_notebook_asks_first_and_explains_itself(chromium: Browser, run_page: Path) -> None:
    view = chromium.new_page()
    asked: list[str] = []
    view.on("request", lambda request: asked.append(request.url))
    with serving(run_page) as hosted:
        view.goto((run_page / "self" / "lite" / "run.html").as_uri())
        assert "opened from a file" in view.locator("#trouble").inner_text()
        assert view.locator("#go").is_hidden()
        view.goto(f"{hosted}self/lite/run.html?page=story")
        assert "At most 3 kB." in view.locator("main").inner_text()
        view.locator("#go").click()
        view.wait_for_url("**/lite/lab/index.html?path=story.ipynb")
        # The other host is named, is asked nothing before the click, and a blocked one is told in words.
        view.goto(f"{hosted}cdn/lite/run.html?page=story")
        assert "cdn.invalid" in view.locator("main").inner_text()
        assert [url for url in asked if "cdn.invalid" in url] == []
        view.locator("#go").click()
        view.get_by_text("cdn.invalid could not be reached").wait_for()
        assert [url for url in asked if "cdn.invalid" in url] == ["https://cdn.invalid/one.whl"]
        assert view.url.endswith("run.html?page=story") and view.locator("#go").is_enabled()
    view.close()


#: Only this machine has an address: whatever asks for another host fails at once.
CUT_OFF = ("--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
PATIENCE = 400


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book's own site with everything that runs in a browser, built in a copy, from packages checked by hash.

    EXPLAINER_SITE names one that was built before; EXPLAINER_WHEELS a folder filled by `make browser FETCH=folder`.
    """
    ready = Path(os.environ.get("EXPLAINER_SITE", "nowhere"))
    if (ready / "lite").is_dir():
        return ready
    root = tmp_path_factory.mktemp("browser") / "book"
    ours = ("_build", ".git", ".venv", "generated", "__pycache__")
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(*ours))
    parts = command.Parts.read(root, Path(sys.prefix) / "browser")
    given = os.environ.get("EXPLAINER_WHEELS")
    if not given:
        pytest.skip("Pyodide's packages come from no registry: EXPLAINER_WHEELS=folder names them")
    folder = Path(given)
    assert build(root, addition=command.addition(parts, folder)) == 0
    return root / "_build" / "html"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with serving(site) as given:
        yield given


@pytest.fixture(scope="module")
def cut_off(chromium: Browser) -> Iterator[Browser]:
    browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=list(CUT_OFF))
    yield browser
    browser.close()


def run_all(view: Page) -> None:
    """Run all cells and wait until none is waiting."""
    view.locator(".jp-Notebook").first.wait_for(timeout=PATIENCE * 1000)
    view.locator(".jp-Notebook .jp-CodeCell").first.wait_for(timeout=PATIENCE * 1000)
    end, waiting = time.monotonic() + PATIENCE, view.get_by_text(re.compile(r"^\[\*\]:$"))
    ran = view.locator(".jp-OutputArea-output")
    while time.monotonic() < end:
        if not waiting.count() and not ran.count():
            view.get_by_role("menuitem", name="Run", exact=True).click()
            view.locator("#jp-mainmenu-run").get_by_text("Run All Cells", exact=True).click()
        time.sleep(1)
        if ran.count() and not waiting.count() and view.get_by_text("| Idle").count():
            return
    pytest.fail("the cells still wait")


def whole(view: Page, selector: str) -> int:
    """Count what is in the notebook from top to bottom: JupyterLab draws what is in sight only."""
    view.locator(".jp-Notebook").first.evaluate("one => one.scrollTo(0, 0)")
    return view.locator(selector).count()


@pytest.mark.prove
@pytest.mark.parametrize("chapter", ["capacity", "exercises"])
def test_a_chapter_runs_in_the_reader_s_browser(
    site: Path, address: str, cut_off: Browser, tmp_path: Path, chapter: str
) -> None:
    figures = (site / f"{chapter}.html").read_text("utf-8").count('<figure class="figure"')
    assert figures >= 3
    context = cut_off.new_context(viewport={"width": 1280, "height": 3600})
    asked: list[str] = []
    refused: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    view = context.new_page()
    view.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)
    try:
        view.goto(f"{address}{chapter}.html")
        view.get_by_role("link", name="Run this chapter in your browser").click()
        view.locator("#go").click()
        view.wait_for_url(re.compile(r"/lite/lab/"))
        run_all(view)
        view.screenshot(path=tmp_path / "lite.png")
        errors = view.locator(".jp-OutputArea-output[data-mime-type*=error], .jp-RenderedText[data-mime-type*=stderr]")
        assert errors.all_inner_texts() == []
        charts = ".jp-OutputArea-output .explainer-chart svg.marks"
        assert whole(view, charts) == figures
        assert whole(view, ".jp-OutputArea-output table") >= figures
        assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
        assert refused == []
    finally:
        view.screenshot(path=tmp_path / "end.png")
        context.close()
