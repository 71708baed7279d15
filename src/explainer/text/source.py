"""A text as it comes: bytes of any kind into characters, and those into a form that patterns can read."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

#: A longer text is refused.
LIMIT = 4_000_000
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_KINDS = {
    b"%PDF": "a PDF file", b"PK\x03\x04": "a packed file such as a Word document",
    b"\xd0\xcf\x11\xe0": "an old Word file", b"{\\rtf": "an RTF file",
    b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture",
}  # fmt: skip
_HTML = re.compile(r"\s*<(?:!doctype html|html|head|body|\?xml|(?:p|div|article|h1)[\s>])", re.IGNORECASE)
# Signs that have a plain cousin; every minus is a hyphen.
_PLAIN = dict(zip("−‐‑﹣＋⁄∕＄￡％，．", "----+//$£%,.", strict=True))


def decode(data: bytes, encoding: str = "") -> str:
    """Give the characters of a file, without a byte order mark.

    Parameters
    ----------
    data: the file's bytes: UTF-8, UTF-16 with its mark, or Windows-1252.
    encoding: how to read them, where the bytes do not tell.

    Raises ValueError, in one sentence, for what is no text: an empty file, a PDF, a Word file.
    """
    for head, kind in _KINDS.items():
        if data.startswith(head):
            raise ValueError(
                f"this is {kind}, not a text: open it, save its words as plain text (UTF-8), and read that"
            )
    if len(data) > LIMIT:
        raise ValueError(f"the text has {len(data):,} bytes; more than {LIMIT:,} are not read: give a part of it")
    if data.startswith(_MARKS):
        encoding = encoding or "utf-16"
    try:
        text = data.decode(encoding or "utf-8-sig")
    except (UnicodeDecodeError, LookupError):
        if encoding:
            raise ValueError(f"the bytes cannot be read as {encoding}") from None
        text = data.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise ValueError("this is no text: it holds bytes of zero; save its words as plain text (UTF-8)")
    if not text.strip():
        raise ValueError("the file is empty: there is nothing to read")
    return text


def is_html(text: str) -> bool:
    """Tell whether a text is the source of a web page."""
    return _HTML.match(text) is not None


def words_of_html(text: str) -> str:
    """Give the words of a web page: one paragraph a line, blank lines between, no scripts or menus."""
    from lxml import html

    tree = html.fromstring(text)
    for name in ("script", "style", "noscript", "template", "nav", "footer", "form", "aside", "svg", "iframe", "head"):
        for node in list(tree.iter(name)):
            node.drop_tree()
    main = next(iter([*tree.iter("article"), *tree.iter("main")]), tree)
    blocks = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "figcaption", "td", "th", "pre", "dt", "dd")
    for node in main.iter(*blocks, "br", "div", "section", "tr"):
        if node.tag == "br":
            node.tail = "\n" + (node.tail or "")
        else:
            node.text, node.tail = "\n\n" + (node.text or ""), "\n\n" + (node.tail or "")
    lines = [re.sub(r"[ \t\r\f\v]+", " ", line).strip() for line in str(main.text_content()).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def tidied(data: bytes, encoding: str = "") -> tuple[str, list[str]]:
    """Make a text that a book can quote of a file: UTF-8, "\\n" line ends, a paragraph a line.

    Parameters
    ----------
    data: the file's bytes.
    encoding: how to read them, where they do not tell.

    Returns the text, and what was done to the file, as sentences; none when its bytes stay as they are.
    Raises ValueError, in one sentence, for what is no text.
    """
    text, done = decode(data, encoding), []
    if is_html(text):
        text = words_of_html(text)
        done.append("The words were taken out of a web page.")
    if not done and text.encode() != data.removeprefix(b"\xef\xbb\xbf"):
        done.append(f"The bytes were read as {encoding or ('UTF-16' if data[:2] in _MARKS else 'Windows-1252')}.")
    if data.startswith(b"\xef\xbb\xbf"):
        done.append("The byte order mark was left out.")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        done.append("Windows line ends became plain ones.")
    blocks = re.split(r"\n[^\S\n]*\n\s*", text.strip("\n"))
    if any(_is_wrapped(block) for block in blocks):
        text = "\n\n".join(_unwrapped(block) if _is_wrapped(block) else block for block in blocks) + "\n"
        done.append("Lines that were cut to one width were joined to paragraphs.")
    if odd := sorted({f"U+{ord(char):04X}" for char in text if ord(char) < 32 and char not in "\t\n"}):
        raise ValueError(f"it holds control characters ({', '.join(odd)}): this is no plain text")
    return text, done


def _is_wrapped(block: str) -> bool:
    """Tell a paragraph whose lines were cut to one width from a list or a poem: all lines but the last are long."""
    lines = [line.strip() for line in block.split("\n")]
    return len(lines) > 1 and all(len(line) > 40 for line in lines[:-1]) and max(map(len, lines)) < 100


def _unwrapped(block: str) -> str:
    return re.sub(r"(?<=\w-)\n\s*(?=\w)", "", re.sub(r"(?<!-)\s*\n\s*", " ", block)).replace("\n", " ")


class Plain:
    """A text in the form that patterns read, and the way back to the characters as they stand.

    Every kind of blank and a single line break is a blank, every minus a hyphen; soft hyphens and
    other characters without width are left out. A blank line ends a sentence and stays "\\n".

    Parameters
    ----------
    source: the text as it stands.
    """

    def __init__(self, source: str) -> None:
        """Make the plain form."""
        self.source = source
        kept: list[str] = []
        at: list[int] = []
        for place, char in enumerate(source):
            plain = _character(char)
            if char == "\r":
                plain = "" if source[place + 1 : place + 2] == "\n" else "\n"
            if plain:
                kept.append(plain)
                at.append(place)
        # A single line break is a blank; two or more end a paragraph.
        joined = re.sub(r"(?<!\n)\n(?!\s*\n)", " ", "".join(kept))
        # Many blanks are one, but for those between the numbers of a table.
        many = re.finditer(r"(?<=[^\d) ]) {2,}| {2,}(?=[^\d( ])", joined)
        out = {place for match in many for place in range(match.start() + 1, match.end())}
        self.text = "".join(char for place, char in enumerate(joined) if place not in out)
        self._at = [place for index, place in enumerate(at) if index not in out]

    def start(self, place: int) -> int:
        """Give where the character `place` of the plain text stands in the source."""
        return self._at[place] if place < len(self._at) else len(self.source)

    def end(self, place: int) -> int:
        """Give where the stretch that ends before `place` ends in the source."""
        return self._at[place - 1] + 1 if place else 0


@lru_cache(maxsize=4096)
def _character(char: str) -> str:
    if char in _PLAIN:
        return _PLAIN[char]
    if ord(char) < 128:
        return " " if char in "\t\f\v" else char
    category = unicodedata.category(char)
    if category == "Zs":
        return " "
    if category == "Cf":
        return ""
    if category == "Nd":  # digits of other widths, not those of other scripts' own numerals
        wide = unicodedata.normalize("NFKC", char)
        return wide if wide.isascii() else char
    return char


def lines_of(text: str) -> list[int]:
    """Give where each line of a text begins."""
    return [0, *accumulate(len(line) for line in text.splitlines(keepends=True))]


def line_at(starts: list[int], place: int) -> tuple[int, int]:
    """Give the line and the column, both from 1, of a place in a text."""
    line = bisect_right(starts, place)
    return line, place - starts[line - 1] + 1
