"""The list of accounts: how one is found, what it shows of money, and that no screen loses or repeats one."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.run import records
from queries.store import Store
from sandbox.world import World
from tests.queries.conftest import PulledOnce
from tests.sync.conftest import DAY
from tests.sync.small_company import (
    agreement,
    firmao_customer,
    invoice,
    ordway_customer,
    payment,
    small_company,
    subscription,
)

FEW = settings(max_examples=10, deadline=None)
CUSTOMERS = 20
Rows = list[dict[str, Any]]
Orders = dict[tuple[str, bool], Rows]
SORTS = ("name", "balance", "overdue", "mrr", "renewal")
NAMES = {
    7: "100% Wool_Shop's",
    8: r"C:\Temp & Sons",
    9: "Éclair Straße Đorđe",
    14: "Two  Blanks GmbH",
    15: "Null Energy s.r.o.",
    # Apart by case alone: the order must not depend on which comes first.
    10: "abc",
    11: "ABC",
}


def invoices() -> dict[str, dict[str, Any]]:
    """Accounts 1 to 6 owe; 3 and 4 owe the same; 5 owes in two currencies; what 6 owes is not posted or reversed."""
    made = [
        invoice(101, customer=1) | {"balance": "10.00", "due_date": "2026-09-01"},
        invoice(102, customer=2) | {"balance": "200.00", "due_date": "2026-10-20"},
        invoice(103, customer=3) | {"balance": "30.00"},
        invoice(104, customer=4) | {"balance": "30.00"},
        invoice(105, customer=5)
        | {"balance": "5.05", "currency": "EUR", "due_date": "2026-09-01", "invoice_date": "2026-09-20"},
        invoice(106, customer=5) | {"balance": "70.07", "currency": "PLN", "invoice_date": "2026-08-01"},
        invoice(107, customer=6) | {"balance": "999.00", "status": "Draft", "invoice_date": "2026-09-25"},
        invoice(108, customer=6) | {"balance": "999.00", "status": "Reversed", "invoice_date": "2026-09-24"},
        invoice(109, customer=12)
        | {"balance": "0.0", "status": "Paid", "currency": "EUR", "invoice_date": "2025-02-01"},
    ]
    return {one["id"]: one for one in made}


def subscriptions() -> dict[str, dict[str, Any]]:
    """5 and 12 are contracted in other currencies than they owe or owed in."""
    made = [
        subscription(1, customer=1),
        subscription(2, customer=2) | {"discounted_cmrr": "700.0", "current_term_end_date": "2026-10-31"},
        subscription(3, customer=3) | {"status": "Cancelled"},
        subscription(5, customer=5) | {"currency": "EUR", "discounted_cmrr": "400.0"},
        subscription(6, customer=5) | {"currency": "PLN", "discounted_cmrr": "90.0"},
        subscription(7, customer=5) | {"currency": "PLN", "discounted_cmrr": "1.5"},
        subscription(12, customer=12) | {"current_term_end_date": "2026-09-30"},
        subscription(13, customer=13) | {"currency": "USD"},
    ]
    return {one["id"]: one for one in made}


def company() -> World:
    """Twenty customers, the last of them in one system only."""
    world = small_company(DAY, customers=CUSTOMERS, invoices=0)
    world.firmao["customers"] |= {n: firmao_customer(n) | {"name": name} for n, name in NAMES.items()}
    world.firmao["agreements"][1003] = agreement(1003, customer=3) | {"number": "UM_100%/2026"}
    del world.firmao["customers"][19], world.ordway["customers"]["C-00020"]
    world.ordway["customers"]["C-00019"] = ordway_customer(19) | {"name": "Only in billing GmbH"}
    world.ordway["invoices"] = invoices()
    world.ordway["subscriptions"] = subscriptions()
    world.ordway["payments"] = {
        "PMT-00001": payment(1, customer=5) | {"payment_date": "2026-09-12", "currency": "EUR"},
        "PMT-00002": payment(2, customer=5) | {"payment_date": "2026-09-30", "status": "Failed"},
        "PMT-00003": payment(3, customer=5) | {"payment_date": "2026-09-29", "status": "Pending"},
    }
    return world


@pytest.fixture(scope="module")
def store(pulled_once: PulledOnce) -> Iterator[Store]:
    """A store that holds it."""
    with pulled_once(company()) as opened:
        yield opened


def listed(store: Store, **asked: Any) -> Rows:
    """Rows of the list."""
    return records(store, "accounts/page", **({"as_of": DAY, "row_limit": 1000} | asked))


def ids(rows: Rows) -> list[str]:
    """Their accounts."""
    return [row["account_id"] for row in rows]


@pytest.fixture(scope="module")
def shown(store: Store) -> dict[str, dict[str, Any]]:
    """Every account as the list shows it."""
    return {row["account_id"]: row for row in listed(store)}


def some(row: dict[str, Any], *names: str) -> tuple[Any, ...]:
    """Some columns of a row."""
    return tuple(row[name] for name in names)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("żółw 3", {"F3"}),
        ("ŻÓŁW 3", {"F3"}),
        ("zolw 3", {"F3"}),
        ("  zolw 3 ", {"F3"}),
        ("zolw  3", {"F3"}),
        ("two blanks", {"F14"}),
        ("eclair", {"F9"}),
        ("straße", {"F9"}),
        ("dorde", {"F9"}),
        ("Only in billing", {"OC-00019"}),
        ("5260000004", {"F4"}),
        ("526-000-00-04", {"F4"}),
        ("PL5260000004", {"F4"}),
        ("pl 526 000 00 04", {"F4"}),
        ("0000004", {"F4"}),
        ("um/2026/1002", {"F2"}),
        ("UM_100%", {"F3"}),
        ("c-00005", {"F5"}),
        ("C-00019", {"OC-00019"}),
        ("inv-00106", {"F5"}),
        ("INV-0010", {f"F{n}" for n in (1, 2, 3, 4, 5, 6, 12)}),
        ("16", {"F16"}),
        ("%", {"F7"}),
        ("_", {"F7"}),
        ("100%", {"F7"}),
        ("wool_shop's", {"F7"}),
        ("wool%shop", set()),
        ("woolXshop", set()),
        ("\\", {"F8"}),
        ("c:\\temp &", {"F8"}),
        ("'", {"F7"}),
        ("' or 1=1 --", set()),
        ("$search", set()),
        ("no such thing", set()),
        ("null", {"F15"}),
        ("\x00", set()),
    ],
)
def test_a_search_finds_by_words_and_numbers_and_nothing_else(store: Store, search: str, found: set[str]) -> None:
    assert set(ids(listed(store, search=search))) == found
    assert records(store, "accounts/count", search=search) == [{"accounts": len(found)}]


@pytest.mark.parametrize("search", ["", " "])
def test_nothing_searched_for_is_every_account(store: Store, search: str) -> None:
    assert set(ids(listed(store, search=search))) == {*(f"F{n}" for n in range(1, 21) if n != 19), "OC-00019"}


@FEW
@given(search=st.text(max_size=12))
def test_any_text_may_be_searched_for(store: Store, search: str) -> None:
    assert records(store, "accounts/count", search=search) == [{"accounts": len(listed(store, search=search))}]


@pytest.fixture(scope="module")
def whole(store: Store) -> Orders:
    """The whole list in every order."""
    return {(sort, turned): listed(store, sort=sort, descending=turned) for sort in SORTS for turned in (False, True)}


@FEW
@given(st.sampled_from(SORTS), st.booleans(), st.integers(0, 25), st.integers(0, 25))
def test_a_screen_is_that_part_of_the_whole_list(
    store: Store,
    whole: Orders,
    sort: str,
    descending: bool,
    row_limit: int,
    row_offset: int,
) -> None:
    screen = listed(store, sort=sort, descending=descending, row_limit=row_limit, row_offset=row_offset)
    assert screen == whole[sort, descending][row_offset : row_offset + row_limit]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", SORTS)
def test_screen_after_screen_is_every_account_once(store: Store, whole: Orders, sort: str, descending: bool) -> None:
    screens = [
        ids(listed(store, sort=sort, descending=descending, row_limit=8, row_offset=offset))
        for offset in range(0, CUSTOMERS, 8)
    ]
    walked = [account for screen in screens for account in screen]
    assert walked == ids(whole[sort, descending])
    assert len(walked) == len(set(walked)) == CUSTOMERS


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(("sort", "column"), [("balance", "balance"), ("overdue", "overdue"), ("mrr", "mrr_amount")])
def test_amounts_are_in_order(store: Store, sort: str, column: str, descending: bool) -> None:
    rows = listed(store, sort=sort, descending=descending, as_of=date(2026, 12, 1))
    amounts = [row[column] for row in rows]
    assert amounts == sorted(amounts, reverse=descending)
    assert len(set(amounts)) > 3


@pytest.mark.parametrize("descending", [False, True])
def test_renewals_are_in_order_and_those_without_one_come_last(store: Store, descending: bool) -> None:
    days = [row["next_renewal_on"] for row in listed(store, sort="renewal", descending=descending)]
    told = [day for day in days if day]
    assert told == sorted(told, reverse=descending)
    assert days == told + [None] * (CUSTOMERS - len(told))
    assert set(told) == {date(2026, 11, 1), date(2027, 2, 1)}


def test_names_are_in_order_without_regard_to_case_and_accents(store: Store) -> None:
    names = ids(listed(store, sort="name"))
    assert names[:4] == ["F7", "F10", "F11", "F8"]
    assert names.index("F9") < names.index("OC-00019") < names.index("F1")
    # Those of one name keep the same order either way, so that no screen repeats one.
    assert ids(listed(store, sort="name", descending=True))[-4:] == ["F8", "F10", "F11", "F7"]


def test_equal_amounts_are_in_order_of_name(store: Store) -> None:
    for descending in (False, True):
        found = ids(listed(store, sort="balance", descending=descending))
        assert found.index("F4") == found.index("F3") + 1


def test_the_currency_with_the_largest_balance_comes_first_and_the_others_beside_it(
    shown: dict[str, dict[str, Any]],
) -> None:
    named = ("currency", "balance", "overdue", "mrr_amount")
    assert some(shown["F5"], *named) == ("PLN", Decimal("70.07"), Decimal(0), Decimal("91.50"))
    others = ("other_currencies", "other_balances", "other_overdues", "other_mrr_amounts")
    assert some(shown["F5"], *others) == (["EUR"], [Decimal("5.05")], [Decimal("5.05")], [Decimal("400.00")])
    assert some(shown["F1"], *others) == ([], [], [], [])


def test_what_is_overdue_in_another_currency_is_found_by_order(store: Store) -> None:
    found = ids(listed(store, sort="overdue", descending=True))
    assert found[:2] == ["F1", "F5"]
    assert ids(listed(store, sort="overdue"))[-2:] == ["F5", "F1"]


def test_latest_days_do_not_depend_on_the_currency(shown: dict[str, dict[str, Any]]) -> None:
    named = ("latest_invoice_on", "latest_payment_on", "next_renewal_on")
    assert some(shown["F5"], *named) == (date(2026, 9, 20), date(2026, 9, 12), date(2027, 2, 1))


def test_where_nothing_is_owed_the_currency_is_that_of_what_is_contracted(shown: dict[str, dict[str, Any]]) -> None:
    named = ("currency", "balance", "mrr_amount", "other_currencies")
    assert some(shown["F12"], *named) == ("PLN", Decimal(0), Decimal("600.00"), [])
    assert some(shown["F13"], *named) == ("USD", Decimal(0), Decimal("600.00"), [])
    assert some(shown["F14"], *named) == (None, Decimal(0), Decimal(0), [])


def test_drafts_and_reversed_invoices_are_neither_owed_nor_the_latest(shown: dict[str, dict[str, Any]]) -> None:
    assert some(shown["F6"], "balance", "overdue", "latest_invoice_on") == (Decimal(0), Decimal(0), None)


def test_what_is_due_today_is_not_overdue_yet(store: Store) -> None:
    def overdue(as_of: date) -> dict[str, Decimal]:
        return {row["account_id"]: row["overdue"] for row in listed(store, as_of=as_of) if row["overdue"]}

    assert overdue(date(2026, 9, 1)) == {}
    assert overdue(date(2026, 9, 2)) == {"F1": Decimal("10.00")}
    assert overdue(date(2026, 10, 1)) == {"F1": Decimal("10.00")}
    assert overdue(date(2026, 10, 2)).keys() == {"F1", "F3", "F4", "F5"}


@FEW
@given(st.dates(date(2026, 7, 1), date(2026, 12, 31)))
def test_what_is_owed_on_any_day_is_what_its_invoices_add_up_to(store: Store, day: date) -> None:
    told = {row["account_id"]: row for row in listed(store, as_of=day)}
    for account_id, row in told.items():
        posted = [one for one in _invoices_of(store, account_id) if one["status"] not in ("draft", "reversed")]
        owed: dict[str, list[Decimal]] = {}
        for one in posted:
            if one["status"] in ("posted", "partially_paid"):
                late = one["balance"] if one["due_on"] < day else Decimal(0)
                before = owed.setdefault(one["currency"], [Decimal(0), Decimal(0)])
                owed[one["currency"]] = [before[0] + one["balance"], before[1] + late]
        first = {row["currency"]: [row["balance"], row["overdue"]]}
        others = zip(row["other_currencies"], row["other_balances"], row["other_overdues"], strict=True)
        shown = first | {currency: [balance, overdue] for currency, balance, overdue in others}
        assert {key: value for key, value in shown.items() if any(value)} == owed
        assert row["latest_invoice_on"] == max((one["invoiced_on"] for one in posted), default=None)


def _invoices_of(store: Store, account_id: str) -> Rows:
    with store.cursor() as cursor:
        return cursor.records(
            "select status, currency, balance, due_on, invoiced_on from model.invoice where account_id = $account",
            account=account_id,
        )


def test_a_cancelled_subscription_and_one_whose_term_is_over_do_not_renew(shown: dict[str, dict[str, Any]]) -> None:
    assert some(shown["F3"], "mrr_amount", "next_renewal_on") == (Decimal(0), None)
    assert some(shown["F12"], "next_renewal_on") == (None,)
