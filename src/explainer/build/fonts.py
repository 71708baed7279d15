"""The fonts of the site, cut from npm's packages to the letters and weights that pages use.

Each face gives small WOFF2 files for readers, and TTF files at fixed weights for measuring the text of charts.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

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
    package: npm package the font comes from.
    file: its WOFF2 file inside the package; `{}` stands for the part of the alphabet, latin or latin-ext.
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

FACES: tuple[Face, ...] = (
    Face(
        "@fontsource-variable/newsreader",
        "newsreader-{}-opsz-normal.woff2",
        "serif",
        "Explainer Serif",
        {"opsz": 16, "wght": 400},
        weights=(400,),
    ),
    Face(
        "@fontsource-variable/newsreader",
        "newsreader-{}-opsz-italic.woff2",
        "serif-italic",
        "Explainer Serif",
        {"opsz": 16, "wght": 400},
        weights=(400,),
        letters=_FEW,
        italic=True,
    ),
    Face(
        "@fontsource-variable/instrument-sans",
        "instrument-sans-{}-wght-normal.woff2",
        "sans",
        "Explainer Sans",
        {"wght": (400, 700)},
        weights=(400, 500, 550, 600, 650, 700),
    ),
)


def make(face: Face, node_modules: Path, out: Path) -> None:
    """Write the files of one face.

    Parameters
    ----------
    face: which.
    node_modules: where `npm ci` put the packages.
    out: the folder to write to: NAME.woff2 and NAME-extra.woff2, and NAME-WEIGHT.ttf for each fixed weight.
    """
    alphabets = [("latin", "", face.letters or LETTERS)] + ([] if face.letters else [("latin-ext", "-extra", EXTRA)])
    for part, ending, letters in alphabets:
        source = node_modules / face.package / "files" / face.file.format(part)
        cut = _cut(_reloaded(_limited(source, face.axes)), letters, face.family)
        cut.flavor = "woff2"
        cut.save(out / f"{face.name}{ending}.woff2", reorderTables=None)
    for weight in face.weights:
        source = node_modules / face.package / "files" / face.file.format("latin")
        fixed = _cut(_reloaded(_limited(source, {**face.axes, "wght": weight})), face.letters or LETTERS, face.family)
        _declare(fixed, face, weight)
        fixed.save(out / f"{face.name}-{weight}.ttf", reorderTables=None)


def _limited(source: Path, axes: dict[str, tuple[float, float] | float]) -> TTFont:
    # Time stamps are kept as they were: two builds give the same bytes.
    return instancer.instantiateVariableFont(TTFont(source, recalcTimestamp=False), axes, updateFontNames=False)


def _reloaded(font: TTFont) -> TTFont:
    """Save and read again: the subsetter does not find the names of glyphs right after the instancer."""
    buffer = io.BytesIO()
    font.flavor = None
    font.save(buffer)
    buffer.seek(0)
    return TTFont(buffer, recalcTimestamp=False)


def _cut(font: TTFont, letters: str, family: str) -> TTFont:
    options = subset.Options(
        layout_features=list(FEATURES),
        hinting=False,
        desubroutinize=True,
        notdef_outline=True,
        recalc_timestamp=False,
        name_IDs=[0, 1, 2, 4, 6, 13, 14],
    )
    options.drop_tables += ["DSIG", "meta", *([] if "fvar" in font else ["STAT"])]
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
