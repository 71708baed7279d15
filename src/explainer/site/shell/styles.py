"""One style sheet, two small scripts and the fonts: put together and laid among the site's static files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from explainer.site.shell.tokens import tokens_css

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SITE = Path(__file__).parent.parent
THEME = SITE / "theme"
GENERATED = SITE / "generated"
#: The sheets in their order: later ones may override earlier ones.
SHEETS = (
    "fonts", "base", "type", "head", "opening", "paragraphs", "notes", "figures", "steps", "tables", "code", "boxes",
    "front", "foot", "search", "trust", "evidence", "reference", "print", "contrast",
)  # fmt: skip
STYLE = "explainer.css"
#: Patterns of files that other themes want and this one does not.
UNUSED = (
    "basic.css", "pygments.css", "mystnb*.css", "proof.css", "exercise.css", "sphinx-design.min.css", "file.png",
    "minus.png", "plus.png", "design-tabs.js", "doc*.js", "lang*.js", "search*ls.js", "sphinx_*.js",
)  # fmt: skip


def style() -> str:
    """Give the whole style sheet, squeezed."""
    sheets = [(THEME / "css" / f"{name}.css").read_text("utf-8") for name in SHEETS]
    mechanics = (SITE / "live" / "figure.css").read_text("utf-8")
    return squeeze("\n".join([sheets[0], tokens_css(), mechanics, *sheets[1:]]))


def squeeze(css: str) -> str:
    """Take comments and needless white space out of a style sheet."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    # Not around + and -, which need their spaces inside calc(); not before (, which and( would not survive.
    css = re.sub(r" ?([{};,>]) ?", r"\1", css)
    return re.sub(r": ", ":", css).replace(";}", "}").strip() + "\n"


def _bring(app: Sphinx) -> None:
    if app.builder.format != "html":
        return
    made = Path(app.srcdir) / "_build" / ".cache" / "static"
    made.mkdir(parents=True, exist_ok=True)
    (made / STYLE).write_text(style(), "utf-8")
    app.config.html_static_path.append(str(made / STYLE))
    app.config.html_static_path += [str(font) for font in sorted(GENERATED.glob("s*.woff2"))]


def _tidy(app: Sphinx, error: Exception | None) -> None:
    """Take away the files of other themes that Sphinx and MyST-NB lay beside ours and no page asks for."""
    if error is None and app.builder.name == "html":
        for pattern in UNUSED:
            for path in (Path(app.outdir) / "_static").glob(pattern):
                path.unlink()


def setup(app: Sphinx) -> None:
    """Bring the style sheet and the fonts."""
    app.connect("builder-inited", _bring)
    app.connect("build-finished", _tidy, priority=900)
    app.add_css_file(STYLE)
    app.add_js_file("shell.js", loading_method="defer")
