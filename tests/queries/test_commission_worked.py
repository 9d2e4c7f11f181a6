"""Commission worked by hand: contracts over 100 a month for a year at 10 per cent, and what befalls their invoices."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from queries.ledger.collecting import Promised, promise
from queries.ledger.disputes import Disputed, open_dispute
from queries.run import records
from tests.deciders import finance
from tests.queries.commission_desk import JANUARY, LATER, Desk
from tests.queries.small_records import small_store

COLLECTOR = finance("fin@example.com")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One store for all of it: each example has a contract of its own."""
    with small_store(tmp_path_factory.mktemp("worked") / "tieout.duckdb") as store:
        yield Desk(store)


def test_what_is_won_is_expected_and_what_is_invoiced_is_no_more(desk: Desk) -> None:
    desk.contract(1)
    assert desk.states(1, date(2025, 12, 19)) == {}
    assert desk.states(1, date(2025, 12, 20)) == {"expected": "120"}
    desk.invoice(1)
    assert desk.states(1, JANUARY) == {"invoiced": "10", "expected": "110"}


def test_an_invoice_is_at_risk_once_it_is_overdue_beyond_the_days_allowed(desk: Desk) -> None:
    desk.contract(2)
    desk.invoice(2)
    assert desk.states(2, date(2026, 2, 14)) == {"invoiced": "10", "expected": "110"}
    assert desk.states(2, date(2026, 2, 15)) == {"at risk": "10", "expected": "110"}


def test_what_is_paid_in_full_is_earned_and_released_after_the_hold(desk: Desk) -> None:
    desk.contract(3)
    invoice = desk.invoice(3)
    desk.pay(invoice, date(2026, 1, 10), "23")
    desk.pay(invoice, date(2026, 1, 20), "100")
    assert desk.states(3, date(2026, 1, 19)) == {"invoiced": "10", "expected": "110"}
    assert desk.states(3, date(2026, 1, 20)) == {"earned": "10", "expected": "110"}
    assert desk.states(3, date(2026, 2, 18)) == {"earned": "10", "expected": "110"}
    assert desk.states(3, date(2026, 2, 19)) == {"released": "10", "expected": "110"}


@pytest.mark.parametrize(("number", "status"), [(4, "Pending"), (5, "Failed"), (6, "Reversed")])
def test_money_that_is_not_there_is_no_cash_whatever_its_invoice_shows(desk: Desk, number: int, status: str) -> None:
    desk.contract(number)
    desk.pay(desk.invoice(number, status="Paid"), date(2026, 1, 10), status=status)
    assert desk.states(number, date(2026, 2, 1)) == {"invoiced": "10", "expected": "110"}


def test_a_line_says_that_its_payment_is_pending_from_its_day_on(desk: Desk) -> None:
    desk.contract(40)
    desk.pay(desk.invoice(40), date(2026, 1, 10), status="Pending")
    for day, waits_for in ((9, "payment"), (10, "pending payment")):
        rows = records(desk.store, "commission/lines", as_of=date(2026, 1, day), account="F40", state="invoiced")
        assert [row["waits_for"] for row in rows] == [waits_for]


def test_each_payment_earns_its_part_where_the_plan_says_so(desk: Desk) -> None:
    desk.contract(7, "pro rata")
    invoice = desk.invoice(7)
    desk.pay(invoice, date(2026, 1, 10), "41")
    desk.pay(invoice, date(2026, 1, 25), "41")
    assert desk.states(7, date(2026, 1, 20)) == {"earned": "3.33", "invoiced": "6.67", "expected": "110"}
    assert desk.states(7, date(2026, 2, 9)) == {
        "released": "3.33", "earned": "3.34", "invoiced": "3.33", "expected": "110"
    }  # fmt: skip


def test_the_first_invoice_that_is_paid_earns_all_of_the_contract_where_the_plan_says_so(desk: Desk) -> None:
    desk.contract(8, "first")
    desk.pay(desk.invoice(8), date(2026, 1, 20))
    desk.invoice(8, date(2026, 2, 1))
    assert desk.states(8, date(2026, 1, 19)) == {"invoiced": "10", "expected": "110"}
    assert desk.states(8, date(2026, 2, 18)) == {"earned": "120"}
    assert desk.states(8, date(2026, 2, 19)) == {"released": "120"}


def test_the_day_a_contract_was_signed_says_by_which_terms_of_its_plan_it_is_paid(desk: Desk) -> None:
    for number, day, expected in ((26, 1, "120"), (27, 2, "240"), (28, 30, "360")):
        desk.contract(number, "raised", offer_date=date(2026, 1, day))
        assert desk.states(number, LATER) == {"expected": expected}
        [row] = records(desk.store, "commission/trace", as_of=LATER, contract=f"{number}", rep="anna@sales.example")
        assert row["rate"] * 12 == Decimal(expected)
        assert row["plan_since"] == (date(2026, 1, min(day, 3)) if day > 1 else None)


