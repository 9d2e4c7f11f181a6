"""What a root is worth: its symptoms once, too little and too much apart, and never in two currencies."""

from decimal import Decimal
from pathlib import Path

import pytest

from queries.ledger import decisions
from queries.reconcile.run import Terms, reconcile
from queries.reconcile.terms import Thresholds
from queries.run import records
from tests.deciders import finance
from tests.reconcile.agreed import DAY, INVOICE, INVOICE_LINE, LINE, PAYMENT, SECOND_LINE, Agreed, Row, said
from tests.reconcile.deciding_company import SOLD
from tests.stores import fresh_store

# Of the invoice before the open one, which has the same lines.
LINE_BEFORE = """
update ordway.invoice_lines set {} where position = 1 and invoice_id = (
    select max(id) from ordway.invoices where customer_id = '{billed_customer}' and id < '{open_invoice}'
)
"""
MORE_SEATS = said(LINE, "quantity = quantity + 1")
SHORT_PAID = said(INVOICE, "status = 'Partially paid', paid_amount = 1, balance = 100, due_date = '2026-11-20'")
OTHERS_PAID = """
update ordway.invoices set status = 'Paid', balance = 0
where customer_id = '{billed_customer}' and id <> '{open_invoice}';
"""
FAILED = """
insert into ordway.payments
select * replace ('PMT-T' as id, 'Failed' as status, date '2026-11-22' as payment_date, 0 as unapplied_amount)
from ordway.payments where id = '{payment}';
"""
FOR_THE_OPEN_ONE = """
insert into ordway.payment_applications by name
select 'PMT-T' as payment_id, 1 as position, '{open_invoice}' as invoice_id, 0 as amount_applied
"""
OPEN_BEFORE = """
update ordway.invoices set status = 'Posted', {}
where id = (select max(id) from ordway.invoices where customer_id = '{billed_customer}' and id < '{open_invoice}')
"""
PAID_AS_WELL = """
insert into ordway.payments
select * replace ('{}' as id, 'Processed' as status) from ordway.payments where id = 'PMT-T'
"""
ALSO_IN_CHF = """
insert into ordway.invoices
select * replace (
    'INV-C' as id, 'CHF' as currency, date '2026-01-02' as invoice_date, date '2026-12-02' as due_date,
    'Posted' as status, 5 as invoice_amount, 0 as paid_amount, 5 as balance
)
from ordway.invoices where id = '{open_invoice}'
"""
CREDIT_LEFT = """
insert into ordway.credits by name
select 'CR-T' as id, '{billed_customer}' as customer_id, 'Processed' as status, '{currency}' as currency,
    30 as credit_amount, 30 as unapplied_amount
"""


# What the changes below do to documents besides.
BESIDE = ("I7", "I10", "M1")


def roots(rows: list[Row]) -> dict[str, Row]:
    """The roots by their rule, of which there is one each."""
    found = [row for row in rows if not row["root_id"] and row["rule"] not in BESIDE]
    assert len({row["rule"] for row in found}) == len(found)
    return {row["rule"]: row for row in found}


@pytest.fixture
def both_ways(agreed: Agreed) -> Agreed:
    """Other seats than were agreed, with five too little billed in one period and seven too much in another."""
    agreed.change(MORE_SEATS + INVOICE_LINE, "effective_price = effective_price - 5")
    agreed.change(LINE_BEFORE, "effective_price = effective_price + 7")
    return agreed


def test_too_little_and_too_much_under_one_cause_are_not_netted(both_ways: Agreed) -> None:
    row = roots(both_ways.discrepancies())["T3"]
    assert (row["impact"], row["under_collected"], row["over_collected"]) == (5, 5, -7)
    [counted] = records(both_ways.store, "discrepancies/page_count", rule="T3", as_of=DAY)
    [by_rule] = [one for one in records(both_ways.store, "discrepancies/counts", as_of=DAY) if one["rule"] == "T3"]
    for told in (counted, by_rule):
        assert (told["under_collected"], told["over_collected"]) == (5, -7)


