"""Chart recipes: tidy rows and a page in, a plain Altair chart out. They know no ledger."""

from explainer.charts.amounts import amounts
from explainer.charts.timeline import timeline

__all__ = ["amounts", "timeline"]
