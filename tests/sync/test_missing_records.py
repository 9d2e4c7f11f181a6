"""A list that answers without what is there deletes nothing; what is really gone is found."""

from typing import Any

import pytest

from queries.store import Store
from sandbox import readings
from sync.missing import ASKED_ONE_BY_ONE, sample
from sync.pull import PullRequest, pull
from tests.sync.conftest import Serving
from tests.sync.test_pull import FULL, change_in_firmao, held, steps, stored


def answer_only(monkeypatch: pytest.MonkeyPatch, system: str, resource: str, count: int) -> None:
    """Have a list answer with so many of its records only; by id all of them are still there."""
    whole = readings.Readings.rows

    def rows(self: readings.Readings, key: Any, *others: Any, **options: Any) -> list[Any]:
        found = whole(self, key, *others, **options)
        return found[:count] if key[:2] == (system, resource) else found

    monkeypatch.setattr(readings.Readings, "rows", rows)


@pytest.mark.parametrize(
    ("system", "resource", "kept"),
    [("ordway", "invoices", 0), ("ordway", "invoices", 150), ("firmao", "agreements", 0), ("firmao", "customers", 60)],
)
def test_a_list_that_leaves_out_what_is_there_fails_and_deletes_nothing(
    store: Store, serving: Serving, monkeypatch: pytest.MonkeyPatch, system: str, resource: str, kept: int
) -> None:
    served = serving()
    pull(store, served.settings, FULL)
    before = stored(store, f"{system}.{resource}")
    answer_only(monkeypatch, system, resource, kept)
    outcome = pull(store, served.settings, PullRequest("a test", full=True, only=frozenset({f"{system}.{resource}"})))
    assert outcome.status == "failed"
    missing = len(before) - kept
    assert f"without {missing} of the {len(before)} records" in outcome.message
    assert "Pull again later" in outcome.message
    assert stored(store, f"{system}.{resource}") == before


def test_a_few_that_a_list_leaves_out_are_kept_and_told(
    store: Store, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = serving()
    pull(store, served.settings, FULL)
    answer_only(monkeypatch, "ordway", "invoices", 257)
    outcome = pull(store, served.settings, FULL)
    assert outcome.status == "done"
    assert steps(outcome)["ordway.invoices"]["note"] == "3 that the list left out are still there"
    assert stored(store, "ordway.invoices") == held(served, "ordway", "invoices")


def test_most_of_a_list_may_really_be_gone(store: Store, serving: Serving) -> None:
    served = serving()
    pull(store, served.settings, FULL)
    served.world.ordway["payments"].clear()
    for number in range(1, 101):
        change_in_firmao(served, f"customers/{number}", deleted=True)
    outcome = pull(store, served.settings, FULL)
    assert outcome.status == "done"
    assert steps(outcome)["ordway.payments"]["deleted"] == 260
    assert not stored(store, "ordway.payments")
    assert len(stored(store, "firmao.customers")) == 30


@pytest.mark.parametrize("count", [1, 50, 51, 99, 3002])
def test_a_sample_is_spread_over_all(count: int) -> None:
    missing = {f"INV-{number:05d}" for number in range(count)}
    asked = sample(missing)
    assert len(asked) <= ASKED_ONE_BY_ONE
    assert missing.issuperset(asked)
    assert len(asked) >= min(count, ASKED_ONE_BY_ONE // 2)
    assert count <= ASKED_ONE_BY_ONE or asked[-1] > f"INV-{count - count // 20 - 3:05d}"
