"""From the book's pages to the site: what a page looks like and what lies beside it; see `explainer.extension`."""
