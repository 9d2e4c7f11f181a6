"""A plan as text for a terminal: request by request what is sent, what it rests on, and what it does to the money."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import click
import msgspec

from corrections.lines import told as line_told
from corrections.plan import Certainty, Plan, Step
from corrections.undoing.no_way_back import without_way_back
from queries.currency import money
from queries.ledger.plan_words import both_values, conditions, field_name, is_kept
from sync.printing import as_json


def print_plan(plan: Plan, correction_id: str | None, *, as_data: bool) -> None:
    """Print a plan, as text or as JSON; without an id it was not kept."""
    if as_data:
        click.echo(as_json({"correction_id": correction_id, **told_of(plan)}))
        return
    click.echo(f"{correction_id or 'Not kept'}: {plan.title}")
    for text in _parts(plan):
        click.echo(f"\n{text}")


def told_of(plan: Plan) -> dict[str, Any]:
    """A plan as plain data, and in words which of its requests no other takes back."""
    return {"plan": plan.as_data(), "without_way_back": without_way_back(plan)}


def _parts(plan: Plan) -> Iterator[str]:
    for number, step in enumerate(plan.steps, start=1):
        yield "\n   ".join((f"{number}. {step.says}", *_request(step)))
    for account in plan.publishes:
        shown = [f"{field.meaning}: {field.value or 'empty'} now" for field in account.shown]
        head = f"Afterwards, in {account.target.path} of Firmao, what Ordway holds of {account.name} then:"
        yield "\n   ".join((head, *shown))
    for number, told in enumerate(plan.instructions, start=1):
        yield f"{number}. {told}"
    moved = ", ".join(money(amount, currency) for currency, amount in plan.exposure.items())
    yield from filter(None, (plan.effect, f"Exposure: {moved}" if moved else "", plan.remains, without_way_back(plan)))


def _request(step: Step) -> Iterator[str]:
    told: dict[str, Any] = msgspec.to_builtins(step)
    yield f"{step.system} {step.method} {step.path}"
    for one in told["changes"]:
        if not is_kept(one):
            yield f"{field_name(told, one)}: {_set_to(step, one)}"
    for number, line in enumerate(step.lines.wanted if step.lines else (), start=1):
        name = f"{step.lines.names[number - 1]}, " if step.lines and step.lines.names else ""
        yield f"line {number}: {name}{line_told(line)}"
    for record_id, held in groupby(conditions(told), key=lambda one: one.record_id):
        yield f"sent only while {record_id} is so: {', '.join(f'{one.name} {one.value}' for one in held)}"
    if step.doubt:
        yield step.doubt if step.certainty is Certainty.CONFIRMED else f"({step.certainty}) {step.doubt}"


def _set_to(step: Step, change: dict[str, Any]) -> str:
    """A record that is made has nothing before."""
    before, after = both_values(change)
    return after if step.reference else f"{before} -> {after}"
