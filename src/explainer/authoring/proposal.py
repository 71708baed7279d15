"""What every command of the authoring room does alike: show the rows first, say what is left, write when told to."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from explainer.authoring import sheets
from explainer.authoring.sheets import Cells, Texts
from explainer.model.faults import Fault
from explainer.model.rows import table_columns
from explainer.model.store import Store
from explainer.validate import prove

ROOT = click.option("--root", type=click.Path(path_type=Path), help="The subject's folder (default: found upwards).")
YES = click.option("--yes", "-y", is_flag=True, help="Write without asking.")


def offer(ledger: Store, texts: Texts, rows: Mapping[str, list[Cells]], said: str, yes: bool) -> bool:
    """Show rows and what the proof says of them; write them when `yes` is given or somebody at the terminal agrees.

    Parameters
    ----------
    ledger: the subject as it is.
    texts: the files as they would be.
    rows: the rows, by table.
    said: what is done, for `undo`.
    yes: write without asking.

    Returns whether they were written.
    """
    for table, cells in ((table, cells) for table, new in rows.items() for cells in new):
        click.echo(f"{table}:")
        for column, value in cells.items():
            if value:
                click.echo(f"  {column:<12} {value}")
    ours = {(table, cells.get("id", "")) for table, new in rows.items() for cells in new}
    faults = prove(sheets.preview(ledger, texts))
    left = [fault for table, new in rows.items() for cells in new for fault in _empty(ledger, table, cells)]
    empty = {(fault.table, fault.row, fault.column) for fault in left}
    left += [fault for fault in faults if (fault.table, fault.row) in ours and _key(fault)[:3] not in empty]
    click.echo("Left to fill:" if left else "Nothing of these rows is left to fill.")
    for fault in left:
        click.echo(f"  {fault.row}, {fault.column}: {fault.message}")
    before = set(map(_key, prove(ledger)))
    others = [one for one in faults if (one.table, one.row) not in ours and _key(one) not in before]
    for fault in others[:10]:
        click.echo(f"  {fault}")
    if not yes and not (sys.stdin.isatty() and click.confirm("Write this?", default=True)):
        click.echo("Nothing was written" + ("." if sys.stdin.isatty() else "; --yes writes it."))
        return False
    sheets.write(ledger, texts, said)
    click.echo("Written. `explainer undo` takes it back.")
    return True


def _empty(ledger: Store, table: str, cells: Cells) -> list[Fault]:
    """Say which columns of a new row have to be filled."""
    id = cells.get("id", "")
    if table not in ledger.tables or any(row.id == id for row in ledger.tables[table].rows):
        return []
    needed = [name for name, column in table_columns(table).items() if column.required and not cells.get(name)]
    return [Fault(table, id, name, "empty, but it is required") for name in needed]


def _key(fault: Fault) -> tuple[str, str, str, str]:
    return fault.table, fault.row, fault.column, fault.message
