"""Proving one changed table quickly: only by the ideas that read it.

An idea that never asked for a table while the whole ledger was proved gives the same answer whatever stands there: up
to the first look at that table everything it sees is the same. Which tables each idea asks for is watched, not listed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import ModuleType
from typing import TypeVar

from explainer.model.faults import Fault
from explainer.model.ledger import Ledger
from explainer.validate import IDEAS

Value = TypeVar("Value")


class _Watched(dict[str, Value]):
    """A dictionary of tables that notes which are asked for; all of them when it is gone through."""

    def __init__(self, tables: dict[str, Value], asked: set[str]) -> None:
        super().__init__(tables)
        self.asked = asked

    def __getitem__(self, name: str) -> Value:
        self.asked.add(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Value | None = None) -> Value | None:  # type: ignore[override]
        """Note and give one."""
        self.asked.add(name)
        return super().get(name, default)

    def __iter__(self) -> Iterator[str]:
        self.asked.update(self.keys())
        return super().__iter__()

    def values(self):  # type: ignore[no-untyped-def]
        """Note and give all."""
        self.asked.update(self.keys())
        return super().values()

    def items(self):  # type: ignore[no-untyped-def]
        """Note and give all."""
        self.asked.update(self.keys())
        return super().items()


def readers(ledger: Ledger) -> dict[str, list[ModuleType]]:
    """Give, by table, the ideas of the proof that read it, the quickest to judge first.

    Raises ValueError when the ledger itself does not hold: then nothing can be learned from its mutants.
    """
    asked_by = {}
    for idea in IDEAS:
        asked: set[str] = set()
        watched = type(ledger)(
            ledger.root, ledger.package, _Watched(ledger.tables, asked), ledger.article, list(ledger.faults)
        )
        watched.__dict__["rows"] = _Watched(ledger.rows, asked)
        if faults := idea.check(watched):
            raise ValueError(f"the ledger does not hold even as it is: {faults[0]}")
        asked_by[idea] = asked
    # Those that read few tables are the quickest; the sign-off comes last, to be counted apart.
    order = sorted(asked_by, key=lambda idea: (idea.__name__.endswith("signoff"), len(asked_by[idea])))
    return {name: [idea for idea in order if name in asked_by[idea]] for name in ledger.tables}


def judge(ideas: list[ModuleType]) -> Callable[[Ledger], tuple[str, list[Fault]]]:
    """Give a function that proves a changed ledger until an idea finds a fault: the idea's name and what it found."""

    def first(ledger: Ledger) -> tuple[str, list[Fault]]:
        for idea in ideas:
            if faults := idea.check(ledger):
                return idea.__name__.rpartition(".")[2], faults
        return "", []

    return first
