-- Texts that change whenever something was reconciled, linked, decided or corrected: pages keep what they read as long
-- as the first stays, and extracts as long as the second does.
-- grain: version
-- params: none
-- columns:
--   version varchar: how many reconciliations, events, exceptions, decisions about links and steps of corrections there are
--   of_extracts varchar: decisions about links, purposes of corrections: all that people do which extracts are told from
with counted as (
    select
        (select count(*) from ledger.reconciliation) as reconciliations,
        (select count(*) from ledger.discrepancy_event) as events,
        (select count(*) from ledger.exception) as exceptions,
        (select count(*) from ledger.exception_end) as exception_ends,
        (select count(*) from ledger.link_decision) as links,
        (select count(*) from ledger.correction_purpose) as purposes,
        (select sequence from ledger.audit_head) as steps
)

select
    concat_ws('/', reconciliations, events, exceptions, exception_ends, links, steps) as version,
    concat_ws('/', links, purposes) as of_extracts
from counted
