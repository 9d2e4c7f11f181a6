-- What is done to collect is told to the audit, like other decisions.
alter view ledger.decision rename to decision_on_findings;

-- grain: kind, subject, decided_at
create view ledger.decision as
select kind, subject, value, who, why, decided_at
from ledger.decision_on_findings
union all
select
    'customer contacted',
    contact_id,
    to_json({'account': account_id, 'channel': channel, 'on': contacted_on::varchar})::varchar,
    who,
    words,
    made_at
from ledger.collection_contact
union all
select
    'payment promised',
    promise_id,
    to_json({
        'account': account_id,
        'amount': amount::varchar,
        'currency': currency,
        'on': promised_on::varchar,
        'until': promised_for::varchar
    })::varchar,
    who,
    words,
    made_at
from ledger.promise
union all
select 'promise withdrawn', promise_id, '', who, why, made_at
from ledger.promise_withdrawal
union all
select
    'dispute opened',
    dispute_id,
    to_json({
        'account': account_id, 'invoice': invoice_id, 'hold': is_on_hold::varchar, 'on': disputed_on::varchar
    })::varchar,
    who,
    reason,
    made_at
from ledger.dispute
union all
select 'dispute ' || kind, dispute_id, to_json({'on': changed_on::varchar})::varchar, who, why, made_at
from ledger.dispute_change;
