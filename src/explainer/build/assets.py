"""Make what of the site comes from packages: the script that draws live charts, and the fonts.

Run by the set-up and never committed: the same bytes from the same packages, without a network and without Node. Each
face gives small WOFF2 files for readers, and TTF files at fixed weights for measuring the text of charts.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import vl_convert
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

RUNTIME = Path(__file__).with_name("runtime.js")


def main(out: Path) -> None:
    """Write the script and the fonts into a folder.

    Parameters
    ----------
    out: the folder to fill; it is made if missing.

    Raises SystemExit when the script cannot be bundled, ImportError when a package is missing.
    """
    out.mkdir(parents=True, exist_ok=True)
    (out / RUNTIME.name).write_text(bundle(RUNTIME.read_text("utf-8")), "utf-8")
    for face in FACES:
        make_face(face, out)
    make_formulas(out)


def bundle(script: str) -> str:
    """Bundle a script and the packages it imports, from inside vl-convert, into one classic script.

    Parameters
    ----------
    script: an ES module; it imports `/npm/NAME@VERSION/+esm`.

    Returns a script that runs from `file://` too and leaves no name behind but those it puts into `window`.

    Raises SystemExit when it imports what is not inside vl-convert.
    """
    try:
        made = vl_convert.javascript_bundle(script)
    # What is not inside makes its Rust code panic, and that is no Exception of Python's.
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        inside, said = f"vl-convert {version('vl-convert-python')}", str(error).splitlines()[0]
        raise SystemExit(f"{RUNTIME.name}: {inside} cannot bundle it: {said}") from error
    banner = f"/* Vega {vl_convert.get_vega_version()} and its interpreter, BSD-3-Clause, bundled by explainer */"
    return f"{banner}\n(()=>{{{made}}})();\n"


#: English and the typographic signs that pages use: dashes, quotation marks, ellipsis, arrows, signs of comparison.
LETTERS = "".join(chr(code) for code in range(0x20, 0x7F)) + "\u00a0·×÷–—‘’“”…†¶°±≈≥≤−→←•½éüöäáíóúçèñß"
#: Letters of European names in Latin writing, fetched only by pages that have one of them.
EXTRA = "ĆćČčĐđĘęĹĺŁłŃńŚśŠšŬŭŹźŻżŽž"
#: What layout needs of a font's features: kerning, ligatures, figures in tables, marks on letters.
FEATURES = ("kern", "liga", "tnum", "lnum", "pnum", "calt", "ccmp", "locl", "mark", "mkmk")


@dataclass(frozen=True)
class Face:
    """One face of the site.

    Parameters
    ----------
    package: the package the font comes from.
    file: its variable font inside the package.
    name: name of the files made, without ending.
    family: the name under which style sheets and charts ask for it.
    axes: limits of its variation axes; a single number fixes an axis.
    weights: fixed weights to make for measuring and drawing charts.
    letters: what it can write; empty for all of `LETTERS` and, in a file of its own, `EXTRA`.
    italic: its letters are slanted.
    """

    package: str
    file: str
    name: str
    family: str
    axes: dict[str, tuple[float, float] | float]
    weights: Sequence[int] = ()
    letters: str = ""
    italic: bool = False


#: An italic stands for a word or two: letters, figures and the commonest signs are enough.
_FEW = "".join(chr(code) for code in range(0x20, 0x7F)) + "\u00a0–—‘’“”…éüöä"

#: The file of the font of formulas, and the blocks of Unicode that it can write: letters, Greek, signs, arrows,
#: operators, brackets, and the letters of mathematics (italic, bold, script, double-struck).
FORMULAS = "formulas.woff2"
_FORMULAS = (
    (0x20, 0x7E), (0xA0, 0xFF), (0x131, 0x131), (0x237, 0x237), (0x2C6, 0x2DD), (0x300, 0x338), (0x391, 0x3F6),
    (0x2010, 0x2044), (0x2057, 0x2057), (0x2061, 0x2064), (0x20D0, 0x20EF), (0x2100, 0x214B), (0x2190, 0x21FF),
    (0x2200, 0x22FF), (0x2308, 0x230B), (0x23B0, 0x23B1), (0x23DC, 0x23E1), (0x25A0, 0x25FF), (0x27C2, 0x27FF),
    (0x2A00, 0x2A0C), (0x2A3F, 0x2A3F), (0x2A7D, 0x2A7E), (0x2AAF, 0x2AB0), (0x1D400, 0x1D49B),
    (0x1D49C, 0x1D4CF), (0x1D504, 0x1D56B), (0x1D6A4, 0x1D6E1), (0x1D6E2, 0x1D755),
)  # fmt: skip

FACES = (
    Face("fontpkg_newsreader", "Newsreader[opsz,wght].ttf", "serif", "Explainer Serif",
         {"opsz": 16, "wght": 400}, (400,)),
    Face("fontpkg_newsreader", "Newsreader-Italic[opsz,wght].ttf", "serif-italic", "Explainer Serif",
         {"opsz": 16, "wght": 400}, (400,), letters=_FEW, italic=True),
    Face("fontpkg_instrument_sans", "InstrumentSans[wdth,wght].ttf", "sans", "Explainer Sans",
         {"wdth": 100, "wght": (400, 700)}, (400, 500, 550, 600, 650, 700)),
)  # fmt: skip


def make_face(face: Face, out: Path) -> None:
    """Write the files of one face.

    Parameters
    ----------
    face: which.
    out: the folder to write to: NAME.woff2 and NAME-extra.woff2, and NAME-WEIGHT.ttf for each fixed weight.
    """
    source = files(face.package).joinpath("files", face.file).read_bytes()
    for ending, letters in [("", face.letters or LETTERS)] + ([] if face.letters else [("-extra", EXTRA)]):
        cut = _limited(_cut(source, letters, face.family), face.axes)
        cut.flavor = "woff2"
        cut.save(out / f"{face.name}{ending}.woff2", reorderTables=None)
    whole = _cut(source, face.letters or LETTERS, face.family)
    for weight in face.weights:
        fixed = _limited(whole, {**face.axes, "wght": weight})
        _declare(fixed, face, weight)
        fixed.save(out / f"{face.name}-{weight}.ttf", reorderTables=None)


def make_formulas(out: Path) -> None:
    """Write the font of formulas: what LaTeX's common commands ask for, with the sizes of brackets and roots (MATH)."""
    # Not with `files`: importing that package loads what draws with it.
    package = find_spec("ziamath")
    assert package is not None and package.submodule_search_locations
    source = (Path(package.submodule_search_locations[0]) / "fonts" / "STIXTwoMath-Regular.ttf").read_bytes()
    letters = "".join(chr(code) for first, last in _FORMULAS for code in range(first, last + 1))
    cut = _cut(source, letters, "Explainer Math", ("ccmp",))
    cut.flavor = "woff2"
    cut.save(out / FORMULAS, reorderTables=None)


