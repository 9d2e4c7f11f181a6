"""Each rule about the terms of a contract fires for what it is about, and keeps quiet just beside it."""

import pytest

from tests.reconcile.agreed import AGREEMENT, BILLED, LINE, SUBSCRIPTION, Agreed, said

# A further contract of the same subscription, from a day to another.
FURTHER = """
insert into firmao.agreements
select * replace ('X1' as id, 'X1' as number, '{from}' as mapped_service_start, '{to}' as mapped_service_end)
from firmao.agreements where id = '{contract_id}';
"""
# The contract and the subscription's term end on 16 Aug 2027.
EARLY_RENEWAL = FURTHER.replace("{from}", "2027-08-17").replace("{to}", "2028-08-16")
RENEWED_LATER = FURTHER.replace("{from}", "2027-08-18").replace("{to}", "2028-08-16")
LONGER_ANNEX = FURTHER.replace("{from}", "2026-10-17").replace("{to}", "2027-12-31")
OFFERED = "update firmao.agreements set offer_status = 'SENT' where id = 'X1';"
WITHOUT_END = said(AGREEMENT, "mapped_service_end = ''")
# What is changed, and the rule that must find it.
FIRES = [
    ("T1", "delete from ordway.subscription_lines where mapped_firmao_entry_id = '{entry}'", ""),
    ("T2", "update firmao.entries set deleted_at = now() where id = '{entry}'", ""),
    ("T3", LINE, "quantity = quantity + 0.5"),
    ("T4", LINE, "list_price = list_price + 0.01"),
    ("T5", LINE, "discount = coalesce(discount, 0) + 0.5"),
    ("T6", AGREEMENT, "currency = 'CHF'"),
    ("T7", AGREEMENT, "mapped_billing_period = 'Quarterly'"),
    ("T8", SUBSCRIPTION, "service_start_date = service_start_date + 1"),
    ("T9", SUBSCRIPTION, "current_term_end_date = current_term_end_date + 1"),
    ("T9", SUBSCRIPTION, "current_term_end_date = null"),
    ("T9", WITHOUT_END, ""),
    ("T9", EARLY_RENEWAL + SUBSCRIPTION, "current_term_end_date = '2028-08-15'"),
    ("T9", EARLY_RENEWAL + OFFERED + SUBSCRIPTION, "current_term_end_date = '2028-08-16'"),
    ("T9", RENEWED_LATER + SUBSCRIPTION, "current_term_end_date = '2028-08-16'"),
    ("T9", LONGER_ANNEX + SUBSCRIPTION, "current_term_end_date = '2027-12-30'"),
    ("T9", LONGER_ANNEX + SUBSCRIPTION, "current_term_end_date = null"),
    ("T10", SUBSCRIPTION, "auto_renew = not auto_renew"),
    ("T11", BILLED, "payment_terms = 'Net 60'"),
    ("T12", BILLED, "auto_pay = true"),
    ("T13", AGREEMENT, "mapped_charge_timing = 'In Arrears'"),
]
# What is changed just beside it, and the rule that must keep quiet.
QUIET = [
    ("T6", AGREEMENT, "offer_status = 'REJECTED', currency = 'CHF'"),
    ("T7", AGREEMENT, "mapped_billing_period = 'MONTHLY'"),
    ("T7", AGREEMENT, "mapped_billing_period = 'Every full moon'"),
    ("T9", SUBSCRIPTION, "status = 'Cancelled', current_term_end_date = current_term_end_date + 1"),
    ("T9", EARLY_RENEWAL + SUBSCRIPTION, "current_term_end_date = '2028-08-16'"),
    ("T9", EARLY_RENEWAL, ""),
    ("T9", LONGER_ANNEX + SUBSCRIPTION, "current_term_end_date = '2027-12-31'"),
    ("T9", LONGER_ANNEX, ""),
    ("T9", WITHOUT_END + SUBSCRIPTION, "current_term_end_date = null"),
    ("T9", WITHOUT_END + SUBSCRIPTION, "auto_renew = true"),
    ("T9", said(AGREEMENT, "mapped_auto_renew = 'Yes'") + SUBSCRIPTION, "current_term_end_date = null"),
    ("T10", AGREEMENT, "mapped_auto_renew = 'Nie'"),
    ("T11", BILLED, "payment_terms = regexp_extract(payment_terms, '\\d+') || ' days'"),
    ("T12", AGREEMENT, "payment_type = 'COMPENSATION'"),
    ("T13", AGREEMENT, "mapped_charge_timing = 'IN ADVANCE'"),
]


@pytest.mark.parametrize(("code", "sql", "what"), FIRES, ids=lambda told: str(told)[:50])
def test_a_rule_fires_for_what_it_is_about(agreed: Agreed, code: str, sql: str, what: str) -> None:
    agreed.change(sql, what)
    assert code in agreed.found()


@pytest.mark.parametrize(("code", "sql", "what"), QUIET, ids=lambda told: str(told)[:50])
def test_nothing_fires_just_beside_it(agreed: Agreed, code: str, sql: str, what: str) -> None:
    agreed.change(sql, what)
    assert code not in agreed.found()
