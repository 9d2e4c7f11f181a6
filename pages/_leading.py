"""Following a link that names another page by its address, as Home and the search have them."""

from typing import NoReturn
from urllib.parse import parse_qsl

from pages import (
    account,
    accounts,
    collections,
    commission,
    corrections,
    discrepancies,
    health,
    new_business,
    revenue,
)
from ui.returning import lead

_PAGES = {
    "account": account,
    "accounts": accounts,
    "collections": collections,
    "commission": commission,
    "corrections": corrections,
    "discrepancies": discrepancies,
    "health": health,
    "new-business": new_business,
    "revenue": revenue,
}


def follow(address: str) -> NoReturn:
    """Open the page that an address such as `account?account=F1` names, with just those choices."""
    path, _, chosen = address.partition("?")
    lead(_PAGES[path].page(), **dict(parse_qsl(chosen)))
