"""What the header of a query says is true: parameters, columns, types and grain."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from corrections.bulk import propose_batch
from corrections.people import Person
from corrections.planner import plan_correction
from queries.catalogue import names, query
from queries.ledger import decisions
from queries.ledger.closing import close_month
from queries.ledger.collecting import Promised, log_contact, promise
from queries.ledger.commission_statements import sign_statement
from queries.ledger.disputes import Disputed, open_dispute
from queries.ledger.notices import ask_test
from queries.ledger.own_language import keep_language
from queries.ledger.own_views import keep_view
from queries.reconcile.run import reconcile
from queries.run import records, today
from queries.store import Store
from sandbox.company import make_world
from sandbox.serving import serve
from sync.mapping import Mapping
from sync.pull import PullRequest, pull
from tests.deciders import approver, finance
from tests.stores import fresh_store
from tests.sync.conftest import settings_for

DAY = date(2026, 11, 23)
GIVEN: dict[str, Any] = {"as_of": DAY, "account": "F1002", "invoice": "INV-00500", "system": "ordway"}
GIVEN |= {"resource": "invoices", "record": "INV-00500", "row_limit": 2000, "rule": "T4"}
GIVEN |= {"correction": "TO-00001", "kind": "account", "product": "SEAT-PRO", "currency": "USD"}
GIVEN |= {"subscription": "S-00001", "customer": "C-00002", "days": 14, "run": "BR-00001", "rules": "T1 T2 T3 T4 T5"}
GIVEN |= {"search": "INV-0050", "pattern": "inv-0050", "tax_pattern": "", "number": "INV-0050", "beginning": "INV-0050"}
GIVEN |= {"owner": "fin@example.com", "who": "a.kos@sprzedawca.example", "before": DAY}
GIVEN |= {"rep": "o.czyz@sprzedawca.example"}
# Tomorrow, as seen from when it was pulled and closed.
GIVEN |= {"now": datetime.now(UTC).replace(tzinfo=None) + timedelta(days=1), "stale_hours": 2, "role": "finance"}
GIVEN |= {"month": date(2026, 10, 1), "closing": "2026-10/1", "months": 12, "window_days": 90}
GIVEN |= {"closed_on": date(2026, 10, 31), "signed_in": date(2025, 1, 1), "step": "collected", "reason": "overdue"}
GIVEN |= {"since": date(2026, 10, 31), "movement": "expansion", "quarters": 12}
# It narrows down by contract and by subscription, and those above do not belong together.
OF_ITS_OWN: dict[str, dict[str, Any]] = {"corrections/contract_lines": {"contract": ""}}
# Of an account to which nearly everything happened.
OF_ITS_OWN |= {
    f"account/{one}": {"account": "F1060"} for one in ("aging", "credits", "differences", "notes", "refunds")
}
OF_ITS_OWN |= {f"account/{one}": {"account": "F1072"} for one in ("statement", "statement_totals", "statement_period")}
OF_ITS_OWN |= {f"collections/{one}": {"account": "F1072"} for one in ("failed_payments", "invoices")}
# Promised until that day.
OF_ITS_OWN |= {"notices/broken_promise": {"as_of": DAY + timedelta(days=1)}}
OF_ITS_OWN |= {
    "commission/trace": {"contract": "20391", "rep": "o.czyz@sprzedawca.example"},
    "commission/trace_lines": {"contract": "20232"},
    "commission/withheld": {"contract": "21040"},
    # The first statement of that rep, which was signed.
    "commission/brought_forward": {"month": date(2026, 9, 1)},
    "commission/what_if_lines": {"rate": "6"},
}
OF_ITS_OWN |= {"search/standing": {"accounts": "F1002 F1060"}}
OF_ITS_OWN |= {"accounts/needed": {"need": "renewal"}}
# What was found is known since it was, and what renews does so later.
OF_ITS_OWN |= {
    "revenue/leakage": {"as_of": today()},
    "revenue/leakage_discrepancies": {"as_of": today(), "closed_on": today()},
    "revenue/renewing_subscriptions": {"month": date(2027, 1, 1)},
}


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the made-up company in it."""
    file: Path = tmp_path_factory.mktemp("seeded") / "tieout.duckdb"
    with serve(make_world(7, 120, DAY)) as sandbox:
        store = fresh_store(file)
        assert pull(store, settings_for(sandbox, file), PullRequest("a test", full=True)).status == "done"
    reconcile(store, DAY)
    propose_one(store)
    close_one(store)
    mention_somebody(store)
    collect_something(store)
    sign_one(store)
    yield store
    store.close()


def propose_one(store: Store) -> None:
    """A correction, so that there is something to tell of it."""
    stale = records(store, "discrepancies/queue", rule="M1", as_of=DAY)[0]["id"]
    plan = plan_correction(store, Mapping(), stale, "firmao", DAY)
    propose_batch(store, [plan], Person("fin@example.com", frozenset({"finance"})), "it is stale")


def close_one(store: Store) -> None:
    """A month that is closed, and something that changed in it since."""
    who, month = Person("lead@example.com", frozenset({"finance lead"})), date(2026, 10, 1)
    open_ones = [row["subject"] for row in records(store, "closing/obstacles", month=month, as_of=DAY)]
    close_month(store, month, who=who, note="as discussed", accepted=open_ones, as_of=DAY)
    decisions.waive(store, open_ones[:1], who=approver("boss@example.com"), why="a pilot")


