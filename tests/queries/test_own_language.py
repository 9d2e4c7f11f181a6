"""Somebody's language is kept for them alone, the latest choice only."""

from pathlib import Path

from queries.ledger.own_language import keep_language
from queries.run import records
from tests.deciders import finance
from tests.stores import fresh_store


def test_the_latest_choice_is_kept_under_the_name_however_it_is_written(tmp_path: Path) -> None:
    store = fresh_store(tmp_path / "tieout.duckdb")
    keep_language(store, finance("Anna@example.com"), "en")
    keep_language(store, finance("anna@example.com "), "pl")
    assert records(store, "home/language", who="ANNA@example.com") == [{"language": "pl"}]
    assert records(store, "home/language", who="bert@example.com") == []
    store.close()
