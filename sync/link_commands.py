"""What the command line offers about links: listing them, what could be linked, confirming one, taking it back."""

from collections.abc import Callable
from typing import Any

import click

from queries.ledger.links import KINDS, Pair, Suggested, confirm_link, reject_suggestion, withdraw_link
from queries.ledger.runs import is_whole
from queries.people import named
from queries.reconcile.run import Terms, reconcile_changes
from queries.run import records, today
from queries.store import Store
from sync.opening import open_store
from sync.printing import Row, as_json, print_rows
from sync.settings import load_policy

Command = Callable[..., Any]
_SUGGESTED = ("kind", "firmao_id", "firmao_name", "ordway_id", "ordway_name", "score", "reasons")
_LINKED = ("kind", "firmao_id", "firmao_name", "ordway_id", "ordway_name", "link", "who", "decided_at")


@click.command("links")
@click.option("--suggestions", is_flag=True, help="List what is not linked and looks the same, the likeliest first.")
@click.option("--kind", type=click.Choice(KINDS), help="Only links of this kind.")
@click.option("--json", "as_data", is_flag=True, help="Print as JSON.")
def links_command(suggestions: bool, kind: str | None, as_data: bool) -> None:
    """List what is linked across the two systems, how each link was made and by whom it was confirmed."""
    with open_store("python -m sync links") as store:
        rows = _suggestions(store, kind) if suggestions else records(store, "links/links", kind=kind or "")
    shown = _SUGGESTED if suggestions else _LINKED
    if as_data:
        click.echo(as_json(rows))
    else:
        print_rows([{name: row[name] for name in shown} for row in rows], "table")


def _naming_a_pair(command: Command) -> Command:
    """The options that name two records, who decides and why."""
    options = (
        click.option("--kind", type=click.Choice(KINDS), required=True, help="What the two records are."),
        click.option("--firmao", required=True, metavar="ID", help="The record's id in Firmao."),
        click.option("--ordway", required=True, metavar="ID", help="The record's id in Ordway."),
        click.option("--by", required=True, metavar="WHO", help="Who decides."),
        click.option("--why", required=True, metavar="TEXT", help="The reason, kept with the decision."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command("link")
@_naming_a_pair
@click.option("--reject", is_flag=True, help="Say that the two are not the same instead.")
def link_command(kind: str, firmao: str, ordway: str, by: str, why: str, reject: bool) -> None:
    """Confirm that a record of Firmao and one of Ordway are the same, and reconcile what follows."""
    pair = Pair(kind, firmao, ordway)
    decide = reject_suggestion if reject else confirm_link
    policy = load_policy()
    with open_store("python -m sync link") as store:
        decide(store, pair, who=named(by, policy.approval.people), why=why, seen=_seen(store, pair))
        _reconcile(store, policy.terms)
    click.echo(f"{pair.called('firmao')} and {pair.called('ordway')}: {'not the same' if reject else 'linked'}.")


@click.command("unlink")
@_naming_a_pair
def unlink_command(kind: str, firmao: str, ordway: str, by: str, why: str) -> None:
    """Take back a confirmed link or a rejection, and reconcile what follows."""
    pair = Pair(kind, firmao, ordway)
    policy = load_policy()
    with open_store("python -m sync unlink") as store:
        withdraw_link(store, pair, who=named(by, policy.approval.people), why=why)
        _reconcile(store, policy.terms)
    click.echo(f"{pair.called('firmao')} and {pair.called('ordway')}: taken back.")


def _suggestions(store: Store, kind: str | None) -> list[Row]:
    kinds = (kind,) if kind else KINDS
    return [{"kind": one} | row for one in kinds for row in records(store, f"links/{one}_suggestions")]


def _seen(store: Store, pair: Pair) -> Suggested:
    """The suggestion as it stands, to be kept beside the decision."""
    asked = {"firmao_id": pair.firmao_id, "ordway_id": pair.ordway_id}
    found = records(store, f"links/{pair.kind}_suggestions", **asked)
    return Suggested(found[0]["score"], found[0]["reasons"]) if found else Suggested()


def _reconcile(store: Store, terms: Terms) -> None:
    """Bring the discrepancies up to date, unless the last pull left them as they were."""
    if is_whole(store):
        reconcile_changes(store, today(), terms)


COMMANDS = (links_command, link_command, unlink_command)
