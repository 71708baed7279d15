"""The edition in one file: styles, fonts, drawings and two small scripts stand in it; it asks nobody for anything."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from explainer.build.editions.whole import HERE, STATIC, Whole, fonts_replaced, templates

TEMPLATES = HERE / "templates"


def single(whole: Whole, site: Path) -> str:
    """Write the edition.

    Parameters
    ----------
    whole: the bound book.
    site: the finished site, for its small script and its icon.

    Raises OSError when one of them is missing.
    """
    data = {name: f"data:font/woff2;base64,{_base64(content)}" for name, content in whole.fonts.items()}
    style = fonts_replaced(whole.style, data) + (TEMPLATES / "single.css").read_text("utf-8")
    early = (TEMPLATES / "single.js").read_text("utf-8")
    late = (site / STATIC / "shell.js").read_text("utf-8")
    icon = (site / STATIC / "favicon.svg").read_bytes()
    policy = "; ".join([
        "default-src 'none'",
        f"script-src {_hash(early)} {_hash(late)}",
        f"style-src {_hash(style)}",
        "img-src data:",
        "font-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ])  # fmt: skip
    return templates().get_template("single.html").render(
        whole=whole,
        about=whole.about,
        style=style,
        early=early,
        late=late,
        policy=policy,
        icon=f"data:image/svg+xml;base64,{_base64(icon)}",
    )


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _hash(text: str) -> str:
    """Give what a Content-Security-Policy calls a text: https://www.w3.org/TR/CSP3/#grammardef-hash-source."""
    return f"'sha256-{_base64(hashlib.sha256(text.encode('utf-8')).digest())}'"
