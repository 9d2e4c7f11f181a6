"""Closing a month: who may, what stands in the way, what is taken down, and that it stays as it was."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from queries.errors import DecisionRefusedError
from queries.ledger import decisions
from queries.ledger.audit_breaks import find_break
from queries.ledger.closing import close_month, reopen_month
from queries.people import Person
from queries.reconcile.run import reconcile
from queries.run import records
from queries.store import Store, connect
from tests.closing.closing_company import APPROVER, FINANCE, LEAD, OCTOBER, closed, company_read, open_of
from tests.reconcile.deciding_company import DAY

NOBODY, REP = Person("Nobody", frozenset()), Person("Rep", frozenset({"sales"}))
TABLES = ("closing", "closing_discrepancy", "closing_figure", "closing_day", "closing_accepted")
SET_ASIDE = """
insert into ledger.quarantine by name
select 'ordway' as system, 'invoices' as resource, 'INV-9' as record_id, 1 as raw_hash, '' as raw,
    'no amount' as reason, 'R1' as first_run_id, now()::timestamp as first_seen_at, now()::timestamp as last_seen_at
"""
UNDER_WAY = """
insert into ledger.correction by name
select 'TO-1' as correction_id, 'credit' as kind, 'ordway' as side, 'A credit' as title, 0 as impact, '{}' as plan,
    '' as why, 'Anna' as proposed_by, now()::timestamp as proposed_at, 'proposed' as state,
    now()::timestamp as changed_at;
insert into ledger.correction_discrepancy select 'TO-1', min(discrepancy_id) from recon.discrepancy
where rule = 'I1' and period_start = '2026-10-01'
"""
FOLLOWING = """
insert into ledger.correction by name
select 'TO-1' as correction_id, 'credit' as kind, 'ordway' as side, 'A credit' as title, 0 as impact,
    json_object('follows', [min(discrepancy_id)])::varchar as plan, '' as why, 'Anna' as proposed_by,
    now()::timestamp as proposed_at, 'proposed' as state, now()::timestamp as changed_at
from recon.discrepancy
where rule = 'I1' and period_start = '2026-10-01'
"""
TAKING_BACK = """
insert into ledger.correction by name
select 'TO-1' as correction_id, 'undo_credit' as kind, 'ordway' as side, 'A credit taken back' as title,
    min(account_id) as account_id, 0 as impact, '{}' as plan, '' as why, 'Anna' as proposed_by,
    now()::timestamp as proposed_at, 'proposed' as state, now()::timestamp as changed_at
