"""The colours: named in every setting, and far enough apart to be read and told."""

import re

import pytest

from explainer.charts import theme
from explainer.site import assets
from explainer.site.assets import style

GROUNDS = ("paper", "tint")
TEXTS = ("ink", "muted", "link", "chart-text", "chart-muted", "chart-article", "chart-derived", "chart-outside")
CODE = ("code-word", "code-text", "code-number", "code-name")
MARKS = (*(f"chart-{n}" for n in range(1, 6)), "chart-accent", "chart-quiet", "rule-strong", "focus")


def _light(colour: str) -> float:
    """Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    light, dark = sorted((_light(one), _light(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("setting", [assets.LIGHT, assets.DARK, assets.PRINT])
def test_text_and_marks_stand_out(setting: int) -> None:
    found = assets.colours(setting)
    for ground in GROUNDS:
        assert [name for name in TEXTS if contrast(found[name], found[ground]) < 4.5] == []
        assert [name for name in CODE if contrast(found[name], found[ground]) < 4.5] == []
    assert [name for name in MARKS if contrast(found[name], found["paper"]) < 3] == []
    assert contrast(found["field-ink"], found["field"]) >= 7
    assert contrast(found["field-muted"], found["field"]) >= 4.5
    assert contrast(found["focus"], found["tint"]) >= 3


def test_every_colour_is_named_in_every_setting() -> None:
    blocks = re.findall(r"\{(color-scheme[^}]*)\}", assets.tokens_css())
    names = [set(re.findall(r"--([\w-]+):", block)) for block in blocks]
    assert len(blocks) == 5  # light, dark by the system, dark by choice, paper, forced colours
    assert all(each == set(assets.colours(assets.LIGHT)) for each in names)


def test_charts_find_every_colour_they_name() -> None:
    assert {name.removeprefix("--") for name in (*theme.LIGHT, *theme.DARK)} <= set(assets.colours(assets.DARK))


def test_no_style_names_a_colour_of_its_own_or_fetches_from_elsewhere() -> None:
    sheet = style()
    rules = sheet.replace(re.sub(r"\s+", " ", assets.tokens_css()), "")
    used = set(re.findall(r"var\(--([\w-]+)", rules))
    assert used - set(assets.colours(assets.LIGHT)) <= {"text", "ui", "mono", "gutter", "widest", "measure", "margin"}
    assert not re.search(r"https?:|@import", sheet)
    assert "!important" not in sheet.replace("display:none!important", "")
