"""Scripts written in parts, one idea each, and sent as one: one round trip instead of five."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any


def joined(parts: Sequence[Path], known: Mapping[str, Any] | None = None) -> str:
    """Join the parts of a script, without the comments that are for those who read them.

    Parameters
    ----------
    parts: the files, in their order.
    known: constants that the parts take for granted, by name: what only the build can tell.
    """
    given = [
        f"const {name} = {json.dumps(value, ensure_ascii=False, separators=(',', ':'))};"
        for name, value in (known or {}).items()
    ]
    written = [line for part in parts for line in part.read_text("utf-8").splitlines()]
    lines = [line for line in written if line.strip() and not line.strip().startswith("//")]
    return '(() => {\n"use strict";\n' + "\n".join([*given, *lines]) + "\n})();\n"
