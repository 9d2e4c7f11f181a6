"""Contract lines in a store, as both systems tell of them: each in a contract of its own, of a customer of its own."""

import json
from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

from queries.reconcile.run import Terms, prepare
from queries.reconcile.terms import Billing, BillingRule
from queries.store import Cursor, Store
from tests.reconcile.schedule_reference import Due, Line, Tiers

DAY = date(2026, 11, 23)
_EMPTY = """
delete from firmao.customers; delete from firmao.agreements; delete from firmao.entries;
delete from ordway.customers; delete from ordway.subscriptions; delete from ordway.subscription_lines
"""


def line(starts_on: date, ends_on: date, **other: Any) -> Line:
    """One line of 1.00 PLN a month, counted from its first day unless told otherwise."""
    told: dict[str, Any] = {
        "anchor": starts_on,
        "period": "Monthly",
        "in_advance": True,
        "quantity": Decimal(1),
        "price": Decimal(1),
    }
    return Line(starts_on, ends_on, **(told | {"discount": Decimal(0)} | other))


def by_policy(told: list[Line]) -> Billing:
    """The policy that says of each contract how it is billed."""
    return Billing(
        contracts={f"A{place}": BillingRule(one.anchor_day, one.proration) for place, one in enumerate(told)}
    )


def expected(store: Store, told: list[Line], billing: Billing | None = None) -> dict[int, list[Due]]:
    """The schedule of each line as the store makes it, by the line's place.

    How a line is billed stands in the subscription, unless a policy is given.
    """
    found: defaultdict[int, list[Due]] = defaultdict(list)
    with store.transaction() as cursor:
        sell(cursor, told, is_set_up=billing is None)
        prepare(cursor, DAY, Terms(billing=billing or Billing()), None)
        for line_id, *due in cursor.rows(
            "select contract_line_id, period_start, period_end, due_on, expected.net_amount "
            "from expected inner join contract_line using (line_number) order by period_start"
        ):
            if line_id.startswith("L"):
                found[int(line_id[1:])].append(Due(*due))
    return found


def sell(cursor: Cursor, told: list[Line], *, is_set_up: bool = True) -> None:
    """Put the lines into the store in place of all else; the anchor of each is an older contract that goes on."""
    cursor.run(_EMPTY)
    for place, one in enumerate(told):
        _insert(cursor, "firmao.customers", id=f"C{place}", name=f"C{place}")
        _insert(
            cursor,
            "ordway.customers",
            id=f"O{place}",
            mapped_firmao_customer_id=f"C{place}",
            billing_cycle_day="9th Day Of The Month",
        )
        _contract(cursor, f"A{place}", place, one.starts_on, one)
        _entry(cursor, f"L{place}", f"A{place}", one.quantity, one)
        if one.anchor < one.starts_on:
            _contract(cursor, f"M{place}", place, one.anchor, one)
            if one.sold_before:
                _entry(cursor, f"B{place}", f"M{place}", one.sold_before, one)
        _subscription(cursor, place, one, is_set_up=is_set_up)


def _contract(cursor: Cursor, contract_id: str, place: int, starts_on: date, one: Line) -> None:
    _insert(
        cursor,
        "firmao.agreements",
        id=contract_id,
        number=contract_id,
        customer_id=f"C{place}",
        offer_status="ACCEPTED",
        currency=one.currency,
        mapped_service_start=starts_on.isoformat(),
        mapped_service_end=one.ends_on.isoformat(),
        mapped_billing_period=one.period,
        mapped_charge_timing="In Advance" if one.in_advance else "In Arrears",
        mapped_auto_renew="Yes" if one.renewal else "No",
        mapped_ordway_subscription_id=f"S{place}",
    )


def _entry(cursor: Cursor, entry_id: str, contract_id: str, quantity: Decimal, one: Line) -> None:
    _insert(
        cursor,
        "firmao.entries",
        id=entry_id,
        agreement_id=contract_id,
        product_code="X",
        quantity=quantity,
        unit_netto_price=one.price,
        discount=one.discount,
    )


def _subscription(cursor: Cursor, place: int, one: Line, *, is_set_up: bool) -> None:
    _insert(
        cursor,
        "ordway.subscriptions",
        id=f"S{place}",
        customer_id=f"O{place}",
        status="Active",
        currency=one.currency,
        auto_renew=one.renewal is not None,
        renewal_term=str(one.renewal.months) if one.renewal else "",
        renewal_increment_percent=one.renewal.percent if one.renewal else Decimal(0),
        current_term_start_date=one.starts_on,
        current_term_end_date=one.ends_on if one.renewal else None,
    )
    _insert(
        cursor,
        "ordway.subscription_lines",
        subscription_id=f"S{place}",
        position=1,
        product_name="X",
        charge_type="Recurring",
        billing_period=one.period,
        billing_period_start_alignment=_alignment(one.anchor_day) if is_set_up else None,
        prorate_partial_periods=one.proration != "none" if is_set_up else None,
        pricing_model="Per unit" if one.tiers is None else "Volume" if one.tiers.is_volume else "Tiered",
        tiers=_tiers(one.tiers),
    )


def _alignment(anchor_day: int) -> str:
    words = {0: "Service Start Date", 9: "Customer's Billing Cycle Day"}
    return words.get(anchor_day, str(anchor_day))


def _tiers(tiers: Tiers | None) -> str:
    """As Ordway writes them; each begins with the unit after the one below it."""
    steps = tiers.steps if tiers else ()
    starts = [1, *((step.ends_at or 0) + 1 for step in steps)]
    return json.dumps(
        [
            {
                "starting_unit": str(start),
                "ending_unit": str(step.ends_at or ""),
                "price": str(step.price),
                "type": "Flat fee" if step.is_flat else "Per unit",
            }
            for start, step in zip(starts, steps, strict=False)
        ]
    )


def _insert(cursor: Cursor, table: str, **values: Any) -> None:
    told = ", ".join(f"${name} as {name}" for name in values)
    cursor.run(f"insert into {table} by name select {told}", **values)
