"""Each rule fires for what it is about, and keeps quiet just beside it.

One account of a company in which both systems agree is changed, as a pull would change it, and reconciled.
"""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from queries.migrate import migrate
from queries.reconcile.run import Terms, prepare, reconcile
from queries.run import records
from queries.store import Store, connect
from sandbox.company import make_world
from tests.reconcile.conftest import pulled

DAY = date(2026, 11, 23)

# An account whose one running contract has several lines, is billed by the month in advance, has something open and
# something paid in one go.
_CHOSEN = """
with simple as (
    select
        contract.account_id,
        max(contract.contract_id) as contract_id,
        max(contract.subscription_id) as subscription_id
    from contract
    group by contract.account_id
    having count(*) = 1 and bool_and(is_running) and any_value(billing_period) = 'Monthly'
        and any_value(charge_timing) = 'In Advance' and any_value(payment_type) = 'TRANSFER'
        and not any_value(is_auto_renewed)
)

select
    simple.*,
    account.firmao_customer_id as customer,
    account.ordway_customer_id as billed_customer,
    (select max(contract_line_id) from contract_line where contract_line.contract_id = simple.contract_id
        and product_key like 'SEAT%') as entry,
    (select max(invoice_id) from invoice where invoice.account_id = simple.account_id and is_open) as open_invoice,
    (select min(payment_id) from model.payment where payment.account_id = simple.account_id and status = 'processed'
        and applied_amount = amount) as payment
from simple
inner join model.account as account using (account_id)
where open_invoice is not null and payment is not null
    and (
        select count(*) from contract_line where contract_line.contract_id = simple.contract_id and not is_one_time
    ) > 1
    and (select count(*) from invoice where invoice.account_id = simple.account_id and is_posted) > 3
order by account_id
limit 1
"""


