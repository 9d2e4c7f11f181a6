"""Amounts in currencies without decimals, and with three: expected in whole units, compared and told in them."""

from decimal import Decimal

import pytest

from tests.reconcile.agreed import INVOICE_LINE, Agreed

# All the account's records in another currency, each line billed in its units.
IN_CURRENCY = """
update firmao.agreements set currency = '{code}' where id = '{contract_id}';
update ordway.subscriptions set currency = '{code}' where id = '{subscription_id}';
update ordway.invoices set currency = '{code}' where customer_id = '{billed_customer}';
update ordway.invoice_lines set effective_price = {} where subscription_id = '{subscription_id}'
"""
AMOUNTS = {"I3", "I4", "I5", "I6", "I8", "T4"}
WHOLE = "round(effective_price, 0)"


def billed_in(agreed: Agreed, code: str, amount: str) -> None:
    """Bill the account in a currency, each line by an amount."""
    agreed.change(IN_CURRENCY.replace("{code}", code), amount)


@pytest.mark.parametrize("code", ["JPY", "KRW", "ISK", "CLP", "VND"])
def test_whole_units_are_as_expected_where_there_are_no_others(agreed: Agreed, code: str) -> None:
    billed_in(agreed, code, WHOLE)
    assert agreed.found() & AMOUNTS == set()


@pytest.mark.parametrize("code", ["HUF", "EUR", "PLN"])
def test_whole_units_are_too_little_where_there_are_hundredths(agreed: Agreed, code: str) -> None:
    billed_in(agreed, code, WHOLE)
    assert "I4" in agreed.found()


def test_a_fraction_of_a_yen_was_billed_too_much(agreed: Agreed) -> None:
    billed_in(agreed, "JPY", "effective_price")
    rows = [row for row in agreed.discrepancies() if row["rule"] == "I5"]
    assert {(row["expected"], row["actual"]) for row in rows} >= {("389", "389.05")}


def test_one_yen_is_found_and_told_without_decimals(agreed: Agreed) -> None:
    billed_in(agreed, "JPY", WHOLE)
    agreed.change(INVOICE_LINE, "effective_price = effective_price - 1")
    (row,) = [row for row in agreed.discrepancies() if row["rule"] == "I4"]
    assert (row["expected"], row["actual"], row["impact"]) == ("389", "388", 1)
    assert row["evidence"].endswith(
        "less 5 %, for 17 Nov 2026 to 16 Dec 2026: expected 389; invoice INV-01574 billed 388"
    )


@pytest.mark.parametrize(("charged", "fires"), [("39", False), ("38", False), ("37", True)])
def test_tax_may_be_rounded_by_a_whole_yen(agreed: Agreed, charged: str, fires: bool) -> None:
    billed_in(agreed, "JPY", WHOLE)
    agreed.change("update firmao.entries set vat_percent = 10 where id = '{entry}'")
    agreed.change(
        "update ordway.invoice_lines set line_tax = 39 where subscription_id = '{subscription_id}' and position = 1"
    )
    agreed.change(INVOICE_LINE, f"line_tax = {charged}")
    assert ("I8" in agreed.found()) is fires


def test_thousandths_are_kept_where_there_are_some(agreed: Agreed) -> None:
    billed_in(agreed, "KWD", "effective_price")
    rows = [row for row in agreed.discrepancies() if row["rule"] == "I4"]
    assert {(row["expected"], row["actual"], row["impact"]) for row in rows} == {
        ("389.054", "389.050", Decimal("0.004"))
    }
