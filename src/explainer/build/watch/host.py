"""Show the site while it is being worked on: pages reload by themselves and say what is wrong.

What that takes is put into a page on its way to the browser, from addresses no site has, so that the site's own
Content-Security-Policy lets it in and nothing of it is ever in a file.
"""

from __future__ import annotations

import functools
import http.server
import json
import threading
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from explainer.build.serve import FIRST_PORT, Handler, server

#: The addresses of the page's helper; the hyphen in front keeps them apart from a book's pages.
PREFIX = "/-watch/"
_FILES = {"page.js": "text/javascript", "page.css": "text/css"}
_HEAD = f'<link rel="stylesheet" href="{PREFIX}page.css"><script src="{PREFIX}page.js" defer></script>'.encode()
#: What stands where no site was built yet.
_NOTHING = b"<!doctype html><html lang=en><head><title>No site yet</title></head><body>No site yet.</body></html>"
#: Seconds between signs of life, which also find out whether a browser has left.
_PULSE = 10.0


@dataclass(frozen=True)
class State:
    """What a page is told.

    Parameters
    ----------
    edition: counts the sites built since the start; a page of an older one reloads.
    building: a build is at work.
    wrong: what stopped the last build, "" when nothing did.
    """

    edition: int = 0
    building: bool = False
    wrong: str = ""


class Board:
    """Holds the state, and wakes whoever waits for a new one."""

    def __init__(self) -> None:
        """Begin with nothing built."""
        self.state, self._changed = State(), threading.Condition()

    def put(self, **changes: Any) -> None:
        """Change the state."""
        with self._changed:
            self.state = replace(self.state, **changes)
            self._changed.notify_all()

    def newer(self, than: State | None) -> State:
        """Wait until the state is another one, at most a pulse long; give it."""
        with self._changed:
            self._changed.wait_for(lambda: self.state != than, _PULSE)
            return self.state


class _Handler(Handler):
    def __init__(self, *args: Any, board: Board, **options: Any) -> None:
        self.board = board
        super().__init__(*args, **options)

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == PREFIX + "events":
            self._events()
        elif path.removeprefix(PREFIX) in _FILES and path.startswith(PREFIX):
            name = path.removeprefix(PREFIX)
            self._send((Path(__file__).parent / name).read_bytes(), _FILES[name])
        elif not self._page():
            super().do_GET()

    def _page(self) -> bool:
        """Send a page with its helper; False for files of other kinds."""
        path = Path(self.translate_path(urlsplit(self.path).path))
        if path.is_dir() and urlsplit(self.path).path.endswith("/"):
            path = path / "index.html"
        if path.is_file() and path.suffix != ".html":
            return False
        if path.is_dir():
            return False
        status = 200 if path.is_file() else 404
        if not path.is_file():
            path = Path(self.directory) / "404.html"
        content = path.read_bytes() if path.is_file() else _NOTHING
        self._send(content.replace(b"</head>", _HEAD + b"</head>", 1), "text/html; charset=utf-8", status)
        return True

    def _send(self, content: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _events(self) -> None:
        """Tell of each state as it comes (https://html.spec.whatwg.org/multipage/server-sent-events.html)."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        told: State | None = None
        try:
            while True:
                state = self.board.newer(told)
                line = f"data: {json.dumps(asdict(state))}" if state != told else ":"
                self.wfile.write(f"{line}\n\n".encode())
                self.wfile.flush()
                told = state
        except OSError:  # The page was left.
            self.close_connection = True


def host(site: Path, board: Board, port: int = FIRST_PORT) -> http.server.ThreadingHTTPServer:
    """Make the server, for this machine alone.

    Parameters
    ----------
    site: the folder of the site; it may not be there yet, and builds replace it.
    board: what pages are told.
    port: the first port to try; 0 lets the system choose.

    Raises OSError when no port of a hundred is free.
    """
    running = server(site, port, functools.partial(_Handler, board=board, directory=str(site)))
    running.daemon_threads = True
    return running
