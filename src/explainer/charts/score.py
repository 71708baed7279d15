"""A text as a score: along it the place of each claim, one stave a voice, one bar a claim as long as its quotation.

Firm claims are full bars, hedged ones open, denied ones struck through; a wave under a bar says that the passage is
garbled. Findings from outside have staves of their own, which stay empty where nobody looked. In a narrow drawing the
text runs down the page.
"""

from __future__ import annotations

import altair as alt
import pandas as pd
from altair.typing import ChartType

from explainer.charts import grammar
from explainer.charts.grammar import FILL, LINK, STROKE
from explainer.charts.measure import width
from explainer.charts.theme import GRID, MUTED, PAPER, TEXT
from explainer.charts.viewport import Viewport
from explainer.model import Json

HEDGED = ("likely", "opinion", "estimated", "differs")
BARS = (
    "Full bars are stated or reported, open ones hedged, estimated, judged or denied;"
    " a wave marks a garbled passage."
)
"""How a bar is read, for a figure's words."""
FINDINGS = (
    "Brown is from outside the article; background is left out."
    " Where the lines are empty, nothing to compare was found, or nobody looked."
)
"""How the lines of other sources are read, for a figure's words."""


def described(rows: pd.DataFrame) -> str:
    """Describe a score of claims and findings for those who do not see it: its lines, and how many bars each has."""
    counts = rows.groupby("actor", sort=False).size()
    lines = " ".join(f"{voice}: {count}." for voice, count in counts.items())
    return (
        "The article from its first word to its last, one line for each voice, one bar for each claim; below it what"
        f" other sources make of the claims. {lines}"
    )


def score(rows: pd.DataFrame, view: Viewport, *, brackets: pd.DataFrame | None = None) -> ChartType:
    """Draw where in a text what is said by whom, and how firmly.

    Parameters
    ----------
    rows: one claim or finding a row with `ref`, `sentence`, `start`, `end` (characters from the start of the text),
        `actor` (whose voice; staves stand in the order in which voices first come), `modality` (what is in `HEDGED` is
        an open bar, "denied" struck) and `garbled`; optional `step` (from which step of the figure on).
    view: what is drawn for.
    brackets: passages to name, if any: `label`, `start`, `end`.

    Raises `ValueError` for missing columns.
    """
    if brackets is None:
        brackets = pd.DataFrame({"label": [], "start": [], "end": []})
    data = grammar.ready(rows, "start", "end", "actor!", "modality", "garbled", "step?")
    voices = list(dict.fromkeys(data["actor"]))
    data["stave"] = data["actor"].map(voices.index)
    page = _Page(view, int(data["end"].max()), voices, brackets)
    parts: list[ChartType] = [*page.names(), *page.named(brackets)]
    for step, here in data.drop(columns="actor").groupby("step"):
        parts.append(alt.layer(*page.bars(grammar.Chart(here)), name=f"step{step}_score"))
    return alt.layer(*parts, width=view.width, height=page.height)


