"""What the commands about corrections have in common: who acts and why, and how it is told what came of it."""

import getpass
from collections.abc import Mapping, Sequence
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
    """Whoever acts, with the roles of the policy; without a name, whoever is signed in to the machine."""
    return named(who or getpass.getuser(), load_policy().approval.people)


def listed(store: Store, state: str = "") -> Sequence[dict[str, Any]]:
    """Corrections in a state, or all of them, the newest first, by the columns that fit a terminal."""
    return [{name: row[name] for name in _LISTED} for row in records(store, "corrections/list", state=state)]


def report(store: Store, ended: Mapping[str, State], *, as_data: bool) -> None:
    """Tell where corrections came to; the exit code tells whether all ended as planned."""
    print_rows([row for row in listed(store) if row["correction_id"] in ended], "json" if as_data else "table")
    if any(state is not State.VERIFIED for one, state in ended.items() if not _is_left_to_a_person(store, one)):
        raise click.exceptions.Exit(NOT_AS_PLANNED)


def _is_left_to_a_person(store: Store, correction_id: str) -> bool:
    with store.cursor() as cursor:
        return plan_of(find(cursor, correction_id).plan).is_manual
