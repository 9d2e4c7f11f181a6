"""Agreements that Firmao lacks, as a subscription's billing schedules tell what was sold: who, what, from when to when.

A price that changed in between, or a product that came later, makes an agreement of its own: so each period is worth in
Firmao what was billed for it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from corrections.errors import NotPlannableError
from corrections.plan import Certainty, Change, Reference, Step, moved
from corrections.planning.case import Facts
from corrections.planning.firmao.new_entries import Sold, entry_step
from corrections.planning.firmao.sums import total
from corrections.planning.firmao.words import words_of
from corrections.planning.firmao.writing_style import style_of
from corrections.planning.guards import crm_customer, subscription
from corrections.planning.worth import Rate, worth

_DOUBT = "That agreements are created like offers is inferred from the manual."


@dataclass(frozen=True)
class Term:
    """One agreement to be made: its days, and what is sold in it."""

    starts_on: date
    ends_on: date | None
    lines: tuple[Sold, ...]


@dataclass(frozen=True)
class Part:
    """Of what a subscription bills: from a day on, and some products only; by itself all of it."""

    since: date = date.min
    products: frozenset[str] = frozenset()

    def cut(self, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """What of the scheduled lines falls into it."""
        return [
            row | {"starts_on": max(row["starts_on"], self.since)}
            for row in rows
            if (row["ends_on"] or row["starts_on"]) >= self.since
            and (not self.products or row["product_key"] in self.products)
        ]


ALL = Part()


def agreements_for(
    facts: Facts, subscription_id: str, customer: str, *, part: Part = ALL, made: int = 0
) -> tuple[Step, ...]:
    """The requests that make the agreements of a subscription, or of a part of it.

    `customer` is Firmao's id or what stands for it; `made`, how many steps come before. Raises `NotPlannableError`.
    """
    held = facts.record("ordway", "subscriptions", subscription_id)
    terms = terms_of(facts, held, part)
    steps: list[Step] = []
    for number, term in enumerate(terms, start=1):
        name = _number(subscription_id, term, terms[: number - 1])
        own = f"{{made:{made + len(steps) + 1}}}"
        steps.append(_agreement_step(facts, held, customer, name, term))
        steps += [entry_step(line, own, name) for line in term.lines]
    return tuple(steps)


def _number(subscription_id: str, term: Term, earlier: Sequence[Term]) -> str:
    """Ours alone: the subscription, the day, and what tells apart those that start together."""
    alike = sum(1 for one in earlier if one.starts_on == term.starts_on)
    return f"{subscription_id}/{term.starts_on}" + (f"/{alike + 1}" if alike else "")


def terms_of(facts: Facts, held: Mapping[str, Any], part: Part = ALL) -> list[Term]:
    """What was sold, by the days it is billed for. Raises `NotPlannableError` where Ordway holds no schedule of it."""
    subscription_id = str(held["id"])
    scheduled = facts.rows("corrections/scheduled_lines", subscription=subscription_id)
    rows, rates = part.cut(scheduled), tax_rates(facts, subscription_id)
    if not rows:
        raise NotPlannableError(f"Ordway has no billing schedule of {subscription_id}, so what was sold is not known.")
    last_day = max((one["ends_on"] for one in scheduled if one["ends_on"]), default=None)
    spans = sorted({_span(one, rows) for one in rows})
    return [
        Term(
            start,
            _end(held, end, last_day),
            tuple(sold(row, rates, held["currency"]) for row in rows if _span(row, rows) == (start, end)),
        )
        for start, end in spans
    ]


def _end(held: Mapping[str, Any], end: date, last_day: date | None) -> date | None:
    """A schedule reaches as far as it was planned: what is on its last day goes on to the end of the term, if any."""
    if end != last_day:
        return end
    told = held.get("current_term_end_date")
    return date.fromisoformat(told) if told and told != "-" else None


def _span(row: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> tuple[date, date]:
    """The days of a line's agreement; what is charged once is part of the longest that runs on its day."""
    if row["ends_on"] is not None:
        return row["starts_on"], row["ends_on"]
    running = [
        one["ends_on"] for one in rows if one["ends_on"] and one["starts_on"] <= row["starts_on"] <= one["ends_on"]
    ]
    together = [one["ends_on"] for one in rows if one["ends_on"] and one["starts_on"] == row["starts_on"]]
    return row["starts_on"], max(together or running, default=row["starts_on"])


