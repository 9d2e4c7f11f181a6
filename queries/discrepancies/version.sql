-- A text that changes whenever something was reconciled, linked or decided: pages keep what they read while it stays the same.
-- grain: version
-- params: none
-- columns:
--   version varchar: how many reconciliations, events, exceptions and decisions about links there are
select concat_ws(
    '/',
    (select count(*) from ledger.reconciliation),
    (select count(*) from ledger.discrepancy_event),
    (select count(*) from ledger.exception),
    (select count(*) from ledger.exception_end),
    (select count(*) from ledger.link_decision)
) as version
