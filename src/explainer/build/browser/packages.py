"""Which packages a chapter needs in a browser, and the lock by which its kernel loads them.

The kernel reads one lock, in Pyodide's own format, and refuses what does not have the hash written there. Compiled
packages come from Pyodide, pure ones from the environment of `browser.lock`, the engine from here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from explainer.build.browser.official import Release, Wheel
from explainer.build.browser.pure import Environment, Package
from explainer.build.notebooks import engine
from explainer.model import Json
from explainer.model.faults import Fault, Faults

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


