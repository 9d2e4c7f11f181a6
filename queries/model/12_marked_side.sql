-- What a discrepancy puts beside each other, field by field, each with the open discrepancy that says it differs: one of the
-- rules that speak of the same contract, and of the same line where they are about lines, its own first.
-- grain: part, place
-- columns: those of discrepancies/sides
-- `listed` names what holds the fields: part; told, a row of place, field, kind, both values as text and the rules that say
--   that they differ; and the currencies of both.
create or replace macro model.marked_sides(listed, wanted) as table
with one as materialized (
    from recon.discrepancy
    where discrepancy_id = wanted
),

speaking as (
    select
        {
            'discrepancy_id': other.discrepancy_id, 'rule': other.rule, 'expected': other.expected, 'actual': other.actual
        } as said,
        other.discrepancy_id = one.discrepancy_id as is_own,
        rule.precedence
    from one
    inner join recon.discrepancy as other
        on other.resolved_at is null
        and coalesce(other.contract_id = one.contract_id, other.discrepancy_id = one.discrepancy_id)
        and (other.rule not in ('T1', 'T2', 'T3', 'T4', 'T5') or other.product_key = one.product_key)
    left join recon.rule as rule on rule.code = other.rule
),

every as (
    select list(said order by not is_own, precedence, said.discrepancy_id) as said
    from speaking
),

marked as (
    select
        listed.*,
        list_filter(every.said, lambda one: list_contains(listed.told[6], one.rule))[1] as found
    from query_table(listed) as listed
    cross join every
)

select
    part,
    told[1]::integer as place,
    told[2] as field,
    told[3] as kind,
    -- Where a rule compared sums over several lines, its values are the ones that were compared.
    if(found.rule[1] = 'T', coalesce(found.expected, told[4]), told[4]) as firmao,
    if(found.rule[1] = 'T', coalesce(found.actual, told[5]), told[5]) as ordway,
    firmao_currency,
    ordway_currency,
    found.discrepancy_id as found_id,
    found.rule as found_rule
from marked
where told[4] is not null or told[5] is not null;
