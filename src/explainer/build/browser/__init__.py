"""Chapters that run in the reader's own browser: JupyterLite, its kernel, packages, the notebooks and their tables."""
