"""The day a page shows figures of is the one everything else is reckoned for."""

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from queries.run import today
from queries.store import Store
from tests.stores import fresh_store
from ui.reading import reader


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store that nothing was pulled into."""
    opened = fresh_store(tmp_path / "tieout.duckdb")
    yield opened
    opened.close()


# At any moment one of the two has another day than UTC.
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_it_is_the_day_on_the_wall(store: Store, monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", zone)
        time.tzset()
        assert reader(store).today == today() == date.today()  # noqa: DTZ011 - the day on the wall is what is tested
    time.tzset()
