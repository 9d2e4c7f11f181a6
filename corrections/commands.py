"""`python -m sync corrections` and `publish`: corrections from the command line."""

import getpass
from collections.abc import Sequence
from typing import Any

import click
import msgspec

from corrections.automatic import correct_automatically
from corrections.errors import NotPlannableError
from corrections.life import approve, done_by_hand, find, propose, reject
from corrections.people import Person, Right, named, require
from corrections.plan import Plan, plan_of
from corrections.planner import plan_correction
from corrections.proposing import Desk, submit
from corrections.publish_all import publications
from corrections.publishing_after import publish_after
from corrections.pushing import push
from corrections.states import State
from corrections.undo import plan_undo
from queries.currency import money
from queries.run import records, today
from queries.store import Store
from sync.opening import open_store
from sync.printing import as_json, print_rows
from sync.settings import load_policy, load_settings

NOT_AS_PLANNED = 6
_NO_WORD = "planned from the command line"
_by = click.option("--by", "who", metavar="WHO", help="Who does it, as named in [people] of the policy.")
_why = click.option("--why", default="", metavar="TEXT", help="The reason, for the audit.")
_json = click.option("--json", "as_data", is_flag=True, help="Print as JSON.")
_LISTED = ("correction_id", "state", "side", "kind", "title", "impact", "currency", "proposed_by", "story")


@click.group()
def corrections() -> None:
    """Plan, approve, send and undo corrections in Firmao and Ordway."""


@corrections.command("plan")
@click.option("--discrepancy", "discrepancy_id", required=True, metavar="ID", help="The discrepancy to put right.")
@click.option("--side", type=click.Choice(["ordway", "firmao"]), required=True, help="The system that is changed.")
@click.option("--kind", metavar="KIND", help="The kind of correction, where the rule names several.")
@click.option("--dry-run", is_flag=True, help="Only show it; nothing is kept.")
@_by
@_why
@_json
def plan_command(
    discrepancy_id: str, side: str, kind: str | None, dry_run: bool, who: str | None, why: str, as_data: bool
) -> None:
    """Plan a correction, show it request by request, and keep it as proposed."""
    policy = load_policy()
    with open_store("python -m sync corrections plan") as store:
        publishes = policy.approval.publishes
        plan = plan_correction(store, policy.mapping, discrepancy_id, side, today(), kind, publishes=publishes)
        correction_id = None if dry_run else propose(store, plan, _person(who), why or _NO_WORD)
    _print_plan(plan, correction_id, as_data=as_data)


@corrections.command("approve")
@click.argument("correction_id")
@click.option("--by", "who", required=True, metavar="WHO", help="Who approves it.")
@_why
def approve_command(correction_id: str, who: str, why: str) -> None:
    """Let a proposed correction be sent. Above the policy's limit it takes somebody else than who proposed it."""
    with open_store("python -m sync corrections approve") as store:
        approve(store, correction_id, _person(who), load_policy().approval, why)
        with store.cursor() as cursor:
            is_manual = plan_of(find(cursor, correction_id).plan).is_manual
    told = f"done {correction_id}` says that the work is done" if is_manual else f"push {correction_id}` sends it"
    click.echo(f"{correction_id} is approved; `python -m sync corrections {told}.")


@corrections.command("done")
@click.argument("correction_id")
@click.option("--by", "who", required=True, metavar="WHO", help="Who did the work.")
@_why
def done_command(correction_id: str, who: str, why: str) -> None:
    """Say that work left to a person is done; the next sync tells whether it helped."""
    with open_store("python -m sync corrections done") as store:
        done_by_hand(store, correction_id, _person(who), why)
    click.echo(f"{correction_id} is done; the next sync tells whether it helped.")


@corrections.command("reject")
@click.argument("correction_id")
@click.option("--by", "who", required=True, metavar="WHO", help="Who rejects it.")
@click.option("--why", required=True, metavar="TEXT", help="The reason, for the audit.")
def reject_command(correction_id: str, who: str, why: str) -> None:
    """End a correction that was not sent yet."""
    with open_store("python -m sync corrections reject") as store:
        reject(store, correction_id, _person(who), why)
    click.echo(f"{correction_id} is rejected.")


@corrections.command("push")
@click.argument("correction_id", required=False)
@click.option("--by", "who", required=True, metavar="WHO", help="Who has it sent.")
@_json
def push_command(correction_id: str | None, who: str, as_data: bool) -> None:
    """Send what is approved, or one of it, and read it back. What was interrupted is carried on with."""
    settings, person = load_settings(), _person(who)
    with open_store("python -m sync corrections push") as store:
        if correction_id is None:
            require(person, Right.SEND)
            publish_after(store, settings.policy.mapping, settings.policy.approval, today())
            correct_automatically(store, settings.policy.mapping, settings.policy.approval, today())
        wanted = {correction_id} if correction_id else None
        _report(store, push(store, settings, person, wanted), as_data=as_data)


