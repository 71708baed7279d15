"""The book's editions for reading elsewhere: one file of HTML, an EPUB, a PDF for A4 and one for Letter.

All of them are made from the finished pages of the site, so that they say what the site says and nothing else. What
only works on a site (scripts, files to take along, ways to the search) is shed, the pages are bound into one, and each
edition gives the whole its own form.
"""
