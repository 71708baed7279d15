"""What the site gets so that its chapters run in the reader's browser.

The kernel reads one lock, in Pyodide's own format, and refuses what does not have the hash written there. Compiled
packages come from Pyodide, pure ones from the environment of `browser.lock`, the engine from here.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import vl_convert
from jinja2 import Template

from explainer.build.browser import lite
from explainer.build.browser.wheels import CORE, Environment, Release, Wheel, fetch_wheels, verified
from explainer.build.contents import Contents, settings
from explainer.build.notebooks import archive, engine
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
    packages: what their kernels load, by name.
    """

    root: Path
    release: Release
    environment: Environment
    chapters: list[Chapter]
    packages: dict[str, Wheel]

    @classmethod
    def read(cls, root: Path, environment: Path) -> Parts:
        """Find everything.

        Raises Faults when the environment or Pyodide is missing, or a package can be had nowhere.
        """
        if not environment.is_dir():
            raise Faults([Fault(str(environment), "", "", "there is no such environment; make browser makes it")])
        release, known = Release.read(environment), Environment(environment)
        chapters = [found for path in Contents.read(root).docs.values() if (found := Chapter.read(path))]
        wanted = [*KERNEL, *sorted({*archive.needs(chapters), "altair", "pandas"})]
        return cls(root, release, known, chapters, resolve(wanted, release, known))

    @property
    def official(self) -> dict[str, Wheel]:
        """Pyodide's own packages."""
        return {name: wheel for name, wheel in self.packages.items() if wheel.content is None}


def fetch(parts: Parts, folder: Path) -> None:
    """Fetch Pyodide's packages into a folder; raises Faults with those that could not be had, or are others."""
    fetch_wheels(folder, parts.official.values(), parts.release.host)


def addition(parts: Parts, wheels: Path | None) -> Any:
    """Give what `build` calls to make the folder and to learn what the pages say of it.

    Parameters
    ----------
    parts: what it is made of.
    wheels: the folder of Pyodide's packages; None when readers fetch them.

    Raises Faults when a package in the folder is missing or is not the lock's.
    """
    needed = parts.official
    given = verified(wheels, needed.values()) if wheels else None

    def make(stage: Path) -> Json:
        ledger = Ledger.load(parts.root)
        title = str(settings(parts.root).get("title", ""))
        tables = {path: file.content for path, file in package_files(ledger).items()}
        contents = archive.contents(title, parts.chapters, ledger, tables, _ABOUT, browser=True)
        files, loaded = lay_out(parts.packages, parts.release, parts.environment, given)
        kernel = {name: parts.release.folder / name for name in CORE} | files
        hosts = () if wheels else (f"https://{urlsplit(parts.release.host).netloc}",)
        out = stage / SITE / lite.FOLDER
        lite.make(out, parts.environment.folder, title, contents, kernel, loaded, _drawing(), hosts)
        said = offer(out)
        addresses = [] if wheels else [parts.release.host + wheel.file for wheel in needed.values()]
        _write_page(out, title, said, addresses, list(needed))
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
    page = Template((_HERE / "run.html").read_text("utf-8"), autoescape=True, keep_trailing_newline=True)
    written = page.render(title=title, host=host, addresses=addresses, names=names, size=said)
    (out / "run.html").write_text(written, "utf-8")
    for name in ("run.css", "run.js"):
        (out / name).write_bytes((_HERE / name).read_bytes())


#: What the kernel of JupyterLite loads before the first cell, and looks for elsewhere where a lock lacks it.
KERNEL = ("micropip", "comm", "ipython", "jedi")
#: Wheels that JupyterLite's kernel brings along, with what they need.
LITE: dict[str, list[str]] = {"piplite": ["micropip"], "pyodide-kernel": ["comm", "ipython"], "ipykernel": []}
_EXTENSION = "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension/static/pypi"


def resolve(wanted: Iterable[str], release: Release, environment: Environment) -> dict[str, Wheel]:
    """Find packages and all they need, by name: in the environment first, else among Pyodide's.

    Raises Faults with every package that neither has.
    """
    found: dict[str, Wheel] = {}
    faults = []
    waiting = list(wanted)
    while waiting:
        if (name := waiting.pop(0)) in found:
            continue
        if wheel := environment.wheel(name) or release.wheel(name):
            found[name] = wheel
            waiting += wheel.entry["depends"]
        else:
            faults.append(Fault("browser.in", name, "", "neither among its packages nor among Pyodide’s"))
    if faults:
        raise Faults(faults)
    return found


def lay_out(
    packages: Mapping[str, Wheel], release: Release, environment: Environment, given: Mapping[str, bytes] | None
) -> tuple[dict[str, bytes], list[str]]:
    """Give the files that a kernel loads, and the names of the packages it loads before the first cell.

    Parameters
    ----------
    packages: what `resolve` found.
    release: Pyodide.
    environment: where JupyterLite is installed.
    given: the content of Pyodide's wheels by file name; None when each reader fetches them from `release.host`.

    Returns the content of each file by name, the lock among them, and the names.
    """
    wheels = dict(packages)
    for path in sorted((environment.folder / _EXTENSION).glob("*.whl")):
        name, number = path.name.split("-")[:2]
        if (plain := name.replace("_", "-")) in LITE:
            wheels[plain] = Wheel.made(plain, number, path.name, path.read_bytes(), [name], LITE[plain])
    file, content = engine.wheel()
    needs = sorted(engine.drawing())
    wheels["explainer"] = Wheel.made("explainer", file.split("-")[1], file, content, ["explainer"], needs)
    files = dict(given or {}) | {one.file: one.content for one in wheels.values() if one.content is not None}
    elsewhere = {
        name: {"file_name": release.host + one.file} if one.content is None and given is None else {}
        for name, one in wheels.items()
    }
    entries = {name: one.entry | elsewhere[name] for name, one in sorted(wheels.items())}
    lock = {"info": release.lock["info"], "packages": entries}
    files["pyodide-lock.json"] = (json.dumps(lock, indent=1) + "\n").encode()
    return files, sorted({*KERNEL, *LITE})
