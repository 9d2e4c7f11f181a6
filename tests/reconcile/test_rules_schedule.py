"""What was sold by tiers, added, taken away, replaced or renewed is billed as agreed, or found where it is not."""

import pytest

from tests.reconcile.agreed import ENTRY, INVOICE_LINE, LINE, Agreed, said

# The seats: 33 × 12.41 USD less 5 %, 389.05 a month, from the 17th on. By these tiers they cost the same.
BY_TIERS = """
update ordway.subscription_lines set pricing_model = '{model}', list_price = 0, tiers = '[
    {"starting_unit": "1", "ending_unit": "{end}", "price": "{price}", "type": "{type}"},
    {"starting_unit": "{next}", "ending_unit": "", "price": "99", "type": "Per unit"}]'
where mapped_firmao_entry_id = '{entry}'
"""


def by_tiers(
    model: str = "Volume", price: str = "12.41", kind: str = "Per unit", end: int = 100, start: int = 0
) -> str:
    """The seats' line with tiers, the first of them told."""
    told = {"model": model, "price": price, "type": kind, "end": str(end), "next": str(start or end + 1)}
    sql = BY_TIERS
    for name, value in told.items():
        sql = sql.replace(f"{{{name}}}", value)
    return sql


# An annex from a day on, of so many seats, that the subscription knows of.
ANNEX = """
insert into firmao.agreements select * replace ('X1' as id, 'X1' as number, '{day}' as mapped_service_start)
from firmao.agreements where id = '{contract_id}';
insert into firmao.entries select * replace ('X1' as id, 'X1' as agreement_id, {quantity} as quantity)
from firmao.entries where id = '{entry}';
update ordway.subscription_lines set quantity = quantity + {quantity} where mapped_firmao_entry_id = '{entry}';
"""
# Ten seats went on 20 Nov: 106.11 for 27 of 30 days, which leaves 282.94.
GONE_TEN = ANNEX.replace("{day}", "2026-11-20").replace("{quantity}", "-10")
# A cent more or less is what rounding the two parts apart makes.
CREDIT_LINE = """
insert into ordway.invoice_lines select * replace (
    99 as position, date '2026-11-20' as start_date, {} as effective_price, -10 as quantity
) from ordway.invoice_lines where invoice_id = '{open_invoice}' and position = 1
"""
ALL_GONE = ANNEX.replace("{day}", "2026-11-17").replace("{quantity}", "-33")
NOT_BILLED = (
    "delete from ordway.invoice_lines where invoice_id = '{open_invoice}' and position = 1;"
    "delete from ordway.subscription_lines where mapped_firmao_entry_id = '{entry}'"
)
# The same contract again from a day on, the first one ended the day before.
REPLACED = """
insert into firmao.agreements select * replace ('X1' as id, 'X1' as number, '2026-11-18' as mapped_service_start)
from firmao.agreements where id = '{contract_id}';
insert into firmao.entries select * replace ('X' || id as id, 'X1' as agreement_id)
from firmao.entries where agreement_id = '{contract_id}' and product_code not like 'TRN%';
update firmao.agreements set mapped_service_end = '2026-11-17' where id = '{contract_id}'
"""
AMOUNTS = {"I1", "I3", "I4", "I5", "I6", "T1", "T2", "T3", "T4", "T5"}
FLAT = by_tiers(price="409.53", kind="Flat fee")
# What is changed, and which rules about amounts find something.
CASES = [
    ("tiers that make the same", by_tiers(), "", set()),
    ("tiers that begin where the one below ends", by_tiers(start=100), "", set()),
    ("a flat tier, its average as the price", FLAT, "", set()),
    ("a flat tier, its amount as the price", said(ENTRY, "unit_netto_price = 409.53, quantity = 1") + said(
        LINE, "quantity = 1") + FLAT, "", set()),
    ("a cheaper tier", by_tiers(price="12.40"), "", {"I5", "T4"}),
    ("a dearer tier", by_tiers(price="12.42"), "", {"I4", "T4"}),
    ("a tier that ends at the quantity", by_tiers(end=33), "", set()),
    ("a tier that ends just below", by_tiers(end=32), "", {"I4", "T4"}),
    ("tiers with a gap are not read", by_tiers(start=150, price="1"), "", set()),
    ("a tier without a price is not read", by_tiers(price=""), "", set()),
    ("less from a day on, credited by a line", GONE_TEN + CREDIT_LINE, "-106.11", set()),
    ("less from a day on, credited by a cent less", GONE_TEN + CREDIT_LINE, "-106.10", {"I6"}),
    ("less from a day on, billed less at once", GONE_TEN + INVOICE_LINE, "effective_price = 282.94", set()),
    ("less from a day on, and billed as before", GONE_TEN, "", {"I5"}),
    ("less from a day on, billed too little", GONE_TEN + INVOICE_LINE, "effective_price = 282.92", {"I4"}),
    ("all of it gone, and not billed", ALL_GONE + NOT_BILLED, "", set()),
    ("all of it gone, and billed as before", ALL_GONE, "", {"I5"}),
    ("replaced within a period, billed as before", REPLACED, "", set()),
    ("replaced within a period, billed by less", said(INVOICE_LINE, "effective_price = 389.04") + REPLACED, "", {"I6"}),
    ("replaced within a period, billed up to it", said(INVOICE_LINE, "effective_price = 12.97, end_date = '2026-11-17'")
        + REPLACED, "", {"I1"}),
]  # fmt: skip


@pytest.mark.parametrize(("sql", "what", "codes"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_just_what_is_wrong_is_found(agreed: Agreed, sql: str, what: str, codes: set[str]) -> None:
    agreed.change(sql, what)
    assert agreed.found() & AMOUNTS == codes
