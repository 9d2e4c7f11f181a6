"""What Ordway's lists make of bounds, orders and names in the address, and the id every answer carries."""

import pytest

from sandbox.serving import Sandbox
from tests.sandbox.caller import Caller


@pytest.mark.parametrize(
    ("bound", "count"),
    [
        ("2026-10-01", 1),
        ("2026-10-01T06:00:00Z", 1),
        ("2026-10-01T08:00:00+02:00", 1),
        ("2026-10-01T08:00:00.001000+02:00", 0),
        ("2026-10-01T06:00:00.001Z", 0),
    ],
)
def test_a_bound_may_be_a_day_or_an_instant_of_any_zone(
    sandbox: Sandbox, ordway: Caller, bound: str, count: int
) -> None:
    sandbox.world.ordway["invoices"]["INV-00007"]["updated_date"] = "2026-10-01T06:00:00.000Z"
    assert len(ordway.ids("invoices", **{"updated_date>": bound})) == count


@pytest.mark.parametrize("query", [{"updated_date>": "soon"}, {"sort": " desc"}])
def test_what_cannot_be_read_is_a_bad_request(ordway: Caller, query: dict[str, str]) -> None:
    assert ordway.ask("GET", "invoices", params=query).status_code == 400


def test_invoices_are_found_by_their_date(sandbox: Sandbox, ordway: Caller) -> None:
    sandbox.world.ordway["invoices"]["INV-00007"]["invoice_date"] = "2026-09-17"
    assert ordway.ids("invoices", date="2026-09-17") == ["INV-00007"]


def test_refusals_carry_a_request_id_too(ordway: Caller) -> None:
    answers = [ordway.ask("GET", path) for path in ("customers", "customers/C-99999", "customers?page=x")]
    ids = [answer.headers["X-Request-Id"] for answer in answers]
    assert [answer.status_code for answer in answers] == [200, 404, 400]
    assert len(set(ids)) == 3
