"""Where the book stands on the web: the one setting behind everything that needs a whole address.

`html.baseurl` in `_config.yml` (Sphinx's `html_baseurl`), or the environment variable `BOOK_ADDRESS`, which wins: a
workflow knows where it publishes, the book need not. Without either, what needs a whole address is left out.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sphinx.errors import ExtensionError

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

VARIABLE = "BOOK_ADDRESS"


def checked(address: str) -> str:
    """Give a base address with one slash at its end; "" stays "".

    Raises ValueError when it is not the plain address of a folder.
    """
    if not address.strip():
        return ""
    parts = urlsplit(address.strip())
    more = parts.query or parts.fragment or "@" in parts.netloc
    if parts.scheme not in ("http", "https") or not parts.hostname or more:
        raise ValueError(f"{address!r} is no base address: it must look like https://example.org/book/")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/"


def base(config: Config) -> str:
    """Give the book's address with its slash, "" when it is not known."""
    return str(config.html_baseurl)


def absolute(config: Config, path: str) -> str:
    """Give the whole address of a path inside the site, "" when the book does not know its own."""
    return base(config) + path if base(config) else ""


def _settle(app: Sphinx, config: Config) -> None:
    try:
        config.html_baseurl = checked(os.environ.get(VARIABLE, "") or str(config.html_baseurl or ""))
    except ValueError as error:
        raise ExtensionError(f"{VARIABLE} or html.baseurl: {error}") from None


def setup(app: Sphinx) -> None:
    """Settle the address before anything asks for it."""
    app.connect("config-inited", _settle)
