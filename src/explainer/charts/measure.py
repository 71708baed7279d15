"""How wide a text will be, before anything is drawn: labels are laid out here, not by chance.

Advance widths in thousandths of the font size, rounded up to 5, so that layout needs no font file and is the same on
every machine. A little is added (`SLACK`) because a fallback font may be wider than ours.
"""

from __future__ import annotations

from functools import lru_cache

SLACK = 1.03

# Advance widths as the font files' own "hmtx" tables give them; see `tests/test_measure.py`.
_SANS = {
    190: "'",
    220: "ijl’‘",
    260: "|",
    280: " !,./:;I[\\]ft·\u00a0",
    335: "()-`r{}“”",
    355: '"',
    390: "*",
    470: "^",
    500: "Jcksvxyz",
    555: "#$0123456789?L_abdeghnopqu–",
    585: "+<=>~×−",
    610: "FTZ",
    665: "&ABEKPSVXY",
    720: "CDHNRUw",
    780: "GOQ",
    835: "Mm",
    890: "%",
    945: "W",
    1000: "—…→←",
    1015: "@",
}
_WIDTHS = {letter: wide for wide, letters in _SANS.items() for letter in letters}
_OTHER = 600
_BOLDER = 1.06


@lru_cache(maxsize=4096)
def width(text: str, size: float = 13, bold: bool = False) -> float:
    """Pixels that one line of text takes.

    Parameters
    ----------
    text: the line.
    size: font size in pixels.
    bold: whether it is set in the semibold weight.
    """
    units = sum(_WIDTHS.get(letter, _OTHER) for letter in text)
    return units / 1000 * size * SLACK * (_BOLDER if bold else 1)


def _fill(words: list[str], room: float, size: float, bold: bool) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if line and width(longer, size, bold) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines


@lru_cache(maxsize=4096)
def wrap(text: str, room: float, size: float = 13, bold: bool = False, balance: bool = True) -> tuple[str, ...]:
    """Break a text into lines no wider than `room`; a word that is wider stands alone.

    Parameters
    ----------
    text: words separated by blanks; empty text gives no lines.
    room: pixels a line may take.
    size, bold: as for `width`.
    balance: make the lines about equally long, without making more of them.
    """
    words = text.split()
    lines = _fill(words, room, size, bold)
    if not balance or len(lines) < 2:
        return tuple(lines)
    low, high = max(width(word, size, bold) for word in words), room
    # Narrow the room as far as the number of lines allows: the shortest room that still gives as many lines.
    while high - low > 2:
        middle = (low + high) / 2
        if len(_fill(words, middle, size, bold)) > len(lines):
            low = middle
        else:
            high = middle
    return tuple(_fill(words, high, size, bold))


def block(lines: tuple[str, ...], size: float = 13, bold: bool = False) -> float:
    """Pixels of the widest of some lines."""
    return max((width(line, size, bold) for line in lines), default=0.0)
