"""Who an account is in either system, and where the two say something else."""

from collections.abc import Callable
from typing import Any

from ui.figures import line
from ui.marks import differs_sign, system_mark
from ui.reading import Row
from ui.sheet import Node, node
from ui.text import NONE, short_day
from ui.wording import _, later

_FACTS: tuple[tuple[str, str, Callable[[Any], str]], ...] = (
    (later("Id"), "customer_id", str),
    (later("Name"), "name", str),
    (later("Tax id"), "tax_id", str),
    (later("E-mail"), "email", str),
    (later("Telephone"), "phone", str),
    (later("Address"), "address", str),
    (later("Status"), "status", str),
    (later("Payment terms"), "payment_terms", str),
    (later("Currency"), "currency", str),
    (later("Since"), "since", short_day),
)
# Where the two systems ought to hold the same; people to write to and call may well be others in each.
_SHARED = {"name", "tax_id", "address", "payment_terms", "currency"}
_IN_SHORT = ("name", "tax_id", "email", "phone", "address")
_DIFFER = later("The other system has something else")


def identity(account: Row) -> Node:
    """Who the account is in Firmao beside who it is in Ordway; a value that differs is marked on both sides."""
    head = node("tr", node("th", "", scope="col"), *(_side_head(account, system) for system in ("firmao", "ordway")))
    lines = (_fact(account, label, name, shown) for label, name, shown in _FACTS)
    table = node("table", node("caption", _("Both sides")), node("thead", head), node("tbody", *filter(None, lines)))
    return node("div", table, kind="scroll")


def side(account: Row, system: str) -> Node:
    """Who the account is in one of the two systems, in a few lines; what the other one has differently is marked."""
    head = node(
        "h3", system_mark(system), node("span", account[f"{system}_customer_id"] or _("no record here"), kind="quiet")
    )
    held = [(name, account.get(f"{system}_{name}")) for name in _IN_SHORT]
    said = [_held_inline(account, name, value) for name, value in held if value]
    return node("div", head, line(*said, kind="line who"))


def _held_inline(account: Row, name: str, value: str) -> Node:
    differ = _differ(account, name)
    return node("span", value, kind="differs" if differ else "", title=_(_DIFFER) if differ else "")


def _side_head(account: Row, system: str) -> Node:
    absent = node("span", f" {_('no record')}", kind="quiet") if account[f"{system}_customer_id"] is None else ""
    return node("th", system_mark(system), absent, scope="col")


def _fact(account: Row, label: str, name: str, shown: Callable[[Any], str]) -> Node | None:
    held = [account.get(f"{system}_{name}") for system in ("firmao", "ordway")]
    if not any(held):
        return None
    texts = [shown(value) if value else NONE for value in held]
    differ = _differ(account, name)
    return node("tr", node("th", _(label), scope="row", kind="fact"), *(_held(text, differ) for text in texts))


def _differ(account: Row, name: str) -> bool:
    """Whether both systems hold the value, and not the same one; only letters and digits count."""
    held = [account.get(f"{system}_{name}") for system in ("firmao", "ordway")]
    return name in _SHARED and all(held) and _folded(str(held[0])) != _folded(str(held[1]))


def _held(text: str, differ: bool) -> Node:
    kind = "differs" if differ else "quiet" if text == NONE else ""
    return node(
        "td", node("span", text, kind=kind, title=_(_DIFFER) if differ else ""), *([differs_sign()] if differ else [])
    )


def _folded(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
