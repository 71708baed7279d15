"""Questions a chapter asks of the ledger, answered with tables ready to draw.

Every row carries `ref` (what it rests on), `href` (the anchor of that row on the site) and
`sentence` (the row as spoken, with hedge, unit and date).
"""

from explainer.query.amounts import amounts, derivations, outside
from explainer.query.claims import argument, attribution, paragraphs, passages, score
from explainer.query.shared import capital, frame, href, label, pick, speaker
from explainer.query.times import later, newest, newest_words, timeline

__all__ = [
    "amounts", "argument", "attribution", "capital", "derivations", "frame", "href", "label", "later", "newest",
    "newest_words", "outside", "paragraphs", "passages", "pick", "score", "speaker", "timeline",
]  # fmt: skip
