-- What a rep is paid for a month: what was released in it and taken back in it, and what has changed of months whose
-- statements were signed. Source: metrics, Commission on cash.
-- grain: contract_id, invoice_id and kind, invoice_id '' where it is for the contract itself
-- columns: amount in currency; kind as in ledger.commission_statement_line, whose first statement of a rep also brings
--   forward what was released before; what is brought forward is not paid. What changed of signed months is in the
--   statement of the month after them alone
-- reads: recon.commission_share and its like, which queries about commission bring up to date first.

-- What of a rep's was released by the end of one day and of another, by the numbers of contract and invoice.
create or replace macro model.commission_released(wanted_rep, day_before, last_day) as table
select
    contract_no,
    invoice_no,
    coalesce(currency, '') as currency,
    coalesce(sum(amount) filter (starts_on <= day_before and ends_before > day_before), 0) as before,
    coalesce(sum(amount) filter (starts_on <= last_day and ends_before > last_day), 0) as now
from recon.commission_span
where rep = wanted_rep
    and state = 'released'
    and ends_before > least(day_before, last_day)
    and ((starts_on <= day_before and ends_before > day_before) or (starts_on <= last_day and ends_before > last_day))
group by all;

create or replace macro model.commission_statement(wanted_rep, first_day, last_day) as table
with signed as (
    select line.contract_id, line.invoice_id, line.currency, sum(line.amount) as amount
    from ledger.commission_statement_line as line
    inner join ledger.commission_statement as statement using (statement_id)
    where statement.rep = wanted_rep and statement.month < first_day
    group by all
),

place as (
    select
        count(*) = 0 as is_first,
        coalesce(max(month) = (first_day - to_months(1))::date, true) as is_next
    from ledger.commission_statement
    where rep = wanted_rep and month < first_day
),

standing as (
    select
        contract.contract_id,
        coalesce(share.invoice_id, '') as invoice_id,
        released.currency,
        released.before,
        released.now,
        0 as signed
    from model.commission_released(wanted_rep, (first_day - 1)::date, last_day) as released
    inner join recon.commission_contract as contract using (contract_no)
    left join recon.commission_share as share
        on share.contract_no = released.contract_no and share.invoice_no = released.invoice_no and share.rep = wanted_rep
    union all
    select contract_id, invoice_id, currency, 0, 0, amount
    from signed
),

moved as (
    select
        contract_id,
        invoice_id,
        currency,
        sum(now) - sum(before) as within_amount,
        sum(before) - sum(signed) as earlier_amount
    from standing
    group by contract_id, invoice_id, currency
),

told as (
    select
        contract_id,
        invoice_id,
        currency,
        if(within_amount > 0, 'released', 'clawed back') as kind,
        within_amount as amount
    from moved
    where within_amount <> 0
    union all
    select contract_id, invoice_id, currency, if(place.is_first, 'brought forward', 'adjustment'), earlier_amount
    from moved
    cross join place
    where earlier_amount <> 0 and place.is_next
)

select
    told.contract_id,
    contract.contract_number,
    contract.account_id,
    account.name as account_name,
    told.invoice_id,
    told.kind,
    told.currency,
    told.amount::decimal(18, 4) as amount
from told
left join recon.commission_contract as contract using (contract_id)
left join recon.listed_account as account using (account_id);