@pytest.fixture(scope="module")
def agreeing(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The file of a store in which both systems agree, and the records of the account that the tests change."""
    file = tmp_path_factory.mktemp("agreeing") / "tieout.duckdb"
    with pulled(make_world(11, 150, DAY, is_clean=True), file) as store:
        assert reconcile(store, DAY).found == 0
        with store.transaction() as cursor:
            prepare(cursor, DAY, Terms(), None)
            chosen = cursor.records(_CHOSEN)[0]
    return file, {key: str(value) for key, value in chosen.items()}


@pytest.fixture
def store(agreeing: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[Store]:
    """A copy of it for one test."""
    file = tmp_path / "tieout.duckdb"
    shutil.copy(agreeing[0], file)
    opened = connect(str(file), holder="a test")
    migrate(opened)
    yield opened
    opened.close()


AGREEMENT = "update firmao.agreements set {} where id = '{contract_id}'"
CUSTOMER = "update firmao.customers set {} where id = '{customer}'"
BILLED = "update ordway.customers set {} where id = '{billed_customer}'"
SUBSCRIPTION = "update ordway.subscriptions set {} where id = '{subscription_id}'"
LINE = "update ordway.subscription_lines set {} where mapped_firmao_entry_id = '{entry}'"
ENTRY = "update firmao.entries set {} where id = '{entry}'"
INVOICE = "update ordway.invoices set {} where id = '{open_invoice}'"
INVOICE_LINE = "update ordway.invoice_lines set {} where invoice_id = '{open_invoice}' and position = 1"
UNSIGNED = """
update firmao.agreements set offer_status = 'SENT' where id = '{contract_id}';
update ordway.customers set deleted_at = now() where id = '{billed_customer}'
"""
ENDED_ON_BOTH_SIDES = """
update firmao.agreements set mapped_service_end = '2026-10-31' where id = '{contract_id}';
update ordway.subscriptions set status = 'Cancelled' where id = '{subscription_id}'
"""
CHEAPER_BUT_A_DRAFT = """
update ordway.invoice_lines set effective_price = effective_price - 1 where invoice_id = '{open_invoice}';
update ordway.invoices set status = 'Draft' where id = '{open_invoice}'
"""
PAYMENT = "update ordway.payments set {} where id = '{payment}'"

# What is changed, and the rule that must find it.
FIRES = [
    ("L4", CUSTOMER, "name = 'Zupełnie Inna Firma S.A.'"),
    ("L4", BILLED, "mapped_tax_id = '1111111111'"),
    ("C1", "update ordway.subscriptions set deleted_at = now() where id = '{subscription_id}'", ""),
    ("C2", AGREEMENT, "offer_status = 'REJECTED'"),
    ("C3", AGREEMENT, "mapped_service_end = '2026-09-30'"),
    ("C4", SUBSCRIPTION, "status = 'Cancelled', cancellation_date = '2026-09-01'"),
    ("C4", SUBSCRIPTION, "status = 'Paused'"),
    ("C5", SUBSCRIPTION, "status = 'Expired', current_term_end_date = '2026-10-31'"),
    ("C7", AGREEMENT, "netto_price = netto_price + 0.01"),
    ("C7", AGREEMENT, "brutto_price = brutto_price - 0.01"),
    ("C8", SUBSCRIPTION, "status = 'Draft'"),
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
    ("I1", INVOICE, "status = 'Reversed'"),
    ("I2", INVOICE, "invoice_date = invoice_date + 6"),
    ("I4", INVOICE_LINE, "effective_price = effective_price - 0.01"),
    ("I5", INVOICE_LINE, "effective_price = effective_price + 0.01"),
    ("I7", INVOICE, "due_date = due_date + 1"),
    ("I8", INVOICE_LINE, "line_tax = line_tax + 0.02"),
    ("I9", INVOICE, "status = 'Draft', invoice_date = '2026-11-17'"),
    ("I10", INVOICE, "invoice_amount = invoice_amount + 0.01"),
    ("P1", PAYMENT, "unapplied_amount = 0.01"),
    ("P2", INVOICE, "paid_amount = 0.01, due_date = '2026-11-22'"),
    ("P3", INVOICE, "balance = -0.01, status = 'Paid'"),
    ("P4", "update ordway.payments set status = 'Failed' where customer_id = '{billed_customer}'", ""),
    ("P5", PAYMENT, "customer_id = (select min(id) from ordway.customers where id <> '{billed_customer}')"),
    ("M1", CUSTOMER, "mapped_ordway_balance = '0.01'"),
    ("M1", CUSTOMER, "mapped_ordway_last_invoice = 'INV-00000 2026-01-01 1.00'"),
]
# What is changed just beside it, and the rule that must keep quiet.
QUIET = [
    ("L1", UNSIGNED, ""),
    ("L4", BILLED, "name = replace(upper(name), ' ', '   ')"),
    ("L4", BILLED, "mapped_tax_id = 'PL ' || left(mapped_tax_id, 3) || '-' || substr(mapped_tax_id, 4)"),
    ("C1", AGREEMENT, "mapped_service_start = '2026-11-24', mapped_ordway_subscription_id = null"),
    ("C2", SUBSCRIPTION, "status = 'Draft', mapped_firmao_agreement_id = null"),
    ("C3", AGREEMENT, "mapped_service_end = '2026-11-23'"),
    ("C3", AGREEMENT, "mapped_service_end = '2026-09-30', mapped_auto_renew = 'Yes'"),
    ("C4", ENDED_ON_BOTH_SIDES, ""),
    ("C5", SUBSCRIPTION, "current_term_end_date = '2026-10-31', auto_renew = true"),
    ("C7", ENTRY, "description = 'another word'"),
    ("C8", SUBSCRIPTION, "status = 'Draft', service_start_date = '2026-11-20'"),
    ("T6", AGREEMENT, "offer_status = 'REJECTED', currency = 'CHF'"),
    ("T7", AGREEMENT, "mapped_billing_period = 'MONTHLY'"),
    ("T7", AGREEMENT, "mapped_billing_period = 'Every full moon'"),
    ("T9", SUBSCRIPTION, "status = 'Cancelled', current_term_end_date = current_term_end_date + 1"),
    ("T10", AGREEMENT, "mapped_auto_renew = 'Nie'"),
    ("T11", BILLED, "payment_terms = regexp_extract(payment_terms, '\\d+') || ' days'"),
    ("T12", AGREEMENT, "payment_type = 'COMPENSATION'"),
    ("T13", AGREEMENT, "mapped_charge_timing = 'IN ADVANCE'"),
    ("I2", INVOICE, "invoice_date = invoice_date + 5"),
    ("I4", CHEAPER_BUT_A_DRAFT, ""),
    ("I7", INVOICE, "invoice_date = invoice_date + 5, due_date = due_date + 5"),
    ("I8", INVOICE_LINE, "line_tax = line_tax + 0.01"),
    ("I9", INVOICE, "status = 'Draft', invoice_date = '2026-11-18'"),
    ("I10", INVOICE, "status = 'Reversed', invoice_amount = invoice_amount + 5"),
    ("P1", PAYMENT, "unapplied_amount = 5, status = 'Failed'"),
    ("P2", INVOICE, "paid_amount = 0.01, due_date = '2026-11-23'"),
    ("P2", INVOICE, "paid_amount = 0, due_date = '2026-11-01'"),
    ("P3", INVOICE, "balance = 0, status = 'Paid'"),
    ("P4", PAYMENT, "status = 'Failed'"),
    ("P5", PAYMENT, "reference_number = 'paid by the parent company'"),
    ("M1", CUSTOMER, "mapped_ordway_balance = mapped_ordway_balance || '00'"),
    ("M1", CUSTOMER, "mapped_ordway_balance = null, mapped_ordway_last_invoice = null"),
]


def found(store: Store) -> set[str]:
    """The codes of what is found."""
    reconcile(store, DAY)
    return {row["rule"] for row in records(store, "discrepancies/queue")}


def change(store: Store, sql: str, what: str, chosen: dict[str, str]) -> None:
    """Change the chosen account's records."""
    filled = sql.replace("{}", what)
    for name, value in chosen.items():
        filled = filled.replace(f"{{{name}}}", value)
    with store.transaction() as cursor:
        cursor.run(filled)


@pytest.mark.parametrize(("code", "sql", "what"), FIRES, ids=lambda told: str(told)[:50])
def test_a_rule_fires_for_what_it_is_about(
    store: Store, agreeing: tuple[Path, dict[str, str]], code: str, sql: str, what: str
) -> None:
    change(store, sql, what, agreeing[1])
    assert code in found(store)


@pytest.mark.parametrize(("code", "sql", "what"), QUIET, ids=lambda told: str(told)[:50])
def test_nothing_fires_just_beside_it(
    store: Store, agreeing: tuple[Path, dict[str, str]], code: str, sql: str, what: str
) -> None:
    change(store, sql, what, agreeing[1])
    assert code not in found(store)
