"""The ledger moved to `explainer.query.ledger`; imports of this place are being changed."""

from explainer.query.ledger import KEPT, PROVED, Ledger, find_root

__all__ = ["KEPT", "PROVED", "Ledger", "find_root"]
