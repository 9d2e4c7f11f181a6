"""Decisions take a right, are told to the audit, and are held against it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from queries import migrate as migrating
from queries.errors import DecisionRefusedError
from queries.ledger import decisions
from queries.ledger.audit_breaks import find_break
from queries.ledger.links import Pair, Suggested, confirm_link, reject_suggestion, withdraw_link
from queries.people import Person
from queries.run import records
from queries.store import Store, connect
from tests.deciders import approver
from tests.reconcile.deciding_company import DAY, Company, company_in

ANNA, REP, NOBODY = approver("Anna"), Person("Rep", frozenset({"sales"})), Person("Nobody", frozenset())
SCOPE = decisions.Scope("P2", account_id="OC1", first_day=DAY, expires_on=DAY)
PAIR, OTHER = Pair("account", "1", "C1"), Pair("account", "2", "C1")
Act = Callable[[Store, list[str], Person], Any]
# In an order in which each of them changes something.
DECIDED: dict[str, Act] = {
    "discrepancy waived": lambda store, ids, who: decisions.waive(store, ids, who=who, why="“zgoda”\n<ł>", until=DAY),
    "discrepancy unwaived": lambda store, ids, who: decisions.unwaive(store, ids, who=who, why="no"),
    "discrepancy assigned": lambda store, ids, who: decisions.assign(store, ids, who=who, owner="Jan"),
    "discrepancy due": lambda store, ids, who: decisions.set_due(store, ids, who=who, on=DAY),
    "discrepancy snoozed": lambda store, ids, who: decisions.snooze(store, ids, who=who, until=DAY),
    "exception registered": lambda store, _, who: decisions.register_exception(store, SCOPE, who=who, why="a pilot"),
    "exception ended": lambda store, _, who: decisions.end_exception(store, exception(store), who=who, why="over"),
    "link confirmed": lambda store, _, who: confirm_link(store, PAIR, who=who, why="same", seen=Suggested(40, "name")),
    "link rejected": lambda store, _, who: reject_suggestion(store, OTHER, who=who, why="another"),
    "link withdrawn": lambda store, _, who: withdraw_link(store, PAIR, who=who, why="a slip"),
}
COUNTED = "select (select count(*) from ledger.decision), (select sequence from ledger.audit_head)"
TAMPERED = {
    "a waiver deleted": "delete from ledger.discrepancy_event where kind = 'waived'",
    "another reason": "update ledger.discrepancy_event set note = 'agreed' where kind = 'waived'",
    "another owner": "update ledger.discrepancy_event set value = 'Ewa' where kind = 'assigned'",
    "a waiver nobody made": "insert into ledger.discrepancy_event by name select 'P2-x' as discrepancy_id, "
    "now()::timestamp as happened_at, 'waived' as kind, 'Anna' as who, '' as value, 'agreed' as note",
    "a wider exception": "update ledger.exception set account_id = null, contract_id = '1'",
    "an exception that goes on": "delete from ledger.exception_end",
    "a link deleted": "delete from ledger.link_decision where decision = 'rejected'",
    "a link to another": "update ledger.link_decision set firmao_id = '2' where decision = 'confirmed'",
}


def exception(store: Store) -> str:
    """The exception there is, or an id of none."""
    with store.cursor() as cursor:
        return str(cursor.value("select max(exception_id) from ledger.exception"))


def counted(store: Store) -> tuple[int, int]:
    """How many decisions are kept, and events."""
    with store.cursor() as cursor:
        [(decided, told)] = cursor.rows(COUNTED)
    return decided, told


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """Three accounts; whatever may be decided about them was decided once, by somebody who may."""
    with company_in(tmp_path_factory.mktemp("audited")) as made:
        for kind, decide in DECIDED.items():
            before = counted(made.store)[1]
            decide(made.store, sorted(made.found)[:2], ANNA)
            assert counted(made.store)[1] == before + 1, kind
        yield made


def test_every_decision_is_an_event_of_the_chain(company: Company) -> None:
    events = records(company.store, "corrections/audit")
    assert [one["kind"] for one in events] == list(DECIDED)
    assert {(one["who"], one["role"]) for one in events} == {("Anna", "approver")}
    assert find_break(company.store) is None


@pytest.mark.parametrize("who", [REP, NOBODY], ids=["sales", "nobody"])
@pytest.mark.parametrize("decide", DECIDED.values(), ids=DECIDED)
def test_who_may_not_decide_is_refused_and_nothing_is_kept(company: Company, decide: Act, who: Person) -> None:
    before = counted(company.store)
    with pytest.raises(DecisionRefusedError, match="may not decide about discrepancies and links"):
        decide(company.store, sorted(company.found), who)
    assert counted(company.store) == before


def test_whoever_has_a_role_may_comment(company: Company) -> None:
    before = counted(company.store)
    with pytest.raises(DecisionRefusedError, match="may not comment"):
        decisions.comment(company.store, sorted(company.found)[:1], who=NOBODY, text="called")
    decisions.comment(company.store, sorted(company.found)[:1], who=REP, text="called")
    assert counted(company.store) == (before[0] + 1, before[1] + 1)
    assert find_break(company.store) is None


@pytest.mark.parametrize("statement", TAMPERED.values(), ids=TAMPERED)
def test_what_is_changed_by_hand_in_the_store_is_told(company: Company, statement: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.duckdb"
    with company.store.cursor() as cursor:
        cursor.run("checkpoint")
    copy.write_bytes(company.store.path.read_bytes())
    store = connect(str(copy), holder="a test")
    with store.transaction() as cursor:
        cursor.run(statement)
    found = find_break(store)
    store.close()
    assert found is not None
    assert "the decision" in found.what


def test_what_changes_nothing_is_not_told(company: Company) -> None:
    before = counted(company.store)
    decisions.assign(company.store, sorted(company.found)[:2], who=ANNA, owner="Jan")
    decisions.end_exception(company.store, exception(company.store), who=ANNA, why="again")
    assert counted(company.store) == before


def test_decisions_made_before_are_taken_over_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = connect(str(tmp_path / "tieout.duckdb"), holder="a test")
    later = ["0022_audited_decisions.sql", "0040_closing.sql", "0043_exact_amounts.sql"]
    later += ["0052_audited_collecting.sql", "0057_commission_statements.sql", "0071_never_compared.sql"]
    before = [file for file in migrating.MIGRATIONS if file.name not in later]
    with monkeypatch.context() as older:
        older.setattr(migrating, "MIGRATIONS", tuple(before))
        migrating.migrate_tables(store)
    with store.transaction() as cursor:
        cursor.run(TAMPERED["a waiver nobody made"])
    assert migrating.migrate(store) == later
    assert [one["kind"] for one in records(store, "corrections/audit")] == ["decisions taken over"]
    assert find_break(store) is None
    migrating.migrate(store)
    with store.transaction() as cursor:
        cursor.run(TAMPERED["a waiver deleted"])
    assert find_break(store) is not None
    store.close()
