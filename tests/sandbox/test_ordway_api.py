"""Reading Ordway: bare lists, pages, filters, order, custom fields, sign-in."""

from typing import Any

import pytest

from sandbox.serving import Sandbox
from tests.sandbox.caller import ORDWAY_SIGN_IN, Caller


def test_a_list_is_a_bare_array_that_ends_with_an_empty_page(ordway: Caller) -> None:
    assert len(ordway.ids("customers", size=50, page=1)) == 50
    assert ordway.ids("customers", size=50, page=2)[-1] == "C-00060"
    assert ordway.get("customers", size=50, page=3) == []


@pytest.mark.parametrize(("asked", "given"), [({}, 20), ({"size": 7}, 7), ({"size": 500}, 50)])
def test_the_length_of_a_page(ordway: Caller, asked: dict[str, int], given: int) -> None:
    assert len(ordway.ids("customers", **asked)) == given


@pytest.mark.parametrize(("name", "value"), [("page", "x"), ("page", "0"), ("size", "x")])
def test_a_page_that_is_no_number_is_a_bad_request(ordway: Caller, name: str, value: str) -> None:
    answer = ordway.ask("GET", "customers", params={name: value})
    assert answer.status_code == 400
    assert answer.json() == {"errors": {"details": {"message": f"{name} is invalid"}}}


def test_plans_ignore_the_page(ordway: Caller) -> None:
    first, second = (ordway.ask("GET", "plans", params={"page": page}) for page in (1, 2))
    assert first.json() == second.json() != []
    assert first.headers["ETag"] == second.headers["ETag"]


def test_lists_carry_a_weak_etag_and_a_request_id(ordway: Caller) -> None:
    headers = ordway.ask("GET", "customers").headers
    assert headers["ETag"].startswith('W/"')
    assert headers["X-Request-Id"]


def test_changed_since_includes_the_bound(sandbox: Sandbox, ordway: Caller) -> None:
    sandbox.world.ordway["invoices"]["INV-00007"]["updated_date"] = "2026-09-30T06:00:00.000Z"
    assert ordway.ids("invoices", **{"updated_date>": "2026-09-30T06:00:00.000000Z"}) == ["INV-00007"]
    assert ordway.ids("invoices", **{"updated_date>": "2026-09-30T06:00:00.001000Z"}) == []
    assert len(ordway.ids("invoices", size=50, **{"updated_date>": "2026-09-30"})) == 50


def test_the_order_by_change_is_not_reliable(sandbox: Sandbox, ordway: Caller) -> None:
    for number, record in enumerate(sandbox.world.ordway["invoices"].values()):
        record["updated_date"] = f"2026-09-30T05:{number:02d}:00.000Z"
    stamps = [row["updated_date"] for row in ordway.get("invoices", sort="updated_date,id", size=50)]
    assert stamps != sorted(stamps)
    assert len(set(stamps)) == 50


def test_order_by_id_is_kept_in_both_directions(ordway: Caller) -> None:
    assert ordway.ids("customers", sort="id", size=2) == ["C-00001", "C-00002"]
    assert ordway.ids("customers", sort="id desc", size=2) == ["C-00060", "C-00059"]


@pytest.mark.parametrize(
    ("resource", "query", "found"),
    [
        ("invoices", {"customer_id": "C-00009"}, ["INV-00008"]),
        ("invoices", {"status": "posted"}, ["INV-00900", "INV-00901"]),
        ("customers", {"name": "Żółw 5 Sp. z o.o."}, ["C-00005"]),
        ("customers", {"firmao_customer_id": "12"}, ["C-00012"]),
        ("customers", {"tax_id": "nobody"}, []),
        ("subscriptions", {"firmao_agreement_id": "1001", "status": "Draft"}, ["S-00002"]),
    ],
)
def test_equality_filters(ordway: Caller, resource: str, query: dict[str, str], found: list[str]) -> None:
    assert ordway.ids(resource, **query) == found


def test_a_row_that_lacks_a_known_key_does_not_match(sandbox: Sandbox, ordway: Caller) -> None:
    sandbox.world.ordway["invoices"]["INV-00007"]["reference"] = "yes"
    sandbox.world.ordway["invoices"]["INV-00008"]["custom_fields"]["erp_id"] = "yes"
    assert ordway.ids("invoices", reference="yes") == ["INV-00007"]
    assert ordway.ids("invoices", erp_id="yes") == ["INV-00008"]


def test_a_filter_that_no_row_knows_is_ignored(ordway: Caller) -> None:
    assert len(ordway.ids("customers", no_such_key="x", size=50)) == 50


def test_custom_fields_are_repeated_at_top_level(ordway: Caller) -> None:
    customer = ordway.get("customers/C-00012")
    assert customer["custom_fields"]["tax_id"] == customer["tax_id"] == "PL5260000012"


def test_nested_lists_have_addresses_of_their_own(ordway: Caller) -> None:
    assert ordway.ids("customers/C-00012/contacts") == ["CT-00012"]
    assert ordway.get("customers/C-00012/contacts", page=2) == []
    assert ordway.ask("GET", "customers/C-00012/invoices").status_code == 404


def test_notifications_are_one_object(ordway: Caller) -> None:
    assert ordway.get("notifications") == {}


def test_what_is_missing_answers_404_with_its_source(ordway: Caller) -> None:
    answer = ordway.ask("GET", "refunds/REF-9")
    assert answer.status_code == 404
    assert answer.json() == {"errors": {"status": 404, "source": "refunds", "details": "REF-9 not found"}}
    assert ordway.ask("GET", "nosuchresource").status_code == 404


@pytest.mark.parametrize(("header", "status"), [("X-API-KEY", 403), ("X-User-Token", 401), ("X-User-Company", 401)])
def test_every_header_of_the_sign_in_counts(ordway: Caller, header: str, status: int) -> None:
    assert ordway.ask("GET", "customers", headers=ORDWAY_SIGN_IN | {header: "wrong"}).status_code == status


def test_a_page_is_read_as_it_stands_now(sandbox: Sandbox, ordway: Caller) -> None:
    query: dict[str, Any] = {"size": 50, "sort": "id"}
    assert len(ordway.ids("customers", page=1, **query)) == 50
    assert len(ordway.ids("customers", page=2, **query)) == 10
    ordway.post("customers", name="Nowy")
    assert len(ordway.ids("customers", page=2, **query)) == 11
    del sandbox.world.ordway["customers"]["C-00001"]
    assert len(ordway.ids("customers", page=2, **query)) == 10
