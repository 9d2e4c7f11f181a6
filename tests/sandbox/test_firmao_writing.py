"""Writing to Firmao: dotted keys in, a changelog out, and nothing at all where it is refused."""

from typing import Any

import pytest

from sandbox.serving import Sandbox
from tests.sandbox.caller import Caller


def test_creating_answers_the_new_id_in_a_changelog(firmao: Caller) -> None:
    told = firmao.post("customers", name="Nowy klient", nipNumber="7770000000")
    [row] = told["changelog"]
    assert row["modification"] == "CREATE"
    assert firmao.get(f"customers/{row['objectId']}")["name"] == "Nowy klient"


def test_changing_answers_what_is_different_now(firmao: Caller) -> None:
    told = firmao.put("customers/7", name="Nowa nazwa S.A.", nipNumber="5260000007")
    [row] = told["changelog"]
    assert (row["objectId"], row["modification"], row["property"]) == (7, "CHANGE", "name")
    assert (row["oldValueDisplay"], row["newValueDisplay"]) == ("Żółw 7 Sp. z o.o.", "Nowa nazwa S.A.")


def test_a_change_moves_the_stamp(firmao: Caller) -> None:
    firmao.put("customers/7", name="Nowa nazwa S.A.")
    assert firmao.ids("customers", **{"lastUpdateDate(ge)": "2026-10-01T08:00:00Z"}) == [7]


def test_dotted_keys_reach_into_nested_objects(firmao: Caller) -> None:
    body: dict[str, Any]
    for body in ({"officeAddress.city": "Gdynia"}, {"customFields.custom5": "tekst"}):
        firmao.put("customers/7", **body)
    read = firmao.get("customers/7")
    assert (read["officeAddress"]["city"], read["officeAddress"]["postCode"]) == ("Gdynia", "90-001")
    assert (read["customFields"]["custom5"], read["customFields"]["custom1"]) == ("tekst", "C-00007")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"officeAddress": {"city": "Gdynia"}}, "unknownParameter"),
        ({"customFields": {"custom5": "x"}}, "unknownParameter"),
        ({"customFields.custom5": 5}, "invalidValue"),
        ({"permissions": "x"}, "unknownParameter"),
        ({"noSuchKey": "x"}, "unknownParameter"),
        ({"id": 8}, "unknownParameter"),
    ],
)
def test_a_key_that_is_not_taken_is_refused(firmao: Caller, body: dict[str, Any], code: str) -> None:
    assert firmao.put("customers/7", 400, **body)["errorCode"] == code


@pytest.mark.parametrize("wrong", [{"customer": 99999}, {"customer": "x"}, {"nettoPrice": "abc"}, {"permissions": 1}])
def test_one_bad_value_of_several_changes_nothing(firmao: Caller, wrong: dict[str, Any]) -> None:
    before = firmao.get("agreements/1001")
    firmao.put("agreements/1001", 400, name="Nowa nazwa", **wrong)
    firmao.put("agreements/1001", 400, **wrong, name="Nowa nazwa")
    assert firmao.get("agreements/1001") == before


def test_a_bad_reference_names_field_and_value(firmao: Caller) -> None:
    assert firmao.put("agreements/1001", 400, customer=99999) == {
        "errorCode": "entityNotFoundForId",
        "field": "customer",
        "rejectedValue": "99999",
        "additionalInfo": {"id": "99999", "cls": "customer"},
    }


def test_a_refused_creation_leaves_nothing(firmao: Caller) -> None:
    firmao.post("agreements", 400, number="UM/NEW", customer=99999)
    assert firmao.get("agreements")["totalSize"] == 30


def test_references_are_bare_ids(firmao: Caller) -> None:
    firmao.put("agreements/1001", customer=9)
    assert firmao.get("agreements/1001")["customer"] == {"id": 9, "label": "Żółw 9 Sp. z o.o."}


def test_a_tax_id_is_held_once(firmao: Caller) -> None:
    told = firmao.post("customers", 409, name="Drugi", nipNumber="5260000009")
    assert told["errorCode"] == "duplicateValueFoundException"
    assert told["duplicateValues"] == [{"objectId": 9, "value": "5260000009"}]


def test_a_taken_number_comes_with_a_suggestion(firmao: Caller) -> None:
    told = firmao.post("agreements", 400, number="UM/2026/1001", customer=1)
    assert told == {
        "errorCode": "transactionNumberAlreadyExists",
        "additionalInfo": {"suggestedNumber": "UM/2026/1001/1"},
    }


@pytest.mark.parametrize(("resource", "field"), [("customers", "name"), ("agreements", "number")])
def test_a_required_field_must_be_sent(firmao: Caller, resource: str, field: str) -> None:
    assert firmao.post(resource, 400, description="x")["field"] == field


def test_a_changed_line_item_sums_up_its_document(firmao: Caller) -> None:
    firmao.put("transactionentries/2001", unitNettoPrice="500.00")
    agreement = firmao.get("agreements/1001")
    assert (agreement["nettoPrice"], agreement["vatPrice"], agreement["bruttoPrice"]) == (909.43, 209.17, 1118.6)
    assert agreement["lastUpdateDate"] >= "2026-10-01T08:00:00Z"


def test_a_transaction_has_names_of_its_own_for_number_and_sums(sandbox: Sandbox, firmao: Caller) -> None:
    held = {n: {"id": n, "transactionNumber": f"FV/{n}", "transactionNettoPrice": 0} for n in (6001, 6002)}
    sandbox.world.firmao["transactions"] = held
    refused = firmao.put("transactions/6002", 400, transactionNumber="FV/6001")
    assert refused["additionalInfo"] == {"suggestedNumber": "FV/6001/1"}
    firmao.put("transactionentries/2001", transaction=6001)
    shown = firmao.get("transactions/6001")
    assert (shown["transactionNettoPrice"], shown["transactionBruttoPrice"]) == (409.43, 503.6)
    assert "nettoPrice" not in shown


def test_only_line_items_are_really_deleted(firmao: Caller) -> None:
    assert firmao.ask("DELETE", "customers/7").status_code == 400
    assert firmao.ask("DELETE", "transactionentries/2001").status_code == 200
    assert firmao.ask("GET", "transactionentries/2001").status_code == 404
    assert firmao.get("agreements/1001")["nettoPrice"] == 409.43


@pytest.mark.parametrize("body", ["{", "[]", '"text"'])
def test_a_body_that_is_no_object_is_refused(firmao: Caller, body: str) -> None:
    assert firmao.ask("PUT", "customers/7", data=body).json()["errorCode"] == "invalidJson"
