-- Which open discrepancy says that a field of a discrepancy's two sides differs: one whose rule speaks of the same contract, and
-- of the same line where it is about lines.
-- grain: discrepancy_id for speaking_of; part, place for marked_sides
-- columns: of speaking_of those of recon.discrepancy that say what differs, precedence of the rule, and is_this, whether it is
--   that one; of marked_sides those of discrepancies/sides
create or replace macro model.speaking_of(wanted) as table
with one as (
    from recon.discrepancy
    where discrepancy_id = wanted
)

select other.discrepancy_id, other.rule, other.expected, other.actual, rule.precedence,
    other.discrepancy_id = one.discrepancy_id as is_this
from one
inner join recon.discrepancy as other
    on other.resolved_at is null
    and coalesce(other.contract_id = one.contract_id, other.discrepancy_id = one.discrepancy_id)
    and (other.rule not in ('T1', 'T2', 'T3', 'T4', 'T5') or other.product_key = one.product_key)
left join recon.rule as rule on rule.code = other.rule;

-- `listed` names what holds part, firmao_currency, ordway_currency and told: place, field, kind, both values, and the rules that
-- may say of the field that it differs.
create or replace macro model.marked_sides(listed, wanted) as table
with side as (
    from query_table(listed)
),

found as (
    from model.speaking_of(wanted)
),

marked as (
    select
        side.part,
        side.told[1] as place,
        arg_min(found, (not found.is_this, found.precedence)) filter (found.rule is not null) as found
    from side
    left join found on list_contains(side.told[6], found.rule)
    group by all
)

select
    side.part,
    side.told[1]::integer as place,
    side.told[2] as field,
    side.told[3] as kind,
    -- Where a rule compared sums over several lines, its values are the ones that were compared.
    if(marked.found.rule[1] = 'T', coalesce(marked.found.expected, side.told[4]), side.told[4]) as firmao,
    if(marked.found.rule[1] = 'T', coalesce(marked.found.actual, side.told[5]), side.told[5]) as ordway,
    side.firmao_currency,
    side.ordway_currency,
    marked.found.discrepancy_id as found_id,
    marked.found.rule as found_rule
from side
inner join marked on marked.part = side.part and marked.place = side.told[1]
where side.told[4] is not null or side.told[5] is not null;
