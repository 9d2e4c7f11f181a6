-- The open discrepancies that may say that a field of a discrepancy's two sides differs: those whose rules speak of the same
-- contract, and of the same line where they are about lines.
-- grain: discrepancy_id
-- columns: those of recon.discrepancy that say what differs, precedence of the rule, and is_this, whether it is that one
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
