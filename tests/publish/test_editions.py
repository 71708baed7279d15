"""The tiny book's editions: whole, linked, described, asking nobody for anything, and the same in every build."""

import base64
import functools
import hashlib
import io
import json
import re
import shutil
import zipfile
from collections import Counter
from pathlib import Path

import pikepdf
import pytest
from lxml import etree, html
from playwright.sync_api import Browser

from explainer.build.contents import Contents
from explainer.build.editions import paper, run
from explainer.build.editions.book import About, Book
from explainer.build.editions.printing import cut, pdf, places
from explainer.site.editions import RECORD, fingerprint, offer
from explainer.site.evidence.package_files import size_words

from ..conftest import opened, parsed, tree, words

XHTML, OPS, SVG = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/ops}", "{http://www.w3.org/2000/svg}"
OPF = {"o": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}


def staged(root: Path, folder: Path) -> Path:
    """Lay a finished site where a build would have it, and make the editions that need no browser."""
    shutil.copytree(root / "_build" / "html", folder / "html")
    run.make(root, folder, lambda line: None, with_pdf=False)
    return folder


@pytest.fixture(scope="module")
def stage(tiny_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny book's site and editions, as they lie before they are made public."""
    return staged(tiny_book, tmp_path_factory.mktemp("stage"))


@pytest.fixture(scope="module")
def one(stage: Path) -> html.HtmlElement:
    """The edition in one file."""
    return html.document_fromstring((stage / "editions" / "the-bridge.html").read_text("utf-8"))


@pytest.fixture(scope="module")
def packed(stage: Path) -> dict[str, bytes]:
    """The files of the EPUB."""
    with zipfile.ZipFile(stage / "editions" / "the-bridge.epub") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_one_file_holds_every_page_and_every_link_arrives(one: html.HtmlElement, tiny_book: Path) -> None:
    site = tiny_book / "_build" / "html"
    contents = Contents.read(tiny_book)
    files = [contents.page(name) for name in contents.docs]
    titles = [words(title) for file in files for title in parsed(site / file).iter("h1")]
    assert [words(title) for title in one.iter("h1")] == titles
    ids = Counter(one.xpath("//@id"))
    assert [id for id, times in ids.items() if times > 1] == []
    hrefs = [link.get("href") for link in one.xpath("//body//a[@href]")]
    inside = [href for href in hrefs if href.startswith("#")]
    assert len(inside) > 50 and {href[1:] for href in inside} <= set(ids)
    assert {href.partition(":")[0] for href in hrefs if href not in inside} <= {"http", "https"}
    assert {f"#page-{file.removesuffix('.html')}" for file in files} <= set(inside)
    # Rows keep the addresses that they have on the site.
    assert "claim-closing" in ids or any(id.startswith("claim-") for id in ids)


def test_one_file_has_its_own_policy_and_describes_its_drawings(one: html.HtmlElement) -> None:
    policy = one.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    carried = [*one.iter("script"), *one.iter("style")]
    hashes = {base64.b64encode(hashlib.sha256(part.text.encode()).digest()).decode() for part in carried}
    assert len(carried) == 3 and set(re.findall(r"'sha256-([^']+)'", policy)) == hashes
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy and "'self'" not in policy
    drawings = one.xpath("//*[contains(@class, 'picture ')]//svg")
    assert len(drawings) >= 2
    for drawing in drawings:
        told = {part.get("id"): part.text for part in drawing if part.tag in ("title", "desc")}
        assert len(told[drawing.get("aria-describedby")]) > 20 and told[drawing.get("aria-labelledby")]
    assert one.xpath("//button[not(@class='switch')] | //form | //iframe | //*[@data-script and not(self::html)]") == []


def test_one_file_opens_by_double_click_and_asks_for_nothing(chromium: Browser, stage: Path) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    asked: list[str] = []
    address = (stage / "editions" / "the-bridge.html").as_uri()
    with opened(chromium, "about:blank", 360) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        assert [url for url in asked if not url.startswith("data:")] == [address]
        assert page.evaluate("document.fonts.check('16px \"Explainer Serif\"') && document.fonts.size > 0")
        light = page.evaluate(ground)
        page.locator(".switch").click()
        page.locator(".switch").click()
        assert page.evaluate(ground) != light
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_epub_is_a_package_that_says_what_it_holds(packed: dict[str, bytes], tiny_book: Path) -> None:
    assert next(iter(packed)) == "mimetype" and packed["mimetype"] == b"application/epub+zip"
    package = etree.fromstring(packed["EPUB/package.opf"])
    listed = {f"EPUB/{href}" for href in package.xpath("//o:item/@href", namespaces=OPF)}
    assert listed == {name for name in packed if name.startswith("EPUB/")} - {"EPUB/package.opf"}
    about = About.read(tiny_book)
    assert package.xpath("string(//dc:title)", namespaces=OPF) == about.title
    assert package.xpath("string(//o:meta[@property='dcterms:modified'])", namespaces=OPF) == f"{about.day}T00:00:00Z"
    for word in ("schema:accessMode", "schema:accessibilityFeature", "schema:accessibilityHazard"):
        assert package.xpath(f"//o:meta[@property='{word}']/text()", namespaces=OPF)
    spine = package.xpath("//o:itemref/@idref", namespaces=OPF)
    pages = [item.get("href") for id in spine for item in package.xpath(f"//o:item[@id='{id}']", namespaces=OPF)]
    contents = Contents.read(tiny_book)
    assert pages[:3] == ["cover.xhtml", "imprint.xhtml", "nav.xhtml"]
    assert pages[3:] == [contents.page(name).replace(".html", ".xhtml") for name in contents.docs]
    nav = etree.fromstring(packed["EPUB/nav.xhtml"])
    linked = {href for href in nav.xpath("//@href") if "#" not in href}
    assert set(pages[3:]) <= linked and "cover.xhtml" in linked
    assert packed["EPUB/cover.png"][16:24] == (1600).to_bytes(4, "big") + (2400).to_bytes(4, "big")


def test_epub_notes_pop_up_and_drawings_speak(packed: dict[str, bytes]) -> None:
    pages = {name: etree.fromstring(text) for name, text in packed.items() if name.endswith(".xhtml")}
    calls = drawings = 0
    for page in pages.values():
        notes = {note.get("id") for note in page.iter(f"{XHTML}aside") if note.get(f"{OPS}type") == "footnote"}
        for call in page.iter(f"{XHTML}a"):
            if call.get(f"{OPS}type") == "noteref":
                calls += 1
                assert call.get("href").removeprefix("#") in notes
        for drawing in page.xpath("//*[contains(@class, 'picture ')]//*[local-name()='svg']"):
            drawings += 1
            assert drawing.tag == f"{SVG}svg" and len(drawing.findtext(f"{SVG}desc")) > 20
            assert b"var(--" not in etree.tostring(drawing)
    assert calls > 3 and drawings >= 1
    # The HTML parser takes <wbr> for a box around what follows; an e-book reader would refuse the page.
    assert [name for name in pages if b"wbr" in packed[name]] == []
    assert b"var(--" not in packed["EPUB/style.css"]


def test_two_builds_give_the_same_bytes(stage: Path, tiny_book: Path, tmp_path: Path) -> None:
    again = staged(tiny_book, tmp_path)
    assert tree(again / "editions") == tree(stage / "editions")
    assert tree(again / "html") == tree(stage / "html")


def test_the_site_offers_editions_of_its_own_pages_only(stage: Path, tiny_book: Path, tmp_path: Path) -> None:
    before, after = tiny_book / "_build" / "html", stage / "html"
    assert "<code>make editions</code> makes them" in (before / "method.html").read_text("utf-8")
    assert not (before / "editions").exists() and "editions/" not in (before / "index.html").read_text("utf-8")
    method, front = ((after / name).read_text("utf-8") for name in ("method.html", "index.html"))
    for name in ("the-bridge.epub", "the-bridge.html"):
        size = size_words((after / "editions" / name).stat().st_size)
        assert (after / "editions" / name).read_bytes() == (stage / "editions" / name).read_bytes()
        assert re.search(rf'href="editions/{name}" download>[^<]+</a>, {size}', method)
        assert re.search(rf'href="editions/{name}" download>[^<]+</a> \({size}\)', front)
    assert "None were made" not in method
    assert 'href="method.html#editions"' in (after / "story.html").read_text("utf-8")
    assert fingerprint(before) == fingerprint(after)

    site = Path(shutil.copytree(after, tmp_path / "html"))
    page = site / "story.html"
    page.write_text(page.read_text("utf-8").replace("</main>", "<p>One more.</p></main>"), "utf-8")
    assert offer(site, stage / "editions") == []
    assert not (site / "editions").exists()
    assert (site / "method.html").read_text("utf-8") == (before / "method.html").read_text("utf-8")


def test_what_is_wrong_with_an_edition_is_found(stage: Path, packed: dict[str, bytes]) -> None:
    good = (stage / "editions" / "the-bridge.html").read_text("utf-8")
    assert list(run.look_single("x", good)) == []
    bad = {
        "</main>": '<img src="https://example.org/a.png"></main>',
        "</footer>": '<a href="#nowhere">x</a></footer>',
        "</header>": '<p id="page_text"></p></header>',
        "</style>": "@import 'other.css';</style>",
    }
    broken = functools.reduce(lambda text, mark: text.replace(mark, bad[mark], 1), bad, good)
    said = "\n".join(map(str, run.look_single("x", broken)))
    for fault in (
        "img src: fetched from somebody else: https://", "a place that is not on x: #nowhere", "the id stands twice",
        "not there: other.css", "an inline style sheet",
    ):  # fmt: skip
        assert fault in said

    strayed = packed["EPUB/story.xhtml"].replace(b"</main>", b'<a href="no.xhtml#a">x</a></main>')
    packed = {**packed, "EPUB/story.xhtml": strayed, "EPUB/method.xhtml": b"<p>"}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in packed.items():
            archive.writestr(name, content)
    said = "\n".join(map(str, run.look_epub("x", buffer.getvalue())))
    assert "not there: no.xhtml#a" in said and "is no XML" in said


def test_a_faulty_edition_leaves_everything_as_it_was(
    tiny_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    root = Path(shutil.copytree(tiny_book, tmp_path / "book"))
    assert run.editions(root, with_pdf=False) == 0
    made = {part: tree(root / "_build" / part) for part in ("html", "editions")}
    assert {name for name in made["editions"]} == {"the-bridge.epub", "the-bridge.html", RECORD}
    assert list(json.loads(made["editions"][RECORD])["formats"]) == ["the-bridge.epub", "the-bridge.html"]
    assert made["html"]["editions/the-bridge.epub"] == made["editions"]["the-bridge.epub"]

    monkeypatch.setattr("explainer.build.editions.run.TEMPLATES", tmp_path)
    for name in ("single.css", "single.js"):
        (tmp_path / name).write_text("@import 'away.css';")
    capfd.readouterr()
    assert run.editions(root, with_pdf=False) == 1
    said = capfd.readouterr().err
    assert "not there: away.css" in said and "untouched" in said
    assert {part: tree(root / "_build" / part) for part in made} == made
    assert not (root / "_build" / ".staging").exists()


def test_without_a_browser_it_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run.editions(tmp_path) == 1
    said = capfd.readouterr().err
    assert "apt-get install chromium" in said and "--without-pdf" in said


def test_paper_has_a_cover_contents_and_a_running_head_for_every_page(
    tiny_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Cutting the fonts takes longer than all the rest, and the browser that needs them is not asked here.
    monkeypatch.setattr(paper, "_fonts", lambda book, css: {})
    book = Book.read(tiny_book / "_build" / "html", tiny_book)
    numbers = {chapter.anchor: place for place, chapter in enumerate(book.chapters, 4)}
    document = html.document_fromstring(paper.lay(book, "Letter", tmp_path, numbers).read_text("utf-8"))
    style = (tmp_path / "paper.css").read_text("utf-8")
    assert "size:Letter" in style and "11in" in style
    for chapter in book.chapters:
        assert f"@page {chapter.anchor}{{" in style and f'content:"{chapter.title}"' in style
    lines = document.xpath("//nav[@class='contents']//li")
    assert {line.find("a").get("href")[1:]: int(line.findtext("i")) for line in lines} == numbers
    assert document.xpath("//section[@class='cover']//header")
    assert document.xpath("//section[@class='imprint']//section")
    assert document.xpath("//details | //summary | //button | //script | //div[@class='picture narrow']") == []
    assert document.xpath("//div[@class='picture wide']//svg")
    ids = Counter(document.xpath("//@id"))
    assert [id for id, times in ids.items() if times > 1] == []
    assert {href[1:] for href in document.xpath("//a/@href") if href.startswith("#")} <= set(ids)
    # One face for each weight: a browser would draw a variable font as loose shapes.
    assert "400 700" not in style.partition("local(")[0] and "sans-650.ttf" in style
    assert document.xpath("//*[contains(@class, 'probe')]") == []
    first = html.document_fromstring(paper.lay(book, "Letter", tmp_path, {}).read_text("utf-8"))
    assert len(first.xpath("//*[contains(@class, 'probe')]")) == 2 * len(first.xpath("//figure[@id]"))


def test_a_drawing_that_is_cut_is_a_fault() -> None:
    marks = ("heading", *paper.PROBES)
    whole = {f"figure-a-{mark}": 4 for mark in marks}
    parted = {f"figure-b-{mark}": page for mark, page in zip(marks, (4, 4, 5), strict=True)}
    said = [str(fault) for fault in cut("A4", whole | parted)]
    assert len(said) == 1 and "figure-b" in said[0] and "[4, 4, 5]" in said[0]


@pytest.mark.prove
def test_pdf_is_tagged_and_has_bookmarks_and_numbers_that_are_right(tiny_book: Path, tmp_path: Path) -> None:
    book = Book.read(tiny_book / "_build" / "html", tiny_book)
    printed = pdf(book, "A4", tmp_path)
    with pikepdf.open(io.BytesIO(printed)) as made:
        found = places(made)
        assert str(made.docinfo["/Title"]) == book.about.title
        assert str(made.docinfo["/CreationDate"]) == f"D:{book.about.day.replace('-', '')}000000Z"
        assert str(made.Root.Lang) == "en"
        width, height = (float(side) for side in made.pages[0].mediabox[2:])
        assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)
        assert "ends" not in " ".join(found)
    document = html.document_fromstring((tmp_path / "paper.html").read_text("utf-8"))
    printed_numbers = {
        line.find("a").get("href")[1:]: line.findtext("i") for line in document.xpath("//nav[@class='contents']//li")
    }
    assert printed_numbers == {chapter.anchor: str(found[chapter.anchor]) for chapter in book.chapters}
    assert [id for id, times in Counter(document.xpath("//@id")).items() if times > 1] == []
