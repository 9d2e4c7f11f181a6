"""What the command line offers about disagreements: finding them, and listing what was found."""

from dataclasses import asdict
from datetime import datetime

import click

from corrections.manual import judge_manual
from queries.reconcile.rulebook import rulebook
from queries.reconcile.run import reconcile
from queries.run import records, today
from queries.store import Store
from sync.opening import open_store
from sync.printing import as_json, print_rows
from sync.settings import load_policy

_NOT_CHECKED = "discrepancies/not_checked"


@click.command("reconcile")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day to reconcile for.  [default: today]")
@click.option("--json", "as_data", is_flag=True, help="Print the counts as JSON.")
def reconcile_command(as_of: datetime | None, as_data: bool) -> None:
    """Compare what was sold, billed and paid; print what is open by rule and currency."""
    terms = load_policy().terms
    with open_store("python -m sync reconcile") as store:
        summary = reconcile(store, as_of.date() if as_of else today(), terms)
        judge_manual(store)
        counts = records(store, "discrepancies/counts")
        not_checked = records(store, _NOT_CHECKED)
    if as_data:
        click.echo(as_json({"summary": asdict(summary), "rules": counts, "not_checked": not_checked}))
        return
    print_rows(counts, "table")
    click.echo(
        f"{summary.found} open as of {summary.as_of}: {summary.opened} new, {summary.reopened} again, "
        f"{summary.resolved} resolved; {summary.accounts} accounts."
    )
    if not_checked:
        contracts = len({row["contract_id"] for row in not_checked})
        click.echo(
            f"Contracts whose amounts are not compared: {contracts}. python -m sync query {_NOT_CHECKED} lists them."
        )


@click.command("discrepancies")
@click.option("--rule", default="", metavar="CODE", help="Only this rule, such as T4.")
@click.option("--account", default="", metavar="ID", help="Only this account, by its id in either system.")
@click.option(
    "--status",
    type=click.Choice(["open", "reopened", "waived", "resolved", ""]),
    default="open",
    show_default=True,
    help="Open means reopened too.",
)
@click.option("--json", "as_data", is_flag=True, help="Print as JSON.")
def discrepancies_command(rule: str, account: str, status: str, as_data: bool) -> None:
    """List the discrepancies that the last reconciliation found, the most money first."""
    code = _known_rule(rule)
    with open_store("python -m sync discrepancies") as store:
        _require_account(store, account)
        found = records(store, "discrepancies/queue", rule=code, account=account, status=status)
    if as_data:
        click.echo(as_json(found))
    else:
        shown = ("id", "severity", "account_name", "impact", "currency", "evidence")
        print_rows([{name: row[name] for name in shown} for row in found], "table")


def _known_rule(told: str) -> str:
    """The code meant, in capitals or not. Raises `click.UsageError`: a slip must not look as if all were well."""
    codes = [one.code for one in rulebook()]
    if told and told.upper() not in codes:
        raise click.UsageError(f"There is no rule {told!r}. The rules are: {', '.join(codes)}.")
    return told.upper()


def _require_account(store: Store, told: str) -> None:
    if told and not records(store, "accounts/known", account=told):
        raise click.UsageError(f"There is no account {told!r}. It is named by its id in Firmao, Ordway or Tieout.")


COMMANDS = (reconcile_command, discrepancies_command)
