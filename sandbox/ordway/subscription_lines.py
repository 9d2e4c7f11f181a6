"""The lines of Ordway's subscriptions: filled in from the catalogue, priced, changed, renewed."""

from collections.abc import Iterable
from decimal import Decimal

from sandbox.ordway.billing_terms import kind_of
from sandbox.ordway.books import Books, required
from sandbox.ordway.errors import not_valid
from sandbox.ordway.pricing import is_priced, priced, uplifted
from sandbox.ordway.records import money
from sandbox.world import Record

_FIXED_ON_CHANGE = ("charge_timing", "charge_start_date")
_PRICING = ("list_price", "quantity", "discount", "tiers", "pricing_model")
# What a charge of the catalogue calls a line's field, where the names differ.
_IN_CHARGE = {"charge_type": "type", "charge_name": "name", "price_base": "list_price_base"}
_FROM_CHARGE = (
    "charge_type charge_name price_base charge_timing billing_period pricing_model list_price prorate_partial_periods "
    "billing_period_start_alignment billing_day tiers"
).split()
_DEFAULTS: Record = {"quantity": Decimal(1), "discount": "0.0", "charge_end_date": "", "custom_fields": {}}


def new_lines(books: Books, sent: Iterable[Record], currency: str) -> list[Record]:
    """The lines of a new subscription. Raises 422."""
    lines: list[Record] = []
    for line in sent:
        lines.append(_new_line(books, line, lines, currency))
    return lines


def changed_lines(books: Books, held: list[Record], sent: list[Record], currency: str, day: str) -> list[Record]:
    """The lines after a change: those sent, with what was left out of them kept; new ones begin on its day."""
    before = {line["subscription_line_id"]: line for line in held}
    lines: list[Record] = []
    for line in sent:
        known = before.get(line.get("subscription_line_id", ""))
        begun = {"charge_start_date": day} | line
        added = _changed_line(known, line, currency) if known else _new_line(books, begun, [*held, *lines], currency)
        lines.append(added)
    return lines


def annotated_lines(held: list[Record], sent: list[Record]) -> list[Record]:
    """The lines of an active subscription with other custom fields. Raises 422 for whatever else they would change."""
    told = {line.get("subscription_line_id", ""): line for line in sent}
    if told.keys() != {line["subscription_line_id"] for line in held}:
        raise not_valid("plans must hold every line; use change to add or remove one")
    return [_annotated(line, told[line["subscription_line_id"]]) for line in held]


def _annotated(held: Record, sent: Record) -> Record:
    custom = (held.get("custom_fields") or {}) | (sent.get("custom_fields") or {})
    for name, value in sent.items():
        if name != "custom_fields" and name not in custom and held.get(name) != value:
            raise not_valid(f"{name} of an Active subscription cannot be updated; use change")
    return held | {"custom_fields": custom}


def renewed_lines(subscription: Record, day: str) -> list[Record]:
    """The lines of the next term with ids of their own, at the agreed uplift; what is charged once is not again."""
    taken = {line["subscription_line_id"] for line in subscription["plans"]}
    lines: list[Record] = []
    for line in subscription["plans"]:
        if kind_of(line) != "onetime":
            line_id = _next_line_id(taken)
            taken.add(line_id)
            fresh = {"subscription_line_id": line_id, "billing_schedule_id": "", "charge_start_date": day}
            raised = uplifted(line, _uplift(subscription, line), subscription["currency"])
            lines.append(raised | fresh | {"charge_end_date": ""})
    return lines


def _uplift(subscription: Record, line: Record) -> Decimal:
    source = line if line.get("override_renewal_increment_percent") is True else subscription
    return money(source.get("renewal_increment_percent"))


def _changed_line(held: Record, sent: Record, currency: str) -> Record:
    for name in _FIXED_ON_CHANGE:
        if name in sent and sent[name] != held.get(name):
            raise not_valid(f"{name} cannot be changed")
    custom = (held.get("custom_fields") or {}) | (sent.get("custom_fields") or {})
    is_told = sent.get("effective_price") is not None or not any(name in sent for name in _PRICING)
    line: Record = held | sent | {"custom_fields": custom}
    return line if is_told else priced(line, currency)


def _new_line(books: Books, sent: Record, others: list[Record], currency: str) -> Record:
    """A line with an id of its own, priced when it comes without an amount."""
    required(sent, "charge_id", "plan_id", "product_id")
    taken = {line["subscription_line_id"] for line in others}
    line_id = sent.get("subscription_line_id") or _next_line_id(taken)
    if line_id in taken:
        raise not_valid(f"subscription_line_id {line_id} is not unique")
    line: Record = _DEFAULTS | _catalogued(books, sent) | sent | {"subscription_line_id": line_id}
    return line if sent.get("effective_price") is not None or not is_priced(line) else priced(line, currency)


def _catalogued(books: Books, sent: Record) -> Record:
    """What the catalogue says of a line's product, plan and charge. Raises 422 for one it does not hold."""
    product = books.held("products").get(sent["product_id"])
    plan = books.held("plans").get(sent["plan_id"])
    charges = [one for one in (plan or {}).get("charges", []) if one["id"] == sent["charge_id"]]
    for name, is_held in (("product_id", product), ("plan_id", plan), ("charge_id", charges)):
        if not is_held:
            raise not_valid(f"{name} is invalid")
    told = {"product_name": (product or {})["name"], "plan_name": (plan or {})["name"]}
    for name in _FROM_CHARGE:
        told[name] = charges[0].get(_IN_CHARGE.get(name, name), "")
    return told


def _next_line_id(taken: set[str]) -> str:
    numbers = [int(key.rpartition("-")[2]) for key in taken if key.rpartition("-")[2].isdecimal()]
    return f"SCHG-{max(numbers, default=0) + 1:02d}"
