"""The mark of a date: how sure and how exact it is decides its shape."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from explainer.charts.marks import Row, class_of, look, text_of
from explainer.charts.measure import width, wrap
from explainer.charts.pages import Page
from explainer.charts.sketch import Sketch
from explainer.charts.theme import MUTED, PAPER, SMALL
from explainer.charts.times import TimeAxis, day

_HALF = 6
_FADE = 64
_STEPS = 8
_STEP = 18
# A chevron in pixels (Vega scales a shape by half the root of its size, so size 4 leaves it as it is).
_OPEN_HEAD = "M-4,-7L4,0L-4,7"
_DIAMOND = 8
_NARROW = 7
# What went on from a first to a last day is a slim bar between two ends; half its height.
_SLIM = 2


@dataclass(frozen=True)
class Stretch:
    """Where a date lies on the axis.

    Parameters
    ----------
    form: "day" or "bar".
    start, end: pixels from the left that the mark takes, fading ends included.
    core: pixels of the part that does not fade.
    inferred: the date is only likely.
    lasts: the date is no window but a span: it went on from its first day to its last.
    """

    form: str
    start: float
    end: float
    core: tuple[float, float]
    inferred: bool
    lasts: bool = False

    @classmethod
    def of(cls, event: Row, axis: TimeAxis) -> Stretch:
        """Work out the mark of an event from its first and last possible day.

        Raises `ValueError` when both are open: such an event has no place on an axis.
        """
        lower, upper = day(event["lower"]), day(event["upper"])
        inferred = (text_of(event, "certainty") or "sure") != "sure"
        if lower and lower == upper:
            noon = axis.pixel(lower, 0.5)
            return cls("day", noon - _DIAMOND, noon + _DIAMOND, (noon, noon), inferred)
        if lower and upper:
            begin, end = axis.pixel(lower), axis.pixel(upper, 1)
            begin, end = max(begin, axis.left), min(end, axis.right)
            # "From … to …" told for sure is how long it went on; told as likely it is where the date may lie.
            lasts = text_of(event, "precision") == "interval" and not inferred
            return cls("bar", begin, max(end, begin + 3), (begin, max(end, begin + 3)), inferred, lasts)
        if upper:
            end = axis.pixel(upper, 1)
            return cls("bar", max(axis.left, end - _FADE), end, (end, end), inferred)
        if lower:
            # Nothing says that it ended: it goes on to the end of the axis, and points beyond.
            begin = axis.pixel(lower)
            return cls("bar", begin, max(axis.right, begin + 3), (begin, begin), inferred)
        raise ValueError(f"{event['ref']} has neither a first nor a last possible day")


def draw_stretch(sketch: Sketch, event: Row | None, stretch: Stretch, y: float, ref: str = "") -> None:
    """Draw the mark of a date around the height `y`; `ref` gives the class when there is no event (in the key)."""
    ref = str(event["ref"]) if event else ref
    style = look(ref)
    at = sketch.at
    if stretch.form == "day":
        shape = "square" if class_of(ref) == "outside" else "diamond"
        hollow = stretch.inferred or style.fill == 0
        fill = PAPER if hollow else style.colour
        x = at((stretch.start + stretch.end) / 2)
        size = 110 if shape == "diamond" else 90
        sketch.point(x, y, event, shape=shape, size=size, stroke=style.colour, thick=1.75, dash=style.dash, fill=fill)
        return
    begin, end = stretch.core
    if begin > stretch.start or end < stretch.end:
        _fade(sketch, event, stretch, y, style.colour)
        return
    box = (at(begin), y - _HALF, at(end), y + _HALF)
    if stretch.lasts:
        sketch.rect(at(begin), y - _SLIM, at(end), y + _SLIM, event, fill=style.colour, radius=0)
        for edge in (begin, end):
            sketch.rule(at(edge), y - _HALF, at(edge), y + _HALF, event, colour=style.colour, thick=2)
    elif class_of(ref) == "outside" and end - begin < _NARROW:
        # Too narrow for two rails: a slim block, as wide as its date all the same.
        sketch.rect(*box, event, fill=style.colour, opacity=0.85, radius=0)
    elif class_of(ref) == "outside":
        sketch.rect(*box, event, fill=style.colour, opacity=0.12)
        for edge in (y - _HALF, y + _HALF):
            sketch.rule(at(begin), edge, at(end), edge, event, colour=style.colour, thick=2)
    else:
        pale = 0.0 if stretch.inferred or style.fill == 0 else 0.38
        sketch.rect(*box, event, fill=style.colour, opacity=pale, stroke=style.colour, thick=1, dash=style.dash)
    if stretch.inferred and end - begin >= 4:
        _hatch(sketch, event, (begin, end), y, style.colour)


def _hatch(sketch: Sketch, event: Row | None, core: tuple[float, float], y: float, colour: str) -> None:
    begin, end = core
    tall = 2 * _HALF
    foot = begin - tall + 4
    while foot < end:
        # A stroke rises to the right at 45 degrees; what sticks out of the box is cut off.
        left, right = max(foot, begin), min(foot + tall, end)
        if right - left > 1:
            low, high = y + _HALF - (left - foot), y + _HALF - (right - foot)
            sketch.rule(sketch.at(left), low, sketch.at(right), high, event, colour=colour, thick=1.1)
        foot += 5


def _fade(sketch: Sketch, event: Row | None, stretch: Stretch, y: float, colour: str) -> None:
    """Draw a side that is not known: a beginning comes out of nothing, an end goes on behind an open arrow head."""
    backward = stretch.core[0] > stretch.start
    end = stretch.end if backward else max(stretch.start + 2, stretch.end - _HALF)
    steps = max(_STEPS, round((end - stretch.start) / _STEP))
    step = (end - stretch.start) / steps
    for n in range(steps):
        left = stretch.start + n * step
        part = (n + 1 if backward else steps - n) / steps
        strength = round(part * 0.45 if backward else 0.12 + part * 0.33, 3)
        box = (sketch.at(left), y - _HALF, sketch.at(left + step), y + _HALF)
        sketch.rect(*box, event, fill=colour, opacity=strength, radius=0)
    edge = sketch.at(stretch.end if backward else stretch.start)
    sketch.rule(edge, y - _HALF, edge, y + _HALF, event, colour=colour, thick=2)
    if not backward:
        tip = sketch.at(stretch.end - 6)
        sketch.point(tip, y, event, shape=_OPEN_HEAD, size=4, fill="transparent", stroke=colour, thick=1.75)


def draw_key(
    sketch: Sketch, stretches: list[Stretch], cut: tuple[date, date] | None, y: float, page: Page, ref: str
) -> float:
    """Say in a quiet line or two what the marks mean, naming only those that were drawn; gives back the height below.

    Parameters
    ----------
    sketch: the pad.
    stretches: the marks that were drawn.
    cut: the stretch left out of the axis, if any.
    y: pixels from the top where the key may begin.
    page: the page drawn for.
    ref: a row whose class the samples take.
    """
    bars = [s for s in stretches if s.form == "bar"]
    firm = [s for s in bars if s.core == (s.start, s.end)]
    entries = [
        (any(s.form == "day" for s in stretches), Stretch("day", 0, 16, (8, 8), False), "a day"),
        (
            any(not s.inferred and not s.lasts for s in firm),
            Stretch("bar", 0, 26, (0, 26), False),
            "the wider the mark, the vaguer the date",
        ),
        (any(s.lasts for s in firm), Stretch("bar", 0, 26, (0, 26), False, True), "lasted that long"),
        (any(s.inferred for s in stretches), Stretch("bar", 0, 26, (0, 26), True), "date only likely"),
        (len(firm) < len(bars), Stretch("bar", 0, 34, _open_core(bars, 34), False), _open_words(bars)),
    ]
    left = 2.0
    x, y = left, y + 14
    for used, sample, words in entries:
        if not used:
            continue
        wide = sample.end + 8 + width(words, SMALL)
        if x > left and x + wide > page.width:
            x, y = left, y + 22
        core = (x + sample.core[0], x + sample.core[1])
        moved = replace(sample, start=x + sample.start, end=x + sample.end, core=core)
        draw_stretch(sketch, None, moved, y - 4, ref)
        sketch.words(sketch.at(x + sample.end + 8), y, words, size=SMALL, colour=MUTED)
        x += wide + 22
    if cut:
        years = f"{cut[0].year + 1}–{cut[1].year}" if cut[1].year > cut[0].year + 1 else str(cut[1].year)
        for line in wrap(f"… the axis leaves out {years}, where nothing is dated", page.width, SMALL):
            y += 20
            sketch.words(sketch.at(0), y, line, size=SMALL, colour=MUTED)
    return y + 6


def _open_core(bars: list[Stretch], wide: float) -> tuple[float, float]:
    return (wide, wide) if any(s.start < s.core[0] for s in bars) else (0, 0)


def _open_words(bars: list[Stretch]) -> str:
    ends = [("beginning", any(s.start < s.core[0] for s in bars)), ("end", any(s.end > s.core[1] for s in bars))]
    return f"{' or '.join(name for name, found in ends if found)} not given"
