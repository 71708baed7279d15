"""What the article's own words give a claim: the amounts and dates that can be read in its quotation."""

from __future__ import annotations

from explainer.model.columns import NOWHERE
from explainer.model.rows import Claim
from explainer.model.store import Store
from explainer.text.quoted import in_quotation
from explainer.text.reader import Mention


def language(ledger: Store) -> str:
    """Give the language of the article, as the descriptor has it; English where it has none."""
    return str(ledger.vocabulary["article"].get("language") or "en")


def quoted(ledger: Store, claim: Claim) -> list[Mention]:
    """Read the quotation of a claim where it stands in the article, with the words around it."""
    if NOWHERE in (claim.start, claim.end):
        return []
    return in_quotation(ledger.article, claim.start, claim.end, language(ledger))


def amounts(found: list[Mention]) -> list[Mention]:
    """Keep what gives a number or a number word, those that must be asked about too."""
    return [one for one in found if one.hedge or one.values or (one.kind == "question" and not one.readings)]


def dated(found: list[Mention]) -> list[Mention]:
    """Keep what names a year, month or day, whole or in part."""
    return [one for one in found if any(one.readings)]
