-- Texts that change whenever something was reconciled, linked, decided or corrected: pages keep what they read as long
-- as the first stays, and extracts as long as the second does.
-- grain: version
-- params: none
-- columns:
--   version varchar: how many reconciliations, events, exceptions, decisions about links and steps of corrections there are
--   of_extracts varchar: decisions about links, purposes of corrections: all that people do which extracts are told from
select
    concat_ws(
        '/',
        (select count(*) from ledger.reconciliation),
        (select count(*) from ledger.discrepancy_event),
        (select count(*) from ledger.exception),
        (select count(*) from ledger.exception_end),
        (select count(*) from ledger.link_decision),
        (select sequence from ledger.audit_head)
    ) as version,
    concat_ws(
        '/', (select count(*) from ledger.link_decision), (select count(*) from ledger.correction_purpose)
    ) as of_extracts
