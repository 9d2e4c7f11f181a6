"""What a discrepancy of amounts says: how the expected amount comes about, and what was billed."""

from tests.reconcile.agreed import AGREEMENT, ENTRY, INVOICE, INVOICE_LINE, SECOND_LINE, Agreed, credited

PERIOD = "for 17 Nov 2026 to 16 Dec 2026"
ANNEX = """
insert into firmao.agreements select * replace ('X1' as id, 'X1' as number)
from firmao.agreements where id = '{contract_id}';
insert into firmao.entries
select * replace ('X1' as id, 'X1' as agreement_id, 2 as quantity, 0 as discount, '' as unit)
from firmao.entries where id = '{entry}'
"""


def evidence(agreed: Agreed, code: str) -> list[str]:
    """What the rule says of the seats in the open invoice's period."""
    rows = agreed.discrepancies()
    return [row["evidence"] for row in rows if row["rule"] == code and "os. ×" in row["evidence"]]


def test_quantity_price_and_discount_make_the_expected_amount(agreed: Agreed) -> None:
    agreed.change(INVOICE_LINE, "effective_price = 409.53")
    told = f"33 os. × 12.41 USD, less 5 %, {PERIOD}: expected 389.05; invoice INV-01574 billed 409.53"
    assert evidence(agreed, "I5") == [told]


def test_a_discount_of_nothing_is_not_told(agreed: Agreed) -> None:
    agreed.change(ENTRY, "discount = 0")
    told = f"33 os. × 12.41 USD, {PERIOD}: expected 409.53; invoice INV-01574 billed 389.05"
    assert told in evidence(agreed, "I4")


def test_days_of_a_part_of_a_period_are_told(agreed: Agreed) -> None:
    agreed.change(AGREEMENT, "mapped_service_end = '2026-11-30'")
    told = (
        "33 os. × 12.41 USD, less 5 %, 14 of 30 days, for 17 Nov 2026 to 30 Nov 2026: expected 181.56; "
        "invoice INV-01574 billed 389.05"
    )
    assert evidence(agreed, "I6") == [told]


def test_lines_billed_together_are_added_up(agreed: Agreed) -> None:
    agreed.change(ANNEX)
    told = f"33 os. × 12.41 USD, less 5 % + 2 × 12.41 USD, {PERIOD}: expected 413.87; invoice INV-01574 billed 389.05"
    assert told in evidence(agreed, "I4")


def test_what_was_credited_is_told_apart(agreed: Agreed) -> None:
    agreed.change(credited("9.05"))
    (told,) = evidence(agreed, "I4")
    assert told.endswith("expected 389.05; invoice INV-01574 billed 389.05, credited 9.05")


def test_several_lines_are_counted(agreed: Agreed) -> None:
    agreed.change(SECOND_LINE, "1 as effective_price")
    (told,) = evidence(agreed, "I5")
    assert told.endswith("expected 389.05; 2 lines, the last of invoice INV-01574 billed 390.05")


def test_what_is_missing_is_reckoned_too(agreed: Agreed) -> None:
    agreed.change(INVOICE, "status = 'Draft'")
    told = (
        f"33 os. × 12.41 USD, less 5 %, {PERIOD}: expected 389.05; was to be invoiced on 17 Nov 2026; "
        "INV-01574 holds it as a draft"
    )
    assert evidence(agreed, "I1") == [told]


def test_a_price_below_a_cent_is_told_whole(agreed: Agreed) -> None:
    agreed.change(ENTRY, "unit_netto_price = 0.0125")
    assert any("33 os. × 0.0125 USD" in told for told in evidence(agreed, "I5"))
    (row,) = [row for row in agreed.discrepancies() if row["rule"] == "T4"]
    assert (row["expected"], row["actual"]) == ("0.0125", "12.41")
