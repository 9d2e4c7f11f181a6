"""What an extract names as its state holds every list and decision that it is told from, through the whole model."""

import re

import pytest

from queries.extracts import EXTRACTS
from queries.extracts.extract import Copy, Extract
from sync.mapping import Mapping
from sync.pull import shapes
from tests.stores import fresh_store

_HELD = """
select 'model.' || function_name as name, macro_definition as text
from duckdb_functions()
where database_name = current_database() and schema_name = 'model'
union all
select schema_name || '.' || view_name, sql
from duckdb_views()
where database_name = current_database()
union all
select schema_name || '.' || table_name, null
from duckdb_tables()
where database_name = current_database()
"""
_NAMED = re.compile(r"\b(?:firmao|ordway|ledger|model)\.\w+")
# The lines of a list come and go with its records.
_LIST_OF = {f"{one.system}.{child.table}": one.target for one in shapes(Mapping()).values() for child in one.children}


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The text of each view and macro by its name, and none of each table."""
    store = fresh_store(tmp_path_factory.mktemp("held") / "tieout.duckdb")
    found: dict[str, str] = {}
    with store.cursor() as cursor:
        for name, text in cursor.rows(_HELD):
            found[name] = found.get(name, "") + (text or "").replace('"', "")
    store.close()
    return found


def tables_behind(held: dict[str, str], text: str) -> set[str]:
    """The lists and the ledger's tables that a statement reads, itself or through views and macros."""
    seen: set[str] = set()
    waiting = set(_NAMED.findall(text))
    while waiting:
        one = waiting.pop()
        # An alias may be called like a system.
        if one in held and one not in seen:
            seen.add(one)
            waiting |= set(_NAMED.findall(held[one]))
    return {_LIST_OF.get(one, one) for one in seen if not held[one]}


def state_of(extract: Extract) -> str:
    """What its state is told from, and that of those it rests on."""
    return "\n".join([extract.made_of, *(state_of(below) for below in extract.rests_on)])


@pytest.mark.parametrize("name", EXTRACTS)
def test_its_state_names_whatever_it_is_told_from(held: dict[str, str], name: str) -> None:
    extract = EXTRACTS[name]
    read = tables_behind(held, extract.told if isinstance(extract, Copy) else extract.keep)
    assert read - set(_NAMED.findall(state_of(extract))) == set()
