"""What is let through without a second person adds up over a day: by person, by account, and over all currencies."""

from decimal import Decimal

import pytest

from corrections.approving import why_second
from corrections.automatic import is_small
from corrections.bulk import approve_batch, propose_batch
from corrections.errors import RightMissingError
from corrections.life import approve, approve_by_policy, propose, reject
from corrections.people import POLICY, Person
from corrections.plan import Plan
from corrections.proposing import Desk as AtDesk
from corrections.proposing import submit, why_second_at
from corrections.states import State
from sync.policy import Approval, Automatic
from tests.corrections.conftest import APPROVER, FINANCE, Desk
from tests.sync.conftest import DAY

COLLEAGUE = Person("kol@example.com", frozenset({"finance"}))
LIMITS = {"PLN": Decimal(100), "EUR": Decimal(25)}
PERSON = Approval(LIMITS, limits_per_person_a_day={"PLN": Decimal(300), "EUR": Decimal(75)})
ACCOUNT = Approval(LIMITS, limits_per_account_a_day={"PLN": Decimal(150), "EUR": Decimal(50)})


def worth(amount: str, number: int, currency: str = "PLN", account: str | None = None) -> Plan:
    """A plan that a person carries out, of an account of its own unless one is named."""
    about = account or f"F{number}"
    return Plan(
        "change_line", "ordway", "A line", about, currency, amount, (), (f"T4-{number}",), instructions=("Do.",)
    )


def let_through(desk: Desk, plans: list[Plan], approval: Approval, who: Person = FINANCE) -> list[str]:
    """Have each proposed and approved by the same person."""
    made = []
    for one in plans:
        made.append(propose(desk.store, one, who, "it differs"))
        approve(desk.store, made[-1], who, approval)
    return made


def test_small_ones_of_one_person_add_up_until_a_colleague_is_asked(desk: Desk) -> None:
    let_through(desk, [worth("-90.00", number) for number in range(3)], PERSON)
    last = propose(desk.store, worth("90.00", 4), FINANCE, "it differs")
    with pytest.raises(RightMissingError, match="may not approve"):
        approve(desk.store, last, FINANCE, PERSON)
    approve(desk.store, last, APPROVER, PERSON)
    assert desk.state(last) is State.APPROVED


def test_nobody_gets_round_their_day_by_having_colleagues_approve(desk: Desk) -> None:
    let_through(desk, [worth("90.00", number) for number in range(3)], PERSON)
    with pytest.raises(RightMissingError):
        approve(desk.store, propose(desk.store, worth("90.00", 4), FINANCE, "it differs"), COLLEAGUE, PERSON)
    let_through(desk, [worth("90.00", 5)], PERSON, COLLEAGUE)


def test_what_a_second_person_looked_at_uses_nothing_up(desk: Desk) -> None:
    for number in range(4):
        approve(desk.store, propose(desk.store, worth("90.00", number), FINANCE, "it differs"), APPROVER, PERSON)
    let_through(desk, [worth("90.00", 5)], PERSON)


def test_what_was_rejected_after_all_uses_nothing_up(desk: Desk) -> None:
    made = let_through(desk, [worth("90.00", number) for number in range(3)], PERSON)
    reject(desk.store, made[0], FINANCE, "not needed")
    let_through(desk, [worth("90.00", 5)], PERSON)


def test_small_ones_for_one_account_add_up_whoever_lets_them_through(desk: Desk) -> None:
    approve_by_policy(desk.store, propose(desk.store, worth("90.00", 1, account="F1"), POLICY, "small"), "small")
    let_through(desk, [worth("50.00", 2, account="F1")], ACCOUNT)
    with desk.store.cursor() as cursor:
        told = why_second(cursor, ACCOUNT, [COLLEAGUE.name], [worth("20.00", 3, account="F1")])
        assert why_second(cursor, ACCOUNT, [COLLEAGUE.name], [worth("20.00", 3, account="F2")]) == ""
    assert "for F1 today, 160.00 PLN is above the limit of 150.00 PLN an account and day" in told


def test_currencies_use_up_shares_of_one_limit(desk: Desk) -> None:
    plans = [worth("60.00", 1), worth("15.00", 2, "EUR")]
    batch = propose_batch(desk.store, plans, FINANCE, "as agreed")
    with pytest.raises(RightMissingError):
        approve_batch(desk.store, batch.batch_id, FINANCE, Approval(LIMITS))
    with desk.store.cursor() as cursor:
        told = why_second(cursor, Approval(LIMITS), [FINANCE.name], plans)
        within = [worth("60.00", 1), worth("10.00", 2, "EUR")]
        assert why_second(cursor, Approval(LIMITS), [FINANCE.name], within) == ""
    assert told.startswith("60.00 PLN and 15.00 EUR together are above the limit of 100.00 PLN or 25.00 EUR")


def test_a_batch_is_not_counted_against_itself(desk: Desk) -> None:
    tight = Approval(LIMITS, limits_per_person_a_day={"PLN": Decimal(100)})
    batch = propose_batch(desk.store, [worth("45.00", 1), worth("45.00", 2)], FINANCE, "as agreed")
    assert approve_batch(desk.store, batch.batch_id, FINANCE, tight) == {}


def test_the_preview_says_what_the_function_does(desk: Desk) -> None:
    here = AtDesk(desk.store, desk.served.settings.policy.mapping, PERSON, FINANCE, DAY)
    for number in range(3):
        assert desk.state(submit(here, worth("90.00", number), "it differs")) is State.APPROVED
    assert "270.00" not in why_second_at(here, [worth("0.00", 4)])
    assert "360.00 PLN is above the limit of 300.00 PLN a person and day" in why_second_at(here, [worth("90.00", 4)])
    assert desk.state(submit(here, worth("90.00", 4), "it differs")) is State.PROPOSED


def test_the_policy_has_a_day_too(desk: Desk) -> None:
    allowed = Automatic("T4", "ordway", Decimal(100), "PLN")
    for number in range(3):
        assert is_small(desk.store, worth("90.00", number), allowed, PERSON)
        correction_id = propose(desk.store, worth("90.00", number), POLICY, "small")
        approve_by_policy(desk.store, correction_id, "small")
    assert not is_small(desk.store, worth("90.00", 4), allowed, PERSON)
