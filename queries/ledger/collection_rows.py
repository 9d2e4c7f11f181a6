"""Keeping a row of what is done to collect, and telling the audit of it, in one transaction."""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from queries.errors import DecisionRefusedError
from queries.ledger.audited import require, tell_decision
from queries.people import Person, Right
from queries.run import today
from queries.store import Cursor, Store


class Keeping:
    """One row being kept by somebody; whatever is checked beside it is checked in the same transaction."""

    def __init__(self, cursor: Cursor, who: Person) -> None:
        self.cursor = cursor
        self._who = who
        self._now = datetime.now(UTC).replace(tzinfo=None)

    def keep(self, table: str, row: Mapping[str, Any], kind: str, why: str) -> None:
        """Add the row to a table of the ledger, by whom and when, as a decision of that kind."""
        whole = {**row, "who": required(self._who.name, "who it is"), "made_at": self._now}
        columns = ", ".join(f"${name} as {name}" for name in whole)
        self.cursor.run(f"insert into ledger.{table} by name select {columns}", **whole)
        tell_decision(self.cursor, kind, self._who, why, self._now)

    def require_account(self, account_id: str) -> None:
        """Raises `DecisionRefusedError` where there is no such account."""
        if not self.cursor.rows("select 1 from model.account where account_id = $id", id=account_id):
            raise DecisionRefusedError(f"There is no account {account_id}. Reload the page; nothing was changed.")


@contextmanager
def keeping(store: Store, who: Person, right: Right) -> Iterator[Keeping]:
    """A transaction in which somebody who has the right keeps something. Raises `DecisionRefusedError` otherwise."""
    require(who, right)
    with store.transaction() as cursor:
        yield Keeping(cursor, who)


def new_id() -> str:
    """An id of its own."""
    return uuid.uuid4().hex


def required(text: str, what: str) -> str:
    """The text without blanks around it. Raises `DecisionRefusedError` where nothing is left."""
    if not text.strip():
        raise DecisionRefusedError(f"Say {what}; nothing was changed.")
    return text.strip()


def happened(on: date) -> date:
    """The day. Raises `DecisionRefusedError` where it is still to come."""
    if on > today():
        raise DecisionRefusedError("What was done cannot be on a day to come; nothing was changed.")
    return on
