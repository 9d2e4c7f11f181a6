"""Every fix that a rule names is planned, sent or done by hand, pulled and compared: what it is for is gone."""

from collections.abc import Collection
from pathlib import Path

import pytest

from corrections.life import done_by_hand
from corrections.manual import judge_manual
from corrections.states import State
from queries.reconcile.rulebook import rulebook
from tests.corrections.conftest import FINANCE
from tests.corrections.fixes import FIXES, NOT_MENDED, Fix, rounds
from tests.corrections.preparing import prepare
from tests.corrections.settling import Company, Row, company
from tests.corrections.somebody import plan_kept

SEEDS = (2, 3, 8)


def test_every_fix_of_every_rule_has_a_proof() -> None:
    assert FIXES.keys() == {(rule.code, *fix) for rule in rulebook() for fix in rule.fixes}
    assert NOT_MENDED.keys() == {rule.code for rule in rulebook() if not rule.fixes}
    assert [fix for fix, proof in FIXES.items() if proof.work and not proof.why] == []


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("number", range(len(rounds())))
def test_what_it_is_for_is_gone_and_nothing_else_appears(tmp_path: Path, number: int, seed: int) -> None:
    with company(tmp_path, seed, checks_changes=True) as here:
        before = here.open()
        prepare(here, [FIXES[fix].prepare for fix in rounds()[number]])
        gone = carry_out(here, rounds()[number])
        left = {key: row for key, row in before.items() if key not in gone}
        shown = {(row["account_id"], rule) for key, row in gone.items() for rule in shows(row, rounds()[number])}
        assert told(here.open(), shown) == told(left, shown)
        put_right = carry_on(here, rounds()[number])
        assert told(here.open(), shown) == told({k: row for k, row in left.items() if k not in put_right}, shown)


def shows(row: Row, fixes: list[Fix]) -> list[str]:
    """The rules that may find something new of the account of a discrepancy that was corrected."""
    return [rule for fix in fixes if fix[0] == row["rule"] for rule in FIXES[fix].shows.split()]


def carry_out(here: Company, fixes: list[Fix]) -> dict[str, Row]:
    """Correct what these fixes are for, and see what became of it; what is to be gone, by id."""
    gone = {key: row for fix in fixes for key, row in settle(here, fix).items()}
    finish(here)
    return gone


def carry_on(here: Company, fixes: list[Fix]) -> set[str]:
    """Correct what these fixes leave, now that its cause is gone; the ids of what is to be gone."""
    wanted = {(FIXES[fix].leaves, FIXES[fix].then) for fix in fixes if FIXES[fix].then}
    gone = {key for rule, kind in wanted for key in here.correct_all({rule}, "ordway", kind)}
    if wanted:
        finish(here)
    return gone


def finish(here: Company) -> None:
    """Send what is approved, do the rest by hand, pull and compare; what was done by hand is told to have helped."""
    assert set(here.push().values()) <= {State.VERIFIED, State.APPROVED}, here.stories()
    done = do_by_hand(here)
    here.pull_and_reconcile()
    assert judge_manual(here.store) == dict.fromkeys(done, State.VERIFIED), here.stories()
    here.publish()


def settle(here: Company, fix: Fix) -> dict[str, Row]:
    """Correct what a fix is for; what is to be gone afterwards, by id. Without preparing, nothing is refused."""
    code, side, kind = fix
    settled = here.correct_all({code}, side, kind)
    assert settled, f"{code} is not corrected on the side of {side} by {kind}: {here.refused}"
    if FIXES[fix].prepare is None:
        assert here.refused == {}
    here.refused.clear()
    return {key: row for key, row in settled.items() if row["rule"] != FIXES[fix].leaves}


def do_by_hand(here: Company) -> list[str]:
    """Do what people are told to do, and say that it is done; the ids of these corrections."""
    found = here.open()
    with here.store.cursor() as cursor:
        rows = cursor.rows("select correction_id from ledger.correction where state = 'approved' order by 1")
    for (correction_id,) in rows:
        plan = plan_kept(here, correction_id)
        row = found[plan.settles[0]]
        work = FIXES[row["rule"], plan.side, plan.kind].work
        assert work is not None, f"{correction_id} is left to a person: {row}"
        work(here, row)
        done_by_hand(here.store, correction_id, FINANCE, "done")
    return [correction_id for (correction_id,) in rows]


def told(rows: dict[str, Row], shown: Collection[tuple[str, str]]) -> dict[str, str]:
    """Discrepancies by id, in words so that they can be read; what may show of an account by a rule is left out."""
    return {
        key: f"{row['rule']} {row['account_name']} ({row['account_id']})"
        for key, row in rows.items()
        if (row["account_id"], row["rule"]) not in shown
    }
