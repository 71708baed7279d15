"""Settings that make no book are refused in one sentence each, by file, line and key."""

from pathlib import Path

import pytest

from explainer.build.contents import Contents, settings
from explainer.model.faults import Faults

TOC = "format: jb-book\nroot: index\nchapters:\n"
CONFIGS = {
    "": "_config.yml: is empty; it must hold keys and values",
    "- a\n": "_config.yml: holds a list",
    "5": "_config.yml: holds a int",
    "a: [1\n": "_config.yml, line 2: is no YAML: expected ',' or ']'",
    "title: !!python/object/apply:os.getcwd []\n": "_config.yml, line 1: is no YAML: could not determine a constructor",
    "execute: {timeout: soon}\n": "_config.yml, execute.timeout: 'soon' is not of type 'number'",
    "title: [a]\nexecute: [1]\n": "_config.yml, execute: [1] is not of type 'object'",
}
TOCS = {
    "": "_toc.yml: is empty",
    "- a\n": "_toc.yml: holds a list; it must hold keys and values, as `jupyter-book toc migrate _toc.yml` writes them",
    f"{TOC}- glob: nothing*\n": "_toc.yml: cannot be read: `glob: nothing*` finds no page",
    "format: jb-book\nroot: one\nchapters:\n- file: index\n": "_toc.yml, index: has the same address as one",
    "format: [jb\n": "_toc.yml, line 2: is no YAML",
    "format: nope\nroot: index\n": "_toc.yml: cannot be read: 'format' key value not recognised",
    "format: jb-book\nchapters: []\n": "_toc.yml: cannot be read: 'root' key not found",
    f"{TOC}- file: 5\n": "_toc.yml: cannot be read: doc validation",
    f"{TOC}- file: one\n- file: one\n": "_toc.yml: cannot be read: document file used multiple times: 'one'",
    f"{TOC}- file: ../x\n- file: gone\n": "_toc.yml, ../x: there is no such page\n_toc.yml, gone: there is no",
    f"{TOC}- file: search\n": "_toc.yml, search: the site makes a page or a folder of this name itself",
    f"{TOC}- file: '404'\n": "_toc.yml, 404: the site makes a page",
    f"{TOC}- file: figures/one\n": "_toc.yml, figures/one: the site makes a page",
    f"{TOC}- file: 'a#b'\n- file: 'a%20b'\n": "a%20b: a page's name may not hold '%': rename the file",
    f"{TOC}- file: INDEX\n": "_toc.yml, INDEX: has the same address as index",
}
PAGES = ("index", "one", "search", "404", "figures/one", "a#b", "a%20b", "INDEX", "ein Weg", "straße", "x.y", "it's")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in PAGES:
        (tmp_path / f"{name}.md").parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.md").write_text("# Title")
    return tmp_path


@pytest.mark.parametrize(("text", "said"), CONFIGS.items())
def test_config_is_refused(root: Path, text: str, said: str) -> None:
    (root / "_config.yml").write_text(text)
    with pytest.raises(Faults) as found:
        settings(root)
    assert said in str(found.value) and "\n\n" not in str(found.value)


@pytest.mark.parametrize(("text", "said"), TOCS.items())
def test_contents_are_refused(root: Path, text: str, said: str) -> None:
    (root / "_toc.yml").write_text(text)
    with pytest.raises(Faults) as found:
        Contents.read(root)
    assert said in str(found.value)


def test_what_is_left_empty_is_not_set_and_other_letters_are_letters(root: Path) -> None:
    (root / "_config.yml").write_text("title: T\nlogo:\ncopyright: 2026\nexecute: {timeout: 5}\n")
    assert settings(root)["copyright"] == 2026
    (root / "_toc.yml").write_text(TOC + "".join(f'- file: "{name}"\n' for name in PAGES[-4:]))
    assert [*Contents.read(root).docs] == ["index", *PAGES[-4:]]
