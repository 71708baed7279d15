"""The tables and the article: what a row is, how they are read, what is wrong and where."""
