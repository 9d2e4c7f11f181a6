"""An agreement's terms made what Ordway holds, and its sums what its line items come to."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from corrections.errors import NotPlannableError
from corrections.plan import Plan, Step, moved
from corrections.planning.case import Case
from corrections.planning.firmao.agreement_lines import Agreement, agreement_of
from corrections.planning.firmao.fields import set_field
from corrections.planning.firmao.sums import plain, reckoned, set_sums, stored, total
from corrections.planning.firmao.writing_style import style_of
from corrections.planning.worth import contract_worth, whole_worth
from corrections.records import as_text, is_same, value_at

_SERVICE_START = "firmao.agreement.service_start"
Term = Callable[[Case, Agreement], tuple[Step, ...]]


def update_agreement(case: Case) -> Plan:
    """Firmao's agreement gets what its rule found to differ. Raises `NotPlannableError`."""
    agreement = agreement_of(case.facts, case.found["contract_id"])
    term, effect, remains = _TERMS[case.found["rule"]]
    return Plan(
        "update_agreement",
        "firmao",
        f"Firmao: {agreement.number} says what Ordway holds"
        if case.found["rule"] != "C7"
        else f"Firmao: {agreement.number} adds up",
        case.found["account_id"],
        case.found["currency"],
        case.impact,
        term(case, agreement),
        case.settles,
        effect=effect,
        remains=remains,
    )


def _sums(_: Case, agreement: Agreement) -> tuple[Step, ...]:
    """The line items, where the agreement holds what they ought to come to; else the agreement."""
    entries, currency = agreement.entries.values(), agreement.currency
    wanted = total((reckoned(one, currency) for one in entries), currency)
    steps: list[Step] = []
    if is_same(value_at(agreement.record, "nettoPrice"), wanted.fields["nettoPrice"]):
        wrong = [one for one in entries if stored(one, currency) != reckoned(one, currency)]
        steps = [step for one in wrong for step in set_sums("transactionentries", one, reckoned(one, currency))]
    else:
        wanted = total((stored(one, currency) for one in entries), currency)
    return (*steps, *(_worth_more(step, currency) for step in set_sums("agreements", agreement.record, wanted)))


def _worth_more(step: Step, currency: str | None) -> Step:
    """How much more or less the agreement says it is worth, tax included."""
    [change] = step.changes
    apart = Decimal(change.after or 0) - Decimal(change.before or 0)
    return replace(step, moves=moved(apart, currency)) if change.path == "bruttoPrice" else step


def _currency(case: Case, agreement: Agreement) -> tuple[Step, ...]:
    step = set_field("agreements", agreement.record, "currency", case.found["actual"], "currency")
    return (_for_all_of(case, agreement, step),)


def _for_all_of(case: Case, agreement: Agreement, step: Step) -> Step:
    """What changes all that an agreement is worth."""
    all_of_it = whole_worth(case.facts, str(agreement.record["id"]))
    return replace(step, moves=moved(all_of_it, agreement.currency))


def _billing_period(case: Case, agreement: Agreement) -> tuple[Step, ...]:
    """The word, and the prices of the line items for one such period."""
    path = case.facts.path("firmao.agreement.billing_period")
    word = set_field("agreements", agreement.record, path, case.found["actual"], "billing period")
    word = _for_all_of(case, agreement, word)
    held = case.facts.rows("corrections/held_lines", subscription=case.found["subscription_id"] or "")
    prices = {row["product_key"]: row["unit_price"] for row in held if row["billing_period"] and not row["is_one_time"]}
    changed = {
        key: {"unitNettoPrice": plain(prices[product])}
        for key, entry in agreement.entries.items()
        if (product := entry.get("productCode") or entry.get("product", {}).get("name")) in prices
        and Decimal(str(entry.get("unitNettoPrice") or 0)) != prices[product]
    }
    return (word, *agreement.changing(changed)) if changed else (word,)


def _starts_on(case: Case, agreement: Agreement) -> tuple[Step, ...]:
    path = case.facts.path(_SERVICE_START)
    if value_at(agreement.record, path) is None:
        return (set_field("agreements", agreement.record, "validFrom", case.found["actual"], "first day"),)
    return (_day(case, agreement, _SERVICE_START, "first day of service"),)


def _ends_on(case: Case, agreement: Agreement) -> tuple[Step, ...]:
    if case.found["actual"] is None:
        raise NotPlannableError(
            f"The term of {case.found['subscription_id']} has no end. Clear the last day of service in Firmao by hand, "
            "or set the term in Ordway."
        )
    return (_day(case, agreement, "firmao.agreement.service_end", "last day of service"),)


