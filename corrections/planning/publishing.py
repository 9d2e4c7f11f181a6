"""Publishing to Firmao what a customer owes, and what it was billed and paid last."""

from corrections.errors import NotPlannableError
from corrections.plan import Plan
from corrections.planning.case import Case, Facts
from corrections.planning.firmao_fields import set_field
from corrections.records import is_same, value_at

# Meaning in the mapping, column of the query, and how a person calls it.
_PUBLISHED = (
    ("firmao.customer.ordway_balance", "balance", "open balance"),
    ("firmao.customer.ordway_overdue", "overdue", "overdue amount"),
    ("firmao.customer.ordway_last_invoice", "last_invoice", "latest invoice"),
    ("firmao.customer.ordway_last_payment", "last_payment", "latest payment"),
)


def publish(case: Case) -> Plan:
    """Firmao's customer shows the money of Ordway again."""
    return publishing(case.facts, case.found["account_id"], case.settles)


def publishing(facts: Facts, account_id: str, settles: tuple[str, ...] = ()) -> Plan:
    """The plan that publishes one account. Raises `NotPlannableError` where nothing would change."""
    found = facts.rows("corrections/published", account=account_id, as_of=facts.today)
    if not found:
        raise NotPlannableError("The account is in one system only, so there is nothing to publish.")
    owed = found[0]
    customer = facts.record("firmao", "customers", owed["firmao_customer_id"])
    steps = tuple(
        set_field("customers", customer, path, owed[column], meaning)
        for key, column, meaning in _PUBLISHED
        if not is_same(value_at(customer, path := facts.path(key)), owed[column])
    )
    if not steps:
        raise NotPlannableError("Firmao shows the latest figures already.")
    title = f"Publish what {owed['name']} owes to Firmao"
    return Plan(
        "publish", "firmao", title, account_id, None, "0.00", steps, settles, effect="No money moves; sales sees it."
    )
