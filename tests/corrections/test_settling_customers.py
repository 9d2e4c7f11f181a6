"""Customers: made, linked, and told alike in both systems."""

from collections.abc import Iterator

import pytest

from corrections.errors import NotPlannableError
from corrections.states import State
from tests.corrections.settling import Company, company
from tests.corrections.somebody import add, causes, edit, kept, plan_kept, read, untouched


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """One company for all: each test is about other accounts."""
    with company(tmp_path_factory.mktemp("customers")) as made:
        yield made


def test_days_to_pay_change_in_ordway_and_invoices_that_were_sent_stay_as_they_are(here: Company) -> None:
    before = here.open()
    [found] = causes(here, "T11")
    late = {key for key, row in before.items() if row["root_id"] == found["id"]}
    correction_id = here.correct(found["id"], "ordway")
    plan = plan_kept(here, correction_id)
    assert plan.settles == (found["id"],)
    assert plan.remains.startswith(f"{len(late)} invoices keep the due date")
    assert here.push() == {correction_id: State.VERIFIED}
    here.pull_and_reconcile()
    assert here.open().keys() == before.keys() - {found["id"]}


def test_a_wrong_claim_is_taken_back_where_it_was_made(here: Company) -> None:
    before = here.open()
    mine, other = untouched(here)[:2]
    ordway_id = read(here, "firmao", "customers", mine)["customFields"]["custom1"]
    kept_fields = read(here, "ordway", "customers", ordway_id)["custom_fields"]
    edit(here, "ordway", f"customers/{ordway_id}", {"custom_fields": {**kept_fields, "firmao_customer_id": other}})
    here.pull_and_reconcile()
    found = next(row for key, row in here.open({"L3"}).items() if key not in before)
    with pytest.raises(NotPlannableError, match="kept in Ordway"):
        here.correct(found["id"], "firmao")
    correction_id = here.correct(found["id"], "ordway")
    assert here.push() == {correction_id: State.VERIFIED}
    assert read(here, "ordway", "customers", ordway_id)["custom_fields"] == kept_fields
    here.pull_and_reconcile()
    assert here.open().keys() == before.keys()


@pytest.mark.parametrize(("side", "first"), [("firmao", 2), ("ordway", 6)])
def test_every_detail_that_differs_is_taken_over_and_no_other(here: Company, side: str, first: int) -> None:
    before = here.open()
    customers = dict(zip(untouched(here)[first:], DETAILS, strict=False))
    for customer, detail in customers.items():
        _told_otherwise(here, customer, detail)
    here.pull_and_reconcile()
    found = {row["firmao_customer_id"]: row["id"] for key, row in here.open({"L4"}).items() if key not in before}
    assert found.keys() == customers.keys()
    planned = {customers[customer]: here.correct(one, side) for customer, one in found.items()}
    assert all(len(plan_kept(here, one).steps) == 1 for one in planned.values())
    assert set(here.push().values()) == {State.VERIFIED}, here.stories()
    here.pull_and_reconcile()
    assert here.open().keys() == before.keys()


DETAILS = ("name", "tax id", "city", "e-mail")


def _told_otherwise(here: Company, customer: str, detail: str) -> None:
    """Ordway is told another detail of a customer than Firmao."""
    ordway_id = read(here, "firmao", "customers", customer)["customFields"]["custom1"]
    held = read(here, "ordway", "customers", ordway_id)
    path, contact = f"customers/{ordway_id}", f"customers/{ordway_id}/contacts/{held['billing_contact_id']}"
    match detail:
        case "name":
            edit(here, "ordway", path, {"name": "Całkiem Inna Nazwa S.A."})
        case "tax id":
            edit(here, "ordway", path, {"custom_fields": {**held["custom_fields"], "tax_id": f"77{customer}"}})
        case "city":
            edit(here, "ordway", contact, {"city": "Suwałki"})
        case _:
            edit(here, "ordway", contact, {"email": f"inny{customer}@gdzie.example"})


def test_links_that_no_tax_id_tells_apart_are_left_to_a_person(here: Company) -> None:
    [found] = causes(here, "L3")
    customer = found["firmao_customer_id"]
    edit(here, "firmao", f"customers/{customer}", {"nipNumber": "9999999999"})
    here.pull_and_reconcile()
    with pytest.raises(NotPlannableError, match="Tax ids do not tell which link is right"):
        here.correct(found["id"], "firmao")


def test_a_tax_id_that_someone_has_already_is_told_with_who_has_it(here: Company) -> None:
    [found] = causes(here, "L2")
    correction_id = here.correct(found["id"], "firmao")
    [made] = [one for one in plan_kept(here, correction_id).steps if one.path == "customers"]
    assert made.body is not None
    add(here, "firmao", "customers", {"name": "Ktoś inny", "nipNumber": made.body["nipNumber"]})
    assert here.push() == {correction_id: State.FAILED}
    told = kept(here, correction_id).story
    assert f"nipNumber is taken already: {made.body['nipNumber']} of customer " in told
