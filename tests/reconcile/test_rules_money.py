"""Each rule about payments, credits and what the CRM shows of them fires, and keeps quiet just beside it."""

import pytest

from tests.reconcile.agreed import CUSTOMER, INVOICE, PAYMENT, Agreed, said

ALL_PAID = "update ordway.invoices set status = 'Paid', balance = 0 where customer_id = '{billed_customer}'"
CREDIT_LEFT = """
insert into ordway.credits by name
select * replace ({}) from (
    select 'CR-T' as id, '{billed_customer}' as customer_id, 'Processed' as status, '{currency}' as currency,
        10 as credit_amount, 0.0 as unapplied_amount, null::timestamptz as deleted_at
)
"""
PAID_TWICE = """
insert into ordway.payment_applications select * replace (99 as position)
from ordway.payment_applications where payment_id = '{payment}';
update ordway.payments set {} where id = '{payment}'
"""
# A hundred of what was paid and stays applied.
REFUNDED = """
insert into ordway.refunds by name
select 'R-T' as id, '{billed_customer}' as customer_id, 'Succeeded' as refund_status, '{payment}' as payment_id,
    '{currency}' as currency, date '2026-11-01' as refund_date, 100 as refund_amount;
update ordway.payments set refunded_amount = 100, status = 'Partially refunded' where id = '{payment}';
"""
REFUND = "update ordway.refunds set {} where id = 'R-T'"
WHAT_IT_PAID = """
update ordway.invoices set {}
where id in (select invoice_id from ordway.payment_applications where payment_id = '{payment}')
"""
CREDITED_TOO = """
insert into ordway.credit_applications by name
select 'CR-T' as credit_id, 1 as position, invoice_id, 100 as amount_applied
from ordway.payment_applications where payment_id = '{payment}'
"""
# Another payment for the same invoice.
PAID_AGAIN = """
insert into ordway.payments select * replace ('PMT-T' as id, date '{}' as payment_date, 'Processed' as status)
from ordway.payments where id = '{payment}';
insert into ordway.payment_applications select * replace ('PMT-T' as payment_id)
from ordway.payment_applications where payment_id = '{payment}'
"""
# A payment that failed after all that came in, and what it says it was for.
FAILED = """
insert into ordway.payments
select * replace ('PMT-T' as id, 'Failed' as status, date '{}' as payment_date)
from ordway.payments where id = '{payment}'
"""
FOR_THE_OPEN_ONE = """
insert into ordway.payment_applications by name
select 'PMT-T' as payment_id, 1 as position, '{open_invoice}' as invoice_id, 0 as amount_applied;
"""
FOR_WHAT_IS_PAID = """
insert into ordway.payment_applications
select * replace ('PMT-T' as payment_id) from ordway.payment_applications where payment_id = '{payment}';
"""
# The open one is of 17 November.
ONLY_ONE_OPEN = """
update ordway.invoices set status = 'Paid', balance = 0
where customer_id = '{billed_customer}' and id <> '{open_invoice}';
"""
# The customer is invoiced in another currency too, and owes five of that.
ALSO_IN_CHF = """
insert into ordway.invoices
select * replace (
    'INV-C' as id, 'CHF' as currency, date '2026-01-02' as invoice_date, 5 as invoice_amount, 0 as paid_amount,
    5 as balance
)
from ordway.invoices where id = '{open_invoice}';
"""
BY_CURRENCY = "mapped_ordway_balance = {}mapped_ordway_balance || ' ' || '{currency}'"
# What is changed, and the rule that must find it.
FIRES = [
    ("P1", PAYMENT, "unapplied_amount = 0.01"),
    ("P2", INVOICE, "paid_amount = 0.01, due_date = '2026-11-22'"),
    ("P3", INVOICE, "balance = -0.01, status = 'Paid'"),
    ("P4", FAILED, "2026-11-22"),
    ("P4", FOR_THE_OPEN_ONE + FAILED, "2026-11-22"),
    ("M1", ALSO_IN_CHF + CUSTOMER, "mapped_ordway_balance = mapped_ordway_balance"),
    ("M1", ALSO_IN_CHF + CUSTOMER, "mapped_ordway_balance = (reading.money(mapped_ordway_balance) + 5)::varchar"),
    ("M1", ALSO_IN_CHF + CUSTOMER, BY_CURRENCY.replace("{}", "")),
    ("M1", ALSO_IN_CHF + CUSTOMER, BY_CURRENCY.replace("{}", "'5.01 CHF; ' || ")),
    ("M1", ALSO_IN_CHF + CUSTOMER, BY_CURRENCY.replace("{}", "'five CHF; ' || ")),
    ("M1", CUSTOMER, "mapped_ordway_balance = mapped_ordway_balance || ' CHF'"),
    ("P5", PAYMENT, "customer_id = (select min(id) from ordway.customers where id <> '{billed_customer}')"),
    ("M1", CUSTOMER, "mapped_ordway_balance = '0.01'"),
    ("M1", CUSTOMER, "mapped_ordway_last_invoice = 'INV-00000 2026-01-01 1.00'"),
    ("P5", PAID_TWICE, "customer_id = (select min(id) from ordway.customers where id <> '{billed_customer}')"),
    ("P6", REFUNDED, ""),
    ("P6", REFUNDED + PAID_AGAIN, "2026-10-31"),
    ("P7", CREDIT_LEFT, "0.01 as unapplied_amount"),
]
# What is changed just beside it, and the rule that must keep quiet.
QUIET = [
    ("P1", PAYMENT, "unapplied_amount = 5, status = 'Failed'"),
    ("P2", INVOICE, "paid_amount = 0.01, due_date = '2026-11-23'"),
    ("P2", INVOICE, "paid_amount = 0, due_date = '2026-11-01'"),
    ("P3", INVOICE, "balance = 0, status = 'Paid'"),
    ("P4", PAYMENT, "status = 'Failed'"),
    ("P4", ONLY_ONE_OPEN + FAILED, "2026-11-16"),
    ("P4", FOR_WHAT_IS_PAID + FAILED, "2026-11-22"),
    ("M1", ALSO_IN_CHF + CUSTOMER, BY_CURRENCY.replace("{}", "'5.00 CHF; ' || ")),
    ("M1", ALSO_IN_CHF + CUSTOMER, BY_CURRENCY.replace("{}", "'5 chf;' || ")),
    ("M1", CUSTOMER, "mapped_ordway_balance = mapped_ordway_balance || ' {currency}'"),
    ("P5", PAYMENT, "reference_number = 'paid by the parent company'"),
    ("M1", CUSTOMER, "mapped_ordway_balance = mapped_ordway_balance || '00'"),
    ("M1", CUSTOMER, "mapped_ordway_balance = null, mapped_ordway_last_invoice = null"),
    ("P1", PAYMENT, "unapplied_amount = 0"),
    ("P1", said(PAYMENT, "unapplied_amount = 5") + ALL_PAID, ""),
    ("P1", PAYMENT, "unapplied_amount = 5, deleted_at = now()"),
    ("P2", INVOICE, "paid_amount = 0.01, due_date = '2026-11-22', deleted_at = now()"),
    ("P6", REFUNDED + REFUND, "refund_status = 'Failed'"),
    ("P6", REFUNDED + REFUND, "credit_id = 'CR-00001'"),
    ("P6", REFUNDED + REFUND, "deleted_at = now()"),
    ("P6", REFUNDED + PAYMENT, "applied_amount = applied_amount - 100"),
    ("P6", REFUNDED + WHAT_IT_PAID, "status = 'Reversed'"),
    ("P6", REFUNDED + CREDITED_TOO, ""),
    ("P6", REFUNDED + PAID_AGAIN, "2026-11-01"),
    ("P7", CREDIT_LEFT, "0 as unapplied_amount"),
    ("P7", CREDIT_LEFT, "5 as unapplied_amount, 'Reversed' as status"),
    ("P7", CREDIT_LEFT, "5 as unapplied_amount, 'CHF' as currency"),
    ("P7", CREDIT_LEFT, "5 as unapplied_amount, now() as deleted_at"),
    ("P7", said(CREDIT_LEFT, "5 as unapplied_amount") + ALL_PAID, ""),
]


@pytest.mark.parametrize(("code", "sql", "what"), FIRES, ids=lambda told: str(told)[:50])
def test_a_rule_fires_for_what_it_is_about(agreed: Agreed, code: str, sql: str, what: str) -> None:
    agreed.change(sql, what)
    assert code in agreed.found()


@pytest.mark.parametrize(("code", "sql", "what"), QUIET, ids=lambda told: str(told)[:50])
def test_nothing_fires_just_beside_it(agreed: Agreed, code: str, sql: str, what: str) -> None:
    agreed.change(sql, what)
    assert code not in agreed.found()