def test_the_headline_takes_too_little_and_too_much_of_each_root(both_ways: Agreed) -> None:
    rows = [row for row in both_ways.discrepancies() if not row["root_id"]]
    [figures] = records(both_ways.store, "discrepancies/figures", as_of=DAY)
    assert figures["leakage"] == sum(row["under_collected"] for row in rows) >= 5
    assert figures["over_collected"] == -sum(row["over_collected"] for row in rows) >= 7


def test_the_larger_of_the_two_says_how_grave_a_cause_is(both_ways: Agreed) -> None:
    thresholds = {both_ways.chosen["currency"]: Thresholds(Decimal(7), Decimal(6))}
    assert roots(both_ways.discrepancies(Terms(severities=thresholds)))["T3"]["severity"] == "high"


def test_a_symptom_that_is_waived_is_taken_off_its_own_side(both_ways: Agreed) -> None:
    under = next(row for row in both_ways.discrepancies() if row["rule"] == "I4")
    decisions.waive(both_ways.store, [under["id"]], who=finance("Anna"), why="agreed")
    row = roots(records(both_ways.store, "discrepancies/queue"))["T3"]
    assert (row["impact"], row["under_collected"], row["over_collected"]) == (-7, 0, -7)


def test_a_period_billed_twice_is_not_counted_by_a_wrong_quantity_too(both_ways: Agreed) -> None:
    both_ways.change(SECOND_LINE, "20 as effective_price")
    rows = both_ways.discrepancies()
    found = roots(rows)
    assert (found["I3"]["impact"], found["T3"]["under_collected"], found["T3"]["over_collected"]) == (-15, 0, -7)
    assert {row["root_id"] for row in rows if row["rule"] == "I5"} == {found["I3"]["id"], found["T3"]["id"]}


def test_quantity_price_and_discount_together_count_a_period_once(agreed: Agreed) -> None:
    agreed.change(MORE_SEATS + said(LINE, "discount = coalesce(discount, 0) + 1, list_price = list_price + 1"), "")
    agreed.change(INVOICE_LINE, "effective_price = effective_price + 7")
    found = roots(agreed.discrepancies())
    assert {"T3", "T4", "T5"} <= found.keys()
    assert sum(row["over_collected"] for row in found.values()) == -7


def test_a_short_payment_hangs_under_the_payment_of_the_rest_that_failed(agreed: Agreed) -> None:
    agreed.change(OTHERS_PAID + SHORT_PAID + FAILED + FOR_THE_OPEN_ONE)
    rows = agreed.discrepancies()
    found = roots(rows)
    assert (found["P4"]["impact"], "P2" in found) == (100, False)
    assert [row["root_id"] for row in rows if row["rule"] == "P2"] == [found["P4"]["id"]]


def test_a_payment_that_failed_for_another_invoice_explains_no_short_payment(agreed: Agreed) -> None:
    agreed.change(OTHERS_PAID + SHORT_PAID + FAILED + FOR_THE_OPEN_ONE)
    agreed.change("update ordway.payment_applications set invoice_id = 'INV-X' where payment_id = 'PMT-T'")
    found = roots(agreed.discrepancies())
    assert (found["P2"]["impact"], "P4" in found) == (100, False)


@pytest.mark.parametrize(("amount", "at_stake"), [(100, 100), (101, 103), (1000, 103)])
def test_a_failed_payment_weighs_all_that_it_was_for(agreed: Agreed, amount: int, at_stake: int) -> None:
    agreed.change(OTHERS_PAID + SHORT_PAID + FAILED + said(OPEN_BEFORE, "balance = 3"))
    agreed.change("update ordway.payments set payment_amount = {} where id = 'PMT-T'", str(amount))
    assert roots(agreed.discrepancies())["P4"]["impact"] == at_stake


