"""The aging ends with what it adds up to, and each of its amounts leads to the invoices behind it."""

from decimal import Decimal
from typing import Any

import pytest

from ui.address import link_to
from ui.collections.aging import aging_table
from ui.sheet import Node, words_of

BUCKETS = ("current_amount", "overdue_1_30", "overdue_31_60", "overdue_61_90", "overdue_91")


@pytest.fixture(autouse=True)
def _address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.address.st.query_params", {"view": "aging", "bucket": "91+"})


def asked_for(content: Node | str) -> list[dict[str, str]]:
    """What each link to invoices names, in reading order."""
    if isinstance(content, str):
        return []
    own = link_to(content[1].get("opens", ""))[1]
    told = [{key: value for key, value in own.items() if key != "view"}] if own.get("view") == "invoices" else []
    return [*told, *(one for child in content[2:] for one in asked_for(child))]


def row(first: int, *others: int, **own: Any) -> dict[str, Any]:
    amounts = dict(zip(BUCKETS, map(Decimal, (first, *others)), strict=True))
    told = {"balance": sum(amounts.values()), "count_invoices": 2, "currency": "PLN", "owner": None}
    return {**told, **amounts, **own}


CURRENT, OLDEST = {"bucket": "current"}, {"bucket": "91+"}
TOTAL = row(30, 70, 0, 0, 5)


def test_the_last_row_says_what_all_customers_owe() -> None:
    one = row(30, 0, 0, 0, 5, account_id="F1", account_name="Account 1", ordway_customer_id="C-1")
    told = aging_table([one], [TOTAL], "", (1, 1))
    assert words_of(told).endswith("All customers – 105.00 30.00 70.00 0.00 0.00 5.00 2")
    of_one = {"of": "F1", "currency": "PLN"}
    of_all = [{"currency": "PLN"} | bucket for bucket in ({}, CURRENT, {"bucket": "1–30"}, OLDEST)]
    assert asked_for(told) == [of_one, of_one | CURRENT, of_one | OLDEST, *of_all]


def test_a_sum_of_a_sales_person_leads_to_its_invoices_and_so_does_that_of_nobody() -> None:
    told = aging_table([row(30, 0, 0, 0, 5, owner="a.kos"), row(9, 0, 0, 0, 0)], [], "owner", (1, 1))
    of_one = {"owner": "a.kos", "currency": "PLN"}
    of_nobody = {"owner": "nobody", "currency": "PLN"}
    assert asked_for(told) == [of_one, of_one | CURRENT, of_one | OLDEST, of_nobody, of_nobody | CURRENT]
    assert "Nobody 9.00 9.00" in words_of(told)


def test_currencies_have_no_row_of_totals() -> None:
    assert "All customers" not in words_of(aging_table([TOTAL], [TOTAL], "currency", (1, 1)))
