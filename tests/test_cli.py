"""The command line: every verb is there, says how it is used, and keeps what it does not need unloaded."""

import subprocess
import sys
from pathlib import Path

import click
import pytest

from explainer import cli


@pytest.mark.parametrize("verb", [verb for verbs in cli.VERBS.values() for verb in verbs])
def test_every_verb_says_how_it_is_used(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([verb, "--help"]) == 0
    said = capsys.readouterr().out
    assert f"Usage: explainer {verb}" in said
    command = cli.explainer.get_command(click.Context(cli.explainer), verb)
    assert command and command.name == verb
    options = [one for one in command.params if isinstance(one, click.Option)]
    assert [one.name for one in options if not one.help] == []


def test_the_list_of_verbs_is_whole_and_loads_none_of_them() -> None:
    program = (
        "import sys; from explainer.cli import main; code = main(sys.argv[1:]);"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'pandas', 'altair', 'sphinx', 'lxml'}));"
        "raise SystemExit(code)"
    )
    ran = subprocess.run([sys.executable, "-c", program, "--help"], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"
    verbs = {verb for section in cli.VERBS.values() for verb in section}
    assert {line.split()[0] for line in ran.stdout.splitlines() if line.startswith("  ") and line.strip()} >= verbs


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["buld"], 2, "Did you mean 'build'"),
        (["build", "--fetch"], 2, "come from a folder (--wheels"),
        (["check", "--root", "nowhere"], 1, "there is no such file"),
    ],
)
def test_what_is_not_understood_ends_with_the_reason(
    words: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(words) == code
    assert said in capsys.readouterr().err


def test_a_stop_is_a_sentence_and_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: object, **__: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("explainer.build.serve.serve", stopped)
    assert cli.main(["serve", "--root", str(tmp_path)]) == 130
    assert "Stopped." in capsys.readouterr().err
