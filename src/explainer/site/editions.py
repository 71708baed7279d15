"""{editions}: the book to be read elsewhere, each edition with format and size; {editions} line: the same in one line.

Editions are made from finished pages, so the pages are written first, with marks where editions will be offered. The
marks are filled when there are editions of exactly these pages, with sizes read from the files; otherwise the page says
how to make them.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

import explainer
from explainer.site import EDITIONS
from explainer.site.citation_html import templates
from explainer.site.evidence.directive import Part, Place
from explainer.site.evidence.package_files import size_words

#: What the file beside the editions is called that says from which pages they were made.
RECORD = "editions.json"
# Of three kinds: the list with its words around it, the line of the front page, the line in the foot of every page.
_MARK = re.compile(r"<!--editions:(?P<kind>\w+)-->.*?<!--/editions-->", re.DOTALL)
#: The id of the box on the page that lists the editions.
PLACE = "editions"


@dataclass(frozen=True)
class Offer:
    """An edition to take along: its file, what it is, its size in words."""

    file: str
    format: str
    size: str


def write(place: Place, argument: str) -> str:
    """Leave the mark for the list of editions, or for the line."""
    if argument == "line":
        return _marked("line", "")
    return place.fill("editions", mark=Markup(_marked("list", _fill("none"))), anchor=PLACE)


PARTS = (Part("editions", write, choices=lambda ledger: ("", "line")),)


def _marked(kind: str, content: str) -> str:
    return f"<!--editions:{kind}-->{content}<!--/editions-->"


def _fill(kind: str, **given: object) -> str:
    return templates().get_template("trust/editions-offered.html").render(kind=kind, **given)


def bare(page: str) -> str:
    """Give a page's HTML without what is offered on it: editions are made from that, whatever was offered before."""
    return _MARK.sub("", page)


def fingerprint(site: Path) -> str:
    """Hash all that editions are made of: the pages without what is offered on them, their looks, and the makers.

    Parameters
    ----------
    site: the folder of the finished site.
    """
    digest = hashlib.sha256()
    makers = Path(explainer.__file__).parent / "build" / "editions"
    looks = [path for path in (site / "_static").glob("*") if path.suffix in (".css", ".woff2", ".svg")]
    made_by = [path for path in makers.rglob("*.*") if path.suffix != ".pyc"]
    for base, paths in ((site, [*_pages(site), *looks]), (makers, made_by)):
        for path in sorted(paths):
            content = path.read_bytes()
            if path.suffix == ".html" and base == site:
                content = bare(content.decode("utf-8")).encode("utf-8")
            digest.update(f"\n{path.relative_to(base).as_posix()} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()


def _pages(site: Path) -> list[Path]:
    return [path for path in site.rglob("*.html") if EDITIONS not in path.relative_to(site).parts]


def record(site: Path, folder: Path, formats: dict[str, str]) -> None:
    """Write beside the editions from which pages they were made and what each of them is.

    Parameters
    ----------
    site: the site they were made from.
    folder: where they stand.
    formats: what each is, by its file's name, in the order in which they are offered.
    """
    said = {"pages": fingerprint(site), "formats": formats}
    (folder / RECORD).write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n", "utf-8")


def offers(site: Path, folder: Path) -> list[Offer]:
    """Give the editions of a folder that were made from exactly these pages; empty when there are none."""
    try:
        said = json.loads((folder / RECORD).read_text("utf-8"))
        sizes = {name: size_words((folder / name).stat().st_size) for name in said["formats"]}
        found = [Offer(name, format, sizes[name]) for name, format in said["formats"].items()]
    except (OSError, ValueError, KeyError):
        return []
    return found if said.get("pages") == fingerprint(site) else []


def offer(site: Path, folder: Path) -> list[Offer]:
    """Lay the editions of a folder into a site and offer them on its pages, when they are of these pages.

    Parameters
    ----------
    site: the folder of the finished site; its pages are changed.
    folder: where the editions stand.

    Returns what is offered now.
    """
    found = offers(site, folder)
    shutil.rmtree(site / EDITIONS, ignore_errors=True)
    if found:
        (site / EDITIONS).mkdir()
        for one in found:
            shutil.copyfile(folder / one.file, site / EDITIONS / one.file)
    pages = {path.relative_to(site).as_posix(): path for path in _pages(site)}
    texts = {name: path.read_text("utf-8") for name, path in pages.items()}
    listed = next((name for name, text in sorted(texts.items()) if "<!--editions:list-->" in text), "")
    for name, text in texts.items():

        def offered(mark: re.Match[str], page: str = name) -> str:
            return _marked(mark["kind"], _offered(mark["kind"], page, listed, found))

        filled = _MARK.sub(offered, text)
        if filled != text:
            pages[name].write_text(filled, "utf-8")
    return found


def _offered(kind: str, page: str, listed: str, found: list[Offer]) -> str:
    if not found:
        return _fill("none") if kind == "list" else ""
    if kind == "foot" and not listed:
        return ""
    files = [(relative_uri(page, f"{EDITIONS}/{one.file}"), one) for one in found]
    way = f"#{PLACE}" if page == listed else f"{relative_uri(page, listed)}#{PLACE}"
    return _fill(kind, files=files, way=way)


def offer_editions(app: Sphinx) -> None:
    """Fill the marks when everything else of the site is written."""
    offer(Path(app.outdir), Path(app.srcdir) / "_build" / EDITIONS)