def sign_one(store: Store) -> None:
    """A statement of commission that was signed."""
    month, rep = date(2026, 9, 1), GIVEN["rep"]
    seen: dict[str, Decimal] = defaultdict(Decimal)
    for row in records(store, "commission/statement", rep=rep, month=month, as_of=DAY):
        seen[row["currency"]] += row["amount"]
    asked = {"rep": rep, "month": month, "as_of": DAY}
    before = {row["currency"]: row["amount"] for row in records(store, "commission/brought_forward", **asked)}
    who = finance("fin@example.com")
    sign_statement(store, **asked, who=who, note="as checked", seen=seen, brought_forward=before)


def mention_somebody(store: Store) -> None:
    """A comment that waits for somebody, who keeps a view of the queue and a language; and a test of a notice."""
    one = records(store, "discrepancies/queue", rule="T4", as_of=DAY)[0]["id"]
    decisions.comment(store, [one], who=finance("fin@example.com"), text="Look at it", mentions=[GIVEN["who"]])
    owned = records(store, "discrepancies/queue", rule="T3", as_of=DAY)[0]["id"]
    decisions.assign(store, [owned], who=finance("fin@example.com"), owner=GIVEN["owner"])
    keep_view(store, finance(GIVEN["who"]), "Prices", "rule=T4")
    keep_language(store, finance(GIVEN["who"]), "pl")
    ask_test(store, Person("boss@example.com", frozenset({"admin"})), "finance")


def collect_something(store: Store) -> None:
    """A call, a promise and a dispute of an account that owes."""
    who, account = finance("fin@example.com"), GIVEN["account"]
    log_contact(store, account, who=who, channel="call", words="They will pay", on=DAY)
    promise(store, account, Promised(Decimal(100), "PLN", DAY), who=who, on=DAY)
    open_dispute(store, Disputed(account, None, "Wrong seats", is_on_hold=False), who=who, on=DAY)


def given(store: Store, name: str) -> dict[str, Any]:
    """Values for the parameters a query must be given, and for those that make it answer with many rows."""
    root = one_with_symptoms(store)
    values = (
        GIVEN
        | {"discrepancy": root, "discrepancies": root, "contract": contract_of(store, root)}
        | OF_ITS_OWN.get(name, {})
    )
    wanted = {key: one for key, one in query(name).parameters.items() if key in values}
    of_its_own = {"row_limit", *OF_ITS_OWN.get(name, {})}
    return {key: values[key] for key, one in wanted.items() if one.default is None or key in of_its_own}


def one_with_symptoms(store: Store) -> str:
    """A discrepancy that explains others."""
    with store.cursor() as cursor:
        return str(cursor.value("select min(root_id) from recon.discrepancy where rule[1] = 'I' and root_id[1] = 'T'"))


def contract_of(store: Store, discrepancy_id: str) -> str:
    """The contract that a discrepancy is about."""
    with store.cursor() as cursor:
        return str(
            cursor.value("select contract_id from recon.discrepancy where discrepancy_id = $id", id=discrepancy_id)
        )


@pytest.mark.parametrize("name", names())
def test_declared_parameters_are_those_duckdb_finds(seeded: Store, name: str) -> None:
    with seeded.cursor() as cursor:
        assert set(query(name).parameters) == cursor.parameters(query(name).sql)


@pytest.mark.parametrize("name", names())
def test_declared_columns_are_those_it_returns(seeded: Store, name: str) -> None:
    with seeded.cursor() as cursor:
        values = {one.name: GIVEN.get(one.name, one.default or "") for one in query(name).parameters.values()}
        values |= {"descending": False} if "descending" in values else {}
        values |= {"row_offset": 0} if "row_offset" in values else {}
        found = dict(cursor.columns(query(name).sql, **values))
    assert {key: kind.lower() for key, kind in found.items()} == dict(query(name).columns)


@pytest.mark.parametrize("name", names())
def test_no_two_rows_share_the_grain(seeded: Store, name: str) -> None:
    rows = records(seeded, name, **given(seeded, name))
    keys = [tuple(row[column] for column in query(name).grain) for row in rows]
    assert len(keys) == len(set(keys))


# Every contract is shared so that its commission can be told. Nothing is set aside, credited, owed by that account,
# done by hand, sent or made by a correction, or looks alike without being linked there.
EMPTY = {"health/quarantine", "account/applications", "links/decided"} | {
    one for one in names() if one.endswith("_suggestions")
}
EMPTY |= {"corrections/open_invoices", "corrections/judged_by_hand", "corrections/to_publish"}
EMPTY |= {"corrections/unpulled", "corrections/invoices_of_run", "account/publishing", "home/corrections"}
EMPTY |= {"commission/untold", "home/waiting_money", "discrepancies/document_sides"}
EMPTY |= {"notices/failed_correction", "notices/month_reopened"}


@pytest.mark.parametrize("name", [one for one in names() if one not in EMPTY])
def test_the_seeded_company_has_rows_for_it(seeded: Store, name: str) -> None:
    assert records(seeded, name, **given(seeded, name))
