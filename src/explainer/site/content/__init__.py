"""What any Jupyter Book author writes: ordinary pages, shown as that author would expect."""
