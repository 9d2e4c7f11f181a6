-- The lines that a changed plan would change, the largest difference first. Nothing of it is kept.
-- kept: commission
-- grain: contract_id, invoice_id, rep, state
-- rests on: extracts
-- params: as_of date, plan varchar = '', rate decimal = -1, trigger varchar = '', hold integer = -1, rep varchar = '', currency varchar = '', row_limit bigint = 200
-- columns:
--   rep varchar: e-mail of the sales person
--   contract_id varchar: the contract
--   contract_number varchar: its number in Firmao
--   invoice_id varchar: the invoice in Ordway, null for what is not invoiced
--   currency varchar: of the amounts
--   state varchar: expected, invoiced, at risk, earned, released or clawed back
--   present_amount decimal(38,4): in that state as the plan is
--   changed_amount decimal(38,4): in that state with another rate, trigger or hold, each left out as in commission/what_if
--   difference decimal(38,4): the one less the other
with changed_part as (
    from model.commission_parts(
        $as_of, $plan, if($rate < 0, null, $rate)::decimal(9, 4), nullif($trigger, ''), if($hold < 0, null, $hold)::integer
    )
    where $rep in ('', rep) and $currency in ('', currency) and $plan in ('', plan)
),

-- Contracts of other plans stay as they are.
present as (
    select *
    from model.commission_standing($as_of)
    where $rep in ('', rep)
        and $currency in ('', currency)
        and ($plan = '' or contract_no in (select contract_no from recon.commission_contract where plan = $plan))
),

-- Side by side: adding up two millions of lines by what they are of would take three times as long.
compared as (
    select
        coalesce(present.contract_no, changed.contract_no) as contract_no,
        coalesce(present.invoice_no, changed.invoice_no) as invoice_no,
        coalesce(present.rep, changed.rep) as rep,
        coalesce(present.place, changed.place) as place,
        coalesce(present.amount, 0) as present,
        coalesce(changed.amount, 0) as changed
    from present
    full join model.commission_in_states('changed_part') as changed
        on changed.contract_no = present.contract_no
        and changed.invoice_no is not distinct from present.invoice_no
        and changed.rep = present.rep
        and changed.place = present.place
    where present.amount is distinct from changed.amount
),

most as materialized (
    from compared
    order by abs(changed - present) desc, contract_no, invoice_no, rep, model.commission_state(place)
    limit $row_limit
)

select
    most.rep,
    contract.contract_id,
    contract.contract_number,
    share.invoice_id,
    contract.currency,
    model.commission_state(most.place) as state,
    most.present::decimal(38, 4) as present_amount,
    most.changed::decimal(38, 4) as changed_amount,
    (most.changed - most.present)::decimal(38, 4) as difference
from most
inner join recon.commission_contract as contract using (contract_no)
left join recon.commission_share as share
    on share.contract_no = most.contract_no and share.invoice_no = most.invoice_no and share.rep = most.rep
order by abs(most.changed - most.present) desc, most.contract_no, most.invoice_no, most.rep, state
