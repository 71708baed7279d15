"""Zip files that are the same, byte for byte, in every build: one fixed date, no traces of the machine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

# The earliest date a zip can hold; a date of the build would make no two of them alike.
_NEVER = (1980, 1, 1, 0, 0, 0)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Pack files, in the order given.

    Parameters
    ----------
    files: their content by path inside the zip.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, _NEVER)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            made.writestr(entry, content, compresslevel=9)
    return packed.getvalue()