@corrections.command("list")
@click.option("--state", type=click.Choice([*State, ""]), default="", help="Only those in this state.")
@_json
def list_command(state: str, as_data: bool) -> None:
    """List corrections, the newest first."""
    with open_store("python -m sync corrections list") as store:
        print_rows(_listed(store, state), "json" if as_data else "table")


@corrections.command("show")
@click.argument("correction_id")
@_json
def show_command(correction_id: str, as_data: bool) -> None:
    """Show a correction with its requests, what was answered, and everything that happened to it."""
    with open_store("python -m sync corrections show") as store:
        with store.cursor() as cursor:
            kept = find(cursor, correction_id)
        steps = records(store, "corrections/steps", correction=correction_id)
        events = records(store, "corrections/events", correction=correction_id)
    if as_data:
        told = msgspec.to_builtins(kept) | {"plan": plan_of(kept.plan).as_data(), "steps": steps, "events": events}
        click.echo(as_json(told))
        return
    _print_plan(plan_of(kept.plan), correction_id, as_data=False)
    click.echo(f"\n{kept.state}: {kept.story or 'it was not approved yet'}\n")
    print_rows(steps, "table")
    click.echo()
    print_rows(events, "table")


@corrections.command("undo")
@click.argument("correction_id")
@_by
@_why
@_json
def undo_command(correction_id: str, who: str | None, why: str, as_data: bool) -> None:
    """Plan the correction that takes another one back, and keep it as proposed."""
    policy = load_policy()
    with open_store("python -m sync corrections undo") as store:
        plan = plan_undo(store, policy.mapping, correction_id, today())
        own = propose(store, plan, _person(who), why or _NO_WORD, undoes=correction_id)
    _print_plan(plan, own, as_data=as_data)


@click.command()
@click.option("--account", "account_id", metavar="ID", help="Only this account, by Tieout's own id of it.")
@click.option("--note", is_flag=True, help="Leave a sales note with the figures too.")
@_by
@_json
def publish(account_id: str | None, note: bool, who: str | None, as_data: bool) -> None:
    """Publish balance, overdue amount, latest invoice and latest payment to Firmao, where they differ."""
    settings = load_settings()
    with open_store("python -m sync publish") as store:
        desk = Desk(store, settings.policy.mapping, settings.policy.approval, _person(who), today())
        plans = publications(store, settings.policy.mapping, today(), account_id, with_note=note)
        asked = {one for plan in plans if (one := _published(desk, plan))}
        _report(store, push(store, settings, desk.person, asked), as_data=as_data)


def _published(desk: Desk, plan: Plan) -> str | None:
    """The correction that publishes one account; None where it cannot be now, so that the others go on."""
    try:
        return submit(desk, plan, "published from the command line")
    except NotPlannableError as refused:
        click.echo(f"{plan.title}: {refused}", err=True)
        return None


COMMANDS: tuple[click.Command, ...] = (corrections, publish)


def _report(store: Store, ended: dict[str, State], *, as_data: bool) -> None:
    """Tell where corrections came to; the exit code tells whether all ended as planned."""
    print_rows([row for row in _listed(store) if row["correction_id"] in ended], "json" if as_data else "table")
    if any(state is not State.VERIFIED for one, state in ended.items() if not _is_left_to_a_person(store, one)):
        raise click.exceptions.Exit(NOT_AS_PLANNED)


def _is_left_to_a_person(store: Store, correction_id: str) -> bool:
    with store.cursor() as cursor:
        return plan_of(find(cursor, correction_id).plan).is_manual


def _person(who: str | None) -> Person:
    return named(who or getpass.getuser(), load_policy().approval.people)


def _listed(store: Store, state: str = "") -> Sequence[dict[str, Any]]:
    return [{name: row[name] for name in _LISTED} for row in records(store, "corrections/list", state=state)]


def _print_plan(plan: Plan, correction_id: str | None, *, as_data: bool) -> None:
    if as_data:
        click.echo(as_json({"correction_id": correction_id, "plan": plan.as_data()}))
        return
    click.echo(f"{correction_id or 'Not kept'}: {plan.title}")
    for number, step in enumerate(plan.steps, start=1):
        click.echo(f"\n{number}. {step.says}\n   {step.system} {step.method} {step.path}")
        for one in step.changes:
            click.echo(f"   {one.meaning or one.path}: {one.before or 'empty'} -> {one.after or 'empty'}")
        if step.doubt:
            click.echo(f"   ({step.certainty}) {step.doubt}")
    for account in plan.publishes:
        click.echo(f"\nAfterwards, in {account.target.path} of Firmao, what Ordway holds of {account.name} then:")
        for field in account.shown:
            click.echo(f"   {field.meaning}: {field.value or 'empty'} now")
    for number, told in enumerate(plan.instructions, start=1):
        click.echo(f"\n{number}. {told}")
    moved = ", ".join(money(amount, currency) for currency, amount in plan.exposure.items())
    for told in (plan.effect, f"Exposure: {moved}" if moved else "", plan.remains):
        if told:
            click.echo(f"\n{told}")
