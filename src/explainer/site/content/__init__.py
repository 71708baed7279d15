"""What any Jupyter Book author writes, shown as that author would expect: pages, text, outputs, settings."""
