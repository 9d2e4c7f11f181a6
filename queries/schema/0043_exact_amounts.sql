-- Amounts of discrepancies as exactly as those of the records: some currencies have thousandths.
alter table recon.finding_shape alter column impact type decimal(18, 4);
alter table recon.discrepancy alter column impact type decimal(18, 4);
alter table recon.discrepancy alter column under_collected type decimal(18, 4);
alter table recon.discrepancy alter column over_collected type decimal(18, 4);
alter table ledger.correction alter column impact type decimal(18, 4);
alter table ledger.correction_purpose alter column net_amount type decimal(18, 4);
alter table ledger.closing_discrepancy alter column impact type decimal(18, 4);
alter table ledger.closing_discrepancy alter column under_collected type decimal(18, 4);
alter table ledger.closing_discrepancy alter column over_collected type decimal(18, 4);
alter table ledger.closing_figure alter column leakage type decimal(38, 4);
alter table ledger.closing_figure alter column over_collected type decimal(38, 4);

-- What corrections are worth is in their plans, as exactly as it was planned.
update ledger.correction set impact = coalesce((plan ->> '$.impact')::decimal(18, 4), impact);

update ledger.correction_purpose
set net_amount = planned.net_amount
from (
    select
        correction_id,
        purpose ->> '$.kind' as kind,
        purpose ->> '$.invoice_id' as invoice_id,
        purpose ->> '$.product_key' as product_key,
        (purpose ->> '$.period_start')::date as period_start,
        (purpose ->> '$.net_amount')::decimal(18, 4) as net_amount
    from (
        select correction_id, unnest((plan::json -> '$.purposes')::json[]) as purpose
        from ledger.correction
    )
) as planned
where planned.correction_id = correction_purpose.correction_id
    and planned.kind = correction_purpose.kind
    and planned.invoice_id is not distinct from correction_purpose.invoice_id
    and planned.product_key is not distinct from correction_purpose.product_key
    and planned.period_start is not distinct from correction_purpose.period_start
    and round(planned.net_amount, 2) = correction_purpose.net_amount;

-- What was signed with hundredths keeps its text and so its hash.
create macro ledger.signed_amount(amount) as if(
    amount = round(amount, 2), amount::decimal(38, 2)::varchar, amount::varchar
);

-- All that a closing took down, each row a text of all its values, so that one hash stands for it.
-- grain: closing_id, line
create or replace view ledger.closing_line as
select closing_id, to_json([
    'closing', closing_id, month::varchar, as_of::varchar, closed_at::varchar, closed_by, role, note, run_id, made_of,
    compared_for::varchar, covers_until::varchar, firmao_pulled_at::varchar, ordway_pulled_at::varchar
])::varchar as line
from ledger.closing
union all
select closing_id, to_json([
    'discrepancy', discrepancy_id, rule, title, severity, root_id, account_id, account_name, period_start::varchar,
    period_end::varchar, status, course, owner, due_on::varchar, waived_by, waived_why, waived_until::varchar, expected,
    actual, ledger.signed_amount(impact), ledger.signed_amount(under_collected), ledger.signed_amount(over_collected),
    currency, evidence, first_seen_at::varchar, resolved_at::varchar
])::varchar
from ledger.closing_discrepancy
union all
select closing_id, to_json([
    'figure', rule, title, currency, count_at_start::varchar, count_found::varchar, count_before::varchar,
    count_resolved::varchar, count_waived::varchar, count_open::varchar, ledger.signed_amount(leakage),
    ledger.signed_amount(over_collected)
])::varchar
from ledger.closing_figure
union all
select closing_id, to_json(['day', day::varchar, count_open::varchar])::varchar
from ledger.closing_day
union all
select closing_id, to_json(['accepted', kind, subject, told])::varchar
from ledger.closing_accepted;
