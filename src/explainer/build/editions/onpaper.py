"""What changes when a page is turned, not scrolled: what folds on the site is open, or left out with a word."""

from __future__ import annotations

from lxml import html

from explainer.build.editions.leaves import Leaf, classes

#: A figure's table with more rows than this would fill pages; each of its rows leads to a sentence of the book.
MOST_ROWS = 40
#: What serves those who work with the files: code, columns of tables, hashes, passages left aside.
FOR_MACHINES = ("code", "table-columns", "hashes", "exceptions")
#: Of these a page says that they were left out; of the others its imprint does.
SAID = ("hashes", "exceptions")


def unfold(leaf: Leaf) -> None:
    """Open what a page folds, and leave out what only helps at a screen."""
    leave_out(leaf, drawing="narrow")
    unscrolled(leaf)
    for folded in leaf.body.xpath(".//details"):
        folded.tag = "div"
        for summary in folded.xpath("./summary"):
            summary.tag = "p"
            summary.set("class", "unfolded")


def leave_out(leaf: Leaf, drawing: str) -> None:
    """Leave out what is for machines, the longest tables, and one of the two drawings of each figure.

    Parameters
    ----------
    leaf: the page.
    drawing: the one to leave out, "wide" or "narrow".
    """
    for element in leaf.body.xpath(f".//details[{classes(*FOR_MACHINES)}]"):
        if not {*SAID} & set(element.get("class").split()):
            element.drop_tree()
            continue
        summary = " ".join((element.findtext("summary") or "").split())
        _say_instead(element, "left-out", "On the site only", f" {summary}.")
    for picture in leaf.body.xpath(f".//div[({classes('picture')}) and ({classes(drawing)})]"):
        picture.drop_tree()
    for folded in leaf.body.xpath(f".//details[{classes('figure-table')}]"):
        rows = len(folded.xpath(".//tbody/tr"))
        if rows > MOST_ROWS:
            words = f" Its {rows} rows are left out here; each of them leads to a sentence that this book lists."
            _say_instead(folded, "table-left-out", "Table", words)


def _say_instead(element: html.HtmlElement, name: str, title: str, words: str) -> None:
    """Put a short paragraph in the place of an element."""
    said, bold = html.Element("p", {"class": name}), html.Element("b")
    bold.text, bold.tail = title, words
    said.append(bold)
    said.tail = element.tail
    element.getparent().replace(element, said)


def unscrolled(leaf: Leaf) -> None:
    """Let boxes that scroll be plain boxes: nobody has to reach them with a key."""
    for box in leaf.body.xpath(".//*[@tabindex and not(ancestor-or-self::svg)]"):
        del box.attrib["tabindex"]
        if box.get("role") == "region":
            for name in ("role", "aria-label", "aria-labelledby"):
                box.attrib.pop(name, None)
