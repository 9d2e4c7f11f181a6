"""Publishing to Firmao what a customer owes, what it was billed and paid last, and how its collection stands."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from corrections.errors import NotPlannableError
from corrections.plan import Change, Plan, Reference, Step
from corrections.planning.case import Case, Facts
from corrections.planning.firmao.fields import set_field
from corrections.records import is_same, value_at

# Meaning in the mapping, column of the query, and how a person calls it.
PUBLISHED = (
    ("firmao.customer.ordway_balance", "balance", "open balance"),
    ("firmao.customer.ordway_overdue", "overdue", "overdue amount"),
    ("firmao.customer.ordway_last_invoice", "last_invoice", "latest invoice"),
    ("firmao.customer.ordway_last_payment", "last_payment", "latest payment"),
    ("firmao.customer.ordway_collection_status", "collection_status", "collection status"),
)


def publish(case: Case) -> Plan:
    """Firmao's customer shows the money of Ordway again."""
    return publishing(case.facts, case.found["account_id"], case.settles)


def publishing(facts: Facts, account_id: str, settles: tuple[str, ...] = (), *, with_note: bool = False) -> Plan:
    """The plan that publishes one account, and on request leaves a note of it for sales.

    Raises `NotPlannableError` where nothing would change.
    """
    found = facts.rows("corrections/published", account=account_id, as_of=facts.today)
    if not found:
        raise NotPlannableError("The account is in one system only, so there is nothing to publish.")
    owed = found[0]
    steps = (*_fields(facts, owed), *((_note(facts, owed),) if with_note else ()))
    if not steps:
        raise NotPlannableError("Firmao shows the latest figures already.")
    title = f"Publish what {owed['name']} owes to Firmao"
    return Plan(
        "publish", "firmao", title, account_id, None, "0.00", steps, settles, effect="No money moves; sales sees it."
    )


def status_steps(facts: Facts, account_id: str) -> tuple[Step, ...]:
    """The request that shows how the collection from an account stands now; none where Firmao shows it already."""
    found = facts.rows("corrections/published", account=account_id, as_of=facts.today)
    return _fields(facts, found[0], PUBLISHED[-1:]) if found else ()


def _fields(
    facts: Facts, owed: Mapping[str, Any], wanted: Sequence[tuple[str, str, str]] = PUBLISHED
) -> tuple[Step, ...]:
    customer = facts.record("firmao", "customers", owed["firmao_customer_id"])
    return tuple(
        set_field("customers", customer, path, owed[column], meaning)
        for key, column, meaning in wanted
        if not is_same(value_at(customer, path := facts.path(key)), owed[column])
    )


def _note(facts: Facts, owed: Mapping[str, Any]) -> Step:
    """One a day and state: the same figures are not noted twice."""
    words = (
        f"As of {facts.today}: {owed['balance']} open, {owed['overdue']} of it overdue ({owed['collection_status']}); "
        f"latest invoice {owed['last_invoice'] or 'none'}, latest payment {owed['last_payment'] or 'none'}. [Tieout]"
    )
    customer = owed["firmao_customer_id"]
    day = datetime(facts.today.year, facts.today.month, facts.today.day, 12, tzinfo=UTC)
    body = {"type": "NOTE", "customer": int(customer), "description": words, "date": f"{day:%Y-%m-%dT%H:%M:%SZ}"}
    return Step(
        "firmao",
        f"Leave a note on {owed['name']}",
        "POST",
        "salesnotes",
        body,
        (Change("description", None, words, "note"),),
        reference=Reference("salesnotes", {"customer(eq)": customer}, {"description": words}),
    )
