"""What tests of drawing watch."""

from typing import Any

import pytest

from queries.extracts.extract import Extract
from queries.store import Store


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The extracts that were looked at, in order, each as often as that was."""
    names: list[str] = []
    bring = Extract.bring_up_to_date

    def noted(extract: Extract, store: Store, **how: Any) -> bool:
        names.append(extract.name)
        return bring(extract, store, **how)

    monkeypatch.setattr(Extract, "bring_up_to_date", noted)
    return names
