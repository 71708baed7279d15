"""The parts that make ordinary content fit: contents, looks, formulas, settings."""

from pathlib import Path

import pytest

from explainer.figures.plain_chart import specification
from explainer.site.content import formulas, outputs, styles
from explainer.site.content.settings import REFUSED, Settings, site_map


def test_contents_are_plain_names_in_order(tmp_path: Path) -> None:
    for name in ("index.md", "one.md", "more/b.ipynb", "more/a.rst", "more/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    toc = "format: jb-book\nroot: index.md\nchapters:\n- file: one.md\n- glob: more/*\n- url: https://example.org\n"
    (tmp_path / "_toc.yml").write_text(toc)
    assert list(site_map(tmp_path)) == ["index", "one", "more/a", "more/b"]
    assert [str(getattr(item, "url", item)) for item in site_map(tmp_path).root.subtrees[0].items] == [
        "one", "more/a", "more/b", "https://example.org",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "rest", "rules"),
    [
        ("<p>plain</p>", "<p>plain</p>", []),
        ('<b style="">x</b>', "<b>x</b>", []),
        ('<b style="background: url(https://a.example/x.png)">x</b>', "<b>x</b>", []),
        ("<pre>&lt;p style=&quot;x&quot;&gt;</pre>", "<pre>&lt;p style=&quot;x&quot;&gt;</pre>", []),
        ("<style scoped>.dataframe td{color:red}</style><i>x</i>", "<i>x</i>", []),
        (
            '<style>#T_0a1b2_row0_col0{background-color:#000}</style><td id="T_0a1b2_row0_col0">x</td>',
            '<td id="styled-1_row0_col0">x</td>',
            ["#styled-1_row0_col0{background-color:#000;color:#fff}"],
        ),
        (
            '<style>#abcdefghij td,th{color:red}@import "x";</style><table id="abcdefghij"></table><p id="background">',
            '<table id="styled-1"></table><p id="background">',
            ["#styled-1 td,#styled-1 th{color:red}"],
        ),
    ],
)  # fmt: skip
def test_looks_become_a_sheet(body: str, rest: str, rules: list[str]) -> None:
    assert styles.settle(body) == (rest, "\n".join(rules))


def test_a_look_is_a_class_and_wins() -> None:
    body, sheet = styles.settle('<img class="a" style="width: 50%" alt="5 > 4"/><i style=\'width: 50%\'>x</i>')
    name = sheet[1 : sheet.index(".", 1)]
    assert body == f'<img class="a {name}" alt="5 > 4"/><i class="{name}">x</i>'
    assert sheet == f".{name}.{name}.{name}{{width:50%}}"


def test_letters_on_a_bar_of_pandas_can_be_read_in_the_dark() -> None:
    assert styles.declarations("background: linear-gradient(90deg, red 50%, transparent 50%)").endswith("color:#000")


@pytest.mark.parametrize(
    ("written", "part"),
    [
        ('<b style="color: #800000">x</b>', 'style="color: color-mix(in oklab,#800000 60%,var(--ink))"'),
        ('<p style="background: #fff"><b style="color: red">x</b></p>', '<b style="color: red">'),
        ('<b style="color: inherit">x</b>', 'style="color: inherit"'),
        ("<style>#T_0a1b2_row0_col0 {color: red;}</style>", "{color: color-mix(in oklab,red 60%,var(--ink));}"),
        ("<p onclick='x()'>x<script>1</script></p>", "<p>x</p>"),
    ],
)
def test_html_of_a_library_fits_the_page(written: str, part: str) -> None:
    assert part in outputs.clean(written)


def test_columns_of_numbers_alone_stand_to_the_right() -> None:
    head = "<table class='dataframe'><thead><tr><th></th><th>a</th><th>b</th></tr></thead>"
    made = outputs.clean(f"{head}<tbody><tr><th>0</th><td>-1.5</td><td>1 of 2</td></tr></tbody></table>")
    assert made.count('class="number"') == 2 and ">a</th>" in made.split('class="number"')[1]


@pytest.mark.parametrize(
    ("latex", "part"),
    [
        (r"\frac{a}{b}", "<mfrac><mi>a</mi><mi>b</mi></mfrac>"),
        (r"\begin{split} a &= b \\ &= c \end{split}", "<mtable"),
        (r"\begin{align} a &= b \label{eq:x} \end{align}", "<mtable"),
        (r"\left( \begin{matrix} a & b \cr c & d \end{matrix} \right)", "<mtr>"),
        (r"\sum_{\substack{i \\ j}}", "<mtable"),
        (r"\text{where $x$ is}", "<mi>x</mi>"),
        (r"-\alpha*Y", "<mi>α</mi>"),
        (r"\N", "ℕ"),
    ],
)
def test_latex_as_books_write_it(latex: str, part: str) -> None:
    assert part in formulas.mathml(latex, {"N": r"\mathbb{N}"}, displayed=True)


def test_a_formula_that_is_none_says_where() -> None:
    with pytest.raises(ValueError, match=r'Unknown command "\\Simga".*Near: \\Simga'):
        formulas.mathml(r"R' \Simga R", {})


def test_a_page_gets_the_rules_it_uses() -> None:
    assert styles.design_rules('<p class="sd-not-here">no-sd</p>') == ""
    rules = styles.design_rules('<span class="sd-badge sd-bg-primary">x</span>')
    assert ".sd-badge" in rules and ".sd-card" not in rules and len(rules) < 1500


def test_settings_that_cannot_work_are_refused_by_name() -> None:
    for place in REFUSED:
        outer, inner = place.split(".")[0], place.split(".")[1:]
        given: object = "something"
        for name in reversed(inner):
            given = {name: given}
        [fault] = Settings({outer: given}).faults()
        assert fault.startswith(f"{place}: ") and len(fault) < 160
    assert Settings({"sphinx": {"extra_extensions": ["sphinx_thebe"]}}).faults()
    assert Settings({"execute": {"execute_notebooks": False}}).faults()
    fine = {"html": {"comments": {"hypothesis": False}}, "sphinx": {"extra_extensions": "sphinx.ext.todo"}}
    assert not Settings(fine).faults()
    lost = {"htlm": {}, "html": {"use_issues_buton": True}, "parse": {"myst_heading_anchors": 3}}
    assert [fault.split(" (")[0] for fault in Settings(lost).faults()] == [
        "htlm: no setting of Jupyter Book, is html meant?",
        "html.use_issues_buton: no setting of Jupyter Book, is html.use_issues_button meant?",
        "parse.myst_heading_anchors: no setting of Jupyter Book",
    ]


def test_the_repository_and_places_to_run_are_links() -> None:
    given = {
        "repository": {"url": "https://code.example/a/b", "branch": "main", "path_to_book": "docs"},
        "html": {"use_repository_button": True, "use_edit_page_button": True, "use_issues_button": True},
        "launch_buttons": {"binderhub_url": "https://hub.example", "colab_url": "https://lab.example"},
    }
    assert dict(Settings(given).links("book/a b.md")) == {
        "Repository": "https://code.example/a/b",
        "Edit this page": "https://code.example/a/b/edit/main/docs/book/a%20b.md",
        "Report a problem": "https://code.example/a/b/issues/new?title=Issue%20on%20page%20book/a%20b.md",
        "Run on Binder": "https://hub.example/v2/gh/a/b/main?urlpath=tree%2Fdocs%2Fbook%2Fa+b.md",
    }
    assert "Run on Colab" in dict(Settings(given).links("x.ipynb")) and Settings({}).links("x.md") == []


@pytest.mark.parametrize("wrote", [
    'x}(a, b) { }; })({"data": {"values": []}, "mark": "bar"}, {"mode": "vega-lite"}); vegaEmbed',
    'vegaEmbed ... })(\n{"data": {"values": []}, "mark": "bar"}, {});',
])  # fmt: skip
def test_a_chart_is_found_in_what_altair_writes(wrote: str) -> None:
    found = specification("text/html", wrote)
    assert found is not None and found["mark"] == "bar"
    assert specification("text/html", "<p>vega</p>") is None
