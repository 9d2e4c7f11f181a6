"""Each rule about the terms of a contract fires for what it is about, and keeps quiet just beside it."""

import pytest

from tests.reconcile.agreed import AGREEMENT, BILLED, LINE, SUBSCRIPTION, Agreed

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
