"""How customers pay, kept added up: told anew before it is read, where payments changed since or another day is asked.

The worker does so after each pull, so that nobody waits for it; whoever comes before mends it, as the list of accounts.
"""

from datetime import date

from queries.store import Cursor, Store

# Every merge leaves a step in its own transaction; counts and stamps also tell what came in by another way.
_MADE_OF = """
with said as (
    select texts as told from meta.model_made
    union all
    select 'merged ' || count(*) from ledger.sync_step
    where resource in ('invoices', 'payments', 'credits') and (mode = 'full' or inserted + updated + deleted > 0)
    union all
    select concat_ws(' ', 'invoices', count(*), max(synced_at), count(deleted_at)) from ordway.invoices
    union all
    select concat_ws(' ', 'payments', count(*), max(synced_at), count(deleted_at)) from ordway.payments
    union all
    select concat_ws(' ', 'applied', count(*)) from ordway.payment_applications
    union all
    select concat_ws(' ', 'credits', count(*), max(synced_at), count(deleted_at)) from ordway.credits
)

select md5(string_agg(told, '; ' order by told)) from said
"""
_KEPT = "select made_of, day from recon.kept_payments"
_MOVEMENT = """
delete from recon.kept_movement;
insert into recon.kept_movement by name from model.receivable_movement
"""
_BEHAVIOUR = """
insert into recon.kept_behaviour by name
from model.payment_behaviour($day)
"""


def bring_payments_up_to_date(store: Store, day: date) -> None:
    """Have what is kept tell of a day and of all that was merged; nothing is written where it does already."""
    with store.cursor() as cursor:
        if cursor.rows(_KEPT) == [(cursor.value(_MADE_OF), day)]:
            return
    # All payments are gone through, which takes more memory than the store has otherwise.
    with store.spacious_transaction() as cursor:
        _tell_anew(cursor, day)


def _tell_anew(cursor: Cursor, day: date) -> None:
    made_of, kept = cursor.value(_MADE_OF), cursor.rows(_KEPT)
    if kept == [(made_of, day)]:
        return
    if not kept or kept[0][0] != made_of:
        cursor.run(_MOVEMENT)
    cursor.run("delete from recon.kept_behaviour")
    cursor.run(_BEHAVIOUR, day=day)
    cursor.run("delete from recon.kept_payments")
    cursor.run("insert into recon.kept_payments values ($made_of, $day)", made_of=made_of, day=day)