def _limited(font: TTFont, axes: dict[str, tuple[float, float] | float]) -> TTFont:
    made = instancer.instantiateVariableFont(font, axes, updateFontNames=False)
    if "fvar" not in made and "STAT" in made:
        del made["STAT"]
    return made


def _cut(source: bytes, letters: str, family: str, features: Sequence[str] = FEATURES) -> TTFont:
    # Time stamps are kept as they were: two builds give the same bytes.
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    options = subset.Options(
        layout_features=list(features), hinting=False, desubroutinize=True, notdef_outline=True,
        recalc_timestamp=False, name_IDs=[0, 1, 2, 4, 6, 13, 14],
    )  # fmt: skip
    options.drop_tables += ["DSIG", "meta"]
    known = font.getBestCmap()
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(letter) for letter in letters if ord(letter) in known])
    cutter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 4, 6):
            record.string = family if record.nameID != 6 else family.replace(" ", "")
    return font


def _declare(font: TTFont, face: Face, weight: int) -> None:
    """Write a fixed weight and the slant into the font, so that a renderer can tell the family's files apart."""
    style = "Italic" if face.italic else "Regular"
    font["OS/2"].usWeightClass = weight
    # Bit 0 of the selection is the slant, bit 6 its absence (https://learn.microsoft.com/typography/opentype/spec/os2).
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0x41 | (0x01 if face.italic else 0x40)
    font["head"].macStyle = font["head"].macStyle & ~0x02 | (0x02 if face.italic else 0)
    for record in font["name"].names:
        if record.nameID == 2:
            record.string = style
        elif record.nameID == 6:
            record.string = f"{face.family.replace(' ', '')}-{weight}{style if face.italic else ''}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
