"""`python -m sync closing`: how a month stands, closing it, opening it again, and taking along what was signed."""

from datetime import date, datetime
from typing import Any

import click

from queries.ledger.closing import close_month, reopen_month, told
from queries.people import Person, named
from queries.run import records, today
from queries.store import Store
from sync.opening import open_store
from sync.printing import Row, as_json, print_rows
from sync.settings import load_policy

_FIGURES = (
    "rule", "title", "currency", "count_at_start", "count_found", "count_before", "count_resolved", "count_waived",
    "count_open", "leakage", "over_collected",
)  # fmt: skip
_SINCE = ("discrepancy_id", "change", "status_signed", "status", "impact_signed", "impact", "currency")
_by = click.option("--by", "who", required=True, metavar="WHO", help="Who signs, as named in [people] of the policy.")


class _Month(click.ParamType[date]):
    """A month written as 2026-10, by its first day."""

    name = "month"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return datetime.strptime(str(value), "%Y-%m").date()  # noqa: DTZ007 - a day, no instant
        except ValueError:
            self.fail(f"{value!r} is no month. It is written as 2026-10.", param, ctx)


_month = click.argument("month", type=_Month(), metavar="MONTH")


@click.group()
def closing() -> None:
    """Close a month with what was known and open then, and look at what was signed."""


@closing.command("show")
@_month
@click.option("--json", "as_data", is_flag=True, help="Print as JSON.")
def show_command(month: date, as_data: bool) -> None:
    """Say how a month stands and what keeps it open or, of a closed one, what was signed and has changed since."""
    with open_store("python -m sync closing show") as store:
        shown = _shown(store, month)
    if as_data:
        click.echo(as_json({"month": f"{month:%Y-%m}"} | shown))
    else:
        _print(month, shown)


@closing.command("close")
@_month
@_by
@click.option("--note", required=True, metavar="TEXT", help="What the sign-off rests on.")
@click.option("--accept", multiple=True, metavar="ID", help="Accept this one, open or set aside. Once for each.")
def close_command(month: date, who: str, note: str, accept: tuple[str, ...]) -> None:
    """Close a month: take down how all that concerns it stands, and sign it. What is left is accepted one by one."""
    with open_store("python -m sync closing close") as store:
        made = close_month(store, month, who=_person(who), note=note, accepted=accept, as_of=today())
    click.echo(f"{told(month)} is closed as {made}. `python -m sync audit verify` prints the head to keep elsewhere.")


@closing.command("reopen")
@_month
@_by
@click.option("--why", required=True, metavar="TEXT", help="The reason, kept with the closing.")
def reopen_command(month: date, who: str, why: str) -> None:
    """Open a closed month again, as somebody else than who signed it. What was signed stays."""
    with open_store("python -m sync closing reopen") as store:
        closed = reopen_month(store, month, who=_person(who), why=why)
    click.echo(f"{told(month)} is open again; what was signed as {closed} stays.")


@closing.command("export")
@_month
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
def export_command(month: date, form: str) -> None:
    """Print every discrepancy of a closed month as it was signed last."""
    with open_store("python -m sync closing export") as store:
        found = records(store, "closing/closings", month=month)
        if not found:
            raise click.UsageError(f"{told(month)} was never closed, so there is nothing to export.")
        print_rows(records(store, "closing/signed", closing=found[0]["closing_id"]), form)


COMMANDS: tuple[click.Command, ...] = (closing,)


def _person(name: str) -> Person:
    return named(name, load_policy().approval.people)


def _shown(store: Store, month: date) -> dict[str, Any]:
    """How the month stands; of a closed one, as it was signed and what has changed since."""
    closings = records(store, "closing/closings", month=month)
    asked = {"month": month, "as_of": today()}
    if not closings or closings[0]["reopened_at"]:
        asked_for = {name: records(store, f"closing/{name}", **asked) for name in ("figures", "owners", "obstacles")}
        return {"is_closed": False, "closings": closings} | asked_for
    signed = {"closing": closings[0]["closing_id"]}
    return {
        "is_closed": True,
        "closings": closings,
        "figures": records(store, "closing/signed_figures", **signed),
        "accepted": records(store, "closing/signed_accepted", **signed),
        "since": records(store, "closing/since", **signed, as_of=today()),
    }


def _print(month: date, shown: dict[str, Any]) -> None:
    _print_state(month, shown)
    print_rows([{name: row[name] for name in _FIGURES} for row in shown["figures"]], "table")
    if shown["is_closed"]:
        _print_part("Accepted by whoever signed", shown["accepted"])
        _print_part("Changed since", [{name: row[name] for name in _SINCE} for row in shown["since"]])
    else:
        _print_part("Still open, by owner", shown["owners"])
        _print_part("In the way of closing", [_in_words(row) for row in shown["obstacles"]])


def _print_state(month: date, shown: dict[str, Any]) -> None:
    if not shown["is_closed"]:
        click.echo(f"{told(month)} is open.")
        return
    signed = shown["closings"][0]
    click.echo(f"{told(month)} was closed by {signed['closed_by']} ({signed['role']}): {signed['note']}")
    click.echo(f"Compared in run {signed['run_id']} for {signed['compared_for']}.")
    click.echo(f"Hash of what was signed: {signed['hash']}")


def _print_part(title: str, rows: list[Row]) -> None:
    click.echo(f"\n{title}:")
    print_rows(rows, "table")


def _in_words(row: Row) -> Row:
    may = "accept it or settle it" if row["is_acceptable"] else "settle it first"
    return {"id": row["subject"], "what": row["told"], "then": may}
