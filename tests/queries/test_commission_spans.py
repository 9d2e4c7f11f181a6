"""Commission that is kept for all days at once is what is weighed on each of them, whatever the money does."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import queries.commission
from queries.commission.plans import Trigger
from queries.store import Store
from tests.queries.small_records import put, small_store

FIRST = date(2026, 1, 1)
TABLES = ("contract", "split", "share", "cash", "span")
STEPS = [
    step.read_text(encoding="utf-8")
    for step in sorted((Path(queries.commission.__file__).parent / "keep").glob("*span.sql"))
]
AMOUNTS = """
update recon.commission_share
set amount = model.commission_between(
    base_amount, rated_amount, share_before, share_until, rate_before, rate_until, decimals
)
"""
TOLD = "contract_no, invoice_no, rep, currency, place::integer as place, state, amount, dated_on"
KEPT = f"select {TOLD} from model.commission_standing($day) order by all"  # noqa: S608 - names are the test's own
WEIGHED = f"select {TOLD} from model.commission_lines($day, '', null, null, null) order by all"  # noqa: S608

# Under a changed plan, added up and line by line.
CHANGED = "$day, '', $rate, $trigger, $hold"
LINES = f"select rep, currency, place, amount from model.commission_lines({CHANGED})"  # noqa: S608 - as above
SUMS = f"select rep, currency, place, amount from model.commission_sums({CHANGED})"  # noqa: S608 - as above
ADDED = "select rep, currency, place::integer, sum(amount) from ({}) group by all having sum(amount) <> 0 order by all"

days = st.integers(0, 40).map(lambda number: FIRST + timedelta(number))
sometimes = st.one_of(st.none(), days)
cents = st.integers(1, 20_000).map(lambda number: Decimal(number).scaleb(-2))
signed_cents = st.integers(-20_000, 20_000).map(lambda number: Decimal(number).scaleb(-2))
# Half of a deal and the rest, or all of it.
SPLITS = ((("anna", "0", "1"),), (("anna", "0", "0.3333"), ("jan", "0.3333", "1")))
RATE = Decimal("0.0725")


@dataclass(frozen=True)
class Move:
    """What lowers an invoice, or raises it again: a refund gives back what was paid on an earlier day."""

    kind: str
    happened_on: date
    amount: Decimal
    paid_before: int

    @property
    def paid_on(self) -> date:
        """Of a refund the day of its payment."""
        return self.happened_on - timedelta(self.paid_before if self.kind == "refund" else 0)


@dataclass(frozen=True)
class Invoice:
    """What may befall one; `moves` is None where it is plain."""

    told: dict[str, Any]
    moves: list[Move] | None


@dataclass(frozen=True)
class Contract:
    """One with its terms, how it is shared and what is invoiced of it."""

    terms: dict[str, Any]
    told: dict[str, Any]
    split: tuple[tuple[str, str, str], ...]
    invoices: list[Invoice] = field(default_factory=list)

    @property
    def billed(self) -> dict[str, Any]:
        """What is invoiced of it in all, and from when that holds: never where an invoice was reversed."""
        told = [invoice.told for invoice in self.invoices]
        is_any_reversed = any(one["reversed_on"] for one in told)
        return {
            "billed_amount": sum(one["base_amount"] for one in told),
            "billed_rated": sum(one["rated_amount"] for one in told),
            "billed_on": date.max if is_any_reversed else max(one["invoiced_on"] for one in told),
        }

    def turns(self) -> Iterator[date]:
        """Every day on which something happens, or a hold or term ends."""
        known = [self.told["won_on"], self.told["first_paid_on"]]
        for invoice in self.invoices:
            known += [value for name, value in invoice.told.items() if name.endswith("_on")]
            known += chain.from_iterable((move.happened_on, move.paid_on) for move in invoice.moves or ())
        for one in filter(None, known):
            yield from (one, one + timedelta(self.terms["hold_days"]), one + timedelta(self.terms["at_risk_days"] + 1))


moves = st.builds(Move, st.sampled_from(["cash", "cash", "credit", "refund"]), days, cents, st.integers(0, 15))
invoices = st.builds(
    Invoice,
    st.fixed_dictionaries(
        {
            "invoiced_on": days,
            "due_on": sometimes,
            "reversed_on": st.one_of(st.none(), sometimes),
            "paid_in_full_on": sometimes,
            "cash_on": sometimes,
            "cash_amount": cents,
            "gross_amount": st.one_of(cents, st.just(Decimal(100))),
            "base_amount": signed_cents,
            "rated_amount": signed_cents,
        }
    ),
    st.one_of(st.none(), st.lists(moves, max_size=5)),
)
contracts = st.builds(
    Contract,
    st.fixed_dictionaries(
        {
            "trigger_name": st.sampled_from([one.value for one in Trigger]),
            "hold_days": st.sampled_from([0, 3, 10]),
            "at_risk_days": st.sampled_from([0, 5]),
            "clawback_days": st.sampled_from([0, 2, 5, 20]),
        }
    ),
    st.fixed_dictionaries(
        {
            "won_on": sometimes,
            "starts_on": days,
            "first_paid_on": sometimes,
            "contracted_amount": cents,
            "contracted_rated": cents,
        }
    ),
    st.sampled_from(SPLITS),
    st.lists(invoices, min_size=1, max_size=5),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with nothing in it, so that nobody brings the extract up to date."""
    with small_store(tmp_path_factory.mktemp("spans") / "tieout.duckdb") as made:
        yield made


