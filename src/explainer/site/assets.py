"""What pages look like: the colours of the site, style sheets, scripts, fonts and icons.

Each colour is named once, for light, dark, paper and forced colours. Contrasts are computed in tests/site: text at
least 4.5 to 1 on paper and tint, marks at least 3 to 1.
"""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

from sphinx.application import Sphinx

from explainer.charts import theme

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
#: name: (light, dark, print, forced colours)
COLOURS: dict[str, tuple[str, str, str, str]] = {
    "paper": ("#f7f9f9", "#0d171b", "#ffffff", "Canvas"),
    "tint": ("#e5ecee", "#1a2a30", "#f2f2f2", "Canvas"),
    "ink": ("#13242b", "#e6eef0", "#000000", "CanvasText"),
    "muted": ("#52646b", "#9fb1b7", "#444444", "CanvasText"),
    "rule": ("#ccd6d9", "#2d4048", "#ccd6d9", "CanvasText"),
    "rule-strong": ("#7f9299", "#6f858d", "#7f9299", "CanvasText"),
    "link": ("#0b5266", "#7cc4d6", "#0b5266", "LinkText"),
    "focus": ("#7450ab", "#c0a4f2", "#7450ab", "Highlight"),
    "field": ("#0f3340", "#12303b", "#ffffff", "Canvas"),
    "field-ink": ("#eef4f5", "#eef4f5", "#000000", "CanvasText"),
    "field-muted": ("#a9c0c7", "#a9c0c7", "#444444", "CanvasText"),
    "field-rule": ("#3c5d69", "#3c5d69", "#999999", "CanvasText"),
    "chart-article-tint": ("#b4d0d8", "#254d5a", "#b4d0d8", "Canvas"),
    "chart-quiet": ("#7f9299", "#6f858d", "#7f9299", "GrayText"),
    "code-word": ("#7a3d6b", "#dca3cf", "#000000", "CanvasText"),
    "code-text": ("#2f6b4a", "#8ecbab", "#000000", "CanvasText"),
    "code-number": ("#8a4b00", "#dba64a", "#000000", "CanvasText"),
    "code-name": ("#0b5266", "#7cc4d6", "#000000", "CanvasText"),
}
LIGHT, DARK, PRINT, FORCED = range(4)

#: The colours of charts have their names and their light and dark values in `explainer.charts.theme`; on paper they are
#: the light ones but for these, and in forced colours shape tells the classes apart where colour cannot.
_ON_PAPER = {"chart-text": "#000000", "chart-muted": "#444444", "chart-paper": "#ffffff"}
_FORCED = {
    "chart-text": "CanvasText", "chart-muted": "CanvasText", "chart-grid": "GrayText", "chart-paper": "Canvas",
    "chart-article": "CanvasText", "chart-derived": "GrayText", "chart-outside": "LinkText",
    "chart-accent": "Highlight", "chart-1": "CanvasText", "chart-2": "LinkText", "chart-3": "GrayText",
    "chart-4": "Highlight", "chart-5": "CanvasText",
}  # fmt: skip


@lru_cache
def colours(which: int) -> dict[str, str]:
    """Give the colours of one setting by name: LIGHT, DARK, PRINT or FORCED."""
    own = {name: values[which] for name, values in COLOURS.items()}
    return own | {name: values[which] for name, values in _charts().items() if name not in own}


def _charts() -> dict[str, tuple[str, str, str, str]]:
    found = {}
    for variable, light in theme.LIGHT.items():
        name = variable.removeprefix("--")
        dark = theme.DARK[variable]
        found[name] = (light, dark, _ON_PAPER.get(name, light), _FORCED.get(name, "CanvasText"))
    return found


def _block(which: int, scheme: str, names: Collection[str] | None) -> str:
    lines = [f"--{name}:{value}" for name, value in colours(which).items() if names is None or name in names]
    return ";".join([f"color-scheme:{scheme}", *lines])


def _on_field() -> str:
    found = {name: value for name, value in colours(DARK).items() if name.startswith("chart-")}
    return ";".join(f"--{name}:{value}" for name, value in (found | {"chart-paper": COLOURS["field"][DARK]}).items())


def tokens_css(names: Collection[str] | None = None) -> str:
    """Write the colours as CSS variables: by the system's wish, by the reader's, on paper, in forced colours.

    With `names` only these are written.
    """
    dark = _block(DARK, "dark", names)
    return "\n".join(
        [
            f":root{{{_block(LIGHT, 'light', names)}}}",
            f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}",
            f":root[data-theme=dark]{{{dark}}}",
            # The picture in a page's band: the band is dark in every colour of the page.
            *([] if names else [f".opening-picture{{{_on_field()}}}"]),
            f"@media print{{:root:root:root{{{_block(PRINT, 'light', names)}}}}}",
            f"@media (forced-colors:active){{:root:root:root:root{{{_block(FORCED, 'light dark', names)}}}}}",
        ]
    )


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
