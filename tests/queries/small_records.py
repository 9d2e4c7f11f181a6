"""Records of both systems put straight into the cache, as small as they can be, to be linked or not."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from queries.commission.plans import Commission, set_plans
from queries.store import Store, connect
from tests.stores import fresh_store

Values = Mapping[str, Any]


@contextmanager
def small_store(file: Path) -> Iterator[Store]:
    """A store with nothing in it yet."""
    store = fresh_store(file)
    yield store
    store.close()


@contextmanager
def copied(file: Path, folder: Path) -> Iterator[Store]:
    """A copy of a store for one test, which may change it."""
    store = connect(str(shutil.copy(file, folder / "tieout.duckdb")), holder="a test")
    yield store
    store.close()


def put(store: Store, table: str, **values: Any) -> None:
    """Put one record into a table of the cache."""
    told = ", ".join(f"${name} as {name}" for name in values)
    with store.transaction() as cursor:
        cursor.run(f"insert into {table} by name select {told}", **values)


def change(store: Store, table: str, record: str, **values: Any) -> None:
    """Change a record, as a pull would."""
    with store.transaction() as cursor:
        for name, value in values.items():
            set_one = f"update {table} set {name} = $value where id = $id"  # noqa: S608 - names are the tests' own
            cursor.run(set_one, id=record, value=value)


def put_account(store: Store, number: int, name: str = "Nordlicht", **given: Values) -> None:
    """A customer on both sides, `7` and `C-7`, linked by nothing unless `firmao` or `ordway` says so."""
    put(store, "firmao.customers", **{"id": f"{number}", "name": name} | dict(given.get("firmao", {})))
    own = {"id": f"C-{number}", "name": name, "status": "Active", "billing_contact_id": f"P-{number}"}
    put(store, "ordway.customers", **own | dict(given.get("ordway", {})))
    contact = {"customer_id": f"C-{number}", "position": 1, "contact_id": f"P-{number}"}
    put(store, "ordway.contacts", **contact | dict(given.get("contact", {})))


def put_linked_account(store: Store, number: int) -> None:
    """A customer on both sides whose field links them."""
    put_account(store, number, f"Account {number}", firmao={"mapped_ordway_customer_id": f"C-{number}"})


def put_contract(store: Store, contract: str, customer: int, **given: Any) -> None:
    """A won contract with one line, both of the same id, over one hundred PLN a month."""
    own = {
        "id": contract,
        "number": f"SA/{contract}",
        "customer_id": f"{customer}",
        "offer_status": "ACCEPTED",
        "currency": "PLN",
        "mapped_service_start": "2026-10-01",
        "mapped_billing_period": "Monthly",
        "netto_price": 100,
    }
    put(store, "firmao.agreements", **own | given)
    line = {"id": contract, "agreement_id": contract, "product_code": "SEAT", "product_name": "Seats", "quantity": 1}
    put(store, "firmao.entries", **line | {"unit_netto_price": 100, "netto_price": 100})


def put_subscription(store: Store, subscription: str, customer: int, **given: Any) -> None:
    """An active subscription of one line, over one hundred PLN a month."""
    own = {
        "id": subscription,
        "customer_id": f"C-{customer}",
        "status": "Active",
        "currency": "PLN",
        "service_start_date": "2026-10-01",
        "version": 1,
    }
    product = given.pop("product_name", "SEAT")
    entry = given.pop("mapped_firmao_entry_id", None)
    put(store, "ordway.subscriptions", **own | given)
    line = {"subscription_id": subscription, "position": 1, "subscription_line_id": f"L-{subscription}"}
    line |= {"product_name": product, "charge_type": "recurring", "billing_period": "Monthly", "quantity": 1}
    line |= {"list_price": 100, "effective_price": 100, "mapped_firmao_entry_id": entry}
    put(store, "ordway.subscription_lines", **line)


def put_plans(store: Store, commission: Commission) -> None:
    """Pay commission by these plans from now on."""
    with store.transaction() as cursor:
        set_plans(cursor, commission)
