-- What people have done with what was found: a third of the causes has an owner, one in twenty a correction.
-- reads: recon.discrepancy; params: day date
-- It was found on different days of the last ten months, by comparisons that nobody played.
update recon.discrepancy
set first_seen_at = $day - to_days((hash(discrepancy_id) % 300)::integer);

update ledger.discrepancy_event
set happened_at = found.first_seen_at
from recon.discrepancy as found
where found.discrepancy_id = discrepancy_event.discrepancy_id and discrepancy_event.kind = 'found';

create or replace temp table cause as
select discrepancy_id, rule, account_id, currency, impact, row_number() over (order by discrepancy_id) as n
from recon.discrepancy
where root_id is null;

insert into ledger.discrepancy_event by name
select
    discrepancy_id, $day + interval 8 hour as happened_at, 'assigned' as kind, 'Local user' as who,
    'seller' || (n % 20) || '@example.com' as value
from cause
where n % 3 = 0;

insert into ledger.discrepancy_event by name
select
    discrepancy_id, $day + interval 9 hour as happened_at, 'due' as kind, 'Local user' as who,
    ($day + (n % 14)::integer - 4)::varchar as value
from cause
where n % 6 = 0;

create or replace temp table corrected as
select *, 'TO-' || lpad((n // 20)::varchar, 5, '0') as correction_id, n // 20 as turn
from cause
where n % 20 = 0;

insert into ledger.correction by name
select
    correction_id, 'change_line' as kind, if(turn % 4 = 0, 'firmao', 'ordway') as side, 'Put right ' || rule as title, account_id,
    currency, impact, '{}' as plan, 'as agreed' as why, 'seller' || (turn % 20) || '@example.com' as proposed_by,
    $day - to_days((turn % 60)::integer) as proposed_at,
    case turn % 10 when 0 then 'proposed' when 1 then 'approved' when 2 then 'conflicted' when 3 then 'rejected' else 'verified' end as state,
    $day - to_days((turn % 60)::integer) + interval 1 hour as changed_at
from corrected;

insert into ledger.correction_discrepancy by name
select correction_id, discrepancy_id from corrected;

insert into ledger.correction_step by name
select
    correction_id, position, if(turn % 10 > 3, 'applied', 'waiting') as state, if(turn % 10 > 3, 1, 0) as attempts,
    $day - to_days((turn % 60)::integer) + interval 1 hour as changed_at
from corrected, range(1, 3) as step (position);

insert into ledger.audit_event by name
select
    row_number() over (order by turn, kind) as sequence, $day - to_days((turn % 60)::integer) as happened_at, kind, correction_id,
    'Local user' as who, 'finance' as role, '' as why, '{}' as data, '' as previous_hash, md5(correction_id || kind) as hash
from corrected, unnest(['proposed', 'approved']) as done (kind)
where kind = 'proposed' or turn % 10 > 0;

update ledger.audit_head set sequence = (select max(sequence) from ledger.audit_event);
