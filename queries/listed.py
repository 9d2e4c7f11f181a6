"""The kept list of accounts: told anew before it is read, wherever what accounts are told by has changed since.

Whatever ends a pull, be it a crash, the next one who asks sees that the list is of another state and mends it.
"""

import threading

from queries.store import Cursor, Store

# Accounts are told by the customers of both systems, by what people say of them and by the model. Every merge leaves a
# step in its own transaction; the stamps and counts also tell what came in by another way.
_MADE_OF = """
with said as (
    select texts as told from meta.model_made
    union all
    select 'decided ' || count(*) from ledger.link_decision where kind = 'account'
    union all
    select 'merged ' || count(*) from ledger.sync_step
    where resource = 'customers' and (mode = 'full' or inserted + updated + deleted > 0)
    union all
    select concat_ws(' ', 'firmao', count(*), max(synced_at), count(deleted_at), max(deleted_at)) from firmao.customers
    union all
    select concat_ws(' ', 'ordway', count(*), max(synced_at), count(deleted_at), max(deleted_at)) from ordway.customers
)

select md5(string_agg(told, '; ' order by told)) from said
"""
_LISTED = "select made_of from recon.listed"
_TOLD_ANEW = """
create or replace temp table told_account as
select account_id, firmao_customer_id, ordway_customer_id, name, tax_id, link, model.folded(name) as sort_name
from model.account
"""
# Only what differs is written.
_KEEP = """
merge into recon.listed_account as kept
using told_account as told on kept.account_id = told.account_id
when matched and kept is distinct from told then update set
    firmao_customer_id = told.firmao_customer_id, ordway_customer_id = told.ordway_customer_id, name = told.name,
    tax_id = told.tax_id, link = told.link, sort_name = told.sort_name
when not matched then insert by name
when not matched by source then delete
"""
# Two pages drawn at the same time must not write the same rows. A reconciliation that is under way is not waited for.
_MENDING = threading.Lock()


def bring_list_up_to_date(store: Store) -> bool:
    """Tell the kept list of accounts anew where it is of another state than the store; whether that was so."""
    with store.cursor() as cursor:
        if _is_up_to_date(cursor):
            return False
    with _MENDING, store.cursor() as cursor, cursor.atomic():
        _tell_anew(cursor)
    return True


def _is_up_to_date(cursor: Cursor) -> bool:
    return bool(cursor.value(_LISTED) == cursor.value(_MADE_OF))


def _tell_anew(cursor: Cursor) -> None:
    made_of = cursor.value(_MADE_OF)
    cursor.run(_TOLD_ANEW)
    cursor.run(_KEEP)
    cursor.run("delete from recon.listed")
    cursor.run("insert into recon.listed values ($made_of)", made_of=made_of)
