-- What was said and done about an account's money by the end of a day, the latest first: contacts, notes, promises,
-- disputes, and what sales noted in the CRM.
-- grain: kind, entry_id
-- params: account varchar, as_of date
-- columns:
--   kind varchar: contact, promise, withdrawal, dispute, change (of a dispute), or crm for what is noted there
--   entry_id varchar: the contact, promise, dispute, change of a dispute or note
--   happened_on date: when
--   what varchar: call, e-mail, letter, note; promise; dispute; held, released, settled; or the CRM's word
--   who varchar: who noted it
--   amount decimal(18,4): promised, null for all else
--   currency varchar: of the amount
--   until date: the last day of a promise
--   invoice_id varchar: what is disputed, null for all that is owed and for all else
--   words varchar: what was said
--   reference varchar: what its note in the CRM carries, null for what is noted there anyway
--   correction_id varchar: which correction writes or wrote it there, null for none
with disputed as (
    from ledger.dispute where account_id = $account and disputed_on <= $as_of
),

promised as (
    from ledger.promise where account_id = $account and promised_on <= $as_of
),

entry as (
    select 'contact' as kind, contact_id as entry_id, contacted_on as happened_on, channel as what, who, words, made_at
    from ledger.collection_contact
    where account_id = $account and contacted_on <= $as_of
    union all by name
    select 'promise' as kind, promise_id as entry_id, promised_on as happened_on, 'promise' as what, who, words, made_at,
        amount, currency, promised_for as until
    from promised
    union all by name
    select 'withdrawal' as kind, gone.promise_id as entry_id, gone.made_at::date as happened_on, 'withdrawn' as what,
        gone.who, gone.why as words, gone.made_at
    from ledger.promise_withdrawal as gone
    semi join promised using (promise_id)
    union all by name
    select 'dispute' as kind, dispute_id as entry_id, disputed_on as happened_on, 'dispute' as what, who,
        reason as words, made_at, invoice_id
    from disputed
    union all by name
    select 'change' as kind, change.dispute_id || ' ' || change.made_at as entry_id, change.changed_on as happened_on,
        change.kind as what, change.who, change.why as words, change.made_at, disputed.invoice_id
    from ledger.dispute_change as change
    inner join disputed using (dispute_id)
    where change.changed_on <= $as_of
    union all by name
    select 'crm' as kind, id as entry_id, date::date as happened_on, lower(type) as what, created_by as who,
        description as words, date as made_at
    from firmao.sales_notes
    where 'F' || customer_id = $account and deleted_at is null and date::date <= $as_of
        and not coalesce(regexp_matches(description, '\[TC-[0-9a-f]{10}\]'), false)
),

referred as (
    select *, if(kind = 'crm', null, 'TC-' || left(md5(kind || ' ' || entry_id), 10)) as reference
    from entry
),

written as (
    select correction_id, plan
    from model.correction
    where account_id = $account and standing not in ('rejected', 'failed', 'conflicted')
)

select
    kind, entry_id, happened_on, what, who, amount::decimal(18, 4) as amount, currency, until, invoice_id, words,
    reference,
    (select max(correction_id) from written where contains(plan, reference)) as correction_id
from referred
order by happened_on desc, made_at desc, kind, entry_id
