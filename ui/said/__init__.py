"""What the layers below say of corrections, by its form; a file a theme.

A place in braces stands for what they fill in; `ui/retold_places.py` says what may stand in each.
"""

from ui.said.by_hand import BY_HAND
from ui.said.doubts import DOUBTS
from ui.said.effects import EFFECTS
from ui.said.fields import FIELDS
from ui.said.no_way_back import NO_WAY_BACK
from ui.said.parts import PARTS
from ui.said.progress import PROGRESS
from ui.said.refusals import REFUSALS
from ui.said.refusals_of_contracts import REFUSALS_OF_CONTRACTS
from ui.said.refusals_of_invoices import REFUSALS_OF_INVOICES
from ui.said.refusals_of_subscriptions import REFUSALS_OF_SUBSCRIPTIONS
from ui.said.remains import REMAINS
from ui.said.remote import REMOTE
from ui.said.requests import REQUESTS
from ui.said.titles import TITLES

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
