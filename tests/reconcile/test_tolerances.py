"""A tolerance is kept to its edge: a difference as large as it is quiet, one just larger is found."""

from decimal import Decimal

import pytest

from queries.reconcile.run import Terms
from queries.reconcile.terms import Tolerance
from tests.reconcile.agreed import AGREEMENT, CUSTOMER, INVOICE, INVOICE_LINE, LINE, SECOND_LINE, Agreed

FIVE_CENTS = Tolerance(amount=Decimal("0.05"))
ONE_PERCENT = Tolerance(percent=Decimal(1))

# What is changed by an amount, and the rule that must find it when that is more than five cents.
BY_AMOUNT = [
    ("T4", LINE, "list_price = list_price + {amount}"),
    ("T4", LINE, "list_price = list_price - {amount}"),
    ("I3", SECOND_LINE, "{amount} as effective_price"),
    ("I4", INVOICE_LINE, "effective_price = effective_price - {amount}"),
    ("I5", INVOICE_LINE, "effective_price = effective_price + {amount}"),
    ("I8", INVOICE_LINE, "line_tax = line_tax - {amount}"),
    ("I10", INVOICE, "invoice_amount = invoice_amount + {amount}"),
    ("I10", INVOICE, "paid_amount = paid_amount - {amount}"),
    ("C7", AGREEMENT, "netto_price = netto_price + {amount}"),
    ("C7", AGREEMENT, "brutto_price = brutto_price - {amount}"),
    ("P2", INVOICE, "paid_amount = invoice_amount - {amount}, balance = {amount}, due_date = '2026-11-01'"),
    ("P3", INVOICE, "balance = -{amount}, status = 'Paid'"),
    ("M1", CUSTOMER, "mapped_ordway_balance = (reading.money(mapped_ordway_balance) + {amount})::varchar"),
]


def in_its_currency(agreed: Agreed, tolerance: Tolerance) -> Terms:
    """Terms that tolerate something in the account's currency only."""
    return Terms(tolerances={agreed.chosen["currency"]: tolerance})


@pytest.mark.parametrize(("code", "sql", "what"), BY_AMOUNT, ids=lambda told: str(told)[:50])
def test_a_difference_is_tolerated_up_to_the_amount(agreed: Agreed, code: str, sql: str, what: str) -> None:
    agreed.change(sql, what.replace("{amount}", "0.05"))
    assert code not in agreed.found(in_its_currency(agreed, FIVE_CENTS))
    assert code in agreed.found(in_its_currency(agreed, Tolerance(amount=Decimal("0.0499"))))


@pytest.mark.parametrize(("code", "sql", "what"), BY_AMOUNT, ids=lambda told: str(told)[:50])
def test_a_difference_just_beyond_the_amount_is_found(agreed: Agreed, code: str, sql: str, what: str) -> None:
    agreed.change(sql, what.replace("{amount}", "0.06"))
    assert code in agreed.found(in_its_currency(agreed, FIVE_CENTS))


def test_a_difference_is_tolerated_up_to_the_percentage_of_what_is_expected(agreed: Agreed) -> None:
    agreed.change(INVOICE_LINE, "effective_price = effective_price * 1.01")
    assert "I5" not in agreed.found(in_its_currency(agreed, ONE_PERCENT))
    agreed.change(INVOICE_LINE, "effective_price = effective_price + 0.0001")
    assert "I5" in agreed.found(in_its_currency(agreed, ONE_PERCENT))


def test_the_larger_of_amount_and_percentage_counts(agreed: Agreed) -> None:
    agreed.change(INVOICE_LINE, "effective_price = effective_price * 1.01")
    assert "I5" not in agreed.found(in_its_currency(agreed, Tolerance(Decimal("0.01"), Decimal(1))))
    assert "I5" not in agreed.found(in_its_currency(agreed, Tolerance(Decimal(1_000_000), Decimal("0.01"))))
    assert "I5" in agreed.found(in_its_currency(agreed, Tolerance(Decimal("0.01"), Decimal("0.01"))))


def test_a_part_of_a_period_is_tolerated_to_the_cent(agreed: Agreed) -> None:
    agreed.change(AGREEMENT, "mapped_service_end = '2026-11-12'")
    differences = [abs(row["impact"]) for row in agreed.discrepancies() if row["rule"] == "I6"]
    assert "I6" not in agreed.found(in_its_currency(agreed, Tolerance(max(differences))))
    assert "I6" in agreed.found(in_its_currency(agreed, Tolerance(max(differences) - Decimal("0.01"))))


def test_what_is_tolerated_in_one_currency_is_found_in_another(agreed: Agreed) -> None:
    agreed.change(INVOICE_LINE, "effective_price = effective_price + 0.01")
    assert "I5" in agreed.found(Terms(tolerances={"XTS": FIVE_CENTS}))
    assert "I5" not in agreed.found(Terms(tolerance=FIVE_CENTS))
    exactly = {agreed.chosen["currency"]: Tolerance()}
    assert "I5" in agreed.found(Terms(tolerance=FIVE_CENTS, tolerances=exactly))
