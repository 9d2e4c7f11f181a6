"""Where the records of one account are kept, and how they are found: parents before what hangs under them."""

from dataclasses import dataclass

from queries.store import Cursor

CRM, BILLING = "firmao.customers", "ordway.customers"
# A list that belongs to every account, such as products.
EVERYONE = ""


@dataclass(frozen=True)
class Part:
    """A cached table: the records whose `column` holds the id of one of the table `of`, and their lists by column.

    `shared` finds ids of further records by `$ids` of the table `by`: what other accounts' records have to do with it.
    """

    system: str
    resource: str
    column: str
    of: str
    lists: tuple[tuple[str, str], ...] = ()
    by: str = ""
    shared: str = ""

    @property
    def name(self) -> str:
        """The table's qualified name."""
        return f"{self.system}.{self.resource}"


_SIDES = "select firmao_customer_id, ordway_customer_id from recon.listed_account where account_id = $account"

# As model.contract_claim says it, told of these contracts alone: which of all numbers is one contract's takes longer.
_BILLED_ELSEWHERE = """
with contract as not materialized (
    select id, number
    from firmao.agreements
    where deleted_at is null and coalesce(mode, 'SALE') = 'SALE'
),

own as (
    from contract
    where id in (select unnest($ids))
),

numbered as (
    select any_value(contract.number) as number
    from contract
    where contract.number in (select number from own where number <> '')
    group by contract.number
    having count(*) = 1
),

candidate as materialized (
    select id, mapped_firmao_agreement_id as named
    from ordway.subscriptions
    where deleted_at is null
        and mapped_firmao_agreement_id in (select id from own union all select number from numbered)
)

select id
from candidate
where named in (select id from own)
    or named not in (select contract.id from contract where contract.id in (select named from candidate))
union
select mapped_ordway_subscription_id from firmao.agreements where id in (select unnest($ids))
"""
_PAID_BY_OTHERS = "select payment_id from ordway.payment_applications where invoice_id in (select unnest($ids))"
_CREDITED_TO_OTHERS = "select credit_id from model.credit_application where invoice_id in (select unnest($ids))"

PARTS = (
    Part("firmao", "products", "id", EVERYONE),
    Part("ordway", "products", "id", EVERYONE),
    Part("ordway", "plans", "id", EVERYONE, (("plan_charges", "plan_id"),)),
    Part("firmao", "customers", "id", CRM),
    Part("firmao", "contacts", "customer_id", CRM),
    Part("firmao", "agreements", "customer_id", CRM),
    Part("firmao", "entries", "agreement_id", "firmao.agreements"),
    Part("firmao", "sales_notes", "customer_id", CRM),
    Part("ordway", "customers", "id", BILLING, (("contacts", "customer_id"),)),
    Part(
        "ordway", "subscriptions", "customer_id", BILLING, (("subscription_lines", "subscription_id"),),
        by="firmao.agreements", shared=_BILLED_ELSEWHERE,
    ),
    Part("ordway", "invoices", "customer_id", BILLING, (("invoice_lines", "invoice_id"),)),
    Part(
        "ordway", "payments", "customer_id", BILLING, (("payment_applications", "payment_id"),),
        by="ordway.invoices", shared=_PAID_BY_OTHERS,
    ),
    Part(
        "ordway", "credits", "customer_id", BILLING,
        tuple((one, "credit_id") for one in ("credit_applications", "credit_applications_older", "credit_lines")),
        by="ordway.invoices", shared=_CREDITED_TO_OTHERS,
    ),
    Part("ordway", "refunds", "customer_id", BILLING),
    Part("ordway", "orders", "customer_id", BILLING, (("order_lines", "order_id"),)),
    Part(
        "ordway", "billing_schedules", "customer_id", BILLING, (("billing_schedule_lines", "billing_schedule_id"),)
    ),
)  # fmt: skip


def ids_of_account(cursor: Cursor, account_id: str) -> dict[str, list[str]]:
    """The account's ids in both systems, by what their parts are found by; none of an account that is not there."""
    found = cursor.rows(_SIDES, account=account_id)
    crm, billing = found[0] if found else (None, None)
    return {EVERYONE: [], CRM: [crm] if crm else [], BILLING: [billing] if billing else []}
