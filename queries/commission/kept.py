"""What commission is reckoned from, worked out anew before it is asked for, wherever what it is told by has changed.

Whatever ends a pull, the next one who asks sees that what is kept is of another state and mends it.
"""

from pathlib import Path

from queries.listed import bring_list_up_to_date
from queries.store import Cursor, Store

_STEPS = tuple(sorted((Path(__file__).parent / "keep").glob("[0-9]*.sql")))
# Every merge leaves a step in its own transaction; stamps and counts also tell what came in by another way.
_MADE_OF = """
with said as (
    select texts as told from meta.model_made
    union all
    select $steps
    union all
    select told from recon.commission_told
    union all
    select 'accounts ' || made_of from recon.listed
    union all
    select concat('won ', string_agg(status, ' ' order by status)) from recon.won_status
    union all
    select concat('periods ', string_agg(concat_ws(' ', word, months), ', ' order by word))
    from recon.custom_billing_period
    union all
    select concat('links ', count(*)) from ledger.link_decision
    union all
    select concat('purposes ', count(*)) from ledger.correction_purpose
    union all
    select concat('merged ', count(*)) from ledger.sync_step where mode = 'full' or inserted + updated + deleted > 0
    union all
    select concat_ws(' ', 'contracts', count(*), max(synced_at), max(deleted_at)) from firmao.agreements
    union all
    select concat_ws(' ', 'lines', count(*), max(synced_at), max(deleted_at)) from firmao.entries
    union all
    select concat_ws(' ', 'subscriptions', count(*), max(synced_at), max(deleted_at)) from ordway.subscriptions
    union all
    select concat_ws(' ', 'invoices', count(*), max(synced_at), max(deleted_at)) from ordway.invoices
    union all
    select concat_ws(' ', 'payments', count(*), max(synced_at), max(deleted_at)) from ordway.payments
    union all
    select concat_ws(' ', 'credits', count(*), max(synced_at), max(deleted_at)) from ordway.credits
    union all
    select concat_ws(' ', 'refunds', count(*), max(synced_at), max(deleted_at)) from ordway.refunds
)

select md5(string_agg(told, '; ' order by told)) from said
"""
_KEPT = "select made_of from recon.commission_made"


def bring_commission_up_to_date(store: Store, *, waits: bool = False) -> bool:
    """Work out anew what commission is reckoned from where the store is of another state; whether that was done.

    Whoever writes just now is waited for only where nothing is kept yet or one `waits`: a page shows what is kept
    meanwhile, and the next one who asks mends it.
    """
    bring_list_up_to_date(store)
    if _is_up_to_date(store) or not store.writing.acquire(blocking=waits or not _is_kept(store)):
        return False
    try:
        if _is_up_to_date(store):
            return False
        with store.spacious_transaction() as cursor:
            _work_out(cursor)
    finally:
        store.writing.release()
    return True


def _is_kept(store: Store) -> bool:
    with store.cursor() as cursor:
        return cursor.value(_KEPT) is not None


def _is_up_to_date(store: Store) -> bool:
    with store.cursor() as cursor:
        return bool(cursor.value(_KEPT) == _made_of(cursor))


def _made_of(cursor: Cursor) -> str:
    return str(cursor.value(_MADE_OF, steps="".join(step.read_text(encoding="utf-8") for step in _STEPS)))


def _work_out(cursor: Cursor) -> None:
    made_of = _made_of(cursor)
    for step in _STEPS:
        cursor.run(step.read_text(encoding="utf-8"))
    cursor.run("delete from recon.commission_made")
    cursor.run("insert into recon.commission_made values ($made_of)", made_of=made_of)
