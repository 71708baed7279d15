"""This book beside the same book in plain Jupyter Book: bytes, requests, build times, Lighthouse.

Plain means Jupyter Book 1 as it comes: its default theme, and Altair's own renderer for the charts. The
copy lies in a temporary folder and is thrown away. Nothing here is asserted by a test: machines differ,
and the sizes that must hold are tests of their own.
"""
