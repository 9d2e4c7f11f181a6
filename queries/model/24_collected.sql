-- What was invoiced by a day and what became of it, before tax, told from what is kept (queries/extracts/cash.py).
-- grain: ordway_customer_id, currency, reason
-- columns: reason is billed, all that was invoiced; credited, taken off it; and why the rest is not collected: 'not due',
--   'pending' cash, the code of the rule that says something of the invoice, 'overdue', or that it was collected and sent
--   back: P6, 'refunded' where that has a cause; amount in currency
create or replace macro model.collected_to_date(day) as table
with without_cause as (
    select distinct payment_id
    from recon.discrepancy
    where rule = 'P6' and coalesce(resolved_at::date > day, true)
),

-- What one rule or another says of an invoice that is open: of its cause, where it has one.
explained as (
    select found.invoice_id, min(coalesce(cause.rule, found.rule)) as rule
    from recon.discrepancy as found
    left join recon.discrepancy as cause on cause.discrepancy_id = found.root_id
    where found.invoice_id is not null and found.rule[1] = 'P' and coalesce(found.resolved_at::date > day, true)
    group by found.invoice_id
)

select ordway_customer_id, currency, 'billed' as reason, amount
from model.billed_to_date(day)
union all
select
    apart.ordway_customer_id,
    apart.currency,
    case
        when apart.reason = 'refunded' then if(without_cause.payment_id is null, 'refunded', 'P6')
        when apart.reason <> 'open' then apart.reason
        when coalesce(apart.due_on >= day, true) then 'not due'
        else coalesce(explained.rule, 'overdue')
    end as reason,
    sum(apart.net_amount)
from recon.uncollected as apart
left join explained using (invoice_id)
left join without_cause using (payment_id)
where apart.starts_on <= day and apart.ends_before > day
group by all;
