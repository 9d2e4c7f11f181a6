"""What the commands about corrections have in common: who acts and why, and how it is told what came of it."""

import getpass
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import click

from corrections.life import find
from corrections.people import Person, named
from corrections.plan import plan_of
from corrections.states import State
from queries.run import records
from queries.store import Store
from sync.printing import print_rows
from sync.settings import load_policy

NOT_AS_PLANNED = 6
by_option = click.option("--by", "who", metavar="WHO", help="Who does it, as named in [people] of the policy.")
why_option = click.option("--why", default="", metavar="TEXT", help="The reason, for the audit.")
json_option = click.option("--json", "as_data", is_flag=True, help="Print as JSON.")
_LISTED = ("correction_id", "state", "side", "kind", "title", "impact", "currency", "proposed_by", "story")


def person(who: str | None) -> Person:
    """Whoever acts, with the roles of the policy; without a name, whoever is signed in to the machine.

    A name is only what was said, so the audit keeps beside it under whose account that was.
    """
    account = _signed_in()
    return replace(named(who or account, load_policy().approval.people), place=f"at the terminal of {account}")


def _signed_in() -> str:
    """The account on the machine; a container may run under a number that has no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def listed(store: Store, state: str = "") -> Sequence[dict[str, Any]]:
    """Corrections in a state, or all of them, the newest first, by the columns that fit a terminal."""
    return [{name: row[name] for name in _LISTED} for row in records(store, "corrections/list", state=state)]


def report(store: Store, ended: Mapping[str, State], *, as_data: bool) -> None:
    """Tell where corrections came to; the exit code tells whether all ended as planned."""
    print_rows([row for row in listed(store) if row["correction_id"] in ended], "json" if as_data else "table")
    for one, state in ended.items():
        if state is State.PROPOSED:
            told = f"`python -m sync corrections approve {one} --by WHO` approves it, and push sends it then."
            click.echo(f"{one} was not sent: nobody approved it yet. {told}", err=True)
    if any(state is not State.VERIFIED for one, state in ended.items() if not _is_left_to_a_person(store, one)):
        raise click.exceptions.Exit(NOT_AS_PLANNED)


def _is_left_to_a_person(store: Store, correction_id: str) -> bool:
    with store.cursor() as cursor:
        return plan_of(find(cursor, correction_id).plan).is_manual
