"""Scripts written in parts, one idea each, and sent as one: one round trip instead of five."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
RUNTIME = HERE / "generated" / "runtime.js"


def bundle(parts: Sequence[Path]) -> str:
    """Join the parts of a script, without the comments that are for those who read them."""
    written = [line for part in parts for line in part.read_text("utf-8").splitlines()]
    lines = [line for line in written if line.strip() and not line.strip().startswith("//")]
    return '(() => {\n"use strict";\n' + "\n".join(lines) + "\n})();\n"


def version(content: bytes) -> str:
    """Give what tells one edition of a file from another in its address."""
    return hashlib.sha256(content).hexdigest()[:8]
