"""The pictures of a build: one darkroom for all of its pages, at work while they are read and written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from explainer.figures.darkroom import Darkroom
from explainer.figures.studio import Studio
from explainer.site import memory

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


def studio(srcdir: Path | str) -> Studio:
    """Give the place where a project's pictures are kept: beside the builds, so that the next one finds them."""
    return Studio(Path(srcdir) / "_build" / ".cache" / "pictures")


def darkroom(app: Sphinx) -> Darkroom:
    """Give the darkroom of a build."""
    room: Darkroom | None = getattr(app, "explainer_darkroom", None)
    if room is None:
        room = Darkroom(studio(app.srcdir))
        app.explainer_darkroom = room  # type: ignore[attr-defined]
    return room


def _begin(app: Sphinx, doctree: nodes.document) -> None:
    """Begin with the figures of a page as soon as it is read: the pages are written much later."""
    for payload in memory.page(app.env, app.env.docname).figures.values():
        darkroom(app).begin(payload["specs"].values())


def _finish(app: Sphinx, error: Exception | None) -> None:
    if error is None:
        darkroom(app).finish()
    else:
        darkroom(app).close()


def setup(app: Sphinx) -> None:
    """Have every file there when the build is finished, before anybody looks at it."""
    app.connect("doctree-read", _begin)
    app.connect("build-finished", _finish)
