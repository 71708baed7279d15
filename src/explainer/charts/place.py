"""Where labels go, so that none covers another: the same rows always give the same places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Spot:
    """A place where a label could stand.

    Parameters
    ----------
    side: "right", "left" or "below" its mark.
    start, end: pixels that mark and label take together, from the left.
    """

    side: str
    start: float
    end: float


def spots(mark: tuple[float, float], label: float, room: tuple[float, float], gap: float) -> list[Spot]:
    """The place for a label beside its mark: right of it; left where that has no room; else below, pushed inside.

    One place, not a choice: where labels changed sides from mark to mark, one could not tell which owns which.

    Parameters
    ----------
    mark: pixels where the mark begins and ends.
    label: pixels that the label is wide.
    room: pixels where the drawing begins and ends.
    gap: pixels between mark and label.
    """
    begin, end = mark
    found = []
    if end + gap + label <= room[1]:
        found.append(Spot("right", begin, end + gap + label))
    elif begin - gap - label >= room[0]:
        found.append(Spot("left", begin - gap - label, end))
    if not found:
        pushed = max(room[0], min(begin, room[1] - label))
        found.append(Spot("below", min(begin, pushed), max(end, pushed + label)))
    return found


@dataclass
class Line:
    """A line of a lane with the stretches already taken, in pixels."""

    taken: list[tuple[float, float]] = field(default_factory=list)

    def free(self, spot: Spot, gap: float) -> bool:
        """True when nothing stands where the spot is, nor closer to it than `gap`."""
        return all(spot.end + gap <= start or end + gap <= spot.start for start, end in self.taken)


def pack(choices: Sequence[Sequence[Spot]], gap: float) -> list[tuple[int, Spot]]:
    """Put each item on the first line where one of its spots is free; open a new line when none is.

    Parameters
    ----------
    choices: for each item its spots, best first.
    gap: pixels kept free between neighbours on one line.

    Returns for each item the number of its line and the spot chosen.
    """
    lines: list[Line] = []
    placed = []
    for options in choices:
        number, spot = next(
            ((n, spot) for n, line in enumerate(lines) for spot in options if line.free(spot, gap)),
            (len(lines), options[0]),
        )
        if number == len(lines):
            lines.append(Line())
        lines[number].taken.append((spot.start, spot.end))
        placed.append((number, spot))
    return placed
