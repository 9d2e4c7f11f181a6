"""Each rule about accounts and contracts fires for what it is about, and keeps quiet just beside it."""

import pytest

from tests.reconcile.agreed import AGREEMENT, BILLED, CUSTOMER, ENTRY, SUBSCRIPTION, Agreed

GONE = "update firmao.customers set deleted_at = now() where id = '{customer}'"
# Another customer in Firmao says it is the chosen one's customer in Ordway.
CLAIMED = """
update firmao.customers set mapped_ordway_customer_id = '{billed_customer}'{}
where id = (select min(id) from firmao.customers where id <> '{customer}')
"""
UNSIGNED = """
update firmao.agreements set offer_status = 'SENT' where id = '{contract_id}';
update ordway.customers set deleted_at = now() where id = '{billed_customer}'
"""
ENDED_ON_BOTH_SIDES = """
update firmao.agreements set mapped_service_end = '2026-10-31' where id = '{contract_id}';
update ordway.subscriptions set status = 'Cancelled' where id = '{subscription_id}'
"""
UNLINKED = """
update firmao.agreements set mapped_ordway_subscription_id = null, mapped_service_start = '{}'
where id = '{contract_id}';
update ordway.subscriptions set mapped_firmao_agreement_id = null where id = '{subscription_id}'
"""
CANCELLED_THE_DAY = """
update firmao.agreements set mapped_service_end = '{}' where id = '{contract_id}';
update ordway.subscriptions set status = 'Cancelled', cancellation_date = '2026-11-01' where id = '{subscription_id}'
"""
CANCELLED_FOR_ITS_END = """
update firmao.agreements set mapped_service_end = '2026-11-30' where id = '{contract_id}';
update ordway.subscriptions set status = 'Cancelled', cancellation_date = '{}' where id = '{subscription_id}'
"""
# It expired although it renews itself, its contract goes on until a day.
EXPIRED_BY_ITSELF = """
update ordway.subscriptions set status = 'Expired', auto_renew = true, current_term_end_date = '2026-11-22'
where id = '{subscription_id}';
update firmao.agreements set mapped_service_end = '{}', mapped_auto_renew = 'Yes' where id = '{contract_id}'
"""
EXPIRED_IN_TIME = """
update ordway.subscriptions set status = 'Expired', current_term_end_date = '2026-11-23' where id = '{subscription_id}';
update firmao.agreements set mapped_service_end = '2026-11-23' where id = '{contract_id}'
"""
# What is changed, and the rule that must find it.
FIRES = [
    ("L4", CUSTOMER, "name = 'Zupełnie Inna Firma S.A.'"),
    ("L4", BILLED, "mapped_tax_id = '1111111111'"),
    ("C1", "update ordway.subscriptions set deleted_at = now() where id = '{subscription_id}'", ""),
    ("C2", AGREEMENT, "offer_status = 'REJECTED'"),
    ("C3", AGREEMENT, "mapped_service_end = '2026-09-30'"),
    ("C4", SUBSCRIPTION, "status = 'Cancelled', cancellation_date = '2026-09-01'"),
    ("C4", SUBSCRIPTION, "status = 'Paused'"),
    ("C4", SUBSCRIPTION, "status = 'Expired'"),
    ("C4", EXPIRED_BY_ITSELF, "2027-08-16"),
    ("C4", EXPIRED_BY_ITSELF, ""),
    ("C5", SUBSCRIPTION, "status = 'Expired', current_term_end_date = '2026-10-31'"),
    ("C7", AGREEMENT, "netto_price = netto_price + 0.01"),
    ("C7", AGREEMENT, "brutto_price = brutto_price - 0.01"),
    ("C8", SUBSCRIPTION, "status = 'Draft'"),
    ("L1", "update ordway.customers set deleted_at = now() where id = '{billed_customer}'", ""),
    ("L2", GONE, ""),
    ("L3", CLAIMED, ""),
    ("C2", AGREEMENT, "deleted_at = now()"),
    ("C3", AGREEMENT, "mapped_service_end = '2026-11-22'"),
    ("C4", CANCELLED_THE_DAY, "2026-11-23"),
    ("C4", CANCELLED_FOR_ITS_END, "2026-11-29"),
    ("C5", SUBSCRIPTION, "current_term_end_date = '2026-11-22'"),
    ("C1", UNLINKED, "2026-11-23"),
]
# What is changed just beside it, and the rule that must keep quiet.
QUIET = [
    ("L1", UNSIGNED, ""),
    ("L4", BILLED, "name = replace(upper(name), ' ', '   ')"),
    ("L4", BILLED, "mapped_tax_id = 'PL ' || left(mapped_tax_id, 3) || '-' || substr(mapped_tax_id, 4)"),
    ("C1", UNLINKED, "2026-11-24"),
    ("C2", SUBSCRIPTION, "status = 'Draft', mapped_firmao_agreement_id = null"),
    ("C3", AGREEMENT, "mapped_service_end = '2026-11-23'"),
    ("C3", AGREEMENT, "mapped_service_end = '2026-09-30', mapped_auto_renew = 'Yes'"),
    ("C4", ENDED_ON_BOTH_SIDES, ""),
    ("C4", EXPIRED_IN_TIME, ""),
    ("C4", SUBSCRIPTION, "status = 'Expired', current_term_end_date = '2026-11-22'"),
    ("C5", SUBSCRIPTION, "current_term_end_date = '2026-10-31', auto_renew = true"),
    ("C7", ENTRY, "description = 'another word'"),
    ("C8", SUBSCRIPTION, "status = 'Draft', service_start_date = '2026-11-20'"),
    ("L2", f"{GONE}; {BILLED}", "status = 'Inactive'"),
    ("L2", f"{GONE}; {BILLED}", "deleted_at = now()"),
    ("L3", CLAIMED, ", deleted_at = now()"),
    ("L3", CUSTOMER, "mapped_ordway_customer_id = '{billed_customer}'"),
    ("C2", f"{AGREEMENT}; {SUBSCRIPTION}", "deleted_at = now()"),
    ("C4", CANCELLED_THE_DAY, "2026-11-22"),
    ("C4", CANCELLED_FOR_ITS_END, "2026-11-30"),
    ("C5", SUBSCRIPTION, "current_term_end_date = '2026-11-23'"),
]


@pytest.mark.parametrize(("code", "sql", "what"), FIRES, ids=lambda told: str(told)[:50])
def test_a_rule_fires_for_what_it_is_about(agreed: Agreed, code: str, sql: str, what: str) -> None:
    agreed.change(sql, what)
    assert code in agreed.found()


@pytest.mark.parametrize(("code", "sql", "what"), QUIET, ids=lambda told: str(told)[:50])
def test_nothing_fires_just_beside_it(agreed: Agreed, code: str, sql: str, what: str) -> None:
    agreed.change(sql, what)
    assert code not in agreed.found()