def test_a_line_says_what_its_customer_promised_and_disputes_of_its_invoice(desk: Desk) -> None:
    desk.contract(39)
    paid, early, late = (desk.invoice(39, date(2026, month, 1)) for month in (1, 2, 6))
    desk.pay(paid, date(2026, 1, 10))
    promise(desk.store, "F39", Promised(Decimal(200), "PLN", date(2026, 3, 1)), who=COLLECTOR, on=date(2026, 2, 20))
    open_dispute(
        desk.store, Disputed("F39", early, "Seats twice", is_on_hold=True), who=COLLECTOR, on=date(2026, 2, 25)
    )

    def said(day: date) -> dict[str, tuple[object, ...]]:
        names = ("promise", "promised_amount", "promised_for", "disputed_on", "disputed_because")
        rows = records(desk.store, "commission/lines", as_of=day, account="F39")
        return {row["invoice_id"]: told for row in rows if any(told := tuple(row[name] for name in names))}

    promised, disputed = (Decimal(200), date(2026, 3, 1)), (date(2026, 2, 25), "Seats twice")
    assert said(date(2026, 2, 19)) == {}
    assert said(date(2026, 2, 25)) == {early: ("open", *promised, *disputed)}
    assert said(date(2026, 6, 2)) == {early: ("broken", *promised, *disputed)}
    open_dispute(desk.store, Disputed("F39", None, "All of it", is_on_hold=False), who=COLLECTOR, on=date(2026, 6, 3))
    assert said(date(2026, 6, 3))[late] == (None, None, None, date(2026, 6, 3), "All of it")


def test_what_is_billed_in_another_currency_stays_expected_in_the_one_it_was_sold_in(desk: Desk) -> None:
    desk.contract(25, currency="EUR")
    invoice = desk.invoice(25)
    desk.pay(invoice, date(2026, 1, 10))
    desk.pay(desk.invoice(25, date(2026, 2, 1), currency="EUR"), date(2026, 2, 10))
    assert desk.states(25, LATER) == {"released": "10", "expected": "110"}
    [expected] = [
        row for row in records(desk.store, "commission/lines", as_of=LATER, account="F25") if row["state"] == "expected"
    ]
    assert (expected["waits_for"], expected["withheld"]) == ("other currency", invoice)
    assert (expected["currency"], expected["withheld_currency"]) == ("EUR", "PLN")
    [told] = records(desk.store, "commission/withheld", as_of=LATER, contract="25")
    assert (told["net_amount"], told["currency"], told["sold_currency"]) == (100, "PLN", "EUR")


def test_nothing_is_paid_for_what_is_billed_after_the_window(desk: Desk) -> None:
    desk.contract(17, "one month")
    desk.invoice(17, date(2026, 1, 31))
    desk.invoice(17, date(2026, 2, 1))
    assert desk.states(17, date(2026, 2, 1)) == {"invoiced": "10"}


def test_a_product_may_bring_nothing_and_another_its_own_rate(desk: Desk) -> None:
    desk.contract(18, "no seats", products=("SEAT", "SUPPORT"))
    desk.invoice(18, lines={"P-1": 100, "P-2": 100})
    assert desk.states(18, JANUARY) == {"invoiced": "4", "expected": "44"}


SPLIT = "anna@sales.example:33.33;jan@sales.example:33.33;ewa@sales.example:33.34"


@pytest.mark.parametrize(
    ("number", "currency", "parts"),
    [
        (19, "PLN", ["3.33", "3.34", "3.33"]),
        (20, "JPY", ["3", "4", "3"]),
        (21, "KWD", ["3.333", "3.333", "3.334"]),
    ],
)
def test_reps_share_to_the_smallest_unit_of_the_currency(
    desk: Desk, number: int, currency: str, parts: list[str]
) -> None:
    desk.contract(number, currency=currency, mapped_sales_split=SPLIT)
    desk.invoice(number, currency=currency)
    reps = ("anna@sales.example", "jan@sales.example", "ewa@sales.example")
    assert [desk.states(number, JANUARY, rep)["invoiced"] for rep in reps] == parts
    assert desk.states(number, JANUARY)["invoiced"] == "10"


@pytest.mark.parametrize(
    ("number", "split", "owner", "problem", "percent"),
    [
        (22, "anna@sales.example:60;jan@sales.example:30", "anna@sales.example", "split not whole", 90),
        (23, "anna and jan, half each", "anna@sales.example", "split unreadable", None),
        (24, "", " ", "nobody", None),
    ],
)
def test_a_contract_that_cannot_be_shared_is_told_and_not_guessed(
    desk: Desk, number: int, split: str, owner: str, problem: str, percent: int | None
) -> None:
    desk.contract(number, mapped_sales_split=split, mapped_sales_owner=owner)
    [row] = [row for row in records(desk.store, "commission/untold", as_of=LATER) if row["contract_id"] == f"{number}"]
    assert (row["problem"], row["split_percent"]) == (problem, percent)
    assert desk.states(number, LATER) == {}


def test_a_notice_of_what_was_released_names_no_contract_and_no_rep_and_each_day_is_told(desk: Desk) -> None:
    desk.contract(29, "pro rata", currency="CHF")
    invoice = desk.invoice(29, currency="CHF")
    desk.pay(invoice, date(2026, 1, 10), "41")
    desk.pay(invoice, date(2026, 1, 12), "82")
    told = [
        {row["notice_key"]: row for row in records(desk.store, "notices/commission_released", as_of=date(2026, 2, day))}
        for day in (9, 11)
    ]
    first, second = told[0]["2026-02-09/CHF"], told[1]["2026-02-11/CHF"]
    assert [row["facts"] for row in (first, second)] == ["2026-02-09 × 1", "2026-02-11 × 1"]
    assert first["amount"] == Decimal("3.33")
    assert {first[name] for name in ("owner", "account_id", "account_name")} == {None}
