"""Makes pictures beside the work of the pages, in processes of their own.

Drawing takes more time than writing all the pages around the drawings, and vl-convert draws one picture at a time in
each process. Here pictures are begun when their specifications are known and fetched when a page needs them; a PNG,
which no page looks into, is only there in the end.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import Empty, Queue
from typing import Any

from explainer.figures.studio import Picture, Studio, key_of
from explainer.figures.worker import Worker


class Darkroom:
    """Pictures under way.

    Parameters
    ----------
    studio: makes and keeps them.
    """

    def __init__(self, studio: Studio) -> None:
        """Start nothing: a build with nothing new to draw needs no further process."""
        self.studio = studio
        self._pool: ThreadPoolExecutor | None = None
        self._idle: Queue[Worker] = Queue()
        self._drawing: dict[str, Future[None] | None] = {}
        self._printing: dict[Path, Future[None]] = {}

    def begin(self, specs: Iterable[dict[str, Any]]) -> None:
        """Begin to draw specifications whose pictures are not kept."""
        for spec in specs:
            self._under_way(spec)

    def draw(self, spec: dict[str, Any]) -> Picture:
        """Give a picture, waiting for it when it is under way.

        Raises ValueError with Vega's own words when it cannot be compiled or drawn.
        """
        if under_way := self._under_way(spec):
            under_way.result()
        return self.studio.draw(spec)

    def _under_way(self, spec: dict[str, Any]) -> Future[None] | None:
        """Begin to draw a specification unless its picture is kept: then there is nothing to wait for."""
        key = key_of(spec)
        if key not in self._drawing:
            self._drawing[key] = None if self.studio.has_drawn(spec) else self._ask(spec=spec)
        return self._drawing[key]

    def print(self, svg: str, path: Path, scale: float = 2) -> None:
        """See to it that a PNG lies in a file by the time `finish` returns.

        Parameters
        ----------
        svg: with concrete colours.
        path: the file; its folder is there.
        scale: device pixels per SVG pixel.
        """
        if self.studio.has_png(svg, scale):
            path.write_bytes(self.studio.png(svg, scale))
        else:
            self._printing[path] = self._ask(svg=svg, scale=scale, path=str(path))

    def finish(self) -> None:
        """Wait for every file.

        Raises what making it raised, the first of them.
        """
        try:
            for under_way in self._printing.values():
                under_way.result()
        finally:
            self.close()

    def close(self) -> None:
        """Drop what was not begun yet and let the processes go."""
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = None
        while not self._idle.empty():
            self._idle.get().end()
        self._drawing.clear()
        self._printing.clear()

    def _ask(self, **job: Any) -> Future[None]:
        """Have a process of ours do a job."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="darkroom")
        return self._pool.submit(self._give, job)

    def _give(self, job: dict[str, Any]) -> None:
        try:
            worker = self._idle.get_nowait()
        except Empty:
            worker = Worker(self.studio)
        try:
            worker.ask(**job)
        finally:
            self._idle.put(worker)
