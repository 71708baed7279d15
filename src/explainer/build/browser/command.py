"""What the site gets so that its chapters run in the reader's browser.

The kernel reads one lock, in Pyodide's own format, and refuses what does not have the hash written there. Compiled
packages come from Pyodide, pure ones from the environment of `browser.lock`, the engine from here.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import vl_convert

from explainer.build.browser import lite
from explainer.build.browser.wheels import CORE, Environment, Package, Release, Wheel, fetch_wheels, verified
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
    packages: what their kernels load.
    """

    root: Path
    release: Release
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
        release, known = Release.read(environment), Environment(environment)
        chapters = [found for path in Contents.read(root).docs.values() if (found := Chapter.read(path))]
        wanted = [*KERNEL, *sorted({*archive.needs(chapters), "altair", "pandas"})]
        return cls(root, release, known, chapters, resolve(wanted, release, known))


def listing(parts: Parts) -> str:
    """Name Pyodide's packages as `sha256sum --check` reads them, with the addresses they are handed out at."""
    lines = [f"# Pyodide {parts.release.version}: what --wheels needs. Each is at {parts.release.host}FILE"]
    return "\n".join([*lines, *(f"{wheel.sha256}  {wheel.file}" for wheel in parts.packages.official.values())])


def fetch(parts: Parts, folder: Path) -> None:
    """Fetch Pyodide's packages into a folder; raises Faults with those that could not be had, or are others."""
    fetch_wheels(folder, parts.packages.official.values(), parts.release.host)


def addition(parts: Parts, wheels: Path | None) -> Any:
    """Give what `build` calls to make the folder and to learn what the pages say of it.

    Parameters
    ----------
    parts: what it is made of.
    wheels: the folder of Pyodide's packages; None when readers fetch them.

    Raises Faults when a package in the folder is missing or is not the lock's.
    """
    needed = parts.packages.official.values()
    given = verified(wheels, needed) if wheels else None

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


#: What the kernel of JupyterLite loads before the first cell, and looks for elsewhere where a lock lacks it.
KERNEL = ("micropip", "comm", "ipython", "jedi")
#: Wheels that JupyterLite's kernel brings along, with what they need.
LITE = {"piplite": ("micropip",), "pyodide-kernel": ("comm", "ipython"), "ipykernel": ()}
_EXTENSION = "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension/static/pypi"


@dataclass
class Packages:
    """Everything a kernel loads.

    Parameters
    ----------
    official: Pyodide's packages, by name.
    pure: packages of the environment, by name.
    """

    official: dict[str, Wheel] = field(default_factory=dict)
    pure: dict[str, Package] = field(default_factory=dict)


def resolve(wanted: Iterable[str], release: Release, environment: Environment) -> Packages:
    """Find packages and all they need: in the environment first, else among Pyodide's.

    Raises Faults with every package that neither has.
    """
    found, faults = Packages(), []
    waiting = list(wanted)
    while waiting:
        name = waiting.pop(0)
        if name in found.official or name in found.pure:
            continue
        if environment.has(name):
            found.pure[name] = environment.package(name)
            waiting += found.pure[name].depends
        elif release.has(name):
            found.official[name] = release.wheel(name)
            waiting += found.official[name].depends
        else:
            faults.append(Fault("browser.in", name, "", "neither among its packages nor among Pyodide’s"))
    if faults:
        raise Faults(faults)
    return found


def lay_out(
    packages: Packages, release: Release, environment: Environment, given: Mapping[str, bytes] | None
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
    files: dict[str, bytes] = dict(given or {})
    entries: Json = {}
    for name, wheel in packages.official.items():
        entry = dict(release.lock["packages"][name])
        entries[name] = entry | ({} if given is not None else {"file_name": release.host + wheel.file})
    for name, package in packages.pure.items():
        files[package.file] = package.wheel()
        entries[name] = _entry(name, package.version, package.file, files, package.imports, package.depends)
    for path in sorted((environment.folder / _EXTENSION).glob("*.whl")):
        name, number = path.name.split("-")[:2]
        if (plain := name.replace("_", "-")) in LITE:
            files[path.name] = path.read_bytes()
            entries[plain] = _entry(plain, number, path.name, files, (name,), LITE[plain])
    file, files[file] = engine.wheel()
    number, needs = file.split("-")[1], sorted(engine.drawing())
    entries["explainer"] = _entry("explainer", number, file, files, ("explainer",), needs)
    lock = {"info": release.lock["info"], "packages": dict(sorted(entries.items()))}
    files["pyodide-lock.json"] = (json.dumps(lock, indent=1) + "\n").encode()
    return files, sorted({*KERNEL, *LITE})


def _entry(
    name: str, number: str, file: str, files: Mapping[str, bytes], imports: Iterable[str], depends: Iterable[str]
) -> Json:
    return {
        "name": name,
        "version": number,
        "file_name": file,
        "install_dir": "site",
        "sha256": hashlib.sha256(files[file]).hexdigest(),
        "package_type": "package",
        "imports": list(imports),
        "depends": list(depends),
        "unvendored_tests": False,
    }
