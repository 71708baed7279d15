"""Questions a chapter asks of the ledger, answered with tables ready to draw.

Every row carries `ref` (what it rests on), `href` (the anchor of that row on the site) and
`sentence` (the row as spoken, with hedge, unit and date).
"""
