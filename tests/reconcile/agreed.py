"""One account of a company in which both systems agree, to be changed as a pull would change it, and reconciled."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from queries.reconcile.run import Terms, reconcile
from queries.run import records
from queries.store import Store

DAY = date(2026, 11, 23)
Row = dict[str, Any]

# An account whose one running contract has several lines, is billed by the month in advance, has something open and
# something paid in one go.
CHOSEN = """
with simple as (
    select
        contract.account_id,
        max(contract.contract_id) as contract_id,
        max(contract.subscription_id) as subscription_id,
        max(contract.currency) as currency
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

AGREEMENT = "update firmao.agreements set {} where id = '{contract_id}'"
CUSTOMER = "update firmao.customers set {} where id = '{customer}'"
BILLED = "update ordway.customers set {} where id = '{billed_customer}'"
SUBSCRIPTION = "update ordway.subscriptions set {} where id = '{subscription_id}'"
LINE = "update ordway.subscription_lines set {} where mapped_firmao_entry_id = '{entry}'"
ENTRY = "update firmao.entries set {} where id = '{entry}'"
INVOICE = "update ordway.invoices set {} where id = '{open_invoice}'"
INVOICE_LINE = "update ordway.invoice_lines set {} where invoice_id = '{open_invoice}' and position = 1"
PAYMENT = "update ordway.payments set {} where id = '{payment}'"
# Its first line once more, with what is given instead.
SECOND_LINE = """
insert into ordway.invoice_lines
select * replace (99 as position, {}) from ordway.invoice_lines where invoice_id = '{open_invoice}' and position = 1
"""
_CREDITED = """
insert into ordway.credits by name
select 'CR-T' as id, '{billed_customer}' as customer_id, '{status}' as status, '{currency}' as currency,
    date '2026-11-20' as credit_date, {amount} as credit_amount, {amount} as applied_amount, 0 as unapplied_amount;
insert into ordway.credit_applications by name
select 'CR-T' as credit_id, 1 as position, '{open_invoice}' as invoice_id, {amount} as amount_applied;
insert into ordway.credit_lines by name
select 'CR-T' as credit_id, 1 as position, product_id, {amount} as effective_price
from ordway.invoice_lines where invoice_id = '{open_invoice}' and position = 1
"""


@dataclass(frozen=True)
class Agreed:
    """A store in which both systems agree, and the ids of the account that is changed in it."""

    store: Store
    chosen: dict[str, str]

    def change(self, sql: str, what: str = "") -> None:
        """Change its records: `{}` stands for what is changed, `{payment}` and the like for its ids."""
        filled = sql.replace("{}", what)
        for name, value in self.chosen.items():
            filled = filled.replace(f"{{{name}}}", value)
        with self.store.transaction() as cursor:
            cursor.run(filled)

    def discrepancies(self, terms: Terms | None = None, day: date = DAY) -> list[Row]:
        """What is found."""
        reconcile(self.store, day, terms)
        return records(self.store, "discrepancies/queue")

    def found(self, terms: Terms | None = None, day: date = DAY) -> set[str]:
        """The codes of what is found."""
        return {row["rule"] for row in self.discrepancies(terms, day)}


def said(sql: str, what: str) -> str:
    """A change with what is changed filled in, to stand before another one."""
    return f"{sql.replace('{}', what)};"


def credited(amount: str, status: str = "Processed") -> str:
    """A credit for the first line of the open invoice, applied to it."""
    return _CREDITED.replace("{amount}", amount).replace("{status}", status)
