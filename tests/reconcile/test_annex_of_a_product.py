"""What differs in a product is one discrepancy, however many contracts sell it, and from when on the two sides part."""

from datetime import date

from queries.store import Store
from tests.reconcile.seats import bill, bill_months, found, hold, sell

CODES = ("T1", "T3", "T4", "I1", "I4", "I5", "I6")


def under(bare: Store, root: str) -> list[tuple[str, str]]:
    """The rule and month of what hangs under the one discrepancy of a rule."""
    rows = found(bare, CODES)
    [cause] = [row["id"] for row in rows if row["rule"] == root]
    return sorted((row["rule"], str(row["period_start"])) for row in rows if row["root_id"] == cause)


def months(rule: str, *numbers: int) -> list[tuple[str, str]]:
    """The rule in each of these months."""
    return [(rule, f"2026-{number:02}-01") for number in numbers]


def test_a_quantity_that_always_differed_explains_every_period(bare: Store) -> None:
    sell(bare, quantity=3)
    sell(bare, "B", of="A")
    hold(bare, quantity=2)
    bill_months(bare, amount=200)
    assert under(bare, "T3") == months("I4", 8, 9, 10, 11)


def test_a_price_that_always_differed_explains_every_period(bare: Store) -> None:
    sell(bare)
    sell(bare, "B", of="A")
    hold(bare, price=90, quantity=2)
    bill_months(bare, (8, 9, 10), amount=90)
    bill_months(bare, [11], amount=180)
    assert under(bare, "T4") == months("I4", 8, 9, 10, 11)


def test_a_product_that_is_missing_explains_every_period(bare: Store) -> None:
    sell(bare)
    sell(bare, "B", of="A")
    hold(bare, product_name="OTHER")
    assert under(bare, "T1") == months("I1", 8, 9, 10, 11)


def test_what_an_annex_added_explains_nothing_before_it(bare: Store) -> None:
    sell(bare, quantity=3)
    sell(bare, "B", of="A")
    hold(bare, quantity=3)
    bill_months(bare, [8], amount=200)
    bill_months(bare, (9, 10, 11), amount=300)
    assert under(bare, "T3") == months("I4", 11)


def test_what_an_annex_took_away_within_a_period_explains_it(bare: Store) -> None:
    sell(bare, quantity=2)
    sell(bare, "B", of="A", quantity=-1, mapped_service_start="2026-11-16")
    hold(bare, quantity=2)
    bill_months(bare, amount=200)
    assert under(bare, "T3") == months("I5", 11)


def test_it_is_the_same_discrepancy_once_the_annex_has_begun(bare: Store) -> None:
    sell(bare, quantity=3)
    sell(bare, "B", of="A")
    hold(bare, quantity=2)
    bill(bare, "2026-08-01", "2026-08-31", 200)
    before, after = (found(bare, ["T3"], day) for day in (date(2026, 10, 31), date(2026, 11, 1)))
    assert [(row["id"], row["expected"]) for row in after] == [(row["id"], "4") for row in before]
