"""Chart recipes: tidy rows and a page in, a plain Altair chart out. They know no ledger."""

from explainer.charts.amounts import amounts
from explainer.charts.argument import argument
from explainer.charts.matrix import matrix
from explainer.charts.pair import pair
from explainer.charts.shares import shares
from explainer.charts.strip import strip
from explainer.charts.timeline import timeline

__all__ = ["amounts", "argument", "matrix", "pair", "shares", "strip", "timeline"]
