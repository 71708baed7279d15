"""Proof of use: every claim is used somewhere in the book, or says why not; and says so only when it is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explainer.model.faults import Fault
from explainer.site import memory
from explainer.site.trust.claim_row import in_order
from explainer.site.trust.piece import docnames, logger
from explainer.site.trust.uses import uses

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def unproved(env: BuildEnvironment) -> list[Fault]:
    """Give the claims that are used nowhere without a reason, and those used although a reason says why not."""
    used = uses(env)
    faults = []
    for row in in_order(memory.ledger(env)):
        places = used.get(("claim", row.id), [])
        if not places and not row.unused:
            message = "no note, figure or look-up uses it: use it, or say in the column unused why not"
            faults.append(row.fault("", message))
        if places and row.unused:
            where = f"{places[0].title or places[0].docname}, {places[0].label}"
            faults.append(row.fault("unused", f"it gives a reason why no page uses it, but is used in {where}"))
    return faults


def _warn(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn about every fault, in a book that has a page for its evidence; -W makes it stop the build."""
    if docnames(env, "claim"):
        for fault in unproved(env):
            logger.warning("%s", fault, type="explainer", subtype="unused")


def setup(app: Sphinx) -> None:
    """Prove it when every page has been read."""
    app.connect("env-check-consistency", _warn)