from recon.discrepancy
where rule = 'I1' and period_start = '2026-10-01'
"""
OF_A_CAUSE = UNDER_WAY.replace("min(discrepancy_id)", "min(root_id)")
AS_PROPOSED = "'proposed' as state,\n    now()::timestamp as changed_at"
# It was carried out while both systems were compared, so that nobody knows whether it helped.
DONE_SINCE = UNDER_WAY.replace(AS_PROPOSED, "'verified' as state, now()::timestamp + interval 1 hour as changed_at")
# What is corrected beside the month: another one's, another account's, or so that the comparison knows of it.
BESIDE = {
    "of another month": UNDER_WAY.replace("2026-10-01", "2026-11-01"),
    "taken back of an account without any": TAKING_BACK.replace("min(account_id)", "min('F0')"),
    "that failed": UNDER_WAY.replace(
        AS_PROPOSED, "'failed' as state, now()::timestamp + interval 1 hour as changed_at"
    ),
    "that was carried out before": UNDER_WAY.replace(
        AS_PROPOSED, "'verified' as state, timestamp '2026-10-03' as changed_at"
    ),
}
# What has to be settled first, and how it comes about.
BARRING = {
    "a list that failed since": (
        "insert into ledger.sync_step by name select * replace ('failed' as status, now()::timestamp as finished_at) "
        "from ledger.sync_step limit 1",
        "could not be read since",
    ),
    "read before the month ended": (
        "update ledger.sync_step set finished_at = '2026-10-30' where system = 'firmao'",
        "Firmao: last read whole on 2026-10-30",
    ),
    "never read": ("delete from ledger.sync_step where system = 'ordway'", "Ordway: not every list was ever read"),
    "compared before the month ended": (
        "update ledger.reconciliation set covers_until = '2026-10-31 23:59'",
        "Nothing was reconciled since the month ended",
    ),
    "compared for a day of the month": (
        "update ledger.reconciliation set as_of = '2026-10-30'",
        "Nothing was reconciled since the month ended",
    ),
    "a pull that failed before it read anything": (
        "insert into ledger.sync_run by name select 'R2' as run_id, 'app' as started_by, 'full' as mode, "
        "now()::timestamp as started_at, 'failed' as status, 'lost' as message",
        "The last sync failed: lost",
    ),
    "records that came later": (
        "update ledger.sync_step set updated = 1, finished_at = now()::timestamp where resource = 'customers'",
        "Records came in since",
    ),
    "a correction under way": (UNDER_WAY, "A credit: waiting"),
    "a correction of a cause that concerns the month by its symptom": (OF_A_CAUSE, "A credit: waiting"),
    "a correction that was carried out since": (DONE_SINCE, "A credit: done"),
    "a correction that another one follows from": (FOLLOWING, "A credit: waiting"),
    "a correction that takes another one back": (TAKING_BACK, "A credit taken back: waiting"),
}
TAMPERED = {
    "another signer": "update ledger.closing set closed_by = 'Ewa'",
    "another note": "update ledger.closing set note = 'all is well'",
    "rules of another hash": "update ledger.closing set made_of = 'x'",
    "a smaller amount": "update ledger.closing_discrepancy set under_collected = 0 where rule = 'I1'",
    "a discrepancy taken out": "delete from ledger.closing_discrepancy where rule = 'P2'",
    "another figure": "update ledger.closing_figure set count_open = 0",
    "another day": "update ledger.closing_day set count_open = 0",
    "something accepted taken out": "delete from ledger.closing_accepted where kind = 'open'",
    "all of it taken out": "; ".join(f"delete from ledger.{table}" for table in TABLES),  # noqa: S608 - names of ours
    "a closing that nobody made": "insert into ledger.closing_day values ('2026-09/1', '2026-09-30', 0)",
    "reopened by hand": "insert into ledger.reopening values ('2026-10/1', now()::timestamp, 'Adam', 'no reason')",
}


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a company whose October may be closed."""
    folder = tmp_path_factory.mktemp("closing")
    with company_read(folder) as made, made.store.cursor() as cursor:
        cursor.run("checkpoint")
    return folder / "tieout.duckdb"


