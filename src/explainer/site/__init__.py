"""From the book's pages to the site: what a page looks like and what lies beside it; see `explainer.extension`."""

#: The folder of the editions, beside the site in a build and inside it where pages offer them.
EDITIONS = "editions"
