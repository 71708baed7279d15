"""A small web host on this machine, as public ones are: it compresses, and lets browsers keep files for a while."""

from __future__ import annotations

import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from urllib.parse import urlsplit

#: Kinds of file that every host compresses.
COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".txt", ".csv", ".xml", ".inv", ".map"}


@lru_cache(maxsize=512)
def packed(content: bytes) -> bytes:
    """Compress as a host does by default (level 6), the same bytes every time."""
    return gzip.compress(content, 6, mtime=0)


def sent(path: Path) -> int:
    """Count the bytes of a file's body on the wire."""
    content = path.read_bytes()
    return len(packed(content)) if path.suffix in COMPRESSED else len(content)


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(urlsplit(self.path).path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Cache-Control", "max-age=600")
        if path.suffix in COMPRESSED:
            content = packed(content)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing about each request."""


@contextmanager
def hosted(site: Path) -> Iterator[str]:
    """Serve a folder while the block runs.

    Parameters
    ----------
    site: the folder.

    Yields the address, without a slash at its end.
    """
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
