"""The lines of what was made are read back, each with all of its values, in whatever order they come."""

from dataclasses import replace
from itertools import permutations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from corrections.lines import lines_otherwise
from corrections.plan import Change, Lines, Step
from corrections.states import State
from tests.corrections.conftest import Desk
from tests.corrections.plans import crediting, plan

_LINE = st.fixed_dictionaries({"product_id": st.sampled_from("AB"), "quantity": st.integers(1, 2)})
_LINES = st.lists(_LINE, max_size=4)


def wanted(lines: list[dict[str, Any]]) -> Lines:
    """That a record holds these lines."""
    return Lines("lines", tuple(tuple(Change(key, None, str(one[key]), key) for key in one) for one in lines))


@given(_LINES, _LINES)
def test_lines_agree_where_some_order_of_them_is_the_same(planned: list[Any], there: list[Any]) -> None:
    is_same = any(list(order) == planned for order in permutations(there))
    assert (lines_otherwise({"lines": there}, wanted(planned)) == ()) == is_same


def credit_of(sent: str, planned: str) -> Step:
    """A credit whose only line is sent at one price, and planned at another."""
    step = crediting("L4-x/1", "10.00")
    body = dict(step.body or {}) | {"credit_line_items": [{"product_id": "P-00001", "quantity": 1, "unit_price": sent}]}
    fields = (Change("product_id", None, "P-00001", "product"), Change("unit_price", None, planned, "a unit"))
    return replace(step, body=body, lines=Lines("credit_line_items", (fields,)))


def test_a_line_that_is_not_as_planned_is_not_verified_and_named(desk: Desk) -> None:
    correction_id = desk.approved(plan(credit_of("9.00", "10.00")))
    assert desk.outbox().work_off() == {correction_id: State.FAILED}
    assert "there is no line product P-00001, a unit 10.00; instead there is product P-00001" in desk.story(
        correction_id
    )


def test_a_line_as_planned_is_verified(desk: Desk) -> None:
    correction_id = desk.approved(plan(credit_of("10.00", "10.00")))
    assert desk.outbox().work_off() == {correction_id: State.VERIFIED}
