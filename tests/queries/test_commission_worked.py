"""Commission worked by hand: contracts over 100 a month for a year at 10 per cent, and what befalls their invoices."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest

from queries.commission.plans import Commission, Plan, Trigger
from queries.run import records
from queries.store import Store
from tests.queries.small_records import put, put_linked_account, put_plans, small_store

JANUARY = date(2026, 1, 1)
LATER = date(2026, 12, 31)
TEN = Decimal(10)
PLANS = {
    "full": Plan(TEN, hold_days=30, at_risk_days=30, clawback_days=90),
    "pro rata": Plan(TEN, Trigger.PRO_RATA, hold_days=30, clawback_days=90),
    "first": Plan(TEN, Trigger.FIRST_PAID, hold_days=30, clawback_days=90),
    "one month": Plan(TEN, window_months=1),
    "raised": Plan(TEN, since={date(2026, 1, 2): Plan(Decimal(20)), date(2026, 1, 3): Plan(Decimal(30))}),
    "no seats": Plan(TEN, excluded_products=("SEAT",), product_rates={"SUPPORT": Decimal(4)}),
}


class Desk:
    """Keeps contracts, invoices and money in a small store, and tells the commission."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.plans: dict[str, str] = {}
        for number, code in enumerate(("SEAT", "SUPPORT"), start=1):
            put(store, "ordway.products", id=f"P-{number}", sku=code, name=code)

    def contract(self, number: int, plan: str = "full", **given: object) -> None:
        """A year from January on, 100 a month of each product."""
        products = given.pop("products", ("SEAT",))
        put_linked_account(self.store, number)
        told = {
            "id": f"{number}", "number": f"SA/{number}", "customer_id": f"{number}", "offer_status": "ACCEPTED",
            "currency": "PLN", "offer_date": date(2025, 12, 20), "mapped_service_start": "2026-01-01",
            "mapped_service_end": "2026-12-31", "mapped_billing_period": "Monthly",
            "mapped_sales_owner": "anna@sales.example", "mapped_ordway_subscription_id": f"S-{number}",
        }  # fmt: skip
        put(self.store, "firmao.agreements", **told | given)
        for code in products:  # type: ignore[attr-defined]
            line = {"id": f"{number}-{code}", "agreement_id": f"{number}", "product_code": code, "quantity": 1}
            put(self.store, "firmao.entries", **line, unit_netto_price=100, netto_price=100)
        own = {"id": f"S-{number}", "customer_id": f"C-{number}", "status": "Active", "currency": "PLN"}
        put(self.store, "ordway.subscriptions", **own)
        self.plans[f"SA/{number}"] = plan
        put_plans(self.store, Commission(PLANS, "full", contracts=self.plans))

    def invoice(self, number: int, day: date = JANUARY, **given: object) -> str:
        """100 and 23 per cent tax for each product, due two weeks later; its id."""
        lines = given.pop("lines", {"P-1": 100})
        found = f"INV-{number}-{day}"
        told = {
            "id": found, "customer_id": f"C-{number}", "status": "Posted", "invoice_date": day, "currency": "PLN",
            "due_date": day + timedelta(days=14), "invoice_amount": Decimal("1.23") * sum(lines.values()),  # type: ignore[attr-defined]
        }  # fmt: skip
        put(self.store, "ordway.invoices", **told | given)
        for position, (product, net) in enumerate(lines.items(), start=1):  # type: ignore[attr-defined]
            line = {"invoice_id": found, "position": position, "subscription_id": f"S-{number}", "start_date": day}
            put(self.store, "ordway.invoice_lines", **line, product_id=product, effective_price=net)
        return found

    def pay(self, invoice: str, day: date, amount: str = "123", status: str = "Processed") -> str:
        """A payment of one invoice; its id."""
        found = f"PMT-{invoice}-{day}-{status}"
        told = {"id": found, "status": status, "payment_date": day, "payment_amount": Decimal(amount)}
        put(self.store, "ordway.payments", **told)
        applied = {"payment_id": found, "position": 1, "invoice_id": invoice, "amount_applied": Decimal(amount)}
        put(self.store, "ordway.payment_applications", **applied)
        return found

    def refund(self, payment: str, day: date, amount: str) -> None:
        """Money sent back."""
        told = {"id": f"REF-{payment}-{day}", "payment_id": payment, "refund_status": "Succeeded", "refund_date": day}
        put(self.store, "ordway.refunds", **told, refund_amount=Decimal(amount))

    def credit(self, invoice: str, day: date, amount: str) -> None:
        """A credit for one invoice."""
        found = f"CR-{invoice}-{day}"
        told = {"id": found, "status": "Processed", "credit_date": day, "credit_amount": Decimal(amount)}
        put(self.store, "ordway.credits", **told)
        applied = {"credit_id": found, "position": 1, "invoice_id": invoice, "amount_applied": Decimal(amount)}
        put(self.store, "ordway.credit_applications", **applied)

    def states(self, number: int, day: date, rep: str = "") -> dict[str, str]:
        """The contract's commission by state, all of it 120.00 but for what is credited."""
        found: dict[str, Decimal] = {}
        for row in records(self.store, "commission/lines", as_of=day, account=f"F{number}", rep=rep):
            found[row["state"]] = found.get(row["state"], Decimal(0)) + row["amount"]
        return {state: f"{amount.normalize():f}" for state, amount in found.items()}


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


