-- Decisions of people are events of the audit too, so that none of them is changed, added or taken out unseen.

-- Every decision as the tables hold it, in one shape. subject is the discrepancy, the exception, or the two records of a
-- link; value what the decision sets; decided_at is UTC.
-- grain: kind, subject, decided_at
create view ledger.decision as
select
    'discrepancy ' || kind as kind,
    discrepancy_id as subject,
    coalesce(value, '') as value,
    coalesce(who, '') as who,
    coalesce(note, '') as why,
    happened_at as decided_at
from ledger.discrepancy_event
where kind in ('waived', 'unwaived', 'assigned', 'due', 'snoozed', 'commented')
union all
select
    'exception registered',
    exception_id,
    to_json({
        'rule': rule,
        'account': account_id,
        'contract': contract_id,
        'subscription': subscription_id,
        'product': product_key,
        'first_day': first_day::varchar,
        'last_day': last_day::varchar,
        'expires_on': expires_on::varchar
    })::varchar,
    who,
    why,
    made_at
from ledger.exception
union all
select 'exception ended', exception_id, '', who, why, ended_at
from ledger.exception_end
union all
select
    'link ' || decision,
    to_json({'kind': kind, 'firmao': firmao_id, 'ordway': ordway_id})::varchar,
    to_json({'score': score, 'reasons': reasons})::varchar,
    who,
    why,
    decided_at
from ledger.link_decision;

-- Every decision as the audit tells it.
-- grain: kind, subject, decided_at
create view ledger.decision_told as
select
    told ->> '$.kind' as kind,
    told ->> '$.subject' as subject,
    told ->> '$.value' as value,
    told ->> '$.who' as who,
    told ->> '$.why' as why,
    (told ->> '$.decided_at')::timestamp as decided_at
from (
    select unnest(json_extract(data, '$.decisions[*]')) as told
    from ledger.audit_event
);
