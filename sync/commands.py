"""What the command line offers, and the exit code each outcome ends with."""

import logging
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from corrections.errors import CorrectionError
from queries.errors import QueryError, StoreInUseError
from queries.ledger.runs import forget_watermarks
from queries.reckoning import set_reckoning
from queries.run import records
from queries.store import Store, StoreFailedError
from sync.bars import bars
from sync.errors import PullStoppedError, SettingsError, SyncError
from sync.later import LaterGroup
from sync.opening import open_store
from sync.printing import as_json, outcome_as_dict, print_outcome, print_rows
from sync.pull import Outcome, PullRequest, known_resources, pull, unknown_resources
from sync.settings import Settings, load_policy, load_settings

DONE, USAGE, QUARANTINED, IN_USE, UNREACHABLE = 0, 2, 3, 4, 5
# The folders of queries whose answers rest on more of the policy than what was compared by it.
_RECKONED = ("collections", "commission", "revenue")
STORE_FAILED = 7
STOPPED = 130
_CODES: tuple[tuple[type[Exception], int], ...] = (
    (SettingsError, USAGE),
    (PullStoppedError, STOPPED),
    (StoreInUseError, IN_USE),
    (StoreFailedError, STORE_FAILED),
    (QueryError, USAGE),
    (CorrectionError, USAGE),
    (SyncError, UNREACHABLE),
)
_LATER = {
    **dict.fromkeys(("reconcile", "discrepancies"), "sync.finding_commands"),
    **dict.fromkeys(("links", "link", "unlink"), "sync.link_commands"),
    "corrections": "corrections.commands",
    "publish": "corrections.publish_commands",
    "audit": "corrections.audit_commands",
    "closing": "sync.closing_commands",
    "notify": "sync.notify_commands",
}
_EXIT = {"done": DONE, "quarantined": QUARANTINED, "failed": UNREACHABLE}


@click.group(cls=LaterGroup, later=_LATER, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Pull Firmao and Ordway into the store, reconcile them, ask the store, and correct either system.

    Exit codes: 0 done, 2 settings or usage, 3 done with quarantined records, 4 the store is in use,
    5 a system could not be reached or refused, 6 a correction did not end as planned, 7 the store could not be written
    or read: no space or memory, 130 stopped with Ctrl-C.
    """


@cli.command("pull")
@click.option("--full", is_flag=True, help="Read every list whole, not only what changed.")
@click.option(
    "--only", multiple=True, metavar="RESOURCE", help="Pull only this list, such as invoices. May be repeated."
)
@click.option("--json", "as_data", is_flag=True, help="Print the outcome as JSON.")
def pull_command(full: bool, only: tuple[str, ...], as_data: bool) -> None:
    """Pull both systems into the store."""
    if unknown := unknown_resources(only):
        raise click.UsageError(
            f"There is no resource {', '.join(unknown)}. The resources are: {', '.join(known_resources())}."
        )
    settings = load_settings()
    with open_store("python -m sync pull", fills=True) as store:
        request = PullRequest("command line", full=full, only=frozenset(only))
        outcome = _pull(store, settings, request, as_data=as_data)
    _finish(outcome, as_data=as_data)


@cli.command()
@click.option("--json", "as_data", is_flag=True, help="Print as JSON.")
def status(as_data: bool) -> None:
    """Say how fresh the store is and whether the last pull tied out."""
    with open_store("python -m sync status") as store:
        freshness, tie_out = records(store, "health/freshness"), records(store, "health/tie_out")
    if as_data:
        click.echo(as_json({"freshness": freshness, "tie_out": tie_out}))
    else:
        print_rows(freshness, "table")
        click.echo()
        print_rows(tie_out, "table")


@cli.command()
@click.argument("name")
@click.option("--param", "given", multiple=True, metavar="KEY=VALUE", help="A parameter of the query. May be repeated.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
def query(name: str, given: tuple[str, ...], form: str) -> None:
    """Run a file in queries/ by its name, such as account/overview."""
    params = dict(_pair(text) for text in given)
    with open_store(f"python -m sync query {name}") as store:
        if name.partition("/")[0] in _RECKONED:
            with store.transaction() as cursor:
                set_reckoning(cursor, load_policy().terms.reckoning)
        print_rows(records(store, name, **params), form)


@cli.command()
@click.option("--json", "as_data", is_flag=True, help="Print the outcome as JSON.")
def rebuild(as_data: bool) -> None:
    """Read everything anew from both systems; history, notes and decisions stay."""
    settings = load_settings()
    with open_store("python -m sync rebuild", fills=True) as store:
        forget_watermarks(store)
        outcome = _pull(store, settings, PullRequest("command line", full=True), as_data=as_data)
    _finish(outcome, as_data=as_data)


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code; every refusal is one message on standard error."""
    # What fails is told with the outcome; without this it would be told a second time, as a log.
    logging.getLogger("sync").addHandler(logging.NullHandler())
    return _exit_code(lambda: cli.main(arguments, prog_name="python -m sync", standalone_mode=False))


def _exit_code(act: Callable[[], Any]) -> int:
    try:
        return act() or DONE
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.Abort:
        return _complain("Stopped; what was merged before stays.", STOPPED)
    except click.ClickException as refused:
        return _complain(refused.format_message(), USAGE)
    except (QueryError, SyncError, CorrectionError) as failed:
        return _complain(str(failed), next(code for kind, code in _CODES if isinstance(failed, kind)))


def _complain(message: str, code: int) -> int:
    click.echo(message, err=True)
    return code


def _pull(store: Store, settings: Settings, request: PullRequest, *, as_data: bool) -> Outcome:
    with bars(shown=not as_data and sys.stderr.isatty()) as watch, _stopped_by_ctrl_c() as stop:
        return pull(store, settings, request, watch=watch, stop=stop)


@contextmanager
def _stopped_by_ctrl_c() -> Iterator[threading.Event]:
    """An event that Ctrl-C sets: as an exception it would end this thread alone, and the others pull on to the end."""
    stop = threading.Event()

    def end(*_: object) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, end)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _finish(outcome: Outcome, *, as_data: bool) -> None:
    if as_data:
        click.echo(as_json(outcome_as_dict(outcome)))
    else:
        print_outcome(outcome)
    of_store = any(failure.of_store for failure in outcome.failures)
    raise click.exceptions.Exit(STORE_FAILED if of_store else _EXIT[outcome.status])


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        raise click.UsageError(f"--param wants KEY=VALUE, not {text!r}.")
    return key, value
