-- Comments that name somebody and wait for them: until that person does anything about the discrepancy, or it is resolved.
-- grain: discrepancy_id, person
-- columns: person in lower case; the latest comment that names them: who wrote it, mentioned_at (UTC), note.
create or replace view model.open_mention as
with mention as (
    select
        discrepancy_id,
        unnest(string_split(value, chr(10))).lower() as person,
        {'who': who, 'mentioned_at': happened_at, 'note': note} as told
    from ledger.discrepancy_event
    where kind = 'commented' and value <> ''
),

latest as (
    select discrepancy_id, person, max_by(told, told.mentioned_at) as told
    from mention
    group by discrepancy_id, person
)

select latest.discrepancy_id, latest.person, latest.told.who, latest.told.mentioned_at, latest.told.note
from latest
inner join recon.discrepancy as found using (discrepancy_id)
where found.resolved_at is null
    and not exists (
        from ledger.discrepancy_event as answer
        where answer.discrepancy_id = latest.discrepancy_id
            and lower(answer.who) = latest.person
            and answer.happened_at > latest.told.mentioned_at
    );
