"""What an extract names as its state holds every list and every decision that it is told from, through the whole model."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from queries.extracts import EXTRACTS
from queries.extracts.extract import Copy, Extract
from queries.store import Store
from sync.mapping import Mapping
from sync.pull import shapes
from tests.stores import fresh_store

_MODEL = """
select 'model.' || function_name as name, macro_definition as text
from duckdb_functions()
where database_name = current_database() and schema_name = 'model'
union all
select 'model.' || view_name, sql
from duckdb_views()
where database_name = current_database() and schema_name = 'model'
"""
_NAMED = re.compile(r"\b(?:firmao|ordway|ledger|model)\.\w+")
# The lines of a list come and go with its records.
_LIST_OF = {f"{one.system}.{child.table}": one.target for one in shapes(Mapping()).values() for child in one.children}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The text of each view and macro, by its name."""
    store: Store = fresh_store(tmp_path_factory.mktemp("model") / "tieout.duckdb")
    with store.cursor() as cursor:
        found: dict[str, str] = {}
        for name, text in cursor.rows(_MODEL):
            found[name] = found.get(name, "") + str(text).replace('"', "")
    store.close()
    yield found


def named_through(model: dict[str, str], text: str) -> set[str]:
    """The lists and the ledger's tables that a statement reads, itself or through the model."""
    seen: set[str] = set()
    waiting = set(_NAMED.findall(text))
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting |= set(_NAMED.findall(model.get(one, "")))
    return {_LIST_OF.get(one, one) for one in seen if not one.startswith("model.")}


def state_of(extract: Extract) -> str:
    """What its state is told from, and that of those it rests on."""
    return "\n".join([extract.made_of, *(state_of(below) for below in extract.rests_on)])


@pytest.mark.parametrize("name", EXTRACTS)
def test_its_state_names_whatever_it_is_told_from(model: dict[str, str], name: str) -> None:
    extract = EXTRACTS[name]
    read = named_through(model, extract.told if isinstance(extract, Copy) else extract.keep)
    assert read - set(_NAMED.findall(state_of(extract))) == set()
