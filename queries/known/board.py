"""Filling a blank store with the queue of one day, so that a page asks many questions of it and reads it once.

Telling how every discrepancy stands goes through all that was ever found and decided; each question of a page would.
"""

from datetime import date

from queries.extracts.accounts import bring_list_up_to_date
from queries.store import Cursor, Store

# How everything stands that day: what the page lists, counts and filters by, of all there is to a discrepancy.
_AGED = """
select
    discrepancy_id, rule, title, precedence, severity, status, root_id, symptoms, account_id, account_name, product_key,
    period_start, period_end, expected, actual, impact, under_collected, over_collected, currency, evidence, owner,
    due_on, snoozed_until, age_days, first_seen_at, reopened_at, resolved_at
from model.aged($day)
"""
_MENTIONS = "from model.open_mention"
_RUNS = "from ledger.reconciliation where is_whole"
_KNOWN = "select 1 from model.found_told where wanted = $wanted limit 1"
# The row without an account says that the search is known, whatever it finds.
_FOUND = """
select $wanted::varchar as wanted, account_id from model.listed_accounts($wanted)
union all
select $wanted, null
"""
# The questions stay the same; what they rest on is a table here.
_TOLD_ONCE = """
create or replace macro model.aged(day) as table from model.aged_told;
create or replace macro model.unnamed_aged(day) as table from model.aged_told;
create table model.found_told (wanted varchar not null, account_id varchar);
create or replace macro model.found_accounts(search) as table
    select told.account_id from model.found_told as told where told.wanted = search and told.account_id is not null;
drop view model.open_mention;
alter table model.open_mention_told rename to open_mention
"""


def fill_board(blank: Store, store: Store, day: date) -> None:
    """Copy the queue as it stands on a day into a blank store: what the filters, the figures and the views ask for.

    It holds no accounts: which ones a search finds has to be told by `tell_search` first.
    """
    with store.cursor() as source, blank.transaction() as target:
        _keep(source, target, "model.aged_told", _AGED, day=day)
        _keep(source, target, "model.open_mention_told", _MENTIONS)
        target.register("told", source.table(_RUNS))
        target.run("insert into ledger.reconciliation by name from told")
        target.run(_TOLD_ONCE)


def tell_search(board: Store, store: Store, search: str) -> None:
    """Have a board know which accounts a search finds in the store; one that it knows is not asked again."""
    wanted = search.strip()
    with board.cursor() as reader:
        if not wanted or reader.rows(_KNOWN, wanted=wanted):
            return
    bring_list_up_to_date(store)
    with store.cursor() as source:
        found = source.table(_FOUND, wanted=wanted)
    with board.transaction() as target:
        target.register("told", found)
        target.run("insert into model.found_told by name from told")


def _keep(source: Cursor, target: Cursor, name: str, asked: str, **params: object) -> None:
    target.register("told", source.table(asked, **params))
    target.run(f"create table {name} as from told")