def _day(case: Case, agreement: Agreement, meaning: str, words: str) -> Step:
    return day_step(case, agreement.record, meaning, date.fromisoformat(case.found["actual"]), words)


def day_step(case: Case, record: dict[str, Any], meaning: str, day: date, words: str) -> Step:
    """The request that sets a day kept in a custom field of an agreement, written as it was before."""
    path = case.facts.path(meaning)
    step = set_field("agreements", record, path, style_of(case.facts).on(day, value_at(record, path)), words)
    found = case.facts.rows("corrections/contract", contract=str(record["id"]))
    before = found[0]["starts_on" if meaning == _SERVICE_START else "ends_on"] if found else None
    apart = contract_worth(case.facts, str(record["id"]), before, day)
    return replace(step, moves=moved(apart if before != day else Decimal(0), as_text(record.get("currency"))))


def _auto_renewal(case: Case, agreement: Agreement) -> tuple[Step, ...]:
    """Whether another term as long as this one follows by itself, worth as much."""
    step = renewal_step(case, agreement.record, is_automatic=case.found["actual"] == "Yes")
    return (_for_all_of(case, agreement, step),)


def renewal_step(case: Case, record: dict[str, Any], *, is_automatic: bool) -> Step:
    """The request that says whether an agreement renews by itself."""
    path = case.facts.path("firmao.agreement.auto_renew")
    word = style_of(case.facts).renewal(is_automatic=is_automatic)
    return set_field("agreements", record, path, word, "automatic renewal")


def _payment_terms(case: Case, agreement: Agreement) -> tuple[Step, ...]:
    """Also in earlier contracts of the account that gave the same days, where every invoice was due by the new ones."""
    days = int(case.found["actual"].removeprefix("Net "))
    others = case.facts.rows("corrections/payment_days", account=case.found["account_id"])
    same = [
        case.facts.record("firmao", "agreements", one["contract_id"])
        for one in others
        if one["contract_id"] != str(agreement.record["id"]) and one["fewest_days"] == one["most_days"] == days
        if one["payment_days"] != days
    ]
    return tuple(step for record in (agreement.record, *same) for step in _days_to_pay(case, record, days))


def _days_to_pay(case: Case, record: dict[str, Any], days: int) -> Iterator[Step]:
    path = case.facts.path("firmao.agreement.payment_terms")
    before = value_at(record, path)
    if before is None:
        yield set_field("agreements", record, "daysToDueDate", str(days), "days to pay")
    else:
        yield set_field("agreements", record, path, style_of(case.facts).terms(days, before), "payment terms")


def _payment_channel(case: Case, agreement: Agreement) -> tuple[Step, ...]:
    channel = "CARD" if case.found["actual"] == "auto-pay" else "TRANSFER"
    return (set_field("agreements", agreement.record, "paymentType", channel, "payment channel"),)


def _charge_timing(case: Case, agreement: Agreement) -> tuple[Step, ...]:
    path = case.facts.path("firmao.agreement.charge_timing")
    if case.found["actual"].lower() not in ("in advance", "in arrears"):
        raise NotPlannableError(
            f"Ordway charges {case.found['actual']}, which a contract cannot say: it knows In Advance and In Arrears."
        )
    return (set_field("agreements", agreement.record, path, case.found["actual"], "charge timing"),)


_NOTHING_MOVES = "No invoice changes; what is billed becomes what is agreed."
# By rule: what is set, what that does to the money, what is still to be looked at.
_TERMS: dict[str, tuple[Term, str, str]] = {
    "C7": (_sums, "No money moves: only what the agreement says it is worth.", ""),
    "T6": (
        _currency,
        "No invoice changes. The amounts of the agreement stay the same numbers, in the currency that is billed.",
        "Where its prices were meant in the other currency, each shows as a price difference afterwards.",
    ),
    "T7": (
        _billing_period,
        "No invoice changes. The agreement's prices become those for one such period.",
        "Amounts are compared from then on: what was billed otherwise shows as under- or over-billed.",
    ),
    "T8": (_starts_on, "What was to be billed before that day is not due any more.", ""),
    "T9": (_ends_on, "The contract runs as long as the subscription's term: nothing billed so far changes.", ""),
    "T10": (_auto_renewal, _NOTHING_MOVES, ""),
    "T11": (_payment_terms, "Invoices are due as they say already; none is overdue earlier or later for it.", ""),
    "T12": (_payment_channel, _NOTHING_MOVES, ""),
    "T13": (_charge_timing, "Each period is due when it is billed; no amount changes.", ""),
}
