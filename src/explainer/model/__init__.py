"""The tables and the article: what a row is, how they are read, what is wrong and where."""

from typing import Any

Json = dict[str, Any]
"""An object as JSON has it: a chart's specification, a package's descriptor, what a kernel put out."""
