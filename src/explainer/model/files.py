"""Writing files so that nobody ever reads the half of one."""

from __future__ import annotations

import os
import threading
from pathlib import Path


def replace_file(path: Path, content: str | bytes) -> None:
    """Write a file in one step: whoever reads it sees the old content or the new one, never a half.

    Parameters
    ----------
    path: the file; its folder is made if missing.
    content: text is written as UTF-8, line ends as they are.

    Raises OSError when it cannot be written; the file is then as it was, and nothing is left beside it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Two processes, or two threads, may write the same file at once.
    half = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.new")
    try:
        half.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        if path.exists():
            half.chmod(path.stat().st_mode)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
