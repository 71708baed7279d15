"""Make the site and the editions from it (one file of HTML, EPUB, PDF for A4 and Letter): all of them, or nothing."""

from __future__ import annotations

import base64
import hashlib
import io
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from explainer.build.build import Addition, build
from explainer.build.check_site import Links, Page, check_elements, collect_ids
from explainer.build.chromium import browser
from explainer.build.editions.book import STATIC, TEMPLATES, Book, fill, fonts_replaced
from explainer.build.editions.epub import epub
from explainer.build.editions.paper import SHEETS
from explainer.build.editions.printing import pdf
from explainer.build.publish import BUILD, SITE
from explainer.model.faults import Fault, Faults
from explainer.site import EDITIONS
from explainer.site.editions import offer, record
from explainer.site.evidence.package_files import size_words


def make(root: Path, stage: Path, say: Callable[[str], None], *, with_pdf: bool) -> None:
    """Make the editions from the pages in a staging folder, check them, and offer them on the pages.

    Parameters
    ----------
    root: the project's folder.
    stage: the staging folder, the site in its `html`; the editions come into its `editions`.
    say: gets each line of progress.
    with_pdf: False to leave the PDFs out, which need a browser.

    Raises Faults with everything that is wrong with them.
    """
    site, made = stage / SITE, stage / EDITIONS
    made.mkdir()
    say("editions: reading the pages")
    book = Book.read(site, root)
    slug = book.about.slug
    formats: dict[str, str] = {}
    faults: list[Fault] = []

    def keep(name: str, format: str, content: bytes) -> None:
        (made / name).write_bytes(content)
        formats[name] = format
        say(f"  {name} {size_words(len(content))}")

    if with_pdf:
        paper = stage / "paper"
        paper.mkdir()
        for sheet in SHEETS:
            keep(f"{slug}-{sheet.lower()}.pdf", f"PDF for {sheet} paper", pdf(book, sheet, paper))
    content = epub(book)
    keep(name := f"{slug}.epub", "EPUB", content)
    faults += look_epub(name, content)
    text = single(book, site)
    keep(name := f"{slug}.html", "one file of HTML", text.encode("utf-8"))
    faults += look_single(name, text)
    if faults:
        raise Faults(faults)
    record(site, made, formats)
    offer(site, made)


def single(book: Book, site: Path) -> str:
    """Write the edition in one file: styles, fonts, drawings and two small scripts stand in it.

    Parameters
    ----------
    book: its chapters.
    site: the finished site, for its small script and its icon.

    Raises OSError when one of them is missing.
    """
    data = {name: f"data:font/woff2;base64,{_base64(content)}" for name, content in book.fonts.items()}
    style = fonts_replaced(book.style, data) + (TEMPLATES / "single.css").read_text("utf-8")
    early = (TEMPLATES / "single.js").read_text("utf-8")
    late = (site / STATIC / "shell.js").read_text("utf-8")
    icon = (site / STATIC / "favicon.svg").read_bytes()
    # https://www.w3.org/TR/CSP3/#grammardef-hash-source
    hashes = [f"'sha256-{_base64(hashlib.sha256(part.encode()).digest())}'" for part in (early, late, style)]
    policy = (
        f"default-src 'none'; script-src {hashes[0]} {hashes[1]}; style-src {hashes[2]}; img-src data:; "
        "font-src data:; base-uri 'none'; form-action 'none'"
    )
    return fill(
        "single.html", book=book, about=book.about, style=style, early=early, late=late, policy=policy,
        icon=f"data:image/svg+xml;base64,{_base64(icon)}",
    )  # fmt: skip


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def editions(
    root: Path,
    say: Callable[[str], None] = lambda line: print(line, flush=True),
    *,
    with_pdf: bool = True,
    addition: Addition | None = None,
) -> int:
    """Build a project's site with its editions into `_build/html` and `_build/editions`.

    Parameters
    ----------
    root: the project's folder.
    say: gets each line of progress.
    with_pdf: False to leave the PDFs out.
    addition: makes what the site gets beside its pages, as for `build`.

    Returns the exit code: 0 when site and editions stand, 1 when something is wrong; then all that was made before is
    untouched.
    """
    root = root.resolve()
    if with_pdf:
        try:
            browser()
        except FileNotFoundError as error:
            print(f"{error}; it prints the PDFs.", file=sys.stderr)
            print("The other editions need none: explainer build --without-pdf", file=sys.stderr)
            return 1
    code = build(root, say, lambda stage: make(root, stage, say, with_pdf=with_pdf), addition)
    if not code:
        say(f"The editions stand in {BUILD}/{EDITIONS}, and the site offers them.")
    return code


def look_single(name: str, text: str) -> Iterator[Fault]:
    """Hold the file to what pages of the site are held to."""
    page = Page(name, etree.HTML(text))
    yield from collect_ids(page)
    yield from check_elements(page)
    links = Links({name}, {name: page})
    yield from links.check(page)
    yield from links.check_style(name, "\n".join(sheet.text or "" for sheet in page.tree.iter("style")))


def look_epub(name: str, packed: bytes) -> Iterator[Fault]:
    """Every page is XML, every file is in the package, every link arrives, nothing is fetched."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        files = {path: archive.read(path) for path in archive.namelist()}
    pages = {}
    for path in files:
        if path.endswith(".xhtml"):
            try:
                pages[path] = Page(path, etree.fromstring(files[path]))
            except etree.XMLSyntaxError as error:
                yield Fault(name, path, "", f"is no XML: {error}")
                continue
            yield from collect_ids(pages[path])
            if b"var(--" in files[path]:
                yield Fault(name, path, "", "a colour by name, which e-book readers do not know")
    links = Links(files, pages)
    for path, content in files.items():
        if path in pages:
            yield from links.check(pages[path])
        elif path.endswith(".css"):
            yield from links.check_style(path, content.decode("utf-8"))
