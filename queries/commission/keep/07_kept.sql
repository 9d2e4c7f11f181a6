-- All of it put where it is asked.
create or replace temp table invoiced as
select
    billed.contract_id,
    min(paid.paid_in_full_on) filter (not paid.is_nothing_to_pay) as first_paid_on,
    sum(billed.base_amount) filter (paid.invoiced_on is not null) as billed_amount,
    sum(billed.rated_amount) filter (paid.invoiced_on is not null) as billed_rated,
    if(bool_or(paid.reversed_on is not null), date 'infinity', max(paid.invoiced_on)) as billed_on
from billed
inner join paid using (invoice_id)
group by billed.contract_id;

create or replace temp table numbered as
select contract_id, row_number() over (order by contract_id)::integer as contract_no
from won;

delete from recon.commission_contract;
delete from recon.commission_split;
delete from recon.commission_cash;
delete from recon.commission_share;
delete from recon.commission_withheld;

insert into recon.commission_contract by name
select
    won.contract_id,
    numbered.contract_no,
    won.contract_number,
    won.account_id,
    won.firmao_customer_id,
    won.currency,
    won.decimals,
    won.won_on,
    won.starts_on,
    won.window_ends_before,
    won.owner,
    won.split_told,
    problem.percent as split_percent,
    problem.problem,
    won.plan,
    won.plan_since,
    won.trigger_name,
    won.hold_days,
    won.at_risk_days,
    won.clawback_days,
    coalesce(contracted.contracted_amount, 0) as contracted_amount,
    coalesce(contracted.contracted_rated, 0) as contracted_rated,
    invoiced.first_paid_on,
    invoiced.billed_amount,
    invoiced.billed_rated,
    invoiced.billed_on
from won
inner join numbered using (contract_id)
inner join problem using (contract_id)
left join contracted using (contract_id)
left join invoiced using (contract_id);

insert into recon.commission_split by name
from split;

insert into recon.commission_withheld by name
from withheld;

insert into recon.commission_cash by name
from cash;

insert into recon.commission_share by name
select
    billed.contract_id,
    numbered.contract_no,
    billed.invoice_id,
    dense_rank() over (partition by numbered.contract_no order by billed.invoice_id)::integer as invoice_no,
    split.rep,
    split.position = 1 as is_first_rep,
    won.plan,
    won.trigger_name,
    won.hold_days,
    won.at_risk_days,
    won.clawback_days,
    won.currency,
    won.decimals,
    paid.invoiced_on,
    paid.due_on,
    paid.reversed_on,
    paid.gross_amount,
    billed.base_amount,
    billed.rated_amount,
    split.share_before,
    split.share_until,
    split.rate_before,
    split.rate_until,
    model.commission_between(
        billed.base_amount,
        billed.rated_amount,
        split.share_before,
        split.share_until,
        split.rate_before,
        split.rate_until,
        won.decimals
    ) as amount,
    paid.paid_in_full_on,
    invoiced.first_paid_on,
    paid.is_plain,
    paid.cash_on,
    paid.cash_amount,
    paid.pending_on
from billed
inner join paid using (invoice_id)
inner join won using (contract_id)
inner join numbered using (contract_id)
inner join split using (contract_id)
left join invoiced using (contract_id)
order by split.rep, numbered.contract_no, paid.invoiced_on;
