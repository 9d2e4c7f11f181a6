"""What the page of one account is told: both sides of it, its documents, and what happened in order of time."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from queries.run import records
from queries.store import Store
from sandbox.world import World
from tests.queries.conftest import Pulled, PulledOnce
from tests.sync.conftest import DAY
from tests.sync.small_company import (
    ORDWAY_STAMP,
    agreement,
    contact,
    credit,
    entry,
    firmao_customer,
    invoice,
    ordway_customer,
    payment,
    refund,
    sales_note,
    subscription,
)


def applied(invoice_number: int, amount: str) -> dict[str, str]:
    """The part of a payment or credit on one invoice."""
    return {"id": f"INV-{invoice_number:05d}", "amount_applied": amount, "created_date": ORDWAY_STAMP}


def company() -> World:
    """Customer 1 with one of everything, and customer 2 whose records must not be seen with it."""
    world = World(DAY)
    world.firmao = {
        "customers": {n: firmao_customer(n) | {"emails": [f"office{n}@buyer.example"]} for n in (1, 2)},
        "agreements": {n: agreement(n, customer=n - 1000) for n in (1001, 1002)},
        "transactionentries": {n: entry(n, agreement_id=1001 + (n == 2003)) for n in (2001, 2002, 2003)},
        "salesnotes": {5001: sales_note(5001, customer=1)},
        "contacts": {6001: contact(6001, customer=1)},
    }
    split = [applied(1, "100.10"), applied(1, "200.20"), applied(2, "1.00")]
    older = credit(2, customer=1, invoice=1) | {"invoices": "", "invoices_applied": [applied(1, "3.30")]}
    made: dict[str, list[dict[str, Any]]] = {
        "customers": [ordway_customer(1), ordway_customer(2)],
        "subscriptions": [subscription(1, customer=1)],
        "invoices": [
            invoice(1, customer=1) | {"status": "Reversed", "reversed_on": "2026-09-28"},
            invoice(2, customer=2) | {"status": "Draft"},
        ],
        "payments": [
            payment(1, customer=1) | {"invoices": split},
            payment(2, customer=1) | {"status": "Failed", "failure_reason": "Card declined", "invoices": []},
        ],
        "credits": [credit(1, customer=1, invoice=1), older],
        "refunds": [refund(1, customer=1, payment=1)],
    }
    world.ordway = {resource: {one["id"]: one for one in rows} for resource, rows in made.items()}
    return world


@pytest.fixture(scope="module")
def store(pulled_once: PulledOnce) -> Iterator[Store]:
    """A store that holds it."""
    with pulled_once(company()) as opened:
        yield opened


def test_both_systems_are_told_beside_each_other(store: Store) -> None:
    [found] = records(store, "account/overview", account="F1")
    assert found["link"] == "explicit field"
    assert (found["firmao_tax_id"], found["ordway_tax_id"]) == ("5260000001", "PL5260000001")
    assert found["firmao_email"] == "office1@buyer.example"
    assert found["firmao_address"] == "ul. Polna 3, 90-001 Łódź, Polska"
    assert found["ordway_customer_id"] == "C-00001"


def test_an_account_that_is_not_there_is_no_row(store: Store) -> None:
    assert records(store, "account/overview", account="F77") == []


def test_parts_applied_by_one_payment_are_added_and_both_lists_of_credits_are_read(store: Store) -> None:
    found = {row["source_id"]: row["amount"] for row in records(store, "account/applications", invoice="INV-00001")}
    assert found == {"PMT-00001": Decimal("300.30"), "CR-00001": Decimal("20.00"), "CR-00002": Decimal("3.30")}


def test_what_happened_is_told_the_latest_first(store: Store) -> None:
    found = [(row["happened_on"], row["kind"]) for row in records(store, "account/timeline", account="F1")]
    assert found == [
        (date(2026, 9, 30), "noted"),
        (date(2026, 9, 28), "reversed"),
        (date(2026, 9, 25), "refunded"),
        (date(2026, 9, 20), "credited"),
        (date(2026, 9, 20), "credited"),
        (date(2026, 9, 12), "paid"),
        (date(2026, 9, 12), "failed"),
        (date(2026, 9, 1), "invoiced"),
        (date(2026, 1, 10), "signed"),
    ]


def test_of_one_day_what_came_later_stands_above(pulled: Pulled) -> None:
    world = company()
    world.ordway["invoices"]["INV-00001"]["invoice_date"] = "2026-09-28"
    told = [row["kind"] for row in records(pulled(world), "account/timeline", account="F1")]
    assert told[:3] == ["noted", "reversed", "invoiced"]


def test_the_reason_of_a_failed_payment_is_told(store: Store) -> None:
    [failed] = [row for row in records(store, "account/timeline", account="F1") if row["kind"] == "failed"]
    assert failed["words"] == "Payment PMT-00002 · Card declined"


def test_a_payment_that_has_not_come_yet_is_not_told_as_paid(pulled: Pulled) -> None:
    world = company()
    world.ordway["payments"]["PMT-00001"]["status"] = "Pending"
    told = records(pulled(world), "account/timeline", account="F1")
    assert [row["kind"] for row in told if row["record_id"] == "PMT-00001"] == ["pending"]


def test_of_what_happened_only_so_much_is_told_as_is_asked_for(store: Store) -> None:
    assert len(records(store, "account/timeline", account="F1", row_limit=2)) == 2


@pytest.mark.parametrize(
    ("query", "column", "ids"),
    [
        ("account/contracts", "contract_id", ["1001"]),
        ("account/contract_lines", "contract_line_id", ["2001", "2002"]),
        ("account/subscriptions", "subscription_id", ["S-00001"]),
        ("account/subscription_lines", "subscription_id", ["S-00001"]),
        ("account/invoices", "invoice_id", ["INV-00001"]),
        ("account/payments", "payment_id", ["PMT-00002", "PMT-00001"]),
        ("account/credits", "credit_id", ["CR-00002", "CR-00001"]),
        ("account/refunds", "refund_id", ["REF-00001"]),
        ("account/notes", "note_id", ["5001"]),
        ("account/contacts", "contact_id", ["6001", "CT-00001"]),
    ],
)
def test_only_what_belongs_to_the_account_is_told(store: Store, query: str, column: str, ids: list[str]) -> None:
    assert [row[column] for row in records(store, query, account="F1")] == ids


def test_the_lines_of_an_invoice_are_in_their_order_and_exact(store: Store) -> None:
    found = records(store, "account/invoice_lines", invoice="INV-00001")
    assert [(row["position"], row["net_amount"], row["ends_on"]) for row in found] == [
        (1, Decimal("600.0000"), date(2026, 9, 30)),
        (2, Decimal("300.0000"), None),
    ]


def test_how_a_payment_was_applied_is_told_invoice_by_invoice(store: Store) -> None:
    found = records(store, "account/applied", account="F1")
    told = [(row["invoice_id"], row["amount"]) for row in found if row["source_id"] == "PMT-00001"]
    assert told == [("INV-00002", Decimal("1.00")), ("INV-00001", Decimal("300.30"))]


def test_a_payment_that_failed_with_nothing_after_it_is_to_be_known(store: Store) -> None:
    found = {row["signal"]: row for row in records(store, "account/signals", account="F1", as_of=date(2026, 10, 1))}
    assert found["payment_failed"]["record_id"] == "PMT-00002"
    assert found["payment_failed"]["words"].endswith("Card declined")


def test_an_invoice_is_to_be_known_from_the_day_after_it_is_due(pulled: Pulled) -> None:
    world = company()
    world.ordway["invoices"]["INV-00001"] |= {"status": "Posted", "reversed_on": "", "balance": "10.5"}
    store = pulled(world)
    [due] = [row["due_on"] for row in records(store, "account/invoices", account="F1")]
    for days, known in ((0, []), (1, [("INV-00001", 1)]), (40, [("INV-00001", 40)])):
        found = records(store, "account/signals", account="F1", as_of=due + timedelta(days=days))
        assert [(row["record_id"], row["days"]) for row in found if row["signal"] == "overdue"] == known
    for days, bucket in ((0, "current"), (1, "1–30"), (30, "1–30"), (31, "31–60"), (90, "61–90"), (91, "91+")):
        found = records(store, "account/aging", account="F1", as_of=due + timedelta(days=days))
        assert [row["bucket"] for row in found if row["balance"]] == [bucket]


def habit(store: Store, as_of: date) -> list[tuple[str, int, int]]:
    """How an account is said to pay: the signal, its days, and the invoices it is read from."""
    found = records(store, "account/signals", account="F1", as_of=as_of)
    return [(row["signal"], row["days"], row["count_records"]) for row in found if row["signal"].startswith("pays")]


def test_who_stopped_paying_does_not_pay_on_time(pulled: Pulled) -> None:
    world = company()
    due = {1: "2026-09-12", 2: "2026-09-12", 3: "2026-09-12", 4: "2026-09-20", 5: "2026-09-20"}
    paid = {"status": "Paid", "balance": "0.0"}
    world.ordway["invoices"] = {
        f"INV-{n:05d}": invoice(n, customer=1) | {"due_date": day} | (paid if n < 3 else {}) for n, day in due.items()
    }
    world.ordway["payments"] = {f"PMT-{n:05d}": payment(n, customer=1) for n in (1, 2)}
    store = pulled(world)
    assert habit(store, date(2026, 9, 12)) == [("pays_on_time", 0, 2)]
    assert habit(store, date(2026, 9, 13)) == []
    assert habit(store, date(2026, 9, 30)) == [("pays_late", 10, 5)]


def test_what_was_owed_and_paid_at_a_month_end_is_told_by_the_days_of_the_records(pulled: Pulled) -> None:
    world = company()
    world.ordway["invoices"]["INV-00001"] |= {"status": "Posted", "reversed_on": ""}
    world.ordway["payments"]["PMT-00001"] |= {"payment_date": "2026-10-02"}
    told = {
        row["month_end"]: row
        for row in records(pulled(world), "account/history", account="F1", as_of=date(2026, 11, 15))
    }
    assert len(told) == 13
    before, after = told[date(2026, 9, 30)], told[date(2026, 10, 31)]
    assert told[date(2026, 8, 31)]["balance"] == 0
    assert before["balance"] - after["balance"] == Decimal("300.30")
    assert after["paid_amount"] - before["paid_amount"] == Decimal(
        world.ordway["payments"]["PMT-00001"]["payment_amount"]
    )


def test_every_line_of_either_side_is_compared_once(store: Store) -> None:
    found = records(store, "account/compared_lines", account="F1")
    sold = [row["contract_line_id"] for row in found if row["contract_line_id"]]
    billed = [row["subscription_line_id"] for row in found if row["subscription_line_id"]]
    assert sorted(sold) == ["2001", "2002"]
    assert len(set(billed)) == len(records(store, "account/subscription_lines", account="F1"))


def paired(store: Store, contract_id: str) -> list[tuple[str, str | None]]:
    """Each line of a contract with the line of the subscription that stands beside it."""
    found = records(store, "account/compared_lines", account="F1")
    return [
        (row["contract_line_id"], row["subscription_line_id"]) for row in found if row["contract_id"] == contract_id
    ]


def test_a_renewal_stands_beside_the_line_that_billed_the_term_before_and_an_annex_does_not(pulled: Pulled) -> None:
    world = company()
    ends = {"custom2": "2027-01-31"}
    renewed, annex = {"custom1": "2027-02-01"}, {"custom1": "2026-06-01"}
    for number, own in ((1001, ends), (1003, renewed), (1004, annex)):
        made = agreement(number, customer=1)
        world.firmao["agreements"][number] = made | {"customFields": made["customFields"] | own}
    world.firmao["transactionentries"] |= {
        2004: entry(2004, agreement_id=1003),
        2005: entry(2005, agreement_id=1004),
    }
    store = pulled(world)
    assert paired(store, "1001") == [("2001", "SCHG-01"), ("2002", None)]
    assert paired(store, "1003") == [("2004", "SCHG-01")]
    assert paired(store, "1004") == [("2005", None)]
