-- Open causes of one rule that nobody takes care of yet and that were not corrected by the policy before.
-- grain: discrepancy_id
-- params: rule varchar, as_of date
-- columns:
--   discrepancy_id varchar: stable from run to run
--   impact decimal(18,4): the larger of what was collected too little and too much, in currency, signed
--   currency varchar: of the impact, null where no money is at stake
select
    discrepancy_id,
    if(under_collected >= -over_collected, under_collected, over_collected) as impact,
    currency
from model.discrepancies($as_of) as found
where rule = $rule
    and root_id is null
    and status in ('open', 'reopened')
    and owner is null
    and snoozed_until is null
    and not exists (
        select 1
        from ledger.correction_discrepancy as settled
        inner join ledger.correction as made using (correction_id)
        where settled.discrepancy_id = found.discrepancy_id
            and (made.proposed_by = 'the policy' or made.state in ('proposed', 'approved', 'sending', 'unknown', 'applied'))
    )
order by discrepancy_id
