-- Where money was billed otherwise than it was due, by the rule that explains it: every discrepancy that has an amount of
-- its own, under the rule of its cause, so that nothing is counted twice.
-- grain: discrepancy_id
-- columns: rule of the cause; too_little is never negative, too_much never positive, in currency before tax;
--   counts_from, the day on which it was so: that the amount was due, or that the wrong invoice was made; ended_on, the
--   day on which it was found settled, null while it stands. Whether it was known by then does not matter.
create or replace view model.leak as
with symptom_worth as (
    select root_id, sum(under_collected) as too_little, sum(over_collected) as too_much
    from recon.discrepancy
    where root_id is not null
    group by root_id
),

-- A cause that has no amount of its own is worth what hangs under it, and that is counted with its own days.
told as (
    select symptom.*, cause.rule as told_rule
    from recon.discrepancy as symptom
    inner join recon.discrepancy as cause on cause.discrepancy_id = symptom.root_id
    inner join symptom_worth as worth on worth.root_id = symptom.root_id
    where worth.too_little = cause.under_collected and worth.too_much = cause.over_collected
    union all
    select cause.*, cause.rule
    from recon.discrepancy as cause
    left join symptom_worth as worth on worth.root_id = cause.discrepancy_id
    where cause.root_id is null
        and (worth.too_little, worth.too_much) is distinct from (cause.under_collected, cause.over_collected)
)

select
    told.discrepancy_id,
    told.told_rule as rule,
    told.account_id,
    told.currency,
    told.under_collected as too_little,
    told.over_collected as too_much,
    coalesce(
        greatest(
            if(model.word(trim(contract.charge_timing)) = 'in_arrears', told.period_end + 1, told.period_start),
            invoice.invoiced_on
        ),
        told.first_seen_at::date
    ) as counts_from,
    told.resolved_at::date as ended_on
from told
left join model.firmao_contract as contract on contract.contract_id = told.contract_id
left join model.ordway_invoice as invoice on invoice.invoice_id = told.invoice_id
where (told.under_collected <> 0 or told.over_collected <> 0)
    and told.told_rule[1] in ('L', 'C', 'T', 'I')
    -- Of tax, and of sums that an invoice states: neither changes what was billed before tax.
    and told.rule not in ('I8', 'I10')
    and told.currency is not null;
