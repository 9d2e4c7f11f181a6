"""What stands at the head of an account's page: whatever money is at stake there is named, with why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from queries.reconcile.run import reconcile
from queries.run import records
from queries.store import Store
from sandbox.company import make_world
from tests.queries.conftest import pulled_into
from ui.account.figures import key_figures
from ui.account.publishing import published_line
from ui.account.signals import signals, signals_to_print
from ui.account.term_end import term_end
from ui.account.terms import terms
from ui.account.worth import worth
from ui.language import speaking
from ui.reading import Reader, Row
from ui.retelling.evidence import evidence_text
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


@dataclass(frozen=True)
class Given(Reader):
    """Answers with the rows it is given."""

    answers: Mapping[str, list[Row]] = field(default_factory=dict)

    def rows(self, name: str, **_params: Any) -> list[Row]:
        return self.answers.get(name, [])


def parting(read: Reader, rule: str, status: str, contract_ends_on: date | None) -> Given:
    """A term that ends on 9 Aug 2027, and a contract that a rule says ends otherwise."""
    term = {"term_ends_on": date(2027, 8, 9), "is_auto_renewed": False}
    found = {"rule": rule, "discrepancy_id": f"{rule}-1", "title": "", "subscription_id": "S-1", "contract_id": "1"}
    answers: dict[str, list[Row]] = {
        "account/subscriptions": [{"subscription_id": "S-1", "status": status, **term}],
        "account/contracts": [{"contract_id": "1", "ends_on": contract_ends_on}],
        "account/differences": [found] if rule else [],
    }
    return Given(read.store, "", DAY, answers=answers)


@pytest.mark.parametrize(
    ("rule", "status", "contract_ends_on", "said"),
    [
        ("C3", "active", date(2026, 8, 9), "9 Aug 2026"),
        ("C5", "expired", date(2028, 2, 29), "29 Feb 2028"),
        ("T9", "active", None, "no end"),
    ],
)
def test_the_end_of_the_contract_stands_beside_that_of_billing_where_they_part(
    read: Reader, rule: str, status: str, contract_ends_on: date | None, said: str
) -> None:
    told = term_end(parting(read, rule, status, contract_ends_on), "F1")
    assert told.values == ("9 Aug 2027",)
    assert f"Firmao {said} ≠" in " ".join(words_of(told.context).split())


def test_where_both_sides_end_alike_the_end_stands_once(read: Reader) -> None:
    told = term_end(parting(read, "", "active", date(2027, 8, 9)), "F1")
    assert told.context == "in 259 days, ends unless renewed"


def test_a_contract_that_is_over_stands_beside_the_subscription_that_goes_on_billing_it(read: Reader) -> None:
    over = {"subscription_id": "S-1", "link": "explicit field", "status": "executed", "ends_on": date(2026, 8, 9)}
    contracts: list[Row] = [
        {**over, "contract_id": "1", "contract_number": "UM/1", "starts_on": date(2026, 3, 1)},
        {
            **over,
            "contract_id": "2",
            "contract_number": "UM/0",
            "starts_on": date(2025, 3, 1),
            "ends_on": date(2026, 2, 28),
        },
    ]
    billing = {"subscription_id": "S-1", "status": "active", "payment_terms": "Net 14", "currency": "PLN"}
    term = {"term_starts_on": date(2026, 8, 10), "term_ends_on": date(2027, 8, 9), "is_auto_renewed": False}
    answers: dict[str, list[Row]] = {"account/contracts": contracts, "account/subscriptions": [{**billing, **term}]}
    said = words_of(terms(Given(read.store, "", DAY, answers=answers), "F1"))
    assert "no contract linked" not in said
    assert "Term ends 9 Aug 2026 9 Aug 2027" in said


def test_a_course_ends_today(read: Reader) -> None:
    [figures] = records(read.store, "account/figures", account="F1004", as_of=DAY)
    told = attributes(key_figures(read, "F1004"), "aria-label")
    assert any(f"23 Nov 2026: {amount(figures['paid_amount'], figures['currency'])}" in one for one in told)


def attributes(sheet: Node | str, name: str) -> list[str]:
    """The values of an attribute anywhere in a sheet."""
    if isinstance(sheet, str):
        return []
    own = [str(sheet[1][name])] if name in sheet[1] else []
    return own + [one for child in sheet[2:] for one in attributes(child, name)]


def test_what_firmao_shows_otherwise_is_named(read: Reader) -> None:
    found = [one for one in records(read.store, "corrections/published", as_of=DAY) if not one["is_current"]]
    assert found
    for one in found:
        told = published_line(read, one["account_id"])
        assert told is not None
        said = words_of(told)
        for name, label in (("balance", "open balance"), ("collection_status", "collection status")):
            shown = one[f"shown_{name}"] or "–"
            assert (f"{label} {shown} → {one[name] or '–'}" in said) == (one[name] != one[f"shown_{name}"])


def test_worth_is_told_in_the_same_periods_on_both_sides_and_once_apart() -> None:
    def told(system: str, is_once: bool, net_amount: str) -> Row:
        period = None if is_once else "Monthly"
        amounts = {"net_amount": Decimal(net_amount), "currency": "PLN"}
        return {"system": system, "record_id": "1", "is_once": is_once, "billing_period": period, **amounts}

    rows = [
        told("firmao", False, "100"),
        told("firmao", False, "20"),
        told("firmao", True, "50"),
        told("ordway", False, "120"),
    ]
    assert worth(rows, "firmao", {"1"}) == "120.00 PLN a period (monthly), 50.00 PLN once"
    assert worth(rows, "ordway", {"1"}) == "120.00 PLN a period (monthly)"
    assert worth(rows, "ordway", {"2"}) == "–"


def test_what_a_contract_charges_once_is_no_part_of_its_period(read: Reader) -> None:
    parted = 0
    for account in {one["account_id"] for one in records(read.store, "accounts/page", as_of=DAY)}:
        nets = {
            one["contract_id"]: one["net_amount"] for one in records(read.store, "account/contracts", account=account)
        }
        told = [one for one in records(read.store, "account/worth", account=account) if one["system"] == "firmao"]
        parted += sum(one["is_once"] for one in told)
        for contract_id, net in nets.items():
            assert sum(one["net_amount"] for one in told if one["record_id"] == contract_id) == (net or 0)
    assert parted
