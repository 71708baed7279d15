"""The colours of the site, each named once, for light, dark, paper and forced colours.

Contrasts are computed in tests/test_shell.py: text at least 4.5 to 1 on paper and tint, marks at least 3 to 1.
"""

from __future__ import annotations

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
    "chart-text": ("#13242b", "#e6eef0", "#000000", "CanvasText"),
    "chart-muted": ("#52646b", "#9fb1b7", "#444444", "CanvasText"),
    "chart-grid": ("#d5dee1", "#24353c", "#d5dee1", "GrayText"),
    "chart-paper": ("#f7f9f9", "#0d171b", "#ffffff", "Canvas"),
    "chart-article": ("#0b5266", "#6fbdd1", "#0b5266", "CanvasText"),
    "chart-article-tint": ("#b4d0d8", "#254d5a", "#b4d0d8", "Canvas"),
    "chart-derived": ("#7a56b3", "#b79be8", "#7a56b3", "GrayText"),
    "chart-outside": ("#8a5900", "#dba64a", "#8a5900", "LinkText"),
    "chart-accent": ("#0b5266", "#6fbdd1", "#0b5266", "Highlight"),
    "chart-quiet": ("#7f9299", "#6f858d", "#7f9299", "GrayText"),
    "chart-1": ("#0b5266", "#6fbdd1", "#0b5266", "CanvasText"),
    "chart-2": ("#8a5900", "#dba64a", "#8a5900", "LinkText"),
    "chart-3": ("#7a56b3", "#b79be8", "#7a56b3", "GrayText"),
    "chart-4": ("#3f7f5f", "#7fc3a0", "#3f7f5f", "Highlight"),
    "chart-5": ("#6a7780", "#9aa9b0", "#6a7780", "CanvasText"),
    "code-word": ("#7a3d6b", "#dca3cf", "#000000", "CanvasText"),
    "code-text": ("#2f6b4a", "#8ecbab", "#000000", "CanvasText"),
    "code-number": ("#8a4b00", "#dba64a", "#000000", "CanvasText"),
    "code-name": ("#0b5266", "#7cc4d6", "#000000", "CanvasText"),
}
LIGHT, DARK, PRINT, FORCED = range(4)


def colours(which: int) -> dict[str, str]:
    """Give the colours of one setting by name: LIGHT, DARK, PRINT or FORCED."""
    return {name: values[which] for name, values in COLOURS.items()}


def _block(which: int, scheme: str) -> str:
    lines = [f"--{name}:{value}" for name, value in colours(which).items()]
    return ";".join([f"color-scheme:{scheme}", *lines])


def tokens_css() -> str:
    """Write the colours as CSS variables: by the system's wish, by the reader's, on paper, in forced colours."""
    dark = _block(DARK, "dark")
    return "\n".join(
        [
            f":root{{{_block(LIGHT, 'light')}}}",
            f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}",
            f":root[data-theme=dark]{{{dark}}}",
            f"@media print{{:root:root:root{{{_block(PRINT, 'light')}}}}}",
            f"@media (forced-colors:active){{:root:root:root:root{{{_block(FORCED, 'light dark')}}}}}",
        ]
    )
