"""Copies broken on purpose, one thing at a time, and the checks that must notice: each is run as the real tests run it.

A check is a test function of another file. It is called with what it asks for by name, made of the copy instead of the
real site, so nothing here knows how a check works: only what was broken, and with which words the check must answer.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import TimeoutError

Check = Callable[..., Any]
Change = Callable[[bytes], bytes]
#: What a check may ask for, by the names of its parameters.
Given = Mapping[str, Any]


@dataclass(frozen=True)
class Break:
    """One thing that is made wrong.

    Parameters
    ----------
    file: the file of the copy, from its top; it is made when it is not there.
    change: takes the file's bytes, gives what is to stand there.
    says: what the check must say of it, as a pattern; it names the fault.
    """

    file: str
    change: Change
    says: str

    def __post_init__(self) -> None:
        """Refuse a pattern that any answer would meet."""
        assert self.says and not re.search(self.says, ""), self.file


def put(old: str, new: str) -> Change:
    """Put something else in the place of a text, the first time it stands there."""

    def change(raw: bytes) -> bytes:
        assert old.encode() in raw, f"not there to be broken: {old}"
        return raw.replace(old.encode(), new.encode(), 1)

    return change


def out(old: str) -> Change:
    """Take a text out."""
    return put(old, "")


def after(old: str, more: str) -> Change:
    """Put more after a text."""
    return put(old, old + more)


def both(*changes: Change) -> Change:
    """Change one thing that stands in several places."""

    def change(raw: bytes) -> bytes:
        for one in changes:
            raw = one(raw)
        return raw

    return change


def bare(check: Check) -> str:
    """Give a check's name as the run gives it: file and function."""
    return f"{check.__module__.removeprefix('tests.')}.{check.__name__}"


@contextmanager
def broken(folder: Path, fault: Break) -> Iterator[None]:
    """Break a file of a copy; afterwards it is as it was."""
    path = folder / fault.file
    before = path.read_bytes() if path.is_file() else None
    changed = fault.change(before or b"")
    assert changed != (before or b""), f"nothing is broken in {fault.file}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(changed)
    try:
        yield
    finally:
        path.unlink() if before is None else path.write_bytes(before)


def run(check: Check, given: Given) -> None:
    """Run a check with what it asks for."""
    check(**{name: given[name] for name in inspect.signature(check).parameters})


def deaf(check: Check, given: Given, fault: Break) -> str:
    """Run a check on a broken copy; "" when it fails and names the fault, else what it does instead.

    A check that waits for what does not come fails by saying what it waited for.

    Parameters
    ----------
    check: the test function.
    given: what it may ask for, made of the broken copy.
    fault: what was broken.
    """
    try:
        run(check, given)
    except (AssertionError, TimeoutError) as error:
        said = str(error)
        return "" if re.search(fault.says, said) else f"{bare(check)} fails without naming it ({fault.says}): {said}"
    return f"{bare(check)} does not notice: {fault.says}"
