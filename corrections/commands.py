"""`python -m sync corrections`: corrections from the command line."""

import click
import msgspec

from corrections.at_the_terminal import by_option, json_option, listed, person, report, why_option
from corrections.automatic import correct_automatically
from corrections.life import approve, done_by_hand, find, propose, reject
from corrections.people import Right, require
from corrections.plan import plan_of
from corrections.planner import plan_correction
from corrections.publishing_after import publish_after
from corrections.pushing import push
from corrections.states import State
from corrections.telling import print_plan, told_of
from corrections.undo import plan_undo
from queries.run import records, today
from sync.opening import open_store
from sync.printing import as_json, print_rows
from sync.settings import load_policy, load_settings

_NO_WORD = "planned from the command line"


@click.group()
def corrections() -> None:
    """Plan, approve, send and undo corrections in Firmao and Ordway."""


@corrections.command("plan")
@click.option("--discrepancy", "discrepancy_id", required=True, metavar="ID", help="The discrepancy to put right.")
@click.option("--side", type=click.Choice(["ordway", "firmao"]), required=True, help="The system that is changed.")
@click.option("--kind", metavar="KIND", help="The kind of correction, where the rule names several.")
@click.option("--dry-run", is_flag=True, help="Only show it; nothing is kept.")
@by_option
@why_option
@json_option
def plan_command(
    discrepancy_id: str, side: str, kind: str | None, dry_run: bool, who: str | None, why: str, as_data: bool
) -> None:
    """Plan a correction, show it request by request, and keep it as proposed."""
    policy = load_policy()
    with open_store("python -m sync corrections plan") as store:
        publishes = policy.approval.publishes
        plan = plan_correction(store, policy.mapping, discrepancy_id, side, today(), kind, publishes=publishes)
        correction_id = None if dry_run else propose(store, plan, person(who), why or _NO_WORD)
    print_plan(plan, correction_id, as_data=as_data)


@corrections.command("approve")
@click.argument("correction_id")
@click.option("--by", "who", required=True, metavar="WHO", help="Who approves it.")
@why_option
def approve_command(correction_id: str, who: str, why: str) -> None:
    """Let a proposed correction be sent. Above the policy's limit it takes somebody else than who proposed it."""
    with open_store("python -m sync corrections approve") as store:
        approve(store, correction_id, person(who), load_policy().approval, why)
        with store.cursor() as cursor:
            is_manual = plan_of(find(cursor, correction_id).plan).is_manual
    told = f"done {correction_id}` says that the work is done" if is_manual else f"push {correction_id}` sends it"
    click.echo(f"{correction_id} is approved; `python -m sync corrections {told}.")


@corrections.command("done")
@click.argument("correction_id")
@click.option("--by", "who", required=True, metavar="WHO", help="Who did the work.")
@why_option
def done_command(correction_id: str, who: str, why: str) -> None:
    """Say that work left to a person is done; the next sync tells whether it helped."""
    with open_store("python -m sync corrections done") as store:
        done_by_hand(store, correction_id, person(who), why)
    click.echo(f"{correction_id} is done; the next sync tells whether it helped.")


@corrections.command("reject")
@click.argument("correction_id")
@click.option("--by", "who", required=True, metavar="WHO", help="Who rejects it.")
@click.option("--why", required=True, metavar="TEXT", help="The reason, for the audit.")
def reject_command(correction_id: str, who: str, why: str) -> None:
    """End a correction that was not sent yet."""
    with open_store("python -m sync corrections reject") as store:
        reject(store, correction_id, person(who), why)
    click.echo(f"{correction_id} is rejected.")


@corrections.command("push")
@click.argument("correction_id", required=False)
@by_option
@json_option
def push_command(correction_id: str | None, who: str | None, as_data: bool) -> None:
    """Send what is approved, or one of it, and read it back. What was interrupted is carried on with."""
    settings, sender = load_settings(), person(who)
    with open_store("python -m sync corrections push") as store:
        if correction_id is None:
            require(sender, Right.SEND)
            publish_after(store, settings.policy.mapping, settings.policy.approval, today())
            correct_automatically(store, settings.policy.mapping, settings.policy.approval, today())
        wanted = {correction_id} if correction_id else None
        report(store, push(store, settings, sender, wanted), as_data=as_data)


@corrections.command("list")
@click.option("--state", type=click.Choice([*State, ""]), default="", help="Only those in this state.")
@json_option
def list_command(state: str, as_data: bool) -> None:
    """List corrections, the newest first."""
    with open_store("python -m sync corrections list") as store:
        print_rows(listed(store, state), "json" if as_data else "table")


@corrections.command("show")
@click.argument("correction_id")
@json_option
def show_command(correction_id: str, as_data: bool) -> None:
    """Show a correction with its requests, what was answered, and everything that happened to it."""
    with open_store("python -m sync corrections show") as store:
        with store.cursor() as cursor:
            kept = find(cursor, correction_id)
        steps = records(store, "corrections/steps", correction=correction_id)
        events = records(store, "corrections/events", correction=correction_id)
    if as_data:
        told = msgspec.to_builtins(kept) | told_of(plan_of(kept.plan)) | {"steps": steps, "events": events}
        click.echo(as_json(told))
        return
    print_plan(plan_of(kept.plan), correction_id, as_data=False)
    click.echo(f"\n{kept.state}: {kept.story or 'it was not approved yet'}\n")
    print_rows(steps, "table")
    click.echo()
    print_rows(events, "table")


@corrections.command("undo")
@click.argument("correction_id")
@by_option
@why_option
@json_option
def undo_command(correction_id: str, who: str | None, why: str, as_data: bool) -> None:
    """Plan the correction that takes another one back, and keep it as proposed."""
    policy = load_policy()
    with open_store("python -m sync corrections undo") as store:
        plan = plan_undo(store, policy.mapping, correction_id, today())
        own = propose(store, plan, person(who), why or _NO_WORD, undoes=correction_id)
    print_plan(plan, own, as_data=as_data)


COMMANDS: tuple[click.Command, ...] = (corrections,)
