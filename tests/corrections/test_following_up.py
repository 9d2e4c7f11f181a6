"""A note or a task tells somebody; the discrepancy stays until the money comes, out of the queue until its day."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from corrections.errors import RightMissingError
from corrections.following_up import snooze_until_due
from corrections.people import Person
from corrections.states import State
from queries.run import records
from queries.store import Store
from tests.corrections.conftest import FINANCE, SALES
from tests.corrections.settling import DAY, company
from tests.corrections.somebody import causes, plan_kept

NOBODY = Person("x@example.com", frozenset())


def test_a_note_and_a_task_are_left_once_and_settle_nothing(tmp_path: Path) -> None:
    with company(tmp_path) as here:
        before = here.open()
        [short], [failed] = causes(here, "P2"), causes(here, "P4")
        made = [here.correct(short["id"], "firmao", kind) for kind in ("note", "task")]
        made.append(here.correct(failed["id"], "firmao"))
        assert set(here.push().values()) == {State.VERIFIED}, here.stories()
        [note] = [one for one in here.world.firmao["salesnotes"].values() if short["id"] in one["description"]]
        assert f"{short['impact']:,.2f} {short['currency']}" in note["description"]
        tasks = list(here.world.firmao["tasks"].values())
        assert len(tasks) == 2
        [task] = [one for one in tasks if one["name"].endswith(" is not paid in full")]
        assert task["name"].startswith(f"{short['account_name']}: ")
        assert task["description"].startswith(f"{short['account_name']} (customer {short['account_id'][1:]}): ")
        assert task["customer"] is None, "no field of the manual"
        assert [plan_kept(here, one).settles for one in made] == [(), (), ()]
        here.pull_and_reconcile()
        assert here.open().keys() == before.keys()
        again = here.correct(short["id"], "firmao", "note")
        assert here.push() == {again: State.VERIFIED}
        notes = [one for one in here.world.firmao["salesnotes"].values() if short["id"] in one["description"]]
        assert len(notes) == 1


def test_what_was_told_is_out_of_the_queue_until_its_day(tmp_path: Path) -> None:
    with company(tmp_path) as here:
        [short] = causes(here, "P2")
        correction_id = here.correct(short["id"], "firmao", "task")
        assert snooze_until_due(here.store, correction_id, FINANCE) is None
        here.push()
        for other in (NOBODY, SALES):
            with pytest.raises(RightMissingError):
                snooze_until_due(here.store, correction_id, other)
        assert snooze_until_due(here.store, correction_id, FINANCE) == DAY + timedelta(days=7)
        assert _snoozed_until(here.store, short["id"], DAY) == DAY + timedelta(days=7)
        assert _snoozed_until(here.store, short["id"], DAY + timedelta(days=7)) is None


def _snoozed_until(store: Store, discrepancy_id: str, day: date) -> object:
    rows = records(store, "discrepancies/queue", as_of=day)
    return next(row["snoozed_until"] for row in rows if row["id"] == discrepancy_id)