class _Page:
    """Text along one side of a drawing and staves along the other: across a wide one, down a narrow one."""

    def __init__(self, view: Viewport, length: int, voices: list[str], brackets: pd.DataFrame) -> None:
        self.view, self.length, self.voices, self.down = view, length, voices, view.narrow
        size = view.size
        lead = max(width(voice, size) for voice in voices) + 14
        self.start, self.stop = lead, lead + 820.0 if self.down else view.width - 2.0
        self.labels = self._wrapped(brackets)
        self.brackets = max((label.count("\n") + 1 for label in self.labels), default=0) * size * 1.25 + 5
        self.first = self.brackets + view.pick(12, 8)
        self.pitch = (view.width - self.first) / len(voices) if self.down else 44.0
        self.middle = f"{self.first} + (datum.stave + 0.5) * {self.pitch:.4g}"
        self.height = self.stop + 6 if self.down else self.first + self.pitch * len(voices) + 4
        self.bar = min(view.pick(24.0, 16.0), self.pitch * 0.6)

    def place(self, chart: alt.Chart, along: str, across: str) -> alt.Chart:
        """A place in the text (characters) and pixels across the staves, the way this page lies."""
        text = alt.Scale(domain=[0, self.length], range=[self.start, self.stop], nice=False)
        side = alt.Scale(domain=[0, 1], range=[0, 1], clamp=False, nice=False)
        axes = (alt.Y, alt.X) if self.down else (alt.X, alt.Y)
        placed = axes[0](f"{along}:Q", scale=text, axis=None), axes[1]("across:Q", scale=side, axis=None)
        return chart.transform_calculate(across=across).encode(*placed)

    def until(self, chart: alt.Chart, end: str, along: bool = True) -> alt.Chart:
        """Let a mark go on to another place: of the text, or across the staves."""
        return chart.encode(alt.Y2(f"{end}:Q") if self.down == along else alt.X2(f"{end}:Q"))

    def stretch(self, chart: alt.Chart) -> alt.Chart:
        """From start to end of a claim, in the middle of its stave."""
        return self.until(self.place(chart, "start", self.middle), "end")

    def bars(self, base: alt.Chart) -> list[alt.Chart]:
        half = self.bar / 2
        across = "x" if self.down else "y"
        sides: Json = {f"{across}Offset": -half, f"{across}2Offset": half}
        full = alt.condition(alt.FieldOneOfPredicate("modality", [*HEDGED, "denied"]), alt.value(PAPER), FILL)
        bar = self.stretch(base.transform_calculate(far=self.middle)).mark_rect(strokeWidth=1.5, **sides)
        bar = self.until(bar.encode(fill=full, stroke=STROKE, **LINK), "far", along=False)
        struck = self.stretch(base.transform_filter("datum.modality == 'denied'")).mark_rule(aria=False, strokeWidth=2)
        wave = base.transform_filter("datum.garbled").transform_calculate(at="sequence(datum.start, datum.end + 8, 8)")
        foot = f"{self.middle} + {half + 3:.3g} + (datum.at - datum.start) / 8 % 2 * 2.6"
        line = self.place(wave.transform_flatten(["at"]), "at", foot)
        line = line.mark_line(aria=False, strokeWidth=1.4, interpolate="monotone")
        return [bar, struck.encode(stroke=STROKE), line.encode(detail="href:N", stroke=STROKE, order="at:Q")]

    def _wrapped(self, brackets: pd.DataFrame) -> list[str]:
        """The names of passages in lines as long as the passage is, or a word."""
        scale = (self.stop - self.start) / self.length
        room = [(end - start) * scale - 6 for start, end in zip(brackets["start"], brackets["end"], strict=True)]
        named = zip(brackets["label"], room, strict=True)
        return [str(grammar.wrapped([label], max(wide, 80), self.view.size - 1)[0]) for label, wide in named]

    def names(self) -> list[alt.Chart]:
        numbered = {"voice": self.voices, "stave": range(len(self.voices)), "start": 0, "end": self.length}
        staves = grammar.Chart(pd.DataFrame(numbered))
        line = self.stretch(staves).mark_rule(aria=False, stroke=GRID)
        middle = self.place(staves, "start", self.middle)
        looks: Json = {"angle": 270, "align": "left", "dx": 8} if self.down else {"align": "right", "dx": -10}
        return [line, grammar.words(middle, self.view, "voice", **looks)]

    def named(self, brackets: pd.DataFrame) -> list[alt.Chart]:
        """The passages with their names, over the staves or left of them."""
        size = self.view.size
        middle = (brackets["start"] + brackets["end"]) / 2
        base = grammar.Chart(brackets.assign(label=self.labels, middle=middle))
        edge = self.place(base, "start", str(self.brackets)).mark_rule(aria=False, stroke=TEXT, strokeWidth=1.5)
        edge = self.until(edge, "end")
        # The last line of a name stands on its bracket.
        rise = alt.ExprRef(f"-5 - {size * 1.25} * (length(split(datum.label, '\\n')) - 1)")
        looks: Json = {"baseline": "bottom", "dy": rise} | ({"angle": 270} if self.down else {})
        name = self.place(base, "middle", str(self.brackets))
        return [edge, grammar.words(name, self.view, "label", align="center", fontSize=size - 1, color=MUTED, **looks)]
