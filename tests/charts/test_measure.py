"""Texts are measured as the font has them; a chart gets the theme, whose colours are names."""

import altair as alt
import pandas as pd
import pytest
from fontTools.ttLib import TTFont

from explainer.charts import theme
from explainer.charts.measure import _REGULAR, _SEMIBOLD, block, width, wrap
from tests.charts.drawing import FONTS

TEXT = "The mate’s letter asks the mainland to restore the ferry before the winter storms"


@pytest.mark.parametrize(("table", "weight"), [(_REGULAR, 400), (_SEMIBOLD, 600)])
def test_widths_are_those_of_the_font(table: dict[int, str], weight: int) -> None:
    file = FONTS / f"sans-{weight}.ttf"
    if not file.exists():
        pytest.skip("the set-up makes the fonts")
    font = TTFont(file)
    per_em, advance, names = font["head"].unitsPerEm, font["hmtx"], font.getBestCmap()
    for measured, letters in table.items():
        for letter in letters:
            if ord(letter) in names:
                assert 0 <= measured - advance[names[ord(letter)]][0] * 1000 / per_em < 5.01, letter


def test_lines_keep_inside_the_room_and_lose_no_word() -> None:
    for room in (80, 120, 200, 400):
        lines = wrap(TEXT, room)
        assert " ".join(lines) == TEXT
        assert block(lines) <= room


def test_a_word_wider_than_the_room_stands_alone() -> None:
    assert wrap("a lighthousekeeper sleeps", 40) == ("a", "lighthousekeeper", "sleeps")


def test_balance_makes_lines_alike_and_not_more() -> None:
    room = width(TEXT) / 2 + 40
    greedy, even = wrap(TEXT, room, balance=False), wrap(TEXT, room)
    assert len(greedy) == len(even) == 2
    assert abs(width(even[0]) - width(even[1])) <= abs(width(greedy[0]) - width(greedy[1]))


def test_a_no_break_space_holds() -> None:
    assert wrap("about\u00a030,000 troops and more", 100)[0] == "about\u00a030,000"


def test_no_text_takes_no_line() -> None:
    assert wrap("", 100) == () and block(()) == 0


def test_a_plain_chart_gets_the_theme() -> None:
    config = alt.Chart(pd.DataFrame({"x": [1]})).mark_point().to_dict()["config"]
    assert config["axis"]["labelColor"] == theme.MUTED and config["axis"]["labelFontSize"] >= 12
    assert config["background"] is None and "Explainer Sans" in config["font"]


def test_concrete_leaves_no_variable() -> None:
    spec = {"mark": {"color": theme.ARTICLE}, "title": "colour var(--chart-text) in words"}
    assert theme.concrete(spec)["mark"]["color"] == theme.LIGHT["--chart-article"]
    assert "var(" not in str(theme.concrete(spec, theme.DARK))
    with pytest.raises(KeyError):
        theme.concrete({"fill": "var(--chart-nothing)"})