def test_what_is_refunded_within_the_days_is_clawed_back_and_not_a_day_later(desk: Desk) -> None:
    earned_on = date(2026, 1, 10)
    for number, days in ((9, 90), (10, 91)):
        desk.contract(number)
        payment = desk.pay(desk.invoice(number), earned_on, status="Refunded")
        desk.refund(payment, earned_on + timedelta(days=days), "123")
    assert desk.states(9, earned_on + timedelta(days=89)) == {"released": "10", "expected": "110"}
    assert desk.states(9, LATER) == {"clawed back": "10", "expected": "110"}
    assert desk.states(10, LATER) == {"released": "10", "expected": "110"}


def test_a_part_that_is_refunded_takes_its_part_back(desk: Desk) -> None:
    desk.contract(11, "pro rata")
    payment = desk.pay(desk.invoice(11), date(2026, 1, 10), status="Partially refunded")
    desk.refund(payment, date(2026, 2, 1), "41")
    assert desk.states(11, LATER) == {"clawed back": "3.33", "released": "6.67", "expected": "110"}


def test_a_credit_before_the_payment_lowers_what_is_paid_for(desk: Desk) -> None:
    desk.contract(12)
    invoice = desk.invoice(12)
    desk.credit(invoice, date(2026, 1, 5), "24.60")
    assert desk.states(12, date(2026, 1, 6)) == {"invoiced": "8", "expected": "110"}
    desk.pay(invoice, date(2026, 1, 10), "98.40")
    assert desk.states(12, LATER) == {"released": "8", "expected": "110"}


def test_a_credit_after_the_payment_takes_its_part_back_within_the_days(desk: Desk) -> None:
    for number, day in ((13, date(2026, 3, 1)), (14, date(2026, 4, 11))):
        desk.contract(number)
        invoice = desk.invoice(number)
        desk.pay(invoice, date(2026, 1, 10))
        desk.credit(invoice, day, "24.60")
    assert desk.states(13, LATER) == {"clawed back": "2", "released": "8", "expected": "110"}
    assert desk.states(14, LATER) == {"released": "10", "expected": "110"}


def test_the_day_a_contract_was_signed_says_by_which_terms_of_its_plan_it_is_paid(desk: Desk) -> None:
    for number, day, expected in ((26, 1, "120"), (27, 2, "240"), (28, 30, "360")):
        desk.contract(number, "raised", offer_date=date(2026, 1, day))
        assert desk.states(number, LATER) == {"expected": expected}
        [row] = records(desk.store, "commission/trace", as_of=LATER, contract=f"{number}", rep="anna@sales.example")
        assert row["rate"] * 12 == Decimal(expected)


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


def test_what_is_reversed_is_to_be_invoiced_again_and_takes_back_what_it_earned(desk: Desk) -> None:
    desk.contract(15)
    desk.invoice(15, status="Reversed", reversed_on=date(2026, 1, 3))
    assert desk.states(15, date(2026, 1, 2)) == {"invoiced": "10", "expected": "110"}
    assert desk.states(15, date(2026, 1, 3)) == {"expected": "120"}
    desk.contract(16)
    desk.pay(desk.invoice(16, status="Reversed", reversed_on=date(2026, 2, 1)), date(2026, 1, 10))
    assert desk.states(16, LATER) == {"clawed back": "10", "expected": "120"}


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
