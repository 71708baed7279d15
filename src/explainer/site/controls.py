"""What a reader can set in a chart itself, read from its compiled specification: lists and sliders with their labels.

Charts bind ordinary parameters of Vega-Lite to inputs (`charts/choose.py`, `charts/portions.py`). Vega would draw those
inputs bare; here they become parts of the page, labelled, in its style, in the page before any script has come.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from explainer.text.hedges import number


@dataclass(frozen=True)
class Control:
    """One input.

    Parameters
    ----------
    signal: the signal that it sets.
    label: what it is called.
    options: of a list: value and words of each; the first holds everything.
    least, most, step, value: of a slider.
    """

    signal: str
    label: str
    options: tuple[tuple[str, str], ...] = ()
    least: float = 0
    most: float = 0
    step: float = 0
    value: float = 0

    @property
    def words(self) -> str:
        """Where a slider begins, as its reader sees it."""
        return number(self.value)


@dataclass(frozen=True)
class Controls:
    """The inputs of one figure and the sentence that says what they come to before they are touched."""

    inputs: tuple[Control, ...]
    says: str = ""

    @property
    def slides(self) -> bool:
        """True for sliders; False for lists, which choose among the rows."""
        return not self.inputs[0].options


def controls(vega: dict[str, Any], rows: int) -> Controls | None:
    """Read the inputs that a specification asks for; None when there are none.

    Parameters
    ----------
    vega: the compiled specification.
    rows: how many rows the figure has.

    Raises ValueError for an input that the page has no form for, and for lists and sliders in one chart.
    """
    signals = vega.get("signals", [])
    inputs = tuple(_control(signal) for signal in signals if "bind" in signal)
    if not inputs:
        return None
    if len({bool(one.options) for one in inputs}) > 1:
        raise ValueError("a chart has lists or sliders, not both")
    told = {signal["name"]: signal.get("value", "") for signal in signals}
    says = told.get(f"{inputs[0].signal}_says", "") or f"All {rows} are shown."
    return Controls(inputs, str(says))


def _control(signal: dict[str, Any]) -> Control:
    bind, name = signal["bind"], str(signal["name"])
    label = str(bind.get("name", name))
    label = label[:1].upper() + label[1:]
    if bind.get("input") == "select":
        options = [str(option) for option in bind["options"]]
        if signal.get("value") != bind["options"][0]:
            raise ValueError(f"{name}: a list begins with its first option, which holds everything")
        return Control(name, label, tuple(zip(options, map(str, bind.get("labels", options)), strict=True)))
    if bind.get("input") == "range":
        return Control(name, label, (), bind["min"], bind["max"], bind["step"], signal["value"])
    raise ValueError(f"{name}: the page has no form for an input of the kind {bind.get('input')!r}")