def sold(row: Mapping[str, Any], rates: Mapping[str, Decimal], currency: str | None) -> Sold:
    """A line of Ordway as it is to be sold in Firmao. Raises `NotPlannableError` for a product that Firmao lacks."""
    if row["firmao_product_id"] is None:
        raise NotPlannableError(f"Firmao has no product {row['product_key']}. Add it there with this code, and sync.")
    rate = rates.get(row["product_key"], max(rates.values(), default=Decimal(0)))
    return Sold(
        row["firmao_product_id"],
        row["product_key"],
        row["quantity"],
        row["unit_price"],
        row["discount_percent"],
        rate,
        currency,
    )


def tax_rates(facts: Facts, subscription_id: str) -> dict[str, Decimal]:
    """The rate of tax that each product was charged at last."""
    billed = facts.rows("corrections/billed_lines", subscription=subscription_id)
    return {one["product_key"]: one["tax_percent"] for one in billed if one["tax_percent"] is not None}


def _agreement_step(facts: Facts, held: Mapping[str, Any], customer: str, number: str, term: Term) -> Step:
    fields = {"number": number} | _native(held, term) | _payment(facts, held) | _custom(facts, held, term)
    words = words_of(facts, "agreement")
    changes = tuple(Change(path, None, value, words[path]) for path, value in fields.items() if value)
    return Step(
        "firmao",
        f"Make the agreement {number} of {term.starts_on} to {term.ends_on or 'no end'}",
        "POST",
        "agreements",
        {"name": f"Subscription {held['id']}", "type": "AGREEMENT", "mode": "SALE", "customer": customer, **fields},
        (*changes, Change("customer", None, customer, "customer")),
        reference=Reference("agreements", {"number(eq)": number}, {"number": number}),
        certainty=Certainty.INFERRED,
        doubt=_DOUBT,
        moves=moved(
            _worth(term, _first(_recurring(held), "billing_period"), facts),
            str(held["currency"]),
            term.starts_on,
            term.ends_on,
        ),
        guards=(*subscription(facts, str(held["id"])), *crm_customer(facts, customer)),
    )


def _worth(term: Term, period: str, facts: Facts) -> Decimal:
    """What an agreement says is agreed for its days, before tax."""
    months = {one["word"]: one["months"] for one in facts.rows("corrections/billing_periods")}
    rates = [Rate(line.sums.net, months.get(period.lower(), 1)) for line in term.lines]
    return worth(rates, term.starts_on, term.ends_on)


def _native(held: Mapping[str, Any], term: Term) -> dict[str, str]:
    day = term.starts_on.isoformat()
    told = {"offerStatus": "ACCEPTED", "offerDate": day, "validFrom": day, "currency": str(held["currency"])}
    return told | total((line.sums for line in term.lines), str(held["currency"])).fields


def _payment(facts: Facts, held: Mapping[str, Any]) -> dict[str, str]:
    """The channel and the days to pay are those of the customer in Ordway, by which its invoices are due."""
    [party] = facts.rows("corrections/billing_customer", customer=str(held["customer_id"]))
    told = {"paymentType": "CARD" if party["is_auto_paid"] else "TRANSFER"}
    if party["payment_days"] is None:
        return told
    days = int(party["payment_days"])
    path = facts.path("firmao.agreement.payment_terms")
    return told | {"daysToDueDate": str(days), path: style_of(facts).terms(days)}


def _custom(facts: Facts, held: Mapping[str, Any], term: Term) -> dict[str, str]:
    style = style_of(facts)
    recurring = _recurring(held)
    told = {
        "service_start": style.on(term.starts_on),
        "service_end": style.on(term.ends_on) if term.ends_on else "",
        "billing_period": _first(recurring, "billing_period"),
        "charge_timing": _first(recurring, "charge_timing"),
        "auto_renew": style.renewal(is_automatic=held.get("auto_renew") is True),
        "ordway_subscription_id": str(held["id"]),
    }
    return {facts.path(f"firmao.agreement.{name}"): value for name, value in told.items()}


def _recurring(held: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [one for one in held["plans"] if one.get("billing_period")]


def _first(lines: Iterable[Mapping[str, Any]], name: str) -> str:
    return next((str(one[name]) for one in lines if one.get(name)), "")
