"""What the layers below say of corrections, by its form; a file a theme.

A place in braces stands for what they fill in; `ui/retelling/places.py` says what may stand in each.
"""

from ui.retelling.said.by_hand import BY_HAND
from ui.retelling.said.doubts import DOUBTS
from ui.retelling.said.effects import EFFECTS
from ui.retelling.said.fields import FIELDS
from ui.retelling.said.no_way_back import NO_WAY_BACK
from ui.retelling.said.parts import PARTS
from ui.retelling.said.progress import PROGRESS
from ui.retelling.said.refusals import REFUSALS
from ui.retelling.said.refusals_of_contracts import REFUSALS_OF_CONTRACTS
from ui.retelling.said.refusals_of_invoices import REFUSALS_OF_INVOICES
from ui.retelling.said.refusals_of_subscriptions import REFUSALS_OF_SUBSCRIPTIONS
from ui.retelling.said.remains import REMAINS
from ui.retelling.said.remote import REMOTE
from ui.retelling.said.requests import REQUESTS
from ui.retelling.said.titles import TITLES

__all__ = ["FIELDS", "OF_CORRECTIONS", "PARTS"]

OF_CORRECTIONS = (
    *TITLES,
    *EFFECTS,
    *REMAINS,
    *REQUESTS,
    *DOUBTS,
    *BY_HAND,
    *NO_WAY_BACK,
    *REFUSALS,
    *REFUSALS_OF_CONTRACTS,
    *REFUSALS_OF_SUBSCRIPTIONS,
    *REFUSALS_OF_INVOICES,
    *PROGRESS,
    *REMOTE,
)
