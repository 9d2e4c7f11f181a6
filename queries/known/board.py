"""Filling a blank store with the queue of one day, so that a page asks many questions of it and reads it once.

Telling how every discrepancy stands goes through all that was ever found and decided; each question of a page would.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any, Literal

from queries.extracts.accounts import ACCOUNTS
from queries.known.shelf import Shelf
from queries.migrate import migrate
from queries.run import look_at
from queries.store import Cursor, Store

# How everything stands that day: what the page lists, counts and filters by, of all there is to a discrepancy.
_COLUMNS = """
select
    discrepancy_id, rule, title, precedence, severity, status, root_id, symptoms, account_id, account_name, product_key,
    period_start, period_end, expected, actual, impact, under_collected, over_collected, currency, evidence, owner,
    due_on, snoozed_until, age_days, first_seen_at, reopened_at, resolved_at
"""
# What is only counted is filtered by these; texts and names are left out.
_COUNTED = """
select
    discrepancy_id, rule, severity, status, root_id, account_id, under_collected, over_collected, currency, owner,
    due_on, snoozed_until, age_days, first_seen_at, reopened_at, resolved_at
from model.unnamed_aged($day)
"""
_EVERYTHING = f"{_COLUMNS} from model.aged($day)"
Kind = Literal["causes", "everything", "counted"]
_TOLD: dict[Kind, str] = {
    "causes": f"{_COLUMNS} from model.aged_causes($day)",
    "everything": _EVERYTHING,
    "counted": _COUNTED,
}
_CENSUS = "from model.census($day)"
_MENTIONS = "from model.open_mention"
_RUNS = "from ledger.reconciliation where is_whole"
_KNOWN = "select 1 from model.found_told where wanted = $wanted limit 1"
# The row without an account says that the search is known, whatever it finds.
_FOUND = """
select $wanted::varchar as wanted, account_id from model.listed_accounts($wanted)
union all
select $wanted, null
"""
_MONTH_KNOWN = "select 1 from model.month_told_once where month = $month limit 1"
# The row without a discrepancy says that the month is known, whatever concerns it.
_CONCERNED = """
select $month::varchar as month, discrepancy_id from model.month_concerned(model.month_told($month))
union all
select $month, null
"""
_ANY_DAY = "date '1970-01-01'"
# The questions stay the same; what they rest on is a table here.
_TOLD_ONCE = f"""
create table model.aged_told as {_EVERYTHING.replace("$day", _ANY_DAY)} limit 0;
create table model.census_told as {_CENSUS.replace("$day", _ANY_DAY)} limit 0;
create table model.open_mention_told as {_MENTIONS} limit 0;
create or replace macro model.aged(day) as table from model.aged_told;
create or replace macro model.unnamed_aged(day) as table from model.aged_told;
create or replace macro model.census(day) as table from model.census_told;
create table model.found_told (wanted varchar not null, account_id varchar);
create or replace macro model.found_accounts(search) as table
    select told.account_id from model.found_told as told where told.wanted = search and told.account_id is not null;
create table model.month_told_once (month varchar not null, discrepancy_id varchar);
create or replace macro model.month_concerned(first_day) as table
    select told.discrepancy_id from model.month_told_once as told
    where told.month = strftime(first_day, '%Y-%m') and told.discrepancy_id is not null
"""
# A board is made in a moment since it begins without the tables that it does not ask: copying these takes longest.
_NOT_ASKED = """
select 'view ' || schema_name || '.' || view_name
from duckdb_views()
where database_name = current_database() and schema_name = 'model'
union all
select 'table ' || schema_name || '.' || table_name
from duckdb_tables()
where database_name = current_database()
    and schema_name || '.' || table_name not in (
        'ledger.reconciliation', 'model.aged_told', 'model.census_told', 'model.open_mention_told', 'model.found_told',
        'model.month_told_once'
    )
"""
_MENTIONS_TOLD = "alter table model.open_mention_told rename to open_mention"


def boards(store: Store, at_most: int) -> Shelf:
    """A shelf beside a store for so many boards, each to be filled by `fill_board`."""
    return Shelf(at_most, _make_blank, beside=store)


def _make_blank(blank: Store) -> None:
    migrate(blank)
    with blank.transaction() as cursor:
        cursor.run(_TOLD_ONCE)
        for (named,) in cursor.rows(_NOT_ASKED):
            cursor.run(f"drop {named}")
        cursor.run(_MENTIONS_TOLD)


def fill_board(board: Store, store: Store, day: date, kind: Kind) -> None:
    """Copy the queue as it stands on a day into a blank board: what the filters, the figures and the views ask for.

    A board of causes lists these, of which there are far fewer than symptoms, and one of everything both; one that is
    "counted" answers `discrepancies/page_count` alone. It holds no accounts: `tell_search` has to tell first which of
    them a search finds, and `tell_month` what concerns a month.
    """
    # Counting takes half as long as listing causes, and a second processor has the time. What is decided between the
    # two makes another version of the store, whose drawings have a board of their own.
    with board.writing, ThreadPoolExecutor(1) as beside:
        counted = beside.submit(_count, board, store, day)
        with store.cursor() as cursor:
            _keep(cursor, board, "model.aged_told", _TOLD[kind], day=day)
        counted.result()


def _count(board: Store, store: Store, day: date) -> None:
    with store.cursor() as cursor, cursor.atomic():
        _keep(cursor, board, "model.census_told", _CENSUS, day=day)
        _keep(cursor, board, "model.open_mention", _MENTIONS)
        _keep(cursor, board, "ledger.reconciliation", _RUNS)


def tell_search(board: Store, store: Store, search: str) -> None:
    """Have a board know which accounts a search finds in the store; one that it knows is not asked again."""
    wanted = search.strip()
    with board.cursor() as reader:
        if not wanted or reader.rows(_KNOWN, wanted=wanted):
            return
    look_at(store, ACCOUNTS.name)
    with board.writing, store.cursor() as cursor:
        _keep(cursor, board, "model.found_told", _FOUND, wanted=wanted)


def tell_month(board: Store, store: Store, month: str) -> None:
    """Have a board know which discrepancies concern a month such as `2026-10`; one that it knows is not asked again."""
    with board.cursor() as reader:
        if not month or reader.rows(_MONTH_KNOWN, month=month):
            return
    with board.writing, store.cursor() as cursor:
        _keep(cursor, board, "model.month_told_once", _CONCERNED, month=month)


def _keep(cursor: Cursor, board: Store, name: str, told: str, **params: Any) -> None:
    """Have the store's cursor put down on the board what is told of the store: nothing passes through Python."""
    cursor.run(f"insert into {board.catalog}.{name} by name {told}", **params)
