"""What the site gets so that its chapters run in the reader's browser."""

from __future__ import annotations

import gzip
import html
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import vl_convert

from explainer.build.browser import lite, official
from explainer.build.browser.packages import KERNEL, Packages, lay_out, resolve
from explainer.build.browser.pure import Environment
from explainer.build.contents import Contents, settings
from explainer.build.notebooks import archive
from explainer.build.publish import SITE
from explainer.model import Json
from explainer.model.faults import Fault, Faults
from explainer.query.ledger import Ledger
from explainer.site.evidence.package_files import package_files, size_words
from explainer.site.notebook_files import Chapter

_HERE = Path(__file__).parent
#: A line that many readers have, in bits a second: what a size is turned into seconds by.
LINE = 20_000_000
_ABOUT = (
    "This runs in your own browser. What you change stays there until you clear this site’s data, and nobody else sees "
    "it; **File ▸ Download** keeps a copy. Python brings its own versions of numpy and pandas here."
)


@dataclass(frozen=True)
class Parts:
    """What the folder is made of.

    Parameters
    ----------
    root: the project's folder.
    release: Pyodide.
    environment: where JupyterLite and the pure packages are installed.
    chapters: the pages that run.
    packages: what their kernels load.
    """

    root: Path
    release: official.Release
    environment: Environment
    chapters: list[Chapter]
    packages: Packages

    @classmethod
    def read(cls, root: Path, environment: Path) -> Parts:
        """Find everything.

        Raises Faults when the environment or Pyodide is missing, or a package can be had nowhere.
        """
        if not environment.is_dir():
            raise Faults([Fault(str(environment), "", "", "there is no such environment; make browser makes it")])
        release, known = official.Release.read(environment), Environment(environment)
        chapters = [found for path in Contents.read(root).docs.values() if (found := Chapter.read(path))]
        wanted = [*KERNEL, *sorted({*archive.needs(chapters), "altair", "pandas"})]
        return cls(root, release, known, chapters, resolve(wanted, release, known))


def listing(parts: Parts) -> str:
    """Name Pyodide's packages as `sha256sum --check` reads them, with the addresses they are handed out at."""
    lines = [f"# Pyodide {parts.release.version}: what --wheels needs. Each is at {parts.release.host}FILE"]
    return "\n".join([*lines, *(f"{wheel.sha256}  {wheel.file}" for wheel in parts.packages.official.values())])


def fetch(parts: Parts, folder: Path) -> None:
    """Fetch Pyodide's packages into a folder; raises Faults with those that could not be had, or are others."""
    official.fetch(folder, parts.packages.official.values(), parts.release.host)


def addition(parts: Parts, wheels: Path | None) -> Any:
    """Give what `build` calls to make the folder and to learn what the pages say of it.

    Parameters
    ----------
    parts: what it is made of.
    wheels: the folder of Pyodide's packages; None when readers fetch them.

    Raises Faults when a package in the folder is missing or is not the lock's.
    """
    needed = parts.packages.official.values()
    given = official.verified(wheels, needed) if wheels else None

    def make(stage: Path) -> Json:
        ledger = Ledger.load(parts.root)
        title = str(settings(parts.root).get("title", ""))
        tables = {path: file.content for path, file in package_files(ledger).items()}
        contents = archive.contents(title, parts.chapters, ledger, tables, _ABOUT, browser=True)
        files, loaded = lay_out(parts.packages, parts.release, parts.environment, given)
        kernel = {name: parts.release.folder / name for name in official.CORE} | files
        hosts = () if wheels else (f"https://{urlsplit(parts.release.host).netloc}",)
        out = stage / SITE / lite.FOLDER
        lite.make(out, parts.environment.folder, title, contents, kernel, loaded, _drawing(), hosts)
        said = offer(out)
        addresses = [] if wheels else [parts.release.host + wheel.file for wheel in needed]
        _write_page(out, title, said, addresses, [wheel.name for wheel in needed])
        return {"explainer_browser": {"folder": lite.FOLDER, "words": said}}

    return make


def _drawing() -> dict[str, bytes]:
    """Give what draws charts: Vega and Vega-Lite from inside vl-convert, then ours."""
    vega = vl_convert.javascript_bundle("window.vega = vega; window.vegaLite = vegaLite;")
    ours = {f"static/{name}": (_HERE / name).read_bytes() for name in ("chart.js", "chart.css")}
    return {"static/vega.js": f"(()=>{{{vega}}})();".encode(), **ours}


def offer(folder: Path) -> str:
    """Say how much a reader fetches at most, as it travels, and how long that takes: measured, not guessed."""
    size = sum(_travels(path) for path in folder.rglob("*") if path.is_file())
    return (
        f"At most {size_words(size)} the first time: about {max(1, round(size * 8 / LINE))} s on a line of "
        f"{LINE // 1_000_000} Mbit/s, and then the time that your machine takes to start Python."
    )


def _travels(path: Path) -> int:
    content = path.read_bytes()
    packed = path.suffix in (".whl", ".zip", ".woff2", ".png", ".ico")
    return len(content) if packed else len(gzip.compress(content, 6, mtime=0))


def _write_page(out: Path, title: str, said: str, addresses: list[str], names: list[str]) -> None:
    host = urlsplit(addresses[0]).netloc if addresses else ""
    hosts = (
        f"<b>Not everything comes from this site.</b> {len(names)} packages ({', '.join(names)}) come from "
        f"<code>{host}</code>, on top of that size; it learns your address and what your browser tells everybody. "
        "It is asked nothing before you press the button."
        if host
        else "Every byte comes from this site; no other is asked for anything."
    )
    page = (_HERE / "run.html").read_text("utf-8")
    for name, words in {
        "title": html.escape(title),
        "connect": f" https://{host}" if host else "",
        "wheels": " ".join(addresses),
        "size": said,
        "hosts": hosts,
        "go": f"Ask {host}, and open the notebook" if host else "Open the notebook",
    }.items():
        page = page.replace(f"{{{name}}}", words)
    (out / "run.html").write_text(page, "utf-8")
    for name in ("run.css", "run.js"):
        (out / name).write_bytes((_HERE / name).read_bytes())
