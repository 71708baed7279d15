"""Style sheets, scripts, fonts and icons: put together and laid among the site's static files."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from pathlib import Path

from sphinx.application import Sphinx

from explainer.site.tokens import tokens_css

SITE = Path(__file__).parent
THEME = SITE / "theme"
GENERATED = SITE / "generated"
#: The sheets in their order: later ones may override earlier ones.
SHEETS = (
    "fonts", "base", "type", "head", "opening", "paragraphs", "notes", "figures", "steps", "tables", "code", "boxes",
    "front", "foot", "search", "trust", "evidence", "reference", "print", "contrast",
)  # fmt: skip
STYLE, CONTENT_STYLE, FIGURE_SCRIPT = "explainer.css", "content.css", "figure.js"
#: The parts of the script of figures, in their order.
FIGURE_PARTS = ("live/pane.js", "live/filter.js", "live/steps.js")
RUNTIME = GENERATED / "runtime.js"
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


def bundle(*parts: str) -> str:
    """Join the parts of a script, without the comments that are for those who read them: one round trip, not three."""
    written = [line for part in parts for line in (SITE / part).read_text("utf-8").splitlines()]
    lines = [line for line in written if line.strip() and not line.strip().startswith("//")]
    return '(() => {\n"use strict";\n' + "\n".join(lines) + "\n})();\n"


def version(content: bytes) -> str:
    """Give what tells one edition of a file from another in its address."""
    return hashlib.sha256(content).hexdigest()[:8]


def csp_hash(style: str) -> str:
    """Give the name of a style sheet that stands in a page, as the page's policy has it."""
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def bring_assets(app: Sphinx) -> None:
    """Lay style sheets, scripts and fonts among the site's static files."""
    made = Path(app.srcdir) / "_build" / ".cache" / "static"
    made.mkdir(parents=True, exist_ok=True)
    content = squeeze((THEME / "css" / CONTENT_STYLE).read_text("utf-8"))
    for name, written in {STYLE: style(), CONTENT_STYLE: content, FIGURE_SCRIPT: bundle(*FIGURE_PARTS)}.items():
        (made / name).write_text(written, "utf-8")
        app.config.html_static_path.append(str(made / name))
    generated = (*sorted(GENERATED.glob("s*.woff2")), RUNTIME)
    app.config.html_static_path += [str(path) for path in generated if path.exists()]


def load_figure_script(app: Sphinx) -> None:
    """Load the script of figures on the page at hand."""
    app.add_js_file(FIGURE_SCRIPT, loading_method="defer")


def tidy_assets(app: Sphinx) -> None:
    """Lay the icons where programs look for them unasked; take away the files of other themes."""
    for icon in ("favicon.ico", "apple-touch-icon.png"):
        shutil.copyfile(THEME / icon, Path(app.outdir) / icon)
    for pattern in UNUSED:
        for path in (Path(app.outdir) / "_static").glob(pattern):
            path.unlink()
