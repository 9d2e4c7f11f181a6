"""What a correction creates in Firmao: made whole, summed up, and found again by what it was created with."""

from typing import Any

import pytest

from sandbox.serving import Sandbox
from tests.sandbox.caller import Caller

ENTRY: dict[str, Any] = {"quantity": 3, "unitNettoPrice": "100.05", "vatPercent": 23, "discount": "10"}


def created(firmao: Caller, resource: str, **body: Any) -> dict[str, Any]:
    """A record as it reads after it was created."""
    [row] = firmao.post(resource, **body)["changelog"]
    read: dict[str, Any] = firmao.get(f"{resource}/{row['objectId']}")
    return read


def found(firmao: Caller, resource: str, **query: Any) -> list[int]:
    """The ids that a filter finds."""
    return firmao.ids(resource, **query)


def test_a_customer_is_found_again_by_its_tax_id_and_its_custom_field(firmao: Caller) -> None:
    body = {"name": "Nowy", "nipNumber": "7770000000", "officeAddress.city": "Gdynia", "customFields.custom1": "C-1"}
    made = created(firmao, "customers", **body)
    assert (made["label"], made["customFields"], made["officeAddress"]["city"]) == (
        "Nowy",
        {"custom1": "C-1"},
        "Gdynia",
    )
    assert found(firmao, "customers", **{"nipNumber(eq)": "7770000000"}) == [made["id"]]
    assert found(firmao, "customers", **{"customFields.custom1(eq)": "C-1"}) == [made["id"]]
    assert created(firmao, "customers", name="Inny")["officeAddress"]["city"] is None


def test_an_agreement_is_found_again_by_its_number_and_customer(firmao: Caller) -> None:
    body = {
        "number": "UM/2026/900",
        "mode": "SALE",
        "customer": 7,
        "currency": "EUR",
        "customFields.custom9": "S-00900",
    }
    made = created(firmao, "agreements", **body)
    assert (made["type"], made["offerStatus"], made["nettoPrice"]) == ("AGREEMENT", "NEW", 0)
    assert (made["customer"]["id"], made["customerName"]) == (7, "Żółw 7 Sp. z o.o.")
    assert found(firmao, "agreements", **{"number(eq)": "UM/2026/900"}) == [made["id"]]
    assert found(firmao, "agreements", **{"customer(eq)": "7"}) == [1007, made["id"]]
    assert found(firmao, "agreements", **{"lastUpdateDate(ge)": "2026-10-01T08:00:00Z"}) == [made["id"]]


def test_the_lines_of_a_new_agreement_sum_it_up(firmao: Caller) -> None:
    agreement = created(firmao, "agreements", number="UM/2026/900", customer=7)["id"]
    made = created(firmao, "transactionentries", agreement=agreement, **ENTRY)
    assert [made[key] for key in ("nettoPrice", "vatPrice", "bruttoPrice")] == [270.14, 62.13, 332.27]
    assert (made["type"], made["mode"], "lastUpdateDate" in made) == ("AGREEMENT", "SALE", False)
    created(firmao, "transactionentries", agreement=agreement, unitNettoPrice="0.01")
    assert firmao.get(f"agreements/{agreement}")["nettoPrice"] == 270.15
    assert found(firmao, "transactionentries", **{"agreement(eq)": agreement}) == [made["id"], made["id"] + 1]
    assert firmao.ask("DELETE", f"transactionentries/{made['id']}").status_code == 200
    assert firmao.get(f"agreements/{agreement}")["bruttoPrice"] == 0.01


def test_a_line_takes_from_its_product_what_was_left_out(sandbox: Sandbox, firmao: Caller) -> None:
    product = {"id": 5, "name": "Seats", "productCode": "SEAT", "unit": "os.", "saleNetPrice": 40, "vat": 23}
    sandbox.world.firmao["products"] = {5: product}
    made = created(firmao, "transactionentries", agreement=1001, product=5, quantity=2)
    assert [made[key] for key in ("productCode", "unit", "unitNettoPrice", "vatPercent")] == ["SEAT", "os.", 40, 23]
    assert (made["product"], made["nettoPrice"]) == ({"id": 5, "label": "Seats", "name": "Seats"}, 80)


@pytest.mark.parametrize("field", ["nettoPrice", "vatPrice", "bruttoPrice"])
def test_a_total_of_an_agreement_can_be_put_by_itself(firmao: Caller, field: str) -> None:
    before = firmao.get("agreements/1001")
    firmao.put("agreements/1001", **{field: "900.10"})
    changed = {field: 900.1, "lastUpdateDate": firmao.get("agreements/1001")["lastUpdateDate"]}
    assert firmao.get("agreements/1001") == before | changed


@pytest.mark.parametrize(
    ("resource", "body"),
    [
        ("salesnotes", {"customer": 7, "agreement": 1001, "description": "Saldo 1107.00 PLN [ref 4711]"}),
        ("tasks", {"name": "Zadzwoń", "customer": 7, "description": "Zaległa faktura [ref 4711]", "priority": "HIGH"}),
    ],
)
def test_notes_and_tasks_are_found_again_by_their_words(firmao: Caller, resource: str, body: dict[str, Any]) -> None:
    other = created(firmao, resource, **body | {"description": "Inna sprawa"})["id"]
    made = created(firmao, resource, **body)["id"]
    assert found(firmao, resource) == [other, made]
    assert found(firmao, resource, **{"description(contains)": "[ref 4711]"}) == [made]
    assert found(firmao, resource, **{"customer(eq)": "7", "description(contains)": "4711"}) == [made]
    assert found(firmao, resource, **{"customer(eq)": "8"}) == []
    assert found(firmao, resource, **{"agreement(eq)": "1002"}) == []


def test_notes_and_tasks_name_their_people(firmao: Caller) -> None:
    task = created(firmao, "tasks", name="Zadzwoń", responsibleUsers=[3000], plannedEndDate="2026-10-09")
    assert task["responsibleUsers"] == [{"id": 3000, "label": "Anna Kos"}]
    assert created(firmao, "salesnotes", customer=7, description="x")["createdBy"]["label"] == "api@demo.example"
    firmao.post("tasks", 400, name="Zadzwoń", responsibleUsers=[1])
    firmao.post("salesnotes", 400, description="Bez klienta")


def test_a_note_of_the_company_is_searched_by_agreement_too(sandbox: Sandbox, firmao: Caller) -> None:
    sandbox.world.firmao["salesnotes"] = {5: {"id": 5, "type": "NOTE", "customer": {"id": 7}}}
    assert found(firmao, "salesnotes", **{"agreement(eq)": "1001"}) == []
