"""Show the finished site on this machine."""

from __future__ import annotations

import errno
import functools
import http.server
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

#: The first port to try; the next free one is taken.
FIRST_PORT = 8000
#: By which names this machine may be asked: a page from elsewhere could ask by a name of its own that leads here.
NAMES = ("localhost", "127.0.0.1")
#: What stands where no site was built yet.
_NOTHING = b"<!doctype html><html lang=en><head><title>No site yet</title></head><body>No site yet.</body></html>"


Given = Callable[[str], tuple[bytes, str] | None]


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files as a plain host would, but never lets the browser keep yesterday's build.

    Parameters
    ----------
    head: what is put into the head of every page on its way, never into a file.
    given: gives the content and type of an address that is no file of the site; None for all others.
    """

    def __init__(self, *args: Any, head: bytes = b"", given: Given | None = None, **options: Any) -> None:
        """Take what the class says, then answer."""
        self.head, self.given = head, given
        super().__init__(*args, **options)

    def do_GET(self) -> None:
        """Answer: a page or the site's own page of what is not there; all else as a plain host does."""
        if urlsplit(f"//{self.headers.get('Host', '')}").hostname not in NAMES:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST, "This site is for this machine alone")
            return
        address = urlsplit(self.path).path
        if self.given and (found := self.given(address)):
            self._send(*found)
            return
        path = Path(self.translate_path(address).replace("\0", "\ufffd"))
        if path.is_dir() and address.endswith("/"):
            path = path / "index.html"
        if path.is_dir() or (path.is_file() and path.suffix != ".html"):
            super().do_GET()
            return
        there = path.is_file()
        path = path if there else Path(self.directory) / "404.html"
        content = path.read_bytes() if path.is_file() else _NOTHING
        content = content.replace(b"</head>", self.head + b"</head>", 1)
        self._send(content, "text/html; charset=utf-8", HTTPStatus.OK if there else HTTPStatus.NOT_FOUND)

    def end_headers(self) -> None:
        """Forbid keeping."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing about each request."""

    def _send(self, content: bytes, kind: str, status: int = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def server(site: Path, port: int = FIRST_PORT, **options: Any) -> http.server.ThreadingHTTPServer:
    """Make a server of a folder for this machine alone.

    Parameters
    ----------
    site: the folder to serve. A build may replace it while the server runs.
    port: the first port to try; 0 lets the system choose.
    options: of the `Handler`.

    Raises OSError when no port of a hundred is free.
    """
    handler = functools.partial(Handler, directory=str(site), **options)
    for candidate in range(port, port + 100) if port else (0,):
        try:
            return http.server.ThreadingHTTPServer(("127.0.0.1", candidate), handler)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
    raise OSError(f"no free port from {port} to {port + 99}")


def serve(root: Path, port: int = FIRST_PORT) -> int:
    """Serve a project's finished site until Ctrl-C.

    Parameters
    ----------
    root: the project's folder.
    port: the first port to try.

    Returns the exit code: 1 when no site has been built yet.
    """
    site = root / "_build" / "html"
    if not (site / "index.html").is_file():
        print("There is no site yet: make book")
        return 1
    with server(site, port) as running:
        print(f"The book is at http://localhost:{running.server_address[1]}/  (Ctrl-C ends)", flush=True)
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0
