"""What all recipes share of Altair's grammar: rows made ready, the three classes as scales, marks that speak and lead.

Article: solid, round. Derived (we calculated it): outlined and dashed. Outside (another source says it): square, in a
second colour. So none of the three rests on colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import altair as alt
import pandas as pd
from altair.typing import ChartType

from explainer.charts.measure import width, wrap
from explainer.charts.theme import ARTICLE, DERIVED, MUTED, OUTSIDE, PAPER
from explainer.charts.viewport import Viewport
from explainer.model import Json
from explainer.query.shared import href
from explainer.text.hedges import HEDGES

CLASSES = {"article": "the article says", "derived": "we worked out", "outside": "other sources say"}
COLOURS = {"article": ARTICLE, "derived": DERIVED, "outside": OUTSIDE}
_KINDS = {"claim": "article", "derived": "derived", "check": "outside"}
_MEANS = {"derived": "worked out by us", "outside": "from outside the article"}
_COLOURS = alt.Scale(domain=list(COLOURS), range=list(COLOURS.values()))
_DASHES = alt.Scale(domain=list(CLASSES), range=[[1, 0], [3, 2], [1, 0]])
FILL = alt.Fill("class:N", scale=_COLOURS, legend=None)
STROKE = alt.Stroke("class:N", scale=_COLOURS, legend=None)
DASH = alt.StrokeDash("class:N", scale=_DASHES, legend=None)
# The wider a date, the paler: a month at half strength, a year at a fifth.
DAYS = "(time(datum.end) - time(datum.begin)) / 864e5"
PALE = alt.FillOpacity("days:Q", scale=alt.Scale(domain=[28, 366], range=[0.55, 0.2], clamp=True), legend=None)
LINK: Json = {"href": alt.Href("href:N"), "description": alt.Description("sentence:N")}


class Chart(alt.Chart):
    """An Altair chart that is quick to make and to lay over others.

    For every layer that is made of it, Altair copies a chart three times through and through; and of each channel that
    is given in words ("value:Q") or as a value, it looks for the class among all of its own. The two took two
    thirds of the time of a figure's specifications. No recipe changes an encoding in place, so copies may share it.
    """

    def __deepcopy__(self, memo: object = None) -> Chart:
        """Copy the chart alone; Altair asks for this wherever it copies."""
        return self.copy(deep=False)

    def encode(self, *args: Any, **channels: Any) -> Chart:
        """Take channels as Altair does."""
        return super().encode(*args, **{name: _channel(name, given) for name, given in channels.items()})


def _channel(name: str, given: Any) -> Any:
    kind = name[:1].upper() + name[1:]
    if isinstance(given, str):
        return getattr(alt, kind)(given)
    if isinstance(given, dict):  # as `alt.value` and `alt.condition` give it
        return getattr(alt, f"{kind}Value" if "value" in given else kind)(**given)
    return given


def class_of(ref: str) -> str:
    """Tell from a row's `ref` ("claim:ID", "derived:ID", "check:ID") whose value it is: article, derived or outside.

    Raises `ValueError` for any other prefix.
    """
    prefix = ref.partition(":")[0]
    if prefix not in _KINDS:
        raise ValueError(f"ref {ref!r} begins with none of {', '.join(f'{name}:' for name in _KINDS)}")
    return _KINDS[prefix]


def shapes(own: str = "circle") -> alt.Shape:
    """The form of a point by its class: what is the article's or ours in one form, what is from outside a square."""
    return alt.Shape("class:N", scale=alt.Scale(domain=list(CLASSES), range=[own, own, "square"]), legend=None)


SHAPE = shapes()


