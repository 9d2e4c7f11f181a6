"""What stands at the head of an account's page: whatever money is at stake there is named, with why."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from queries.reconcile.run import reconcile
from queries.run import records
from queries.store import Store
from sandbox.company import make_world
from tests.queries.conftest import pulled_into
from ui.account_signals import signals, signals_to_print
from ui.evidence import evidence_text
from ui.language import speaking
from ui.reading import Reader
from ui.sheet import Node, words_of
from ui.text import amount

DAY = date(2026, 11, 23)
NOTHING = {"en": "Nothing stands out.", "pl": "Nic szczególnego."}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """A reader of a made-up company, reconciled."""
    with pulled_into(tmp_path_factory.mktemp("signals"), make_world(7, 44, DAY)) as store:
        reconcile(store, DAY)
        yield Reader(store, "once", DAY)


def causes(store: Store) -> dict[str, list[dict[str, Any]]]:
    """The causes that are open, by account, the most money first."""
    accounts = {one["account_id"] for one in records(store, "discrepancies/queue", as_of=DAY)}
    return {
        one: [row for row in records(store, "account/differences", account=one, as_of=DAY) if row["is_cause"]]
        for one in accounts
    }


def told(read: Reader, account_id: str) -> list[str]:
    """What is said, line by line."""
    return [words_of(one) for one in lines(signals(read, account_id))]


def lines(sheet: Node) -> list[Node]:
    return sheet[2:]


@pytest.mark.parametrize("language", ["en", "pl"])
def test_what_is_open_is_named_with_its_money_and_why(read: Reader, language: str) -> None:
    found = {account: rows for account, rows in causes(read.store).items() if rows}
    assert found
    with speaking(language):
        for account, rows in found.items():
            said = told(read, account)
            assert NOTHING[language] not in said
            for row in rows[:3]:
                money = amount(abs(row["impact"]), row["currency"]) if row["impact"] else ""
                assert any(money in one and evidence_text(row["evidence"]) in one for one in said)


def test_the_most_money_stands_first_and_the_rest_is_counted(read: Reader) -> None:
    account, rows = max(causes(read.store).items(), key=lambda one: len(one[1]))
    impacts = [abs(row["impact"] or Decimal(0)) for row in rows]
    assert impacts == sorted(impacts, reverse=True)
    shown = [one for one in told(read, account) if one.startswith("≠")]
    assert len(shown) == min(3, len(rows))
    assert len(rows) <= 3 or any(one.startswith(f"{len(rows) - 3} more discrepanc") for one in told(read, account))


def test_where_nothing_is_open_nothing_stands_out(read: Reader) -> None:
    assert told(read, "F77777") == ["Nothing stands out."]
    assert signals_to_print(read, "F77777") is None
