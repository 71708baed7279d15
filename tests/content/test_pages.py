"""Pages with odd names, titles and files, settings that reach them, and outputs of which nothing would be seen."""

import base64
import json
from pathlib import Path

import nbformat
import pytest
from lxml import html

from explainer.build.build import build
from tests.conftest import copy_tiny
from tests.content.conftest import add_pages, configure

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
KERNEL = {"name": "conda-env-x", "language": "python", "display_name": "x"}
HEAD = "---\nfile_format: mystnb\nkernelspec: {name: python3, display_name: Python 3}\n---\n# Outputs\n\n"
CONTENTS = """\
  - file: book/odd.md
    sections:
    - file: book/a b
    - file: book/глава
  - file: book/untitled
    title: Named in the contents
  - file: book/pasted.ipynb
  - file: book/sound
  - file: book/three
  - glob: book/more/*
  - url: https://example.org/?a=1&b=2
    title: An outside <place>
"""
PAGES = {
    "odd.md": "Words before it.\n\n# When a<b & “why”\n\nText, and [](a%20b.md).\n",
    "a b.md": "# A blank\n\nIn its name; see [](глава.md).\n",
    "глава.md": "# Глава\n\nКириллица.\n",
    "untitled.md": "No heading, but words.\n",
    "sound.md": "---\nfile_format: mystnb\nkernelspec: {name: python3}\n---\n# Sound\n\n[](#A-Heading)\n\n"
    '## A Heading\n\n<audio controls src="tone.wav"></audio>\n\n'
    "```{code-cell}\nfrom IPython.display import Audio\nAudio(b'RIFF', rate=1)\n```\n",
    "more/one.md": "---\ntitle: From the front matter\n---\nOnce {Q}`walkers` people crossed.\n",
    "more/two.rst": "Two\n===\n\n.. note:: A note.\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = copy_tiny(tmp_path_factory.mktemp("odd") / "book")
    add_pages(book, PAGES, CONTENTS)
    text = nbformat.v4.new_markdown_cell("# Pasted\n\n![a pixel](attachment:p.png)")
    text["attachments"] = {"p.png": {"image/png": PIXEL}}
    cells = [text, nbformat.v4.new_code_cell("%matplotlib inline\n1 + 1")]
    node = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
    nbformat.write(node, book / "book" / "pasted.ipynb")
    (book / "book" / "tone.wav").write_bytes(b"RIFF of a file")
    old = {"cell_type": "code", "input": "1 + 2", "language": "python", "metadata": {}, "outputs": []}
    texts = {"cell_type": "heading", "level": 1, "source": "Format three", "metadata": {}}
    three = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [{"cells": [texts, old]}]}
    (book / "book" / "three.ipynb").write_text(json.dumps(three), "utf-8")
    added = {"announcement": "Closed <b>today</b>", "extra_footer": "<p>Ours</p>"}
    configure(book, lambda settings: settings["html"].update(added))
    assert build(book) == 0
    return book / "_build" / "html"


def read(site: Path, name: str) -> html.HtmlElement:
    return html.document_fromstring((site / name).read_text("utf-8"))


def test_titles_are_words_everywhere(site: Path) -> None:
    page = read(site, "odd.html")
    assert page.findtext(".//title").startswith("When a<b & “why” · ")
    first = [one.text_content().strip() for one in page.xpath("//main/section/*[position() < 3]")]
    assert first == ["When a<b & “why”", "Words before it."]
    named = [link.text_content() for link in read(site, "index.html").xpath("//nav[@id='all_pages']//a")]
    assert named[-10:] == [
        "When a<b & “why”", "A blank", "Глава", "Named in the contents", "Pasted", "Sound", "Format three",
        "From the front matter", "Two", "An outside <place>",
    ]  # fmt: skip


def test_links_lead_to_names_with_blanks_and_other_letters(site: Path) -> None:
    page = read(site, "odd.html")
    assert page.xpath("//main/section//a[contains(., 'A blank')]/@href") == ["a%20b.html"]
    assert (site / "глава.html").is_file() and "https://example.org/?a=1&b=2" in page.xpath("//nav//a/@href")


def test_a_look_up_one_folder_down_leads_to_its_row_and_back(site: Path) -> None:
    page = read(site, "more/one.html")
    (datum,) = page.xpath("//main//p[contains(., 'people crossed')]/a[contains(@class, 'datum')]")
    assert (datum.text_content(), datum.get("href")) == ("About 1,200", "../evidence.html#claim-walkers")
    back = read(site, "evidence.html").xpath("//li[@id='claim-walkers']//a/@href[starts-with(., 'more/one.html#')]")
    assert back and page.xpath("//*[@id=$id]", id=back[0].partition("#")[2])


