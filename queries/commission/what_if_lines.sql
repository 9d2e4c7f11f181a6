-- The lines that a changed plan would change, the largest difference first. Nothing of it is kept.
-- kept: commission
-- grain: contract_id, invoice_id, rep, state
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
with line as (
    -- Contracts of other plans stay as they are.
    select contract_id, invoice_id, rep, currency, state, amount as present, 0 as changed
    from model.commission_lines($as_of, '', null, null, null)
    where $rep in ('', rep) and $currency in ('', currency) and $plan in ('', plan)
    union all
    select contract_id, invoice_id, rep, currency, state, 0, amount
    from model.commission_lines(
        $as_of, $plan, if($rate < 0, null, $rate)::decimal(9, 4), nullif($trigger, ''), if($hold < 0, null, $hold)::integer
    )
    where $rep in ('', rep) and $currency in ('', currency) and $plan in ('', plan)
),

compared as (
    select
        contract_id,
        invoice_id,
        rep,
        currency,
        state,
        sum(present) as present,
        sum(changed) as changed
    from line
    group by contract_id, invoice_id, rep, currency, state
    having sum(present) <> sum(changed)
)

select
    compared.rep,
    compared.contract_id,
    contract.contract_number,
    compared.invoice_id,
    compared.currency,
    compared.state,
    compared.present::decimal(38, 4) as present_amount,
    compared.changed::decimal(38, 4) as changed_amount,
    (compared.changed - compared.present)::decimal(38, 4) as difference
from compared
inner join recon.commission_contract as contract using (contract_id)
order by abs(compared.changed - compared.present) desc, compared.contract_id, compared.invoice_id, compared.rep, compared.state
limit $row_limit
