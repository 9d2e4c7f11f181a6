"""The open discrepancies of an account in one line of its page."""

from ui.reading import Reader, Row
from ui.sheet import Node, link, node
from ui.text import amount, count
from ui.wording import _


def open_discrepancies(read: Reader, account_id: str) -> Node | None:
    """How many there are and what is at stake, with a link to them; nothing where there are none."""
    found = read.rows("discrepancies/page_count", account=account_id, snoozed=True, as_of=read.today)
    if not found:
        return None
    many = count(sum(row["found"] for row in found), "open discrepancy", "open discrepancies")
    sign = node("span", "≠", kind="sign", **{"aria-hidden": "true"})
    opens = link(many, f"discrepancies?account={account_id}", account_id)
    return node("p", sign, opens, node("span", _worth(found), kind="quiet"), kind="line")


def _worth(found: list[Row]) -> str:
    too_little = [amount(row["under_collected"], row["currency"]) for row in found if row["under_collected"]]
    too_much = [amount(-row["over_collected"], row["currency"]) for row in found if row["over_collected"]]
    return ", ".join(
        [_("{told} too little", told=told) for told in too_little]
        + [_("{told} too much", told=told) for told in too_much]
    )
