"""What the command line offers about disagreements: finding them, and listing what was found."""

from datetime import datetime

import click

from corrections.manual import judge_manual
from queries.reconcile.rulebook import rulebook
from queries.run import records, today
from queries.store import Store
from sync.comparing import compare, is_past, look_back, print_comparison, warn_of_later_records
from sync.opening import open_store
from sync.printing import as_json, print_rows
from sync.settings import load_policy


@click.command("reconcile")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day to reconcile for; a past one is looked at as it was known, and nothing is kept.  [default: today]",
)
@click.option("--json", "as_data", is_flag=True, help="Print the counts as JSON.")
def reconcile_command(as_of: datetime | None, as_data: bool) -> None:
    """Compare what was sold, billed and paid; print what is open by rule and currency."""
    policy = load_policy()
    day = as_of.date() if as_of else today()
    with open_store("python -m sync reconcile") as store:
        if is_past(store, day):
            compared = look_back(store, day, policy)
        else:
            warn_of_later_records(store, day)
            compared = compare(store, day, policy.terms)
            judge_manual(store)
    if as_data:
        click.echo(as_json(compared.as_dict()))
    else:
        print_comparison(compared)


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
