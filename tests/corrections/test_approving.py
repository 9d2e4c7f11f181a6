"""Whether a second person approves is decided in one place, by what a plan settles and by what its requests move."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from streamlit.testing.v1 import AppTest

from corrections.approving import why_second
from corrections.automatic import is_small
from corrections.batch_offers import for_batch
from corrections.bulk import approve_batch, propose_batch
from corrections.errors import RightMissingError
from corrections.life import approve, propose
from corrections.offers import Offer, for_correction
from corrections.people import Person
from corrections.plan import Change, Plan, Step, Target, moved
from corrections.proposing import Desk as AtDesk
from queries.run import records
from queries.store import Store
from sync.policy import Approval, Automatic
from sync.worker import PullWorker
from tests.corrections.conftest import APPROVER, FINANCE, Desk
from tests.corrections.plans import plan, renaming
from tests.stores import fresh_store
from tests.sync.conftest import DAY

LIMITS: dict[str, Decimal] = {"PLN": Decimal(2000), "KWD": Decimal(10)}
APPROVAL = Approval(limits=LIMITS, always=frozenset({"credit"}))


def moving(*amounts: str, currency: str = "PLN", path: str = "orders") -> Plan:
    """A plan whose requests move some amounts, though it settles nothing."""
    change = Change("status", "Active", "Cancelled")
    steps = (
        Step("ordway", "Move", "PUT", path, {}, (change,), Target("x", "1"), moves=money)
        for money in (moved(Decimal(amount), currency) for amount in amounts)
    )
    return Plan("change_line", "ordway", "A line", "F1", currency, "0.00", tuple(steps), ("T4-x",))


def second(store: Store, approval: Approval, *plans: Plan) -> str:
    """Why a second person approves these, where finance proposes them."""
    with store.cursor() as cursor:
        return why_second(cursor, approval, [FINANCE.name], plans)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store in which nothing was let through yet."""
    made = fresh_store(tmp_path_factory.mktemp("approving") / "tieout.duckdb")
    yield made
    made.close()


@pytest.mark.parametrize(
    ("impact", "currency", "needs"),
    [
        ("2000.00", "PLN", False),
        ("2000.01", "PLN", True),
        ("-2000.01", "PLN", True),
        ("0.01", "EUR", True),
        ("0.00", "EUR", False),
    ],
)
def test_above_the_limit_it_takes_two(store: Store, impact: str, currency: str, needs: bool) -> None:
    found = Plan("change_line", "ordway", "A line", "F1", currency, impact, (), ("T4-x",))
    assert bool(second(store, APPROVAL, found)) is needs


@pytest.mark.parametrize(
    ("amounts", "currency", "needs"),
    [
        (["2000.00"], "PLN", False),
        (["1500.00", "-500.01"], "PLN", True),
        (["-2000.01"], "PLN", True),
        (["10.000"], "KWD", False),
        (["10.001"], "KWD", True),
        (["0.01"], "USD", True),
    ],
)
def test_all_that_the_requests_move_counts_and_nothing_is_set_off(
    store: Store, amounts: list[str], currency: str, needs: bool
) -> None:
    assert bool(second(store, APPROVAL, moving(*amounts, currency=currency))) is needs


@pytest.mark.parametrize("path", ["subscriptions/S-1/cancel", "payments/P-1/reverse"])
def test_a_request_of_a_kind_that_always_takes_two_makes_the_plan_take_two(store: Store, path: str) -> None:
    assert "always" in second(store, Approval(), moving("0", path=path))
    assert second(store, Approval(always=frozenset()), moving("0", path=path)) == ""


def test_undoing_a_kind_counts_as_that_kind(store: Store) -> None:
    undoing = Plan("undo_credit", "ordway", "Undo", "F1", "PLN", "0.00", (), ())
    assert "always: credit" in second(store, APPROVAL, undoing)


def test_the_policy_does_not_do_by_itself_what_moves_more_than_it_allows(store: Store) -> None:
    allowed = Automatic("T4", "ordway", Decimal(100), "PLN")
    assert is_small(store, moving("99.99"), allowed, APPROVAL)
    assert not is_small(store, moving("100.00"), allowed, APPROVAL)
    assert not is_small(store, moving("1.00", currency="EUR"), allowed, Approval())


def drawn(offers: list[Offer]) -> str:
    """Why the first button that the page draws of them may not be pressed."""

    def page(offers):  # type: ignore[no-untyped-def]
        from ui.actions import draw_actions

        draw_actions(offers, "these")

    run = AppTest.from_function(page, args=(offers,)).run()
    assert run.button[0].label.startswith("Approve")
    assert run.button[0].disabled
    return run.button[0].help


@pytest.mark.parametrize("person", [FINANCE, APPROVER], ids=["finance", "an approver"])
def test_the_button_of_one_of_a_batch_says_what_the_function_does(desk: Desk, person: Person) -> None:
    """Each is below the limit, all of them are not: who proposed them approves neither one nor all."""
    old = {"1": "Żółw 1 Sp. z o.o.", "2": "Żółw 2 Sp. z o.o."}
    plans = [plan(renaming(name, "Inna", key), settles=(f"L4-{key}",), impact="-1900.00") for key, name in old.items()]
    batch = propose_batch(desk.store, plans, person, "as agreed")
    here = AtDesk(desk.store, desk.served.settings.policy.mapping, APPROVAL, person, DAY)
    worker = PullWorker(desk.store, desk.served.settings)
    [found] = records(desk.store, "corrections/detail", correction=batch.correction_ids[0])
    [together] = records(desk.store, "corrections/batches", batch=batch.batch_id)
    with pytest.raises(RightMissingError) as one:
        approve(desk.store, batch.correction_ids[0], person, APPROVAL)
    with pytest.raises(RightMissingError) as all_of_it:
        approve_batch(desk.store, batch.batch_id, person, APPROVAL)
    assert drawn(for_correction(here, worker, found)) == str(one.value)
    assert drawn(for_batch(here, worker, together)) == str(all_of_it.value)


def test_what_moves_much_is_approved_by_somebody_else(desk: Desk) -> None:
    correction_id = propose(desk.store, moving("2000.01"), APPROVER, "it differs")
    with pytest.raises(RightMissingError, match="Ask a colleague"):
        approve(desk.store, correction_id, APPROVER, APPROVAL)
    with pytest.raises(RightMissingError, match="may not approve"):
        approve(desk.store, correction_id, FINANCE, APPROVAL)
