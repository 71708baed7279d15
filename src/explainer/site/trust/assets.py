"""The script of the evidence page, brought to that page and to no other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from explainer.site.trust.piece import stands_on

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SCRIPT = "filter.js"


def script() -> str:
    """Give the script without the comments that are for those who read its source."""
    lines = (Path(__file__).parent / SCRIPT).read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if line.strip() and not line.strip().startswith("//")) + "\n"


def _bring(app: Sphinx) -> None:
    if app.builder.name not in ("html", "dirhtml"):
        return
    made = Path(app.srcdir) / "_build" / ".cache" / "static"
    made.mkdir(parents=True, exist_ok=True)
    (made / SCRIPT).write_text(script(), "utf-8")
    app.config.html_static_path.append(str(made / SCRIPT))


def _load(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    if app.builder.name in ("html", "dirhtml") and (context.get("claims") or stands_on(doctree, "evidence")):
        app.add_js_file(SCRIPT, loading_method="defer")


def setup(app: Sphinx) -> None:
    """Bring the script along."""
    app.connect("builder-inited", _bring)
    app.connect("html-page-context", _load)