def test_a_notebook_file_is_a_page_and_a_download(site: Path) -> None:
    page = read(site, "pasted.html")
    [picture] = page.xpath("//main//img/@src")
    assert (site / picture).read_bytes() == base64.b64decode(PIXEL)
    taken = json.loads((site / "downloads" / "pasted.ipynb").read_text("utf-8"))
    assert [cell["cell_type"] for cell in taken["cells"]][-2:] == ["markdown", "code"]
    assert taken["metadata"]["kernelspec"]["name"] == "python3" and PIXEL in taken["cells"][-2]["source"][-1]
    old = json.loads((site / "downloads" / "three.ipynb").read_text("utf-8"))
    assert old["nbformat"] == 4 and "".join(old["cells"][-1]["source"]) == "1 + 2"
    assert "3" in read(site, "three.html").xpath("string(//div[contains(@class, 'cell_output')])")
    assert page.xpath("//footer//a[@download]/@href")[0] == "downloads/pasted.ipynb"


def test_sounds_lie_beside_the_page_and_headings_are_found_as_jupyter_names_them(site: Path) -> None:
    page = read(site, "sound.html")
    sounds = [site / place for place in page.xpath("//audio/@src|//audio/source/@src")]
    assert [sound.read_bytes() for sound in sounds] == [b"RIFF of a file", b"RIFF"]
    assert "media-src 'self'" in page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert page.xpath("//main//a[.='A Heading']/@href") == ["#a-heading"]


def test_settings_reach_every_page(site: Path) -> None:
    page = read(site, "more/two.html")
    assert page.xpath("string(//aside[@class='announcement'])") == "Closed today"
    assert page.xpath("//footer//p[text()='Ours']")


def test_an_output_that_would_not_be_seen_stops_the_build(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    shown = {
        "a Plotly figure": {"application/vnd.plotly.v1+json": {"data": []}},
        "a Bokeh plot": {"application/vnd.bokehjs_exec.v0+json": "", "text/html": "<div></div><script>bokeh</script>"},
        "a widget": {"application/vnd.jupyter.widget-view+json": {"model_id": "x"}, "text/plain": "IntSlider()"},
        "a Leaflet map": {"text/html": "<i>Make this Notebook Trusted</i><iframe srcdoc='leaflet'></iframe>"},
        "what JavaScript shows": {"application/javascript": "alert(1)"},
        "an output of the kind application/x-odd": {"application/x-odd": "1"},
        "the output would leave nothing": {"text/html": "<div></div>"},
    }
    cells = [f"from IPython.display import display\ndisplay({bundle!r}, raw=True)" for bundle in shown.values()]
    # Of these something is seen: a picture beside the script, and a chart in Altair's own form.
    chart = {"data": {"values": [{"a": 1}]}, "mark": "bar"}
    good = [{"text/html": "<script>1</script>", "image/png": PIXEL}, {"application/vnd.vegalite.v6.json": chart}]
    cells += [f"from IPython.display import display\ndisplay({bundle!r}, raw=True)" for bundle in good]
    book = copy_tiny(tmp_path / "book")
    add_pages(book, {"outputs.md": HEAD + "\n".join(f"```{{code-cell}}\n{cell}\n```\n" for cell in cells)})
    add_pages(book, {"bare.md": "Words only.\n", "formula.md": "# F\n\n$\\nothing$\n"})
    left = "# L\n\nA note[^no] and $$x$$.\n\n```{mermaid}\nx\n```\n\n```{solution} none\nx\n```\n\n"
    add_pages(book, {"left.md": left + "See {prf:ref}`none`.\n"})
    broken = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# B\n\n{nothing}`x`")])
    nbformat.write(broken, book / "book" / "broken.ipynb")
    add_pages(book, {}, "  - file: book/broken\n")
    assert build(book) == 1
    said = capfd.readouterr().err
    for number, words in enumerate(shown, 1):
        assert f"outputs.md:{3 + 5 * number}: WARNING: cell {number}: {words}" in said, said
    assert "WARNING: cell 8" not in said and "WARNING: cell 9" not in said
    assert "book/outputs.md, line 48, cell 9: the chart has no words" in said
    assert "the page has no heading" in said and "the formula `\\nothing` cannot be shown" in said
    assert "left.md:3: WARNING: the footnote [^no] has no text" in said and "left.md:5: WARNING: Unknown dir" in said
    assert "left.md:13: WARNING: no theorem, lemma or the like has the label `none`" in said
    assert "which is on no page" in said and "broken.ipynb, cell 1 with text cells, line 3: WARNING" in said
