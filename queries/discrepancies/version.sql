-- A text that changes whenever something was reconciled, linked or decided: pages keep what they read while it stays the same.
-- grain: version
-- params: none
-- columns:
--   reconciliations bigint: how many times all or some of it was reconciled
--   version varchar: how many reconciliations, events, exceptions and decisions about links there are
select (select count(*) from ledger.reconciliation) as reconciliations, concat_ws(
    '/',
    (select count(*) from ledger.reconciliation),
    (select count(*) from ledger.discrepancy_event),
    (select count(*) from ledger.exception),
    (select count(*) from ledger.exception_end),
    (select count(*) from ledger.link_decision)
) as version
