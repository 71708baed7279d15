"""Pictures made beside the pages: the same bytes, errors that arrive, no process that stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from explainer.figures import darkroom
from explainer.figures.darkroom import Darkroom
from explainer.figures.studio import Studio
from tests.site import tiny

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="9" height="9" fill="#a00"/></svg>'
WRONG = {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "mark": "no-such-mark"}


def test_a_picture_is_the_same_wherever_it_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room, here = Darkroom(Studio(tmp_path / "there")), Studio(tmp_path / "here")
    room.begin([tiny.chart(328)])
    room.print(SVG, tmp_path / "a.png")
    assert room.draw(tiny.chart(328)) == here.draw(tiny.chart(328))
    room.finish()
    assert (tmp_path / "a.png").read_bytes() == here.png(SVG)
    # All of it is kept now: nothing is started again.
    monkeypatch.setattr(darkroom, "Worker", None)
    assert room.draw(tiny.chart(328)) == here.draw(tiny.chart(328))
    room.print(SVG, tmp_path / "b.png")
    room.finish()
    assert (tmp_path / "b.png").read_bytes() == here.png(SVG)


def test_what_goes_wrong_there_is_said_here(tmp_path: Path) -> None:
    room = Darkroom(Studio(tmp_path / "kept"))
    room.begin([WRONG])
    with pytest.raises(ValueError, match="conversion failed"):
        room.draw(WRONG)
    room.print("<svg", tmp_path / "a.png")
    with pytest.raises(ValueError, match="root node"):
        room.finish()
    room.print(SVG, tmp_path / "no-such-folder" / "a.png")
    with pytest.raises(OSError, match="No such file") as told:
        room.finish()
    assert told.value.filename == str(tmp_path / "no-such-folder" / "a.png")
    assert not list(tmp_path.glob("*.png"))


def test_a_process_that_dies_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    room = Darkroom(Studio(tmp_path))
    with pytest.raises(OSError, match="ended before it should"):
        room.draw(tiny.chart(328))
    room.close()


PROGRAM = """
import sys, time
from pathlib import Path
from explainer.figures.darkroom import Darkroom
from explainer.figures.studio import Studio
print("begun", flush=True)
room = Darkroom(Studio(Path(sys.argv[1])))
room.print(sys.argv[2], Path(sys.argv[1]) / "a.png")
[one.result() for one in room._printing.values()]
print(*(worker._process.pid for worker in room._idle.queue), flush=True)
time.sleep(60)
"""


def test_no_process_outlives_a_build_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "unguarded.py"
    script.write_text(PROGRAM, "utf-8")
    command = [sys.executable, str(script), str(tmp_path), SVG]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        # Once: a process that draws does not run the program that started it.
        assert program.stdout.readline() == "begun\n"
        (drawing,) = map(int, program.stdout.readline().split())
        os.kill(drawing, 0)
        program.send_signal(signal.SIGKILL)
    for _ in range(100):
        if not _alive(drawing):
            return
        time.sleep(0.1)
    pytest.fail(f"process {drawing} is still there")


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
        # One that has ended and was not fetched by its new parent is dead too.
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
