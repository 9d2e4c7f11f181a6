"""When the term of an account ends in billing and, where the contract says otherwise, when that one ends."""

from collections.abc import Sequence
from datetime import date

from ui.account.links_to import to_discrepancy
from ui.figures import Figure
from ui.marks import differs_sign, system_mark
from ui.reading import Reader, Row
from ui.sheet import Node, node
from ui.text import NONE, count, short_day
from ui.wording import _

# The rules that hold the end of a contract against that of its subscription.
ENDS_APART = ("T9", "C3", "C5")


def term_end(read: Reader, account_id: str) -> Figure:
    """The end that both sides part on, with the contract's own beside it; else the first one to come."""
    apart = _apart(read.rows("account/differences", account=account_id, as_of=read.today))
    ends = [one for one in read.rows("account/subscriptions", account=account_id) if _is_told(one, apart)]
    if not ends:
        return Figure(_("Term ends"), (NONE,), _("no active subscription"))
    first = min(ends, key=lambda one: (one["subscription_id"] not in apart, one["term_ends_on"]))
    context = _left(first, read.today)
    if found := apart.get(first["subscription_id"]):
        contract = _contract(read.rows("account/contracts", account=account_id), found["contract_id"])
        return Figure(
            _("Term ends"), (short_day(first["term_ends_on"]),), node("span", context, _beside(contract, found))
        )
    return Figure(_("Term ends"), (short_day(first["term_ends_on"]),), context)


def _apart(differences: Sequence[Row]) -> dict[str, Row]:
    return {one["subscription_id"]: one for one in differences if one["rule"] in ENDS_APART}


def _is_told(subscription: Row, apart: dict[str, Row]) -> bool:
    runs = subscription["status"] == "active" or subscription["subscription_id"] in apart
    return runs and subscription["term_ends_on"] is not None


def _left(subscription: Row, today: date) -> str:
    then = _("renews by itself") if subscription["is_auto_renewed"] else _("ends unless renewed")
    left = (subscription["term_ends_on"] - today).days
    if left < 0:
        return _("{days} ago", days=count(-left, "day"))
    return f"{_('in {days}', days=count(left, 'day'))}, {then}"


def _contract(contracts: Sequence[Row], contract_id: str) -> Row | None:
    return next((one for one in contracts if one["contract_id"] == contract_id), None)


def _beside(contract: Row | None, found: Row) -> Node:
    told = short_day(contract["ends_on"]) if contract and contract["ends_on"] else _("no end")
    marked = node("span", to_discrepancy(found["discrepancy_id"], told), kind="differs", title=_(found["title"]))
    return node("span", system_mark("firmao"), " ", marked, differs_sign(), kind="other")