@pytest.fixture
def store(untouched: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it for one test."""
    opened = connect(str(shutil.copy(untouched, tmp_path / "copy.duckdb")), holder="a test")
    yield opened
    opened.close()


def run(store: Store, sql: str) -> None:
    """Change the store by hand."""
    with store.transaction() as cursor:
        cursor.run(sql)


def taken_down(store: Store) -> dict[str, list[dict[str, Any]]]:
    """All that closings hold."""
    with store.cursor() as cursor:
        return {one: cursor.records(f"from ledger.{one} order by all") for one in TABLES}


def test_what_is_taken_down_is_how_the_month_stood_and_ties(store: Store) -> None:
    asked = {"month": OCTOBER, "as_of": DAY}
    figures, days = records(store, "closing/figures", **asked), records(store, "closing/days", **asked)
    accepted = open_of(store)
    closing = closed(store)
    assert closing == "2026-10/1"
    assert records(store, "closing/signed_figures", closing=closing) == figures
    assert records(store, "closing/signed_days", closing=closing) == days
    rows = records(store, "closing/signed", closing=closing)
    causes = [row for row in rows if not row["root_id"]]
    assert {row["discrepancy_id"] for row in causes if row["is_accepted"]} == set(accepted)
    assert sum(row["count_open"] for row in figures) == days[-1]["count_open"] == len(accepted)
    for figure in figures:
        own = [row for row in causes if (row["rule"], row["currency"]) == (figure["rule"], figure["currency"])]
        assert figure["count_found"] == len(own)
        assert figure["leakage"] == sum(row["under_collected"] for row in own)
    [signed] = records(store, "closing/closings", month=OCTOBER)
    assert (signed["closed_by"], signed["role"], signed["note"]) == ("Lena", "finance lead", "as discussed")
    assert signed["count_discrepancies"] == len(rows)
    with store.cursor() as cursor:
        [compared] = cursor.rows("select run_id, made_of, compared_for from model.comparison")
    assert (signed["run_id"], signed["made_of"], signed["compared_for"]) == compared
    assert records(store, "closing/since", closing=closing, as_of=DAY) == []


@pytest.mark.parametrize("who", [FINANCE, REP, NOBODY], ids=["finance", "sales", "nobody"])
@pytest.mark.parametrize(
    "act",
    [
        lambda store, who: closed(store, who=who),
        lambda store, who: reopen_month(store, OCTOBER, who=who, why="it was wrong"),
    ],
    ids=["close", "reopen"],
)
def test_who_may_not_is_refused_by_the_function(store: Store, act: Callable[[Store, Person], str], who: Person) -> None:
    with pytest.raises(DecisionRefusedError, match="may not close a month or open it again"):
        act(store, who)
    assert not any(taken_down(store).values())


@pytest.mark.parametrize(("statement", "reason"), BARRING.values(), ids=BARRING)
def test_what_has_to_be_settled_first_keeps_the_month_open(store: Store, statement: str, reason: str) -> None:
    run(store, statement)
    with pytest.raises(DecisionRefusedError, match=reason):
        closed(store)
    assert not any(taken_down(store).values())


@pytest.mark.parametrize("statement", BESIDE.values(), ids=BESIDE)
def test_what_is_corrected_beside_a_month_keeps_it_from_nothing(store: Store, statement: str) -> None:
    run(store, statement)
    assert records(store, "corrections/page", row_limit=9)
    assert closed(store)


def test_a_month_that_goes_on_is_not_closed(store: Store) -> None:
    november = OCTOBER.replace(month=11)
    with pytest.raises(DecisionRefusedError, match="The month is not over"):
        closed(store, november)
    with pytest.raises(DecisionRefusedError, match="first day"):
        closed(store, OCTOBER.replace(day=2))


def test_whoever_signs_accepts_each_of_what_is_open_or_set_aside(store: Store) -> None:
    run(store, SET_ASIDE)
    everything = open_of(store)
    assert "ordway/invoices/INV-9" in everything
    listed = records(store, "closing/obstacles", month=OCTOBER, as_of=DAY, row_limit=1)
    assert [row["kind"] for row in listed] == ["open", "quarantine"]
    assert {row["count_acceptable"] for row in listed} == {len(everything)}
    for left_out in everything:
        with pytest.raises(DecisionRefusedError, match=f"Not accepted: .*{left_out}"):
            close_month(store, OCTOBER, who=LEAD, note="fine", accepted={*everything} - {left_out}, as_of=DAY)
    with pytest.raises(DecisionRefusedError, match="Say what the sign-off rests on"):
        close_month(store, OCTOBER, who=LEAD, note=" ", accepted=everything, as_of=DAY)
    closing = close_month(store, OCTOBER, who=LEAD, note="fine", accepted=everything, as_of=DAY)
    assert {row["subject"] for row in records(store, "closing/signed_accepted", closing=closing)} == set(everything)


def test_nobody_signs_for_another_amount_than_they_saw(store: Store) -> None:
    seen = {row["subject"]: row["told"] for row in records(store, "closing/obstacles", month=OCTOBER, as_of=DAY)}
    run(store, "update ordway.invoices set balance = 70, paid_amount = 30")
    reconcile(store, DAY)
    with pytest.raises(DecisionRefusedError, match=r"has changed while it was looked at\. P2"):
        close_month(store, OCTOBER, who=LEAD, note="fine", accepted=seen, seen=seen, as_of=DAY)
    assert not any(taken_down(store).values())


def test_what_is_waived_needs_no_acceptance(store: Store) -> None:
    decisions.waive(store, open_of(store), who=LEAD, why="agreed in writing")
    assert open_of(store) == []
    closing = close_month(store, OCTOBER, who=LEAD, note="nothing is left", as_of=DAY)
    [last] = records(store, "closing/signed_days", closing=closing)[-1:]
    assert last["count_open"] == 0


def test_a_month_is_closed_once_and_reopened_by_somebody_else_for_a_reason(store: Store) -> None:
    first = closed(store)
    before = taken_down(store)
    with pytest.raises(DecisionRefusedError, match="was closed by Lena already"):
        closed(store, who=APPROVER)
    with pytest.raises(DecisionRefusedError, match="nobody opens their own again"):
        reopen_month(store, OCTOBER, who=Person(" lena ", LEAD.roles), why="a slip")
    with pytest.raises(DecisionRefusedError, match="Say why the month is opened again"):
        reopen_month(store, OCTOBER, who=APPROVER, why=" ")
    assert reopen_month(store, OCTOBER, who=APPROVER, why="a late invoice") == first
    assert taken_down(store) == before
    with pytest.raises(DecisionRefusedError, match="October 2026 is not closed"):
        reopen_month(store, OCTOBER, who=APPROVER, why="again")
    assert closed(store, who=APPROVER) == "2026-10/2"
    told = {row["closing_id"]: row["reopened_by"] for row in records(store, "closing/closings", month=OCTOBER)}
    assert told == {"2026-10/2": None, "2026-10/1": "Adam"}
    kinds = [event["kind"] for event in records(store, "corrections/audit")]
    assert kinds == ["month closed", "month reopened", "month closed"]
    assert find_break(store) is None


@pytest.mark.parametrize("statement", TAMPERED.values(), ids=TAMPERED)
def test_a_change_by_hand_is_found(store: Store, statement: str) -> None:
    closed(store)
    assert find_break(store) is None
    run(store, statement)
    found = find_break(store)
    assert found is not None
    assert "month" in found.what


def changes(store: Store, closing: str) -> dict[str, str]:
    """What is told to have changed since a closing, by discrepancy."""
    rows = records(store, "closing/since", closing=closing, as_of=DAY)
    return {row["discrepancy_id"]: row["change"] for row in rows}


def test_what_changed_since_is_told_and_the_snapshot_stays(store: Store) -> None:
    closing = closed(store)
    before = taken_down(store)
    signed = {(row["rule"], row["account_id"]): row for row in records(store, "closing/signed", closing=closing)}
    paid, halved, waived = (signed[key]["discrepancy_id"] for key in (("P2", "OC1"), ("L1", "F1"), ("L1", "F2")))
    run(store, "update ordway.invoices set status = 'Paid'")
    run(store, "update firmao.entries set unit_netto_price = 50, netto_price = 50 where agreement_id = '1'")
    reconcile(store, DAY)
    decisions.waive(store, [waived], who=FINANCE, why="a pilot")
    told = changes(store, closing)
    assert (told[paid], told[halved], told[waived]) == ("resolved", "other amount", "waived")
    assert taken_down(store) == before
    run(store, "update ordway.invoices set status = 'Partially paid', balance = 70, paid_amount = 30")
    reconcile(store, DAY)
    assert changes(store, closing)[paid] == "other amount"
    assert taken_down(store) == before
    assert find_break(store) is None


def test_what_is_found_later_is_told_as_found(store: Store) -> None:
    run(store, "update firmao.agreements set offer_status = 'SENT' where id = '2'")
    run(store, "delete from ledger.discrepancy_event; delete from recon.discrepancy")
    reconcile(store, DAY)
    closing = closed(store)
    run(store, "update firmao.agreements set offer_status = 'ACCEPTED'")
    reconcile(store, DAY)
    told = changes(store, closing)
    assert set(told.values()) == {"found"}
    assert all(one["account_id"] == "F2" for one in records(store, "closing/since", closing=closing, as_of=DAY))
