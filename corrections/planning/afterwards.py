"""What a plan that moves money leaves stale in the CRM: the accounts that are to be published after it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from corrections.plan import Plan, Publication, Seen, Step, Target
from corrections.planning.case import Facts, Row
from corrections.planning.firmao.publishing import PUBLISHED
from corrections.records import value_at

_MONEY = {"billing_runs", "credits", "invoices", "orders", "payments"}


def with_publication(facts: Facts, plan: Plan) -> Plan:
    """The plan with every account that it leaves stale, where the account is published at all."""
    if not _moves_money(plan):
        return plan
    found = {row["account_id"]: row for row in _accounts(facts, plan)}
    return replace(plan, publishes=tuple(_publication(facts, row) for row in found.values()))


def published_anew(facts: Facts, accounts: Iterable[Publication]) -> tuple[Publication, ...]:
    """The same accounts as they are shown by now, where they are published still."""
    rows = (row for one in accounts for row in facts.rows("corrections/shown", account=one.account_id))
    return tuple(_publication(facts, row) for row in rows)


def _moves_money(plan: Plan) -> bool:
    """What a person does in Ordway moves money too, as far as anybody can tell."""
    if plan.is_manual:
        return plan.side == "ordway"
    return any(one.system == "ordway" and one.path.split("/")[0] in _MONEY for one in plan.steps)


def _accounts(facts: Facts, plan: Plan) -> Iterator[Row]:
    if plan.account_id:
        yield from facts.rows("corrections/shown", account=plan.account_id)
    moved = (one for step in plan.steps for one in _customers(facts, step))
    for customer_id in dict.fromkeys((*moved, *_concerned(facts, plan))):
        yield from facts.rows("corrections/shown", customer=customer_id)


def _concerned(facts: Facts, plan: Plan) -> Iterator[str]:
    """Whose invoices, payments and credits it is about: those of one customer may pay for another."""
    for one in facts.rows("corrections/named", discrepancies=" ".join(plan.settles)):
        if one["system"] == "ordway" and one["resource"] in _MONEY:
            yield str(facts.record("ordway", one["resource"], one["record_id"])["customer_id"])


def _customers(facts: Facts, step: Step) -> Iterator[str]:
    """Whose money a request moves, but for customers that the plan itself makes: nothing is published of them."""
    if step.system == "ordway" and step.target and step.target.resource == "payments":
        yield str(facts.record("ordway", "payments", step.target.record_id)["customer_id"])
    elif step.body and step.path in _MONEY and "customer_id" in step.body:
        yield str(step.body["customer_id"])


def _publication(facts: Facts, row: Row) -> Publication:
    customer = facts.record("firmao", "customers", row["firmao_customer_id"])
    fields = ((facts.path(key), meaning) for key, _, meaning in PUBLISHED)
    shown = tuple(Seen(path, value_at(customer, path), meaning) for path, meaning in fields)
    return Publication(row["account_id"], row["name"], Target("customers", row["firmao_customer_id"]), shown)
