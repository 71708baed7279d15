"""`make watch`: save a chapter, a table or a style sheet, and see the page in the open browser.

`run` waits for changes, `worker` builds in a process of its own, `host` shows the last good site and says what is
wrong. Nothing of it is ever written into the site.
"""
