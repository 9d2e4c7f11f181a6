"""`python -m sync audit`: whether the audit holds, and taking it along."""

import click

from corrections.at_the_terminal import NOT_AS_PLANNED
from queries.ledger.audit import has_head, head_of
from queries.ledger.audit_breaks import find_breaks
from queries.run import records
from sync.opening import open_store
from sync.printing import as_json, print_rows


@click.group()
def audit() -> None:
    """What anyone or anything did about corrections, discrepancies and links."""


@audit.command("verify")
@click.option("--head", "noted", metavar="HASH", help="A head that was noted earlier: the chain has to contain it.")
def verify_command(noted: str | None) -> None:
    """Check that no event was changed, taken out or cut off, and that what is kept is as it was told.

    Corrections with their requests, batches and decisions are rebuilt from the events; each correction that is kept
    otherwise is named, with what differs.

    Whoever can write to the store could make the whole chain anew. Keep the head that is printed somewhere else and
    give it back with --head: while the chain contains it, everything up to it is as it was. It tells nothing of what
    came after it.
    """
    with open_store("python -m sync audit verify") as store:
        found, head = find_breaks(store), head_of(store)
        is_known = noted is None or has_head(store, noted)
    if found:
        raise _broken(*(one.what for one in found))
    if not is_known:
        raise _broken(f"no event has the hash {noted}, so the chain is another one than when that was noted")
    click.echo(f"The audit holds: {head.sequence} events, each following the one before it.")
    click.echo(f"Its head: {head.hash or 'none'}")


@audit.command("export")
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="json", show_default=True)
def export_command(form: str) -> None:
    """Print every event in order, with its hash; the head is told with them, as CSV on standard error."""
    with open_store("python -m sync audit export") as store:
        events, head = records(store, "corrections/audit"), head_of(store)
    if form == "json":
        click.echo(as_json({"head": head.hash, "events": events}))
        return
    print_rows(events, form)
    click.echo(f"Its head: {head.hash or 'none'}", err=True)


COMMANDS: tuple[click.Command, ...] = (audit,)


def _broken(*breaks: str) -> click.exceptions.Exit:
    for what in breaks:
        click.echo(f"The audit does not hold: {what}.", err=True)
    click.echo("Compare it with an export or a backup.", err=True)
    return click.exceptions.Exit(NOT_AS_PLANNED)
