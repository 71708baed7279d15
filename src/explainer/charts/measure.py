"""How wide a text will be, before anything is drawn: labels are laid out here, not by chance.

Advance widths in thousandths of the font size, rounded up to 5, so that layout needs no font file and is the same on
every machine. A little is added (`SLACK`) because a fallback font may be wider than ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

SLACK = 1.02

# Advance widths of the charts' sans, as its font file's "hmtx" table gives them: weight 400, then 600.
_REGULAR = {
    105: "·", 200: " \xa0", 235: "'", 240: "ijl", 245: "|", 255: ",.:;I’‘", 275: "!", 355: "`f", 375: "r",
    380: "t", 385: '"', 395: "1", 410: "()*[]{}“”", 430: "_", 445: "/\\", 455: "J", 475: "s", 500: "z",
    510: "-", 525: "vy", 535: "+7<=>^ack~×−", 545: "2", 555: "x", 565: "eé", 570: "?", 575: "35", 585: "8oö",
    590: "Lu–ü", 600: "46hn", 605: "F", 610: "$9Sbdgpq", 625: "Z", 640: "BE", 650: "T", 655: "…", 660: "PR",
    670: "0", 680: "Y", 690: "X", 695: "K", 715: "U", 720: "#", 730: "AV", 740: "HN", 745: "C", 755: "&D",
    765: "G", 770: "w", 790: "%OQ", 855: "@", 890: "—", 910: "M", 925: "m", 1090: "W",
}  # fmt: skip
_SEMIBOLD = {
    145: "·", 195: " \xa0", 235: "|", 255: "I", 260: "'ijl", 275: ",.:;’‘", 295: "!", 355: "`", 370: "f",
    390: "1r", 410: "t", 430: "*J", 440: "()[]{}", 445: "/\\", 450: '"', 470: "_", 475: "“”", 495: "-s",
    515: "z", 540: "vy", 545: "+<=>^~×−", 555: "c", 560: "2ak", 565: "7", 575: "eé", 580: "3?", 585: "5",
    590: "Lx", 595: "F", 600: "8o–ö", 605: "uü", 615: "46hn", 620: "9", 625: "bdgpq", 630: "E", 635: "Z",
    640: "$S", 645: "B", 665: "RT", 670: "P", 680: "0", 700: "Y", 705: "U", 710: "X", 715: "K", 725: "HN",
    730: "#…", 735: "AV", 750: "C", 755: "D", 765: "G", 770: "&", 790: "%", 795: "O", 800: "w", 810: "Q",
    870: "@", 900: "M—", 945: "m", 1090: "W",
}  # fmt: skip
_WIDTHS = {
    weight: {letter: wide for wide, letters in table.items() for letter in letters}
    for weight, table in ((False, _REGULAR), (True, _SEMIBOLD))
}
# A letter of another font: about as wide as a capital of ours.
_OTHER = 620


@lru_cache(maxsize=8192)
def width(text: str, size: float = 13, bold: bool = False) -> float:
    """Pixels that one line of text takes.

    Parameters
    ----------
    text: the line.
    size: font size in pixels.
    bold: whether it is set in the semibold weight.
    """
    return sum(_WIDTHS[bold].get(letter, _OTHER) for letter in text) / 1000 * size * SLACK


@lru_cache(maxsize=4096)
def wrap(text: str, room: float, size: float = 13, bold: bool = False, balance: bool = True) -> tuple[str, ...]:
    """Break a text into lines no wider than `room`; a word that is wider stands alone, a no-break space holds.

    Parameters
    ----------
    text: words separated by blanks; empty text gives no lines.
    room: pixels a line may take.
    size, bold: as for `width`.
    balance: make the lines about equally long, without making more of them.
    """
    words = [word for word in re.split(r"[ \n\t]+", text) if word]
    lines = _fill(words, room, size, bold)
    if not balance or len(lines) < 2:
        return lines
    low, high = max(width(word, size, bold) for word in words), room
    # Narrow the room as far as the number of lines allows: the shortest room that still gives as many lines.
    while high - low > 2:
        middle = (low + high) / 2
        if len(_fill(words, middle, size, bold)) > len(lines):
            low = middle
        else:
            high = middle
    return _fill(words, high, size, bold)


def _fill(words: list[str], room: float, size: float, bold: bool) -> tuple[str, ...]:
    lines: list[str] = []
    for word in words:
        if lines and width(f"{lines[-1]} {word}", size, bold) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)


def block(lines: Iterable[str], size: float = 13, bold: bool = False) -> float:
    """Pixels of the widest of some lines."""
    return max((width(line, size, bold) for line in lines), default=0.0)
