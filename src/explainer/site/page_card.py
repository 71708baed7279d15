"""Every page's share image, and what its head says of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote

from sphinx.application import Sphinx

from explainer.site import png
from explainer.site.address import absolute
from explainer.site.card_canvas import HEIGHT, WIDTH
from explainer.site.domain import domain
from explainer.site.figure_share import image_alt
from explainer.site.social_card import Caption, cover_image, figure_image
from explainer.site.source_status import brand, place, state
from explainer.site.texts import first_sentence, plain, shortened

FOLDER = "share"
_LONGEST_ANSWER = 320


@dataclass(frozen=True)
class Card:
    """What a page's head says of its share image.

    Parameters
    ----------
    image: its whole address, "" where the book does not know its own.
    alt: what it shows.
    width, height: in pixels.
    """

    image: str
    alt: str
    width: int = WIDTH
    height: int = HEIGHT


def card(app: Sphinx, docname: str, description: str) -> Card:
    """Draw a page's share image and write it; give what its head says of it.

    Parameters
    ----------
    app: Sphinx at work.
    docname: the page.
    description: what the page is about in a sentence or two.
    """
    env = app.env
    figure = next(iter(domain(env).page(docname).figures.values()), None)
    said, alt = _caption(app, docname, description), ""
    if docname == app.config.root_doc or figure is None:
        mark = app.config.explainer_wordmark if docname == app.config.root_doc else ""
        drawn = cover_image(said, (Path(app.srcdir) / mark).read_text("utf-8").strip() if mark else "")
    else:
        said = replace(said, not_shown=figure.plain("not_shown"))
        drawn = figure_image(said, figure.pictures)
        alt = figure.plain("alt")
    name = f"{FOLDER}/{app.builder.get_target_uri(docname).removesuffix('.html')}.png"
    path = Path(app.outdir) / unquote(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    png.begin(app, drawn, path, scale=1)
    return Card(absolute(app.config, name), image_alt(said, alt))


def _caption(app: Sphinx, docname: str, description: str) -> Caption:
    env, ledger, said = app.env, domain(app.env).ledger, domain(app.env).page(docname).opening
    if docname == app.config.root_doc:
        title, answer = brand(app.config), plain(said.standfirst, ledger) or description
    else:
        title = plain(said.question, ledger) or env.titles[docname].astext()
        answer = plain(said.answer, ledger)
        if domain(env).page(docname).figures:
            # Beside a drawing there is room for a sentence.
            answer = plain(said.short, ledger) or first_sentence(answer)
        answer = answer or plain(said.standfirst, ledger) or description
    drawn = domain(env).page(docname).figures.values() if docname != app.config.root_doc else ()
    line = state(env, drawn).line
    return Caption(brand(app.config), place(env, docname), title, line, shortened(answer, _LONGEST_ANSWER))
