"""Each rule about invoices fires for what it is about, and keeps quiet just beside it."""

import pytest

from tests.reconcile.agreed import AGREEMENT, INVOICE, INVOICE_LINE, SECOND_LINE, Agreed, credited, said

CHEAPER_BUT_A_DRAFT = """
update ordway.invoice_lines set effective_price = effective_price - 1 where invoice_id = '{open_invoice}';
update ordway.invoices set status = 'Draft' where id = '{open_invoice}'
"""
# The seats: 33 × 12.41 USD less 5 %, 389.05 a month, from 17 Nov to 16 Dec on the open invoice.
# To the end of November that is 14 of 30 days; the storage beside them is billed so.
STORAGE_TO_30_NOV = (
    "update ordway.invoice_lines set effective_price = 7.09 where invoice_id = '{open_invoice}' and position = 2;"
)
SEATS_TO_30_NOV = said(AGREEMENT, "mapped_service_end = '2026-11-30'") + STORAGE_TO_30_NOV + INVOICE_LINE
NO_LONGER_CHARGED = """
update firmao.entries set unit_netto_price = 0 where id = '{entry}';
delete from ordway.invoice_lines where position = 1 and invoice_id in (
    select id from ordway.invoices where customer_id = '{billed_customer}'
)
"""
BILLED_AGAIN = """
insert into ordway.invoices select * replace ('INV-T' as id, '{}' as status)
from ordway.invoices where id = '{open_invoice}';
insert into ordway.invoice_lines select * replace ('INV-T' as invoice_id)
from ordway.invoice_lines where invoice_id = '{open_invoice}'
"""
DELETED_AGAIN = "; update ordway.invoices set deleted_at = now() where id = 'INV-T'"
# What is changed, and the rule that must find it.
FIRES = [
    ("I1", INVOICE, "status = 'Reversed'"),
    ("I2", INVOICE, "invoice_date = invoice_date + 6"),
    ("I4", INVOICE_LINE, "effective_price = effective_price - 0.01"),
    ("I5", INVOICE_LINE, "effective_price = effective_price + 0.01"),
    ("I7", INVOICE, "due_date = due_date + 1"),
    ("I8", INVOICE_LINE, "line_tax = line_tax + 0.02"),
    ("I8", said(INVOICE_LINE, "line_tax = 1") + SECOND_LINE, "2 as line_tax"),
    ("I9", INVOICE, "status = 'Draft', invoice_date = '2026-11-17'"),
    ("I10", INVOICE, "invoice_amount = invoice_amount + 0.01"),
    ("I1", INVOICE, "deleted_at = now()"),
    ("I3", BILLED_AGAIN, "Posted"),
    ("I3", SECOND_LINE, "0.01 as effective_price"),
    ("I3", SECOND_LINE, "date '2026-12-16' as start_date"),
    ("I4", credited("0.01"), ""),
    ("I6", AGREEMENT, "mapped_service_end = '2026-11-30'"),
    ("I6", AGREEMENT, "mapped_service_end = '2026-12-15'"),
    ("I6", SEATS_TO_30_NOV, "effective_price = 181.55"),
    ("I6", SEATS_TO_30_NOV, "effective_price = 181.57"),
]
# What is changed just beside it, and the rule that must keep quiet.
QUIET = [
    ("I2", INVOICE, "invoice_date = invoice_date + 5"),
    ("I4", CHEAPER_BUT_A_DRAFT, ""),
    ("I7", INVOICE, "invoice_date = invoice_date + 5, due_date = due_date + 5"),
    ("I8", INVOICE_LINE, "line_tax = line_tax + 0.01"),
    ("I9", INVOICE, "status = 'Draft', invoice_date = '2026-11-18'"),
    ("I10", INVOICE, "status = 'Reversed', invoice_amount = invoice_amount + 5"),
    ("I1", NO_LONGER_CHARGED, ""),
    ("I3", BILLED_AGAIN, "Reversed"),
    ("I3", BILLED_AGAIN, "Draft"),
    ("I3", BILLED_AGAIN + DELETED_AGAIN, "Posted"),
    ("I3", SECOND_LINE, "0 as effective_price"),
    ("I3", SECOND_LINE, "date '2026-12-17' as start_date, date '2027-01-16' as end_date"),
    ("I3", said(SECOND_LINE, "1 as effective_price") + credited("1"), ""),
    ("I4", credited("1", "Reversed"), ""),
    ("I4", credited("0"), ""),
    ("I5", said(INVOICE_LINE, "effective_price = 390.05") + credited("1"), ""),
    ("I6", AGREEMENT, "mapped_service_end = '2026-12-16'"),
    ("I6", SEATS_TO_30_NOV, "effective_price = 181.56"),
]


@pytest.mark.parametrize(("code", "sql", "what"), FIRES, ids=lambda told: str(told)[:50])
def test_a_rule_fires_for_what_it_is_about(agreed: Agreed, code: str, sql: str, what: str) -> None:
    agreed.change(sql, what)
    assert code in agreed.found()


@pytest.mark.parametrize(("code", "sql", "what"), QUIET, ids=lambda told: str(told)[:50])
def test_nothing_fires_just_beside_it(agreed: Agreed, code: str, sql: str, what: str) -> None:
    agreed.change(sql, what)
    assert code not in agreed.found()