def test_a_payment_numbered_later_on_the_same_day_is_the_later_one(agreed: Agreed) -> None:
    agreed.change(OTHERS_PAID + SHORT_PAID + FAILED + FOR_THE_OPEN_ONE)
    agreed.change(PAID_AS_WELL, "PMT-TT")
    assert "P4" not in agreed.found()
    agreed.change("update ordway.payments set id = 'PMT-A' where id = 'PMT-TT'")
    assert "P4" in agreed.found()


@pytest.mark.parametrize(("rule", "left"), [("P1", said(PAYMENT, "unapplied_amount = 30")), ("P7", CREDIT_LEFT)])
def test_what_is_not_applied_and_what_is_open_are_counted_each_its_own_way(
    agreed: Agreed, rule: str, left: str
) -> None:
    agreed.change(OTHERS_PAID + SHORT_PAID + left)
    found = roots(agreed.discrepancies())
    assert (found[rule]["under_collected"], found[rule]["over_collected"]) == (0, -30)
    assert (found["P2"]["under_collected"], found["P2"]["over_collected"]) == (100, 0)


def test_a_cause_never_adds_what_is_at_stake_in_two_currencies(tmp_path: Path) -> None:
    store = fresh_store(tmp_path / "tieout.duckdb")
    with store.transaction() as cursor:
        cursor.run(SOLD.replace("{id}", "1"))
        cursor.run(SOLD.replace("{id}", "2").replace("'PLN'", "'EUR'").replace("'X'", "'Y'"))
        cursor.run("update firmao.agreements set customer_id = '1'")
    reconcile(store, DAY)
    found = [row for row in records(store, "discrepancies/queue") if not row["root_id"] and row["impact"]]
    assert sorted((row["rule"], row["currency"], row["impact"]) for row in found) == [
        ("C1", "EUR", 200),
        ("C1", "PLN", 200),
    ]
    store.close()


def test_a_cause_without_a_currency_has_that_of_its_symptoms(tmp_path: Path) -> None:
    store = fresh_store(tmp_path / "tieout.duckdb")
    with store.transaction() as cursor:
        cursor.run(SOLD.replace("{id}", "1"))
        cursor.run(SOLD.replace("{id}", "2").replace("'PLN'", "'EUR'"))
    reconcile(store, DAY, Terms(severities={"EUR": Thresholds(Decimal(300), Decimal(200))}))
    told = records(store, "discrepancies/counts", as_of=DAY)
    assert {(one["currency"], one["under_collected"]) for one in told if one["rule"] == "L1"} == {
        ("PLN", 200),
        ("EUR", 200),
    }
    causes = [row for row in records(store, "discrepancies/queue") if row["rule"] == "L1"]
    assert sorted((row["currency"], row["severity"]) for row in causes) == [("EUR", "medium"), ("PLN", "high")]
    store.close()


def test_what_costs_nothing_hangs_under_its_cause_in_another_currency_too(agreed: Agreed) -> None:
    agreed.change("update ordway.customers set payment_terms = 'Net 77' where id = '{billed_customer}'")
    agreed.change(INVOICE, "due_date = due_date + 1, currency = 'CHF'")
    assert [row["root_id"][:3] for row in agreed.discrepancies() if row["rule"] == "I7"] == ["T11"]


def test_a_customer_invoiced_in_two_currencies_is_told_each(agreed: Agreed) -> None:
    agreed.change(OTHERS_PAID + SHORT_PAID + ALSO_IN_CHF)
    [told] = records(agreed.store, "corrections/published", account=agreed.chosen["account_id"], as_of=DAY)
    assert (told["balance"], told["overdue"]) == ("5.00 CHF; 100.00 USD", "100.00 USD")
    assert told["last_invoice"].endswith(" USD")
    publish = said(
        "update firmao.customers set {} where id = '{customer}'", f"mapped_ordway_balance = '{told['balance']}'"
    )
    agreed.change(publish)
    assert "M1" not in agreed.found()
