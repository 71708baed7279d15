"""The page for addresses that are not there, which a host shows at any depth: `/gone.html`, `/a/b/gone`.

Nothing in it may hang on where it is shown. Its style and its icon stand in the page (a browser that is given no icon
asks the host for one), it has no script, and its links are whole addresses. Where the book does not know its own
address they are relative, right for a slip in a page's name; the page then says what to do at a greater depth.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup

from explainer.site.base import base
from explainer.site.share.icons import MARK
from explainer.site.shell.styles import style

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PAGE = "404"
_FETCHED = re.compile(r"@font-face\{[^}]*url\([^}]*\}")


@dataclass(frozen=True)
class Lost:
    """What the page's template needs.

    Parameters
    ----------
    based: True when the links are whole addresses.
    """

    based: bool

    @property
    def style(self) -> Markup:
        """The site's style sheet without the fonts, which would have to be fetched from somewhere."""
        return Markup(_FETCHED.sub("", style()).strip())

    @property
    def icon(self) -> str:
        """The book's mark as an address that holds it."""
        return f"data:image/svg+xml,{quote(MARK.read_text('utf-8').strip(), safe='/:=')}"

    @property
    def style_hash(self) -> str:
        """Its name in the page's policy."""
        return base64.b64encode(hashlib.sha256(self.style.encode()).digest()).decode()


def _give(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    if pagename == PAGE:
        context["lost"] = Lost(bool(base(app.config)))


def setup(app: Sphinx) -> None:
    """Tell the template."""
    app.connect("html-page-context", _give)