def ready(rows: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Rows with the columns that a recipe draws, their class and their link; nothing else reaches the specification.

    Parameters
    ----------
    rows: as the ledger's questions give them, with `ref` and `sentence`.
    columns: what the recipe draws besides; one that ends in "?" may be missing and is then empty, one that ends in
        "!" groups or names rows and has a word in each. Another cell that is missing (None, NaN, NA) is "" among words.

    Raises `ValueError` naming every column that is missing, or the rows without such a word.
    """
    rows = rows.reset_index(drop=True)
    for column in [column[:-1] for column in columns if column.endswith("?")]:
        if column not in rows:
            rows = rows.assign(**{column: None})
    names = [column.rstrip("?!") for column in columns]
    missing = [name for name in ("ref", "sentence", *names) if name not in rows]
    if missing:
        raise ValueError(f"rows lack the column(s) {', '.join(missing)}; they have {', '.join(map(str, rows.columns))}")
    for name in [column[:-1] for column in columns if column.endswith("!")]:
        if bare := [str(ref) for ref in rows.loc[rows[name].isna() | (rows[name].astype(str) == ""), "ref"]]:
            raise ValueError(f"{name} is empty in the row(s) of {', '.join(bare)}")
    kept = rows[["sentence", *dict.fromkeys(names)]]
    # However the rows were put together, a column has the type of its cells; what is missing among words is no word.
    kept = kept.where(kept.notna(), None).infer_objects()
    kept = kept.fillna(dict.fromkeys(kept.select_dtypes("str"), ""))
    kept["href"] = rows["ref"].map(href)
    kept["class"] = rows["ref"].map(class_of)
    if "step" in kept:
        kept["step"] = kept["step"].fillna(1).astype(int)
    return kept


def runs(data: pd.DataFrame, *columns: str) -> list[tuple[str, pd.DataFrame]]:
    """Rows in stretches alike in some columns, each with the first's value: so layers follow the order of the rows."""
    changed = (data[list(columns)] != data[list(columns)].shift()).any(axis=1)
    return [(str(part[columns[0]].iloc[0]), part) for _, part in data.groupby(changed.cumsum())]


def signed(chart: ChartType, rows: pd.DataFrame, **signs: str) -> ChartType:
    """Have a drawing say what those of its signs mean that no line in it explains.

    Parameters
    ----------
    chart: the drawing.
    rows: as `ready` gives them, with `hedge`.
    signs: the sign for each hedge, and for each class where there is no `key`.
    """
    means = {name: hedge.says for name, hedge in HEDGES.items()} | _MEANS
    drawn = {*rows["hedge"], *rows["class"]}
    chart.usermeta = {"signs": "; ".join(f"{sign}: {means[name]}" for name, sign in signs.items() if name in drawn)}
    return chart


def wrapped(texts: Iterable[object], room: float, size: float, bold: bool = False) -> list[str]:
    """Texts broken into lines no wider than `room` pixels, for text marks with `lineBreak="\\n"`."""
    return ["" if text is None or text != text else "\n".join(wrap(str(text), room, size, bold)) for text in texts]


def lines(texts: Iterable[str]) -> int:
    """The most lines that any of some broken texts has."""
    return max((text.count("\n") + 1 for text in texts if text), default=0)


def words(data: Any, view: Viewport, text: str, **mark: Any) -> alt.Chart:
    """A layer of words that a screen reader is spared: it hears the sentence of the row instead.

    Parameters
    ----------
    data: rows, or a chart with its transforms.
    view: what is drawn for; sets the size of the letters.
    text: the column with the words.
    mark: looks, as for `mark_text`.
    """
    chart = data if isinstance(data, alt.Chart) else Chart(data)
    looks: Json = {"align": "left", "baseline": "middle", "fontSize": view.size}
    looks |= {"lineHeight": view.size * 1.25} | mark
    return chart.mark_text(aria=False, lineBreak="\n", **looks).encode(text=alt.Text(f"{text}:N"))


def halo(layer: alt.Chart, width: float = 4) -> list[alt.Chart]:
    """Words with paper around them, so that what lies below does not cut them: two layers."""
    below = layer.copy()
    below.mark = layer.mark.copy()
    below.mark.stroke, below.mark.strokeWidth, below.mark.strokeJoin, below.mark.fill = PAPER, width, "round", PAPER
    return [below, layer]


def own_scales(*channels: str) -> alt.Resolve:
    """Let each layer keep its own scale of some channels, such as "x"; `resolve_scale` would copy the whole chart."""
    own: Json = dict.fromkeys(channels, "independent")
    return alt.Resolve(scale=alt.ScaleResolveMap(**own))


def fade(colour: str, x1: int = 0, x2: int = 0, y1: int = 0, y2: int = 0) -> alt.Gradient:
    """A colour that goes over into the paper, from one end of a mark (0 or 1 of its width and height) to another."""
    stops = [alt.GradientStop(offset=n, color=shade) for n, shade in enumerate((colour, PAPER))]
    return alt.Gradient(gradient="linear", x1=x1, x2=x2, y1=y1, y2=y2, stops=stops)


def pixels(field: str, size: float, axis: type = alt.X) -> Any:
    """A position in pixels from the left (or with `alt.Y` from the top) of a drawing that is `size` pixels long."""
    return axis(f"{field}:Q", scale=alt.Scale(domain=[0, size], range=[0, size], nice=False, zero=False), axis=None)


def key(
    rows: pd.DataFrame, view: Viewport, height: float, first: str = "", shape: str = "circle", more: Sequence[str] = ()
) -> tuple[ChartType, float]:
    """The line at a drawing's foot that says which mark is whose, naming only the classes that are drawn.

    Parameters
    ----------
    rows: as `ready` gives them.
    view: what is drawn for.
    height: pixels of the drawing above it.
    first: what stands before it, such as what one dot means.
    shape: form of the marks that are not from outside.
    more: what stands behind it, such as what hatching means.

    Returns the line, laid out in pixels of one scale across and down the whole drawing, and the new height.
    """
    said, x, down = [], 0.0, height + view.size
    drawn = [(name, text) for name, text in CLASSES.items() if (rows["class"] == name).any()]
    for name, text in [*([("", first)] if first else []), *drawn, *(("", text) for text in more)]:
        wide = width(text, view.size) + (24 if name else 0)
        if x and x + wide > view.width:
            x, down = 0, down + view.size * 1.6
        said.append({"class": name, "words": text, "left": x + (18 if name else 0), "down": down})
        x += wide + 24
    height = down + view.size
    base = Chart(pd.DataFrame(said)).encode(x=pixels("left", view.width), y=pixels("down", height, alt.Y))
    marks = base.transform_filter("datum.class").mark_point(aria=False, size=90, opacity=1, xOffset=-11)
    full = alt.condition("datum.class != 'derived'", FILL, alt.value(PAPER))
    marks = marks.encode(fill=full, stroke=STROKE, shape=shapes(shape), strokeDash=DASH)
    return alt.layer(marks, words(base, view, "words", color=MUTED)), height


def down(field: str, height: float) -> alt.Y:
    """Pixels from the top, on the scale that `key` shares."""
    return pixels(field, height, alt.Y)
