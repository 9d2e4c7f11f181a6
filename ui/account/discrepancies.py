"""The open discrepancies of an account: why the largest are there, and in one line how many there are."""

from ui.account.links_to import to_discrepancy
from ui.reading import Reader, Row
from ui.retelling.evidence import evidence_told
from ui.sheet import Node, link, node
from ui.text import amount, count
from ui.wording import _

_SHOWN_CAUSES = 3


def open_causes(read: Reader, account_id: str) -> list[list[Node | str]]:
    """What no other discrepancy explains, the most money first: its money, why it is there; then how many more."""
    found = [one for one in read.rows("account/differences", account=account_id, as_of=read.today) if one["is_cause"]]
    told = [_cause(one) for one in found[:_SHOWN_CAUSES]]
    rest = len(found) - _SHOWN_CAUSES
    return told + ([_more(rest, account_id)] if rest > 0 else [])


def _more(rest: int, account_id: str) -> list[Node | str]:
    named = count(rest, "more discrepancy", "more discrepancies")
    return [link(named, f"discrepancies?account={account_id}", account_id)]


def _cause(row: Row) -> list[Node | str]:
    title = to_discrepancy(row["discrepancy_id"], _(row["title"]))
    money: list[Node | str] = [" ", node("span", _at_stake(row), kind="unbroken")] if row["impact"] else []
    return [_sign(), title, *money, ": ", node("span", evidence_told(row["evidence"]), kind="quiet")]


def _at_stake(row: Row) -> str:
    told = amount(abs(row["impact"]), row["currency"])
    return _("{told} leakage", told=told) if row["impact"] > 0 else _("{told} over-collected", told=told)


def _sign() -> Node:
    return node("span", "≠", kind="sign", **{"aria-hidden": "true"})


def open_discrepancies(read: Reader, account_id: str) -> Node | None:
    """How many there are and what is at stake, with a link to them; nothing where there are none."""
    found = read.rows("discrepancies/page_count", account=account_id, snoozed=True, as_of=read.today)
    if not found:
        return None
    many = count(sum(row["found"] for row in found), "open discrepancy", "open discrepancies")
    opens = link(many, f"discrepancies?account={account_id}", account_id)
    return node("p", _sign(), opens, node("span", _worth(found), kind="quiet"), kind="line")


def _worth(found: list[Row]) -> str:
    too_little = [amount(row["under_collected"], row["currency"]) for row in found if row["under_collected"]]
    too_much = [amount(-row["over_collected"], row["currency"]) for row in found if row["over_collected"]]
    return ", ".join(
        [_("{told} leakage", told=told) for told in too_little]
        + [_("{told} over-collected", told=told) for told in too_much]
    )
