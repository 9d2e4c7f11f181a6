"""`python -m sync notify`: tell each role what is new, see before what that would be, or send a test."""

from collections.abc import Sequence

import click

from queries.ledger.notices import SENT, Notice, ask_test
from queries.people import named
from sync.notices.addresses import SETTINGS, Addresses
from sync.notices.sending import Sent, preview, tell
from sync.opening import open_store
from sync.printing import print_rows
from sync.settings import load_addresses, load_policy

# As the exit codes of the command line have it: a service could not be reached or refused.
_NOT_ARRIVED = 5


@click.command("notify")
@click.option("--preview", "only_preview", is_flag=True, help="Print what would be sent now; nothing is sent or kept.")
@click.option("--test", "role", type=click.Choice(list(SETTINGS)), help="Send a test to this role as well.")
@click.option("--by", "who", default="", metavar="WHO", help="Who tests, as named in [people] of the policy.")
def notify_command(only_preview: bool, role: str | None, who: str) -> None:
    """Tell each role that has an address what it was not told yet. Nothing is ever sent twice."""
    addresses, policy = load_addresses(), load_policy()
    with open_store("python -m sync notify") as store:
        if only_preview:
            _print_preview(preview(store, policy.notifications, addresses), addresses)
            return
        if role:
            ask_test(store, named(who, policy.approval.people), role)
        sent = tell(store, policy.notifications, addresses)
    _print_sent(sent)
    if any(one.outcome.state != SENT for one in sent):
        raise click.exceptions.Exit(_NOT_ARRIVED)


COMMANDS: tuple[click.Command, ...] = (notify_command,)


def _print_preview(notices: Sequence[Notice], addresses: Addresses) -> None:
    if not addresses.by_role:
        click.echo(f"No role has an address, so nothing is sent. The settings are: {', '.join(SETTINGS.values())}.")
    shown = [one for one in notices if one.role in addresses.by_role] if addresses.by_role else notices
    if not shown:
        click.echo("There is nothing to tell that was not told yet.")
    for one in shown:
        nowhere = "" if addresses.by_role else f" (no address is set: {SETTINGS[one.role]} is empty)"
        click.echo(f"To {one.role}{nowhere}:\n{one.title}\n{one.body}\n")


def _print_sent(sent: Sequence[Sent]) -> None:
    print_rows(
        [
            {
                "id": one.notice_id,
                "role": one.notice.role,
                "kind": one.notice.kind,
                "state": one.outcome.state,
                "story": one.outcome.story,
            }
            for one in sent
        ],
        "table",
    )
