-- How one line of commission comes about: the contract, the rep's part of it and the arithmetic.
-- kept: commission
-- grain: contract_id, invoice_id, rep
-- rests on: extracts
-- params: as_of date, contract varchar, rep varchar, invoice varchar = ''
-- columns:
--   contract_id varchar: the contract
--   contract_number varchar: its number in Firmao
--   account_id varchar: the account
--   invoice_id varchar: the invoice in Ordway, null for what is not invoiced
--   rep varchar: e-mail of the sales person
--   percent decimal(9,4): the rep's part, per cent
--   plan varchar: the plan it is paid by
--   plan_since date: the first day of signing that its terms are for, null for those that it began with
--   trigger_name varchar: invoice_paid_in_full, pro_rata_on_cash or first_invoice_paid
--   hold_days integer: between earned and released
--   at_risk_days integer: past due, from which an invoice is at risk
--   clawback_days integer: for how long after it was earned commission goes back with its money
--   won_on date: when the contract was signed
--   starts_on date: first day of its service
--   window_ends_before date: what is billed from that day on brings nothing, null where everything counts
--   currency varchar: of the amounts
--   contracted_amount decimal(18,4): agreed within the window before tax, of products at the rep's rate
--   base_amount decimal(18,4): before tax, of products at the rep's rate; what is not invoiced of the contract where invoice is ''
--   rate decimal(18,6): the rep's rate, per cent
--   rated_amount decimal(28,10): the commission of products with a rate of their own, before it is shared
--   whole_amount decimal(38,4): the rep's commission of it, after credits
--   credited_share decimal(18,6): of the invoice, per cent, what credits took off it before anything of it was released
--   gross_amount decimal(18,4): of the invoice, tax included
--   unpaid_amount decimal(38,4): what is still to be paid of it
--   invoiced_on date: its date
--   due_on date: when it is due
--   earned_on date: when the commission was earned, null before
--   releasable_on date: when it is or was released
with part as (
    select *
    from model.commission_parts($as_of, '', null, null, null)
    where contract_id = $contract and rep = $rep and coalesce(invoice_id, '') = $invoice
),

weighed as (
    select invoice_id, any_value(base_amount) as base_amount, any_value(rated_amount) as rated_amount,
        any_value(gross_amount) as gross_amount, any_value(total) as total
    from model.commission_weighed('recon.commission_share', $as_of, '', null, null, null)
    where contract_id = $contract and invoice_id = $invoice
    group by invoice_id
),

billed as (
    select sum(base_amount) as base_amount
    from recon.commission_share
    where contract_id = $contract and is_first_rep and invoiced_on <= $as_of and coalesce(reversed_on > $as_of, true)
)

select
    part.contract_id,
    contract.contract_number,
    contract.account_id,
    part.invoice_id,
    part.rep,
    split.percent,
    part.plan,
    nullif(contract.plan_since, date '0001-01-01') as plan_since,
    contract.trigger_name,
    contract.hold_days,
    contract.at_risk_days,
    contract.clawback_days,
    contract.won_on,
    contract.starts_on,
    contract.window_ends_before,
    part.currency,
    contract.contracted_amount,
    coalesce(weighed.base_amount, greatest(contract.contracted_amount - coalesce(billed.base_amount, 0), 0))::decimal(18, 4)
        as base_amount,
    coalesce(own.rate, plan.rate)::decimal(18, 6) as rate,
    coalesce(weighed.rated_amount, 0)::decimal(28, 10) as rated_amount,
    part.whole::decimal(38, 4) as whole_amount,
    (100 - model.share(100, (weighed.total * 10000)::hugeint, (weighed.gross_amount * 10000)::hugeint))::decimal(18, 6)
        as credited_share,
    weighed.gross_amount,
    greatest(part.unpaid, 0)::decimal(38, 4) as unpaid_amount,
    part.invoiced_on,
    part.due_on,
    part.earned_on,
    part.releasable_on
from part
inner join recon.commission_contract as contract using (contract_id)
inner join recon.commission_split as split on split.contract_id = part.contract_id and split.rep = part.rep
inner join recon.commission_plan as plan on plan.plan = part.plan and plan.since = contract.plan_since
left join recon.commission_rep_rate as own
    on own.plan = part.plan and own.since = contract.plan_since and own.rep = part.rep
left join weighed using (invoice_id)
cross join billed
