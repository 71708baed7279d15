"""The command `read`: what the engine reads in any text, one thing a line, before there is a ledger."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path

import click

from explainer.text.reader import Mention, read
from explainer.text.source import decode, is_html, line_at, lines_of, words_of_html

#: The keys of one thing in `--json`, in order.
KEYS = ("start", "end", "words", "kind", "value", "low", "high", "hedge", "unit", "date", "certainty", "ask")


@click.command("read")
@click.argument("file", type=click.Path(allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="An array of objects, one for each thing that is read.")
@click.option(
    "--lang", default="en", show_default=True, help="The text's language, such as en, en-US, de, es, fr, ru or vi."
)
@click.option("--encoding", default="", help="How the bytes are to be read, where they do not tell.")
def read_command(file: str, as_json: bool, lang: str, encoding: str) -> None:
    """List the numbers, dates and questions of a text: FILE, or - for standard input.

    Each line has the place (line:column), the words, the kind, the value or its bounds, the hedge,
    the unit, the date in EDTF and the certainty, or what must be asked. No ledger is needed.
    """
    try:
        text = text_of(sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes(), encoding)
    except (OSError, ValueError) as error:
        reason = f"{error.strerror}: {file}" if isinstance(error, OSError) else str(error)
        raise click.ClickException(reason) from None
    found = read(text, lang)
    if as_json:
        click.echo(json.dumps([as_record(one) for one in found], ensure_ascii=False, indent=1))
        return
    starts = lines_of(text)
    for one in found:
        line, column = line_at(starts, one.start)
        words = " ".join(one.words.split())
        click.echo(f"{f'{line}:{column}':<8}{words!r:<26} {one.kind:<9} {told(one)}")
    asked = sum(one.kind == "question" for one in found)
    click.echo(f"{len(found)} found: {len(found) - asked} read, {asked} to ask.", err=True)


def text_of(data: bytes, encoding: str = "") -> str:
    """Give the words of a file: decoded, a web page without its markup.

    Raises ValueError, in one sentence, for what is no text.
    """
    text = decode(data, encoding)
    return words_of_html(text) if is_html(text) else text


def as_record(one: Mention) -> dict[str, str | int | float | None]:
    """Give a thing that is read as `--json` has it: numbers as numbers, what does not apply as null."""
    given = {key: getattr(one, key) for key in KEYS}
    return {
        key: _plain(value) if key not in ("start", "end", "words", "kind") else value for key, value in given.items()
    }


def _plain(value: object) -> str | int | float | None:
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return str(value) if value else None


def told(one: Mention) -> str:
    """Say what is read, or what it asks: "12,000  more_than  tons  sure"."""
    numbers = "–".join(f"{value.normalize():,f}" for value in one.values)
    given = (one.ask,) if one.ask else (one.date, numbers, one.hedge, one.unit, one.certainty)
    return "  ".join(part for part in given if part)
