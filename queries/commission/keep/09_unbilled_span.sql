-- The same for what is not invoiced of each contract: every invoice leaves less of it, and a reversal more.
-- grain: contract_no, rep, starts_on, state
-- columns: as in recon.commission_span
create or replace temp table unbilled_span as
with billed as (
    from model.commission_billed('', null, null, null)
),

moved as (
    select contract_id, invoiced_on as turned_on, base_amount, rated_amount
    from billed
    union all
    select contract_id, greatest(given_back_on, invoiced_on), -base_amount, -rated_amount
    from billed
    where given_back_on is not null
    union all
    select contract_id, unnest([first_paid_on, (first_paid_on + hold_days)::date]), 0, 0
    from recon.commission_contract
    where trigger_name = 'first_invoice_paid' and first_paid_on is not null
    union all
    select contract_id, coalesce(won_on, date '-infinity'), 0, 0
    from recon.commission_contract
),

until_then as (
    select
        contract_id,
        turned_on,
        coalesce(lead(turned_on) over by_day, date 'infinity') as turns_again_on,
        sum(sum(base_amount)) over by_day as billed_amount,
        sum(sum(rated_amount)) over by_day as billed_rated
    from moved
    group by contract_id, turned_on
    window by_day as (partition by contract_id order by turned_on)
),

contract_turn as (
    select contract.* exclude (billed_amount, billed_rated), until_then.* exclude (contract_id)
    from recon.commission_contract as contract
    inner join until_then using (contract_id)
),

unbilled_part as (
    from model.commission_unbilled_parts('contract_turn', turned_on, '', null, null, null)
)

from in_spans('unbilled_part');
