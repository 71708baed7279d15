"""Make the site and the editions from it: all of them, or nothing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from explainer.build.build import Addition, build
from explainer.build.chromium import browser
from explainer.build.publish import BUILD, EDITIONS, SITE
from explainer.model.faults import Fault, Faults


def make(root: Path, stage: Path, say: Callable[[str], None], *, with_pdf: bool) -> None:
    """Make the editions from the pages in a staging folder, look at them, and offer them on the pages.

    Parameters
    ----------
    root: the project's folder.
    stage: the staging folder, the site in its `html`; the editions come into its `editions`.
    say: gets each line of progress.
    with_pdf: False to leave the PDFs out, which need a browser.

    Raises Faults with everything that is wrong with them.
    """
    # Loaded here: these rooms know Sphinx, which `build` has loaded by now.
    from explainer.build.editions import look
    from explainer.build.editions.epub import epub
    from explainer.build.editions.paper import SHEETS
    from explainer.build.editions.pdf import pdf
    from explainer.build.editions.single import single
    from explainer.build.editions.whole import Whole
    from explainer.site.editions import offer, record
    from explainer.site.evidence.package_files import size_words

    site, made = stage / SITE, stage / EDITIONS
    made.mkdir()
    say("editions: binding the pages")
    whole = Whole.bind(site, root)
    slug = whole.about.slug
    formats: dict[str, str] = {}
    faults: list[Fault] = []

    def keep(name: str, format: str, content: bytes) -> None:
        (made / name).write_bytes(content)
        formats[name] = format
        say(f"  {name} {size_words(len(content))}")

    if with_pdf:
        paper = stage / "paper"
        paper.mkdir()
        for sheet in SHEETS:
            name = f"{slug}-{sheet.name.lower()}.pdf"
            keep(name, f"PDF for {sheet.name} paper", pdf(whole, sheet, paper))
            faults += look.look_pdf(name, (made / name).read_bytes(), whole.leaves)
    name = f"{slug}.epub"
    keep(name, "EPUB", epub(whole))
    faults += look.look_epub(name, (made / name).read_bytes())
    name = f"{slug}.html"
    keep(name, "one file of HTML", single(whole, site).encode("utf-8"))
    faults += look.look_single(name, (made / name).read_text("utf-8"))
    if faults:
        raise Faults(faults)
    record(site, made, formats)
    offer(site, made)


def editions(
    root: Path,
    say: Callable[[str], None] = lambda line: print(line, flush=True),
    *,
    with_pdf: bool = True,
    addition: Addition | None = None,
) -> int:
    """Build a project's site with its editions into `_build/html` and `_build/editions`.

    Parameters
    ----------
    root: the project's folder.
    say: gets each line of progress.
    with_pdf: False to leave the PDFs out.
    addition: makes what the site gets beside its pages, as for `build`.

    Returns the exit code: 0 when site and editions stand, 1 when something is wrong; then all that was made before is
    untouched.
    """
    root = root.resolve()
    if with_pdf:
        try:
            browser()
        except FileNotFoundError as error:
            print(f"{error}; it prints the PDFs.", file=sys.stderr)
            print("The other editions need none: python -m explainer editions --without-pdf", file=sys.stderr)
            return 1
    code = build(root, say, lambda stage: make(root, stage, say, with_pdf=with_pdf), addition)
    if not code:
        say(f"The editions stand in {BUILD}/{EDITIONS}, and the site offers them.")
    return code


def main(argv: list[str]) -> int:
    """Run the verb `editions`."""
    parser = argparse.ArgumentParser(prog="explainer editions", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path("."), help="the project's folder (default: this one)")
    parser.add_argument("--without-pdf", action="store_true", help="leave out the PDFs, which need a browser")
    given = parser.parse_args(argv)
    try:
        return editions(given.root, with_pdf=not given.without_pdf)
    except KeyboardInterrupt:
        print("Stopped. What was made before is untouched.", file=sys.stderr)
        return 130
