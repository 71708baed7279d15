"""Numbers as display type are drawn as they were made to be, also where they are small."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from explainer.build.fonts import FACES
from explainer.charts.lettering import letter
from explainer.charts.sketch import Sketch
from explainer.figures.draw import FONTS

ROW = {"ref": "claim:a", "href": "#claim-a", "sentence": "About 30,000.", "text": "about 30,000"}


def _drawn(hedge: str) -> tuple[list[dict[str, Any]], float]:
    sketch = Sketch("made", 400)
    room = letter(sketch, {**ROW, "hedge": hedge}, 0, 40, 38)
    return [part for part in sketch._parts["text", True] if part["size"] == 38], room


def test_an_outlined_number_has_air_round_its_comma() -> None:
    hollow, wide = _drawn("about")
    solid, narrow = _drawn("exact")
    assert [part["words"] for part in hollow] == ["30", ",", "000"] and [part["words"] for part in solid] == ["30,000"]
    assert wide > narrow and sorted(part["x"] for part in hollow) == [part["x"] for part in hollow]


@pytest.mark.parametrize("face", [face for face in FACES if face.weights], ids=lambda face: face.name)
def test_every_face_of_a_chart_is_there_for_pictures_too(face: Any) -> None:
    if not FONTS.exists():
        pytest.skip("`make setup` makes the fonts")
    assert {one.name for one in FACES if one.weights} == {"sans", "serif", "serif-italic"}
    for weight in face.weights:
        font = TTFont(Path(FONTS) / f"{face.name}-{weight}.ttf", lazy=True)
        italic = face.name.endswith("italic")
        assert bool(font["OS/2"].fsSelection & 1) is bool(font["head"].macStyle & 2) is italic
        assert font["name"].getDebugName(1) == face.family
