"""What was sold beside what is billed for it: contracts of Firmao and the subscription of Ordway that bills them.

A value that differs is marked where it stands, and leads to the discrepancy that says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ui.account.links_to import to_discrepancy, to_record
from ui.account.term_end import ENDS_APART
from ui.account.terms_lines import compared_lines
from ui.account.worth import worth
from ui.figures import line
from ui.marks import differs_sign, state_mark, system_mark
from ui.reading import Reader, Row
from ui.sheet import Node, node
from ui.text import NONE, short_day
from ui.wording import _, later

_LINKED = {
    "explicit field": later("a field of one of them"),
    "confirmed": later("what a person confirmed"),
    "contract number": later("its number"),
}
# What is running or waits to run stands first; what is over comes after it.
_PAST = {"executed", "rejected", "cancelled", "expired"}


@dataclass(frozen=True)
class _Bundle:
    """A subscription with the contracts that it bills; either may be missing."""

    contracts: Sequence[Row]
    subscription: Row | None
    billed: Sequence[Row]
    lines: Sequence[Row]
    differences: Sequence[Row]
    worth: Sequence[Row]


def terms(read: Reader, account_id: str) -> Node:
    """What runs, side by side, then in a line each what is over."""
    contracts = read.rows("account/contracts", account=account_id)
    running = [one for one in contracts if _is_running(one, read.today)]
    running += _billed_on(contracts, running, read.rows("account/subscriptions", account=account_id))
    bundles = list(_bundles(read, account_id, running))
    past = [one for one in contracts if one not in running]
    parts = [_bundle(one) for one in bundles]
    nothing = [] if parts else [line(_("Nothing runs: no contract, and no subscription."), kind="note")]
    return node("div", node("h3", _("Contracts and subscriptions")), *parts, *nothing, *_over(past))


def _is_running(contract: Row, today: date) -> bool:
    is_over = contract["ends_on"] is not None and contract["ends_on"] < today
    return contract["status"] not in _PAST and not (is_over and contract["subscription_id"] is None)


def _billed_on(contracts: Sequence[Row], running: Sequence[Row], subscriptions: Sequence[Row]) -> list[Row]:
    """Contracts that are over while what bills them is not, and nothing else that runs is billed by it."""
    billing = {one["subscription_id"] for one in subscriptions if one["status"] not in _PAST}
    billing -= {one["subscription_id"] for one in running}
    return [one for one in contracts if one["subscription_id"] in billing and one["status"] != "rejected"]


def _bundles(read: Reader, account_id: str, contracts: Sequence[Row]) -> Sequence[_Bundle]:
    subscriptions = read.rows("account/subscriptions", account=account_id)
    billed = read.rows("account/subscription_lines", account=account_id)
    lines = read.rows("account/compared_lines", account=account_id)
    differences = read.rows("account/differences", account=account_id, as_of=read.today)
    told = read.rows("account/worth", account=account_id)
    known = {one["subscription_id"] for one in subscriptions}

    def made(own: Sequence[Row], subscription: Row | None) -> _Bundle:
        number = subscription["subscription_id"] if subscription else None
        current = _current(own, read.today)
        ids = {one["contract_id"] for one in current}
        return _Bundle(
            current,
            subscription,
            [one for one in billed if one["subscription_id"] == number],
            [
                one
                for one in lines
                if one["contract_id"] in ids
                or (number and one["contract_id"] is None and one["subscription_id"] == number)
            ],
            [one for one in differences if one["contract_id"] in ids or (number and one["subscription_id"] == number)],
            told,
        )

    paired = [
        made([one for one in contracts if one["subscription_id"] == sub["subscription_id"]], sub)
        for sub in subscriptions
    ]
    alone = [made([one], None) for one in contracts if one["subscription_id"] not in known]
    found = [one for one in paired if one.contracts or one.subscription] + [one for one in alone if one.contracts]
    return sorted(found, key=lambda one: bool(one.subscription and one.subscription["status"] in _PAST))


def _current(contracts: Sequence[Row], today: date) -> Sequence[Row]:
    """Those that run on the day; where none does, what ended last."""
    running = [one for one in contracts if one["ends_on"] is None or one["ends_on"] >= today]
    last = max((one["ends_on"] for one in contracts if one["ends_on"]), default=None)
    return running or [one for one in contracts if one["ends_on"] == last]


def _bundle(bundle: _Bundle) -> Node:
    head = node(
        "tr", node("th", "", scope="col"), *(node("th", system_mark(one), scope="col") for one in ("firmao", "ordway"))
    )
    rows = [_fact(label, held, bundle.differences, rules) for label, held, rules in _facts(bundle)]
    table = node(
        "table", node("caption", _("Terms on both sides")), node("thead", head), node("tbody", *rows), kind="compared"
    )
    sides = node("div", table, kind="scroll")
    told = compared_lines(bundle.lines, bundle.differences, has_subscription=bundle.subscription is not None)
    return node("section", _heading(bundle), sides, told)


def _heading(bundle: _Bundle) -> Node:
    sold = [
        part
        for one in bundle.contracts
        for part in (
            to_record("firmao", "agreements", one["contract_id"], one["contract_number"] or NONE),
            state_mark(one["status"]),
        )
    ]
    if bundle.subscription is None:
        return line(*sold, node("span", _("no subscription linked"), kind="late"), kind="heading")
    own = bundle.subscription
    billed = (to_record("ordway", "subscriptions", own["subscription_id"]), state_mark(own["status"]))
    how = {_(_LINKED.get(one["link"], str(one["link"]))) for one in bundle.contracts if one["link"]}
    linked = node(
        "span", _("linked by {what}", what=", ".join(sorted(how))) if how else _("no contract linked"), kind="quiet"
    )
    return line(*sold, *billed, linked, kind="heading")


_Held = tuple[str, str]


def _facts(bundle: _Bundle) -> list[tuple[str, _Held, tuple[str, ...]]]:
    """Each term with what either side says of it, and the rules that compare it."""
    sold, own = bundle.contracts[:1], bundle.subscription
    main: Row = min(bundle.contracts, key=_began) if sold else {}
    contracts = {one["contract_id"] for one in bundle.contracts}
    subscriptions = {own["subscription_id"]} if own else set()
    row = next((one for one in bundle.billed if one["charge_type"] == "recurring"), {})
    return [
        (_("Term starts"), (_day(main.get("starts_on")), _day(own and own["term_starts_on"])), ("T8",)),
        (_("Term ends"), (_day(main.get("ends_on")), _day(own and own["term_ends_on"])), ENDS_APART),
        (_("Billing period"), (_worded(main.get("billing_period")), _worded(row.get("billing_period"))), ("T7",)),
        (_("Charged"), (_worded(main.get("charge_timing")), _worded(row.get("charge_timing"))), ("T13",)),
        (_("Renewal"), (_renewal(main.get("is_auto_renewed")), _renewal(own and own["is_auto_renewed"])), ("T10",)),
        (_("Payment terms"), (_text(main.get("payment_terms")), _text(own and own["payment_terms"])), ("T11",)),
        (_("Currency"), (_text(main.get("currency")), _text(own and own["currency"])), ("T6",)),
        (
            _("Worth, net"),
            (worth(bundle.worth, "firmao", contracts), worth(bundle.worth, "ordway", subscriptions)),
            ("C7",),
        ),
    ]


def _began(contract: Row) -> date:
    return contract["starts_on"] or date.max


def _day(value: object) -> str:
    return short_day(value) if isinstance(value, date) else NONE


def _worded(value: object) -> str:
    """A word of a closed set."""
    return _(str(value)) if value else NONE


def _text(value: object) -> str:
    return str(value) if value else NONE


def _renewal(told: object) -> str:
    return NONE if told is None else _("by itself") if told else _("ends unless renewed")


def _fact(label: str, held: _Held, differences: Sequence[Row], rules: Sequence[str]) -> Node:
    found = next((one for one in differences if one["rule"] in rules), None)
    return node("tr", node("th", label, scope="row", kind="fact"), *(_value(text, found) for text in held))


def _value(text: str, found: Row | None) -> Node:
    if found is None:
        return node("td", node("span", text, kind="quiet" if text == NONE else ""))
    marked = node("span", to_discrepancy(found["discrepancy_id"], text), kind="differs", title=_(found["title"]))
    return node("td", marked, differs_sign())


def _over(contracts: Sequence[Row]) -> list[Node]:
    told = [
        line(
            to_record("firmao", "agreements", one["contract_id"], one["contract_number"] or NONE),
            state_mark(one["status"]),
            node(
                "span",
                _("{first} to {last}", first=short_day(one["starts_on"]), last=short_day(one["ends_on"])),
                kind="quiet",
            ),
        )
        for one in contracts
    ]
    return (
        [node("details", node("summary", _("{number} that are over or were not won", number=len(told))), *told)]
        if told
        else []
    )
