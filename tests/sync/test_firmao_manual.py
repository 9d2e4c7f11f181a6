"""Records with the fields that Firmao's own manual answers with are read, whatever the sandbox makes up."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from queries.migrate import migrate_tables
from queries.store import Store, connect
from sandbox.serving import serve
from sandbox.world import World
from sync.pull import PullRequest, pull
from tests.sync.conftest import DAY, settings_for

STAMPS = {"creationDate": "2012-11-09T12:06:47Z", "lastUpdateDate": "2012-11-09T12:06:48Z"}
ACCOUNT = "50 1020 5558 1111 1702 0600 0067"
MANUAL: dict[str, dict[str, Any]] = {
    "customers": {"id": 51, "name": "KOMP-SERVICE", "bankAccountNumber": ACCOUNT, "status": None},
    "contacts": {"id": 52, "firstName": "Anna", "departament": "Sekretariat", "position": "Sekretarka"},
    "offers": {"id": 53, "number": "1/11/2012/U", "issuingPerson": "Jacob Smith", "nettoPrice": Decimal("818.85")},
    "agreements": {"id": 54, "number": "UM/1", "issuingPerson": "Jacob Smith", "type": "AGREEMENT"},
    "products": {
        "id": 55,
        "productCode": "PR1",
        "netPrice": Decimal("10.00"),
        "saleNetPrice": Decimal("12.00"),
        "saleGrossPrice": Decimal("14.76"),
        "vat": Decimal("23.00"),
    },
    "transactions": {
        "id": 56,
        "transactionNumber": "1/1/2010",
        "transactionDate": "2010-09-24",
        "transactionNettoPrice": Decimal("818.85"),
        "transactionVatPrice": Decimal("180.15"),
        "transactionBruttoPrice": 999,
        "bankAccount": {"id": 1, "label": "mBank"},
        "customerBankAccountNumber": ACCOUNT,
        "sellerBankAccountNumber": ACCOUNT,
    },
    "transactionentries": {
        "id": 57,
        "transaction": {"id": 56, "transactionNumber": "1/1/2010"},
        "offer": None,
        "discount": None,
        "quantity": Decimal("1.000"),
        "unitNettoPrice": Decimal("818.85"),
        "vatPercent": Decimal("22.00"),
    },
}


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    """A store with its tables."""
    store = connect(str(path), holder="a test")
    migrate_tables(store)
    try:
        yield store
    finally:
        store.close()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that pulled one record of each list."""
    path = tmp_path_factory.mktemp("manual") / "tieout.duckdb"
    world = World(DAY, firmao={name: {one["id"]: one | STAMPS} for name, one in MANUAL.items()})
    with serve(world) as sandbox, opened(path) as store:
        outcome = pull(store, settings_for(sandbox, path), PullRequest("a test"))
        assert outcome.status == "done"
        yield store


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("issuing_person from firmao.offers", ("Jacob Smith",)),
        ("issuing_person from firmao.agreements", ("Jacob Smith",)),
        ("department from firmao.contacts", ("Sekretariat",)),
        (
            "unit_netto_price, unit_brutto_price, vat_percent from firmao.products",
            (Decimal("12.0000000000"), Decimal("14.7600000000"), Decimal("23.0000")),
        ),
        (
            "number, transaction_date, netto_price, vat_price, brutto_price from firmao.transactions",
            ("1/1/2010", date(2010, 9, 24), Decimal("818.8500"), Decimal("180.1500"), Decimal("999.0000")),
        ),
        ("transaction_id, unit_netto_price from firmao.entries", ("56", Decimal("818.8500000000"))),
    ],
)
def test_what_the_manual_calls_a_field_is_read(store: Store, asked: str, found: tuple[object, ...]) -> None:
    with store.cursor() as cursor:
        assert cursor.rows(f"select {asked}") == [found]


@pytest.mark.parametrize("table", ["customers", "transactions"])
def test_no_bank_account_reaches_the_store(store: Store, table: str) -> None:
    with store.cursor() as cursor:
        [(raw,)] = cursor.rows(f"select raw::varchar from firmao.{table}")  # noqa: S608
    assert ACCOUNT not in raw
    assert "mBank" not in raw
    assert STAMPS["lastUpdateDate"] in raw
