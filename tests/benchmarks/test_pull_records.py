"""The benchmark's records: faithful arithmetic, and pages cut as the two systems cut them."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from benchmarks.pull.answers import Request, page, understood
from benchmarks.pull.check import served_amounts
from benchmarks.pull.ordway_invoices import invoice, payment
from benchmarks.pull.pages import Records, open_world
from benchmarks.pull.volume import Volume

TINY = Volume(customers=7, invoices=120, payments=120, agreements=230)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Records]:
    return open_world(TINY, tmp_path_factory.mktemp("worlds"))


def body(world: dict[str, Records], target: str) -> Any:
    request = understood(target)
    assert request is not None
    return msgspec.json.decode(b"".join(page(request, world)[0]))


def numbers_of_all_pages(world: dict[str, Records]) -> Iterator[str]:
    number = 1
    while rows := body(world, f"/api/v1/invoices?size=50&page={number}"):
        yield from (row["id"] for row in rows)
        number += 1


def test_lines_add_up_to_their_invoice() -> None:
    for n in range(50):
        record = invoice(n, customers=7)
        lines = [Decimal(line["effective_price"]) for line in record["line_items"]]
        assert sum(lines) == Decimal(record["subtotal"])
        assert Decimal(record["subtotal"]) + Decimal(record["invoice_tax"]) == Decimal(record["invoice_amount"])
        assert Decimal(record["paid_amount"]) + Decimal(record["balance"]) == Decimal(record["invoice_amount"])


def test_payment_pays_what_its_invoice_says_is_paid() -> None:
    for n in range(50):
        application = payment(n, customers=7)["invoices"][0]
        record = invoice(n, customers=7)
        assert (application["id"], application["amount_applied"]) == (record["id"], record["paid_amount"])


def test_custom_fields_of_ordway_are_repeated_at_top_level(world: dict[str, Records]) -> None:
    first = body(world, "/api/v1/customers?size=1&page=1")[0]
    assert first["custom_fields"]
    assert first["custom_fields"].items() <= first.items()


def test_ordway_pages_hold_every_record_once(world: dict[str, Records]) -> None:
    assert list(numbers_of_all_pages(world)) == [f"INV-{n:07d}" for n in range(120)]


def test_ordway_never_gives_more_than_50_rows(world: dict[str, Records]) -> None:
    assert len(body(world, "/api/v1/payments?size=500&page=1")) == 50


def test_firmao_never_gives_more_than_100_rows_and_tells_the_whole_size(world: dict[str, Records]) -> None:
    answer = body(world, "/bench/svc/v1/agreements?start=200&limit=500")
    assert (len(answer["data"]), answer["totalSize"]) == (30, 230)
    assert len(body(world, "/bench/svc/v1/agreements?start=0&limit=500")["data"]) == 100


def test_firmao_money_is_a_number_with_its_decimals(world: dict[str, Records]) -> None:
    request = Request("firmao", "agreements", {"limit": "1"})
    assert b'"nettoPrice":1000.00,' in b"".join(page(request, world)[0])


def test_resource_without_records_is_empty(world: dict[str, Records]) -> None:
    assert body(world, "/api/v1/refunds?size=50&page=1") == []
    assert body(world, "/bench/svc/v1/users?start=0&limit=50")["data"] == []


def test_unknown_address_is_not_understood() -> None:
    assert understood("/api/v1/nothing") is None
    assert understood("/api/v2/invoices") is None
    assert understood("/bench/svc/v1/invoices") is None


def test_broken_off_rendering_is_done_again(tmp_path: Path, world: dict[str, Records]) -> None:
    open_world(TINY, tmp_path)
    for index in tmp_path.glob("*/ordway.invoices.index"):
        index.unlink()
        index.with_suffix("").write_bytes(b"half a rec")
    assert bytes(open_world(TINY, tmp_path)["ordway.invoices"].text) == bytes(world["ordway.invoices"].text)


def test_served_amounts_are_those_of_the_records() -> None:
    served = served_amounts(TINY)
    lines = [line for n in range(120) for line in invoice(n, customers=7)["line_items"]]
    assert served["ordway.invoice_lines"] == (360, sum(Decimal(line["effective_price"]) for line in lines))
    assert served["ordway.payments"] == served["ordway.payment_applications"]
