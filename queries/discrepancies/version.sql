-- A text that changes whenever something was reconciled, linked, decided or corrected: pages keep what they read as long.
-- grain: version
-- params: none
-- columns:
--   version varchar: how many reconciliations, events, exceptions, decisions about links and steps of corrections there are
select concat_ws(
    '/',
    (select count(*) from ledger.reconciliation),
    (select count(*) from ledger.discrepancy_event),
    (select count(*) from ledger.exception),
    (select count(*) from ledger.exception_end),
    (select count(*) from ledger.link_decision),
    (select sequence from ledger.audit_head)
) as version
