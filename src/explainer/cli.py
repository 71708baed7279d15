"""The command line: `explainer VERB`. A verb's room is loaded when the verb is called, and not before."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from explainer.model.faults import Faults

#: The verbs in the order of the work: what each is for, and where its command is when that is not here.
VERBS = {
    "Read a text into tables": {
        "read": ("what is read in any text: numbers, hedges, dates", "explainer.authoring.read:read_command"),
        "new": ("begin an explainer of another text", "explainer.authoring.new:new_command"),
        "uncovered": ("list what no claim holds yet", "explainer.authoring.uncovered:uncovered_command"),
        "claim": ("words of the article in, a claim row out", "explainer.authoring.claim:claim_command"),
        "add": ("add a row to any table, or a word to the vocabulary", "explainer.authoring.edit:add_command"),
        "edit": ("change a row, or take it out", "explainer.authoring.edit:edit_command"),
        "undo": ("take the last change back", "explainer.authoring.edit:undo_command"),
        "check": ("validate the tables: all faults at once, as table, row, column", ""),
    },
    "Make the book and see it": {
        "build": ("validate, run the notebooks, make the site", ""),
        "serve": ("show the finished site; --watch: build on each save, and reload it", ""),
        "lab": ("open the chapters as notebooks in JupyterLab", ""),
    },
}
_PLACES = {verb: place for verbs in VERBS.values() for verb, (_, place) in verbs.items() if place}
_ROOT = click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("."),
    help="The project's folder (default: this one).",
)


class Verbs(click.Group):
    """The group of all verbs, which lists them without loading them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the verbs in the order of the work."""
        return [verb for verbs in VERBS.values() for verb in verbs]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Find a verb; load it when it is elsewhere."""
        if cmd_name not in _PLACES:
            return super().get_command(ctx, cmd_name)
        module, name = _PLACES[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs under their headings."""
        for heading, verbs in VERBS.items():
            with formatter.section(heading):
                formatter.write_dl([(verb, purpose) for verb, (purpose, _) in verbs.items()])


@click.group(
    cls=Verbs,
    epilog="`explainer VERB --help` says how each is used. Begin with: explainer new FOLDER --article TEXT.txt",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
)
def explainer() -> None:
    """Read one text closely, and publish the reading as a small book.

    A number, a date, a name stands once, in a table under data/, tied to the words of the text that say it. The book
    looks them up; `build` stops when one of them does not hold, and leaves the last good site as it was.
    """


@explainer.command()
@click.option("--root", type=click.Path(path_type=Path), help="The subject's folder (default: found upwards).")
@click.option("--describe", is_flag=True, help="First write data/datapackage.json anew, after a change of vocabulary.")
@click.option("--changes", "compare", is_flag=True, help="Only list what differs from the last commit, for a reviewer.")
@click.option("--repeat", is_flag=True, help="Only run every notebook twice, and name cells that differ.")
def check(root: Path | None, describe: bool, compare: bool, repeat: bool) -> int:
    """Validate the tables and say everything that is wrong with them.

    Each fault is one line: table, row, column, what is wrong. The descriptor of the tables, data/datapackage.json, has
    its columns from the engine and its choices from the vocabulary in it; --describe brings it up to date. What no text
    can witness is reviewed as a change: --changes lists old and new, cell by cell. A book must be the same whenever it
    is built: --repeat runs the notebooks twice and names the cells that put out something else the second time.
    """
    from explainer.model.store import Store
    from explainer.validate import check as validate
    from explainer.validate.changes import changes
    from explainer.validate.descriptor import write

    if describe:
        click.echo(f"data/datapackage.json: {'written anew' if write(root) else 'as the engine has it already'}.")
    try:
        if compare:
            lines = changes(Store.read(root))
            told = f"{len(lines)} {'change' if len(lines) == 1 else 'changes'} since the last commit."
            click.echo("\n".join([*lines, told]))
            return 0
        if repeat:
            from explainer.build.cache import differing

            if faults := differing(root or Path("."), click.echo):
                raise Faults(faults)
            click.echo("Every notebook puts out the same when it is run again.")
            return 0
        ledger = validate(root)
    except Faults as error:
        click.echo(error, err=True)
        count = len(error.faults)
        click.echo(f"{count} {'fault' if count == 1 else 'faults'}: nothing is built from these tables.", err=True)
        return 1
    said = ", ".join(f"{len(table.rows)} {name}" for name, table in ledger.tables.items() if table.path)
    click.echo(f"The tables hold: {said}.")
    return 0


@explainer.command()
@_ROOT
@click.option("--editions", is_flag=True, help="Also make the book as PDF, EPUB and one file; the site offers them.")
@click.option("--without-pdf", is_flag=True, help="Of the editions, leave out the PDFs, which need a browser.")
@click.option("--wheels", type=click.Path(path_type=Path), help="Chapters run in the reader's browser: this folder "
              "holds Pyodide's packages, each checked by its SHA-256, and every byte comes from the site.")  # fmt: skip
@click.option("--fetch", is_flag=True, help="First fetch into that folder what is not there; needs a network.")
@click.option("--cdn", is_flag=True, help="The same, but readers fetch Pyodide's packages from a named host, after "
              "agreeing.")  # fmt: skip
def build(root: Path, editions: bool, without_pdf: bool, wheels: Path | None, fetch: bool, cdn: bool) -> int:
    """Make the site in _build/html.

    The tables are validated, the notebooks that a change concerns are run, the pages are made beside the site and
    checked; only when nothing is wrong do they take its place.
    """
    from explainer.build.build import build as make

    if (cdn and wheels) or (fetch and not wheels):
        raise click.UsageError("Pyodide's packages come from a folder (--wheels, with --fetch to fill it) or by --cdn.")
    addition = None
    if cdn or wheels:
        from explainer.build.browser import command

        parts = command.Parts.read(root.resolve(), Path(sys.prefix) / "browser")
        if wheels and fetch:
            command.fetch(parts, wheels)
        addition = command.addition(parts, wheels)
    if editions or without_pdf:
        from explainer.build.editions.run import editions as make_all

        return make_all(root, with_pdf=not without_pdf, addition=addition)
    return make(root, addition=addition)


@explainer.command()
@_ROOT
@click.option("--port", type=int, help="The first port to try.")
@click.option("--watch", is_flag=True, help="Build on each save and reload the page in the open browser. What is wrong "
              "stands in the terminal and over the page; the last good site stays below it.")  # fmt: skip
def serve(root: Path, port: int | None, watch: bool) -> int:
    """Show the finished site to this machine only, until Ctrl-C."""
    from explainer.build.serve import FIRST_PORT
    from explainer.build.serve import serve as show

    if watch:
        from explainer.build.watch import watching as show
    return show(root.resolve(), port or FIRST_PORT)


@explainer.command()
@_ROOT
def lab(root: Path) -> int:
    """Open the chapters as notebooks in JupyterLab, at a page that says where to start."""
    from explainer.build.lab import lab as start

    return start(root)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    argv: its words; those of this process when left out.

    Returns the exit code: 0 when the verb did what it is for, 1 with the reason when it did not, 2 for words that are
    not understood, 130 when it was stopped.
    """
    try:
        code = explainer.main(argv, prog_name="explainer", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        print("Stopped. What was made before is untouched.", file=sys.stderr)
        return 130
    except Faults as error:
        print(error, file=sys.stderr)
        return 1
    return code if isinstance(code, int) else 0
