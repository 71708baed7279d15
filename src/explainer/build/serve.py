"""Show the finished site on this machine."""

from __future__ import annotations

import errno
import functools
import http.server
from collections.abc import Callable
from pathlib import Path

#: The first port to try; the next free one is taken.
FIRST_PORT = 8000


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serve files as a plain host would, but never let the browser keep yesterday's build."""

    def end_headers(self) -> None:
        """Forbid keeping."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing about each request."""


def server(
    site: Path, port: int = FIRST_PORT, handler: Callable[..., http.server.BaseHTTPRequestHandler] | None = None
) -> http.server.ThreadingHTTPServer:
    """Make a server of a folder for this machine alone.

    Parameters
    ----------
    site: the folder to serve. A build may replace it while the server runs.
    port: the first port to try; 0 lets the system choose.
    handler: answers the requests; a plain host of the folder when left out.

    Raises OSError when no port of a hundred is free.
    """
    handler = handler or functools.partial(Handler, directory=str(site))
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
