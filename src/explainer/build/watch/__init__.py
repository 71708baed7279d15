"""`make watch`: save a chapter, a table or a style sheet, and see the page in the open browser.
"""
