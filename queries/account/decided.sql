-- A text that changes whenever anything was decided or corrected that is kept of an account: until then its dossier stays.
-- grain: decided
-- params: account varchar
-- columns:
--   decided varchar: how much was decided about it and about all, and how its corrections and all batches stand
with own as (
    select correction_id, state, changed_at
    from ledger.correction
    where account_id = $account
)

select concat_ws(
    '/',
    (
        select count(*)
        from ledger.discrepancy_event
        where discrepancy_id in (select discrepancy_id from recon.discrepancy where account_id = $account)
    ),
    (select count(*) from ledger.exception),
    (select count(*) from ledger.exception_end),
    (select count(*) from ledger.link_decision),
    (select md5(string_agg(batch_id || is_paused, ' ' order by batch_id)) from ledger.correction_batch),
    (select md5(string_agg(concat_ws(' ', correction_id, state, changed_at), ' ' order by correction_id)) from own),
    (select count(*) from ledger.audit_event where correction_id in (select correction_id from own))
) as decided
