"""A note or a task in Firmao about money that did not come in: nothing is settled by it, somebody is told."""

from datetime import UTC, datetime, timedelta

from corrections.errors import NotPlannableError
from corrections.plan import Change, Plan, Reference, Step
from corrections.planning.case import Case
from queries.currency import money

# Days until somebody looks at it again: a customer takes longer to pay the rest than a card to be tried again.
_DAYS = {"P2": 7, "P4": 3}
_LEFT = "Nothing is collected by it: the discrepancy stays until the money comes, and can be snoozed until {}."


def note(case: Case) -> Plan:
    """A note on the customer. Raises `NotPlannableError` where Firmao does not know the customer."""
    words = f"{_told(case)} [{case.reference}]"
    step = Step(
        "firmao",
        f"Leave a note on {case.found['account_name']}",
        "POST",
        "salesnotes",
        {"type": "NOTE", "customer": int(_customer(case)), "date": _instant(case), "description": words},
        (Change("description", None, words, "note"),),
        reference=Reference("salesnotes", {"customer(eq)": _customer(case)}, {"description": words}),
    )
    return _plan(case, "note", f"Firmao: a note that {_short(case)}", step)


def task(case: Case) -> Plan:
    """A task about the customer, to be done some days from now. Raises as `note` does."""
    # The manual gives a task no field for its customer, and an unknown one could be refused: its words say whose it is.
    words = f"{case.found['account_name']} (customer {_customer(case)}): {_told(case)} [{case.reference}]"
    name = f"{case.found['account_name']}: {_short(case)}"
    body = {
        "name": name,
        "description": words,
        "plannedStartDate": case.facts.today.isoformat(),
        "plannedEndDate": _until(case),
    }
    step = Step(
        "firmao",
        f"Make a task for {_until(case)}",
        "POST",
        "tasks",
        body,
        (Change("description", None, words, "task"),),
        reference=Reference("tasks", {"name(eq)": name}, {"description": words}),
    )
    return _plan(case, "task", f"Firmao: a task since {_short(case)}", step)


def _customer(case: Case) -> str:
    found: str | None = case.found["firmao_customer_id"]
    if found is None:
        raise NotPlannableError("Firmao does not know the customer, so nobody can be told. Create or link it first.")
    return found


def _short(case: Case) -> str:
    subject = case.found["invoice_id"] or case.found["payment_id"]
    return f"{subject} is not paid in full" if case.found["rule"] == "P2" else f"{subject} failed"


def _told(case: Case) -> str:
    amount = money(case.found["impact"], case.found["currency"])
    return f"{case.found['invoice_id'] or ''} {case.found['evidence']}. To be collected: {amount}.".strip()


def _until(case: Case) -> str:
    return (case.facts.today + timedelta(days=_DAYS[case.found["rule"]])).isoformat()


def _instant(case: Case) -> str:
    noon = datetime(case.facts.today.year, case.facts.today.month, case.facts.today.day, 12, tzinfo=UTC)
    return f"{noon:%Y-%m-%dT%H:%M:%SZ}"


def _plan(case: Case, kind: str, title: str, step: Step) -> Plan:
    return Plan(
        kind,
        "firmao",
        title,
        case.found["account_id"],
        case.found["currency"],
        "0.00",
        (step,),
        (),
        effect="No money moves; whoever looks after the customer is told.",
        remains=_LEFT.format(_until(case)),
        follows=(case.found["discrepancy_id"],),
        follow_up_on=_until(case),
    )
