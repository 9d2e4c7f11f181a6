"""Reading Firmao: addresses, pages, totals, filters, order, sign-in."""

from decimal import Decimal
from typing import Any

import pytest
import requests

from sandbox.serving import Sandbox
from tests.sandbox.caller import Caller, firmao_of
from tests.sandbox.conftest import Start


def test_a_list_tells_rows_total_and_order(firmao: Caller) -> None:
    page = firmao.get("customers", start=0, limit=2, sort="id", dir="ASC", dataFormat="MEDIUM")
    assert [row["id"] for row in page["data"]] == [1, 2]
    assert (page["totalSize"], page["sort"], page["dir"]) == (60, "id", "ASC")


def test_start_is_a_row_offset(firmao: Caller) -> None:
    assert firmao.ids("customers", start=58, limit=50) == [59, 60]
    assert firmao.ids("customers", start=60, limit=50) == []


def test_the_licence_caps_a_page(start: Start) -> None:
    capped = firmao_of(start(page_limit=7))
    assert len(capped.ids("customers", start=0, limit=50)) == 7


def test_a_total_may_be_untold_while_more_is_to_come(firmao: Caller) -> None:
    assert firmao.get("transactionentries", start=0, limit=50)["totalSize"] == -1
    assert firmao.get("transactionentries", start=50, limit=50)["totalSize"] == 60


def test_extra_keys_may_stand_beside_the_data(firmao: Caller) -> None:
    assert firmao.get("customers", start=100)["multiloggingdetected"] is False


def test_descending_order(firmao: Caller) -> None:
    assert firmao.ids("customers", limit=2, sort="id", dir="DESC") == [60, 59]


@pytest.mark.parametrize("name", ["start", "limit"])
def test_an_offset_that_is_no_number_is_refused(firmao: Caller, name: str) -> None:
    answer = firmao.ask("GET", "customers", params={name: "x"})
    assert (answer.status_code, answer.json()["field"]) == (400, name)


@pytest.mark.parametrize(
    ("resource", "name", "value", "found"),
    [
        ("customers", "nipNumber(eq)", "5260000009", [9]),
        ("customers", "id(in)", "3;5", [3, 5]),
        ("customers", "name(contains)", "żółw 60", [60]),
        ("customers", "id(gt)", "58", [59, 60]),
        ("customers", "id(ngt)", "2", [1, 2]),
        ("customers", "customFields.custom1(eq)", "C-00004", [4]),
        ("transactionentries", "agreement(eq)", "1001", [2001, 2002]),
        ("customers", "lastUpdateDate(ge)", "2026-09-30T05:00:01Z", []),
    ],
)
def test_filters(firmao: Caller, resource: str, name: str, value: str, found: list[int]) -> None:
    assert firmao.ids(resource, **{name: value}) == found


@pytest.mark.parametrize("name", ["noSuchField(eq)", "id(like)", "nipNumber"])
def test_an_unknown_filter_is_refused(firmao: Caller, name: str) -> None:
    answer = firmao.ask("GET", "customers", params={name: "1"})
    assert (answer.status_code, answer.json()["errorCode"]) == (400, "unknownParameter")


def test_line_items_carry_no_stamp_to_filter_by(firmao: Caller) -> None:
    answer = firmao.ask("GET", "transactionentries", params={"lastUpdateDate(ge)": "2026-01-01T00:00:00Z"})
    assert answer.status_code == 400


def test_money_is_a_number_with_its_digits(firmao: Caller) -> None:
    body = firmao.ask("GET", "transactionentries/2001")
    assert '"quantity":1.000' in body.text
    assert body.json(parse_float=Decimal)["unitNettoPrice"] == Decimal("409.43")


def test_one_record_comes_alone(firmao: Caller) -> None:
    assert firmao.get("agreements/1003")["customer"] == {"id": 3, "label": "Żółw 3 Sp. z o.o."}


@pytest.mark.parametrize("resource", ["mails", "storagedocs", "invoicenumbers"])
def test_a_list_that_the_company_does_not_use_is_empty(firmao: Caller, resource: str) -> None:
    page = firmao.get(resource)
    assert (page["data"], page["totalSize"]) == ([], 0)


@pytest.mark.parametrize("path", ["customers/99999", "customers/abc", "nosuchresource"])
def test_what_is_missing_answers_404(firmao: Caller, path: str) -> None:
    assert firmao.ask("GET", path).status_code == 404


def test_a_wrong_password_answers_401(firmao: Caller) -> None:
    assert firmao.ask("GET", "customers", auth=("api@demo.example", "wrong")).status_code == 401
    assert requests.get(f"{firmao.base_url}/customers", timeout=5).status_code == 401


@pytest.mark.parametrize(("lists_deleted", "listed"), [(False, 59), (True, 60)])
def test_lists_return_soft_deleted_records_only_when_told_to(start: Start, lists_deleted: bool, listed: int) -> None:
    firmao = firmao_of(start(lists_deleted=lists_deleted))
    firmao.put("customers/5", deleted=True)
    assert firmao.get("customers")["totalSize"] == listed
    assert firmao.get("customers/5")["deleted"] is True


def test_a_later_page_shows_what_changed_since_the_first(sandbox: Sandbox, firmao: Caller) -> None:
    assert firmao.get("customers", start=0, limit=50)["totalSize"] == 60
    firmao.post("customers", name="Nowy klient")
    assert firmao.get("customers", start=50, limit=50)["totalSize"] == 61
    del sandbox.world.firmao["customers"][60]
    assert firmao.get("customers", start=50, limit=50)["totalSize"] == 60


def test_a_record_edited_in_the_world_is_found_by_its_new_value(sandbox: Sandbox, firmao: Caller) -> None:
    query: dict[str, Any] = {"nipNumber(eq)": "1"}
    assert firmao.ids("customers", **query) == []
    sandbox.world.firmao["customers"][8]["nipNumber"] = "1"
    assert firmao.ids("customers", **query) == [8]


def test_the_date_header_tells_the_sandbox_clock(firmao: Caller) -> None:
    assert firmao.ask("GET", "customers/1").headers["Date"].startswith("Thu, 01 Oct 2026 08:0")