def keep(store: Store, sold: list[Contract]) -> None:
    """Put down what commission is told from, and work out the spans."""
    with store.transaction() as cursor:
        for table in TABLES:
            cursor.run(f"delete from recon.commission_{table}")  # noqa: S608 - names are the test's own
    for number, contract in enumerate(sold, start=1):
        whose = {
            "contract_no": number,
            "contract_id": f"{number}",
            "plan": "standard",
            "currency": "PLN",
            "decimals": 2,
        }
        put(store, "recon.commission_contract", **whose, **contract.terms, **contract.told, **contract.billed)
        for position, (rep, before, until) in enumerate(contract.split, start=1):
            part = {"rep": rep, "share_before": Decimal(before), "share_until": Decimal(until)}
            part |= {"rate_before": Decimal(before) * RATE, "rate_until": Decimal(until) * RATE}
            put(store, "recon.commission_split", contract_id=f"{number}", position=position, percent=50, **part)
            terms = {**contract.terms, "first_paid_on": contract.told["first_paid_on"], "is_first_rep": position == 1}
            share(store, contract, {**whose, **part, **terms})
        lower(store, number, contract)
    with store.transaction() as cursor:
        cursor.run(AMOUNTS)
        for step in STEPS:
            cursor.run(step)


def share(store: Store, contract: Contract, whose: dict[str, Any]) -> None:
    """Put down a rep's part of each invoice."""
    for number, invoice in enumerate(contract.invoices, start=1):
        key = {"invoice_id": f"{whose['contract_no']}-{number}", "invoice_no": number, "amount": 0}
        no_cash = {} if invoice.moves is None else {"cash_on": None, "cash_amount": None}
        told = invoice.told | no_cash | {"is_plain": invoice.moves is None}
        put(store, "recon.commission_share", **whose, **key, **told)


def lower(store: Store, number: int, contract: Contract) -> None:
    """Put down the money of invoices that are not plain."""
    for place, invoice in enumerate(contract.invoices, start=1):
        for move in invoice.moves or ():
            told = {"kind": move.kind, "happened_on": move.happened_on, "amount": move.amount, "paid_on": move.paid_on}
            put(store, "recon.commission_cash", invoice_id=f"{number}-{place}", **told)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(contracts, min_size=2, max_size=3), st.data())
def test_on_every_day_it_is_what_is_weighed_on_it(store: Store, sold: list[Contract], data: st.DataObject) -> None:
    keep(store, sold)
    turns = {turn + timedelta(beside) for one in sold for turn in one.turns() for beside in (-1, 0, 1)}
    for day in data.draw(st.lists(st.sampled_from(sorted(turns)), min_size=6, max_size=10)):
        with store.cursor() as cursor:
            assert cursor.rows(KEPT, day=day) == cursor.rows(WEIGHED, day=day), day


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(contracts, min_size=2, max_size=3), st.data())
def test_a_changed_plan_adds_up_to_its_lines(store: Store, sold: list[Contract], data: st.DataObject) -> None:
    keep(store, sold)
    turns = {turn + timedelta(beside) for one in sold for turn in one.turns() for beside in (-1, 0, 1)}
    triggers = [None, *(one.value for one in Trigger)]
    for day in data.draw(st.lists(st.sampled_from(sorted(turns)), min_size=4, max_size=8)):
        plan = {
            "rate": data.draw(st.sampled_from([None, Decimal("0.01"), Decimal("3.3333"), Decimal(100)])),
            "trigger": data.draw(st.sampled_from(triggers)),
            "hold": data.draw(st.sampled_from([None, 0, 5])),
        }
        with store.cursor() as cursor:
            summed = cursor.rows(ADDED.format(SUMS), day=day, **plan)
            assert summed == cursor.rows(ADDED.format(LINES), day=day, **plan), (day, plan)
