"""Small things: marks like decimals, links of one name, tables of cells, sentences cut short, paper, the search."""

import json
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from docutils import nodes

from explainer.build.notebooks.convert import plain_markdown
from explainer.site.assets import squeeze, style
from explainer.site.book_map import first_sentence, shortened
from explainer.site.cards import spans
from explainer.site.content.outputs import clean
from explainer.site.domain import PageData, Use
from explainer.site.evidence.directive import Place
from explainer.site.notes import _is_apart, note_call
from explainer.site.search_index import index, places


@pytest.mark.parametrize(("between", "apart"), [(".", True), (",", True), (". So", False), ("", False)])
def test_two_notes_around_a_full_stop_are_no_decimal(between: str, apart: bool) -> None:
    parts = [nodes.Text("It is"), note_call(), *([nodes.Text(between)] if between else []), note_call()]
    line = nodes.paragraph("", "", *parts)
    assert [_is_apart(call) for call in line.findall(note_call)] == [False, apart]
    assert "sup.note-mark.apart{margin-left:" in style()


def test_links_to_figures_of_one_page_have_different_names() -> None:
    titles = {"first": "One", "second": "Two", "third": "Three"}
    known = SimpleNamespace(page=lambda docname: PageData(figures=dict.fromkeys(titles)))  # type: ignore[arg-type]
    place: Any = SimpleNamespace(domain=known, page=lambda docname, anchor: f"{docname}.html#{anchor}")
    uses = [Use("a", f"figure-{id}", titles[id], "A") for id in ("first", "third")]
    uses.append(Use("a", "call-2", "note 2", "A"))
    assert [Place._called(place, use)[:2] for use in uses] == [
        ("figure 1", "figure 1: One"), ("figure 3", "figure 3: Three"), ("note 2", "note 2"),
    ]  # fmt: skip


PANDAS = """<div><style scoped>.dataframe td {vertical-align: top}</style>
<table border="1" class="dataframe"><thead><tr style="text-align: right;"><th></th><th>label</th></tr></thead>
<tbody><tr><th>0</th><td onclick="x()">gone</td></tr></tbody></table></div>"""


def test_a_frame_keeps_its_cells_and_loses_its_looks() -> None:
    made = clean(PANDAS)
    assert not any(word in made for word in ("style", "border", "onclick"))
    assert '<div class="scroll" tabindex="0" role="region" aria-label="Table 1"><table class="dataframe">' in made
    # The corner heads nothing; the others say what they head.
    assert '<td></td><th scope="col">label</th>' in made and '<th scope="row">0</th><td>gone</td>' in made


def test_a_named_index_heads_its_column_and_nothing_is_said_in_words() -> None:
    frame = pd.DataFrame({"event": ["signed", "met"], "gap": [None, 2.5]}).set_index("event")
    made = clean(frame.to_html())
    assert made.count("<tr>") == 3
    assert '<th scope="col">event</th>' in made and '<th scope="col" class="number">gap</th>' in made
    assert '<td class="number">–</td>' in made and "NaN" not in made


@pytest.mark.parametrize(
    ("numbers", "said"),
    [([], ""), ([3], "¶3"), ([4, 3, 5, 5, 9], "¶3–5, 9"), ([1, 2], "¶1–2")],
)
def test_paragraphs_are_drawn_together(numbers: list[int], said: str) -> None:
    assert spans(numbers) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hardly: it has few. And more.", "Hardly."),
        ("Few men; no arms.", "Few men."),
        ("It is said. “So it is.” End.", "It is said."),
        ("No stop", "No stop."),
        ("", ""),
    ],
)
def test_the_first_sentence(text: str, said: str) -> None:
    assert first_sentence(text) == said


def test_a_description_ends_with_a_sentence_or_a_word() -> None:
    assert shortened("Short.") == "Short."
    assert shortened("One. Two. " + "Word " * 60).endswith("Word…")
    assert shortened("So long. " * 15 + "Word " * 60) == ("So long. " * 15).strip()
    long = shortened("word " * 60)
    assert long.endswith("word…") and len(long) <= 201


def test_squeezing_keeps_what_a_style_says() -> None:
    css = """/* why */
.a , .b {
  width: calc(1rem + 2px);
  margin: 0 auto;
}
@media (min-width: 1px) and (hover) { .c > .d { top: 0 } }
"""
    assert squeeze(css) == (
        ".a,.b{width:calc(1rem + 2px);margin:0 auto}@media (min-width:1px) and (hover){.c>.d{top:0}}\n"
    )


def test_a_notebook_shows_the_book_s_own_boxes() -> None:
    written = plain_markdown(
        "# Name\n\n```{question}\nWhy?\n```\n\n```{answer}\n:short: No.\nBecause [of it](other.md), see [there](https://example.org).\n```\n\n"
        "```{progress} money\n```\n\n:::{pull}\nWords.\n:::\n\n```{solution}\nThis.\n```"
    )
    assert "**Why?**" in written and "> Words." in written and "<summary>One answer</summary>" in written
    assert "Because of it, see [there](https://example.org)." in written
    assert "{" not in written and "short" not in written


PAGE = """<html><body><nav>Menu</nav><main><section id="p"><header class="opening"><h1><span class="kicker">One</span>
<span class="asked">Why so?</span></h1></header><p>First <a href="#x">words</a>.<sup class="note-mark">1</sup></p>
<section id="inner"><h2>Inner</h2><p>Deep words.</p><details class="code"><pre>code</pre></details></section>
<ul><li id="claim-a"><a class="claim-number" href="#claim-a">Claim 1</a> Said so.</li></ul></section></main></body>
</html>"""


def test_the_search_knows_pages_sections_and_rows() -> None:
    found = {place.anchor: (place.title, place.words) for place in places("p.html", PAGE)}
    assert found == {
        "": ("Why so?", "First words."),
        "inner": ("Inner", "Deep words."),
        "claim-a": ("Claim 1", "Claim 1 Said so."),
    }
    script = index(places("p.html", PAGE))
    rows = json.loads(script.removeprefix("explainerSearch(").rstrip().removesuffix(");"))
    assert rows[0] == ["p.html", "", "Why so?", "First words."]
