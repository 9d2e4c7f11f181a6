-- What contracts make due, added up. Source: metrics, Contract to cash.
-- An extract of due_day is kept as recon.due_day: a query that reads it says so in its header.
-- grain: currency and due_on for due_day; account_id and currency for due_to_date
-- columns: due_on, the day on which an amount was to be invoiced, or that of signature where that came later; contracted, all
--   that was agreed by a day; scheduled, of it what was due by then; before tax, in currency
create or replace view model.due_day as
select currency, greatest(planned.due_on, agreed_on) as due_on, sum(planned.net_amount)::decimal(38, 4) as net_amount
from (select currency, agreed_on, unnest(due) as planned from recon.schedule)
where planned.due_on is not null
group by currency, greatest(planned.due_on, agreed_on);

create or replace macro model.due_to_date(day) as table
select
    account_id,
    currency,
    contracted + coalesce(
        list_sum(list_transform(list_filter(due, lambda one: one.due_on <= day), lambda one: one.contracted)), 0
    ) as contracted,
    scheduled + coalesce(
        list_sum(list_transform(list_filter(due, lambda one: one.due_on <= day), lambda one: one.scheduled)), 0
    ) as scheduled
from recon.due_quarter
where starts_on <= day and ends_before > day;
