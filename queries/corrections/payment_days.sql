-- The days to pay that each won contract of an account gives, beside those its invoices were really due by.
-- grain: contract_id
-- params: account varchar
-- columns:
--   contract_id varchar: Firmao's agreement; the one that began last decides for an invoice, of several its last id
--   payment_days integer: as agreed
--   fewest_days integer: of its invoices, from the day of the invoice to the day it is due, null where there are none
--   most_days integer: the same, of the one that has the most
with agreed as (
    select contract_id, payment_days, starts_on
    from model.contract
    where account_id = $account and is_won and payment_days is not null and starts_on is not null
),

-- What starts within another contract is an annex and does not decide.
deciding as (
    select *
    from agreed
    qualify row_number() over (partition by starts_on order by contract_id desc) = 1
),

dated as (
    select deciding.contract_id, invoice.due_on - invoice.invoiced_on as days
    from model.invoice as invoice
    asof join deciding on deciding.starts_on <= invoice.invoiced_on
    where invoice.account_id = $account and invoice.status in ('posted', 'partially_paid', 'paid')
)

select
    agreed.contract_id,
    agreed.payment_days,
    min(dated.days)::integer as fewest_days,
    max(dated.days)::integer as most_days
from agreed
left join dated using (contract_id)
group by agreed.contract_id, agreed.payment_days
order by agreed.contract_id
