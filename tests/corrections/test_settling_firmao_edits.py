"""Single corrections of agreements in Firmao: what they send, what they leave alone, and what they refuse."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from corrections.errors import NotPlannableError
from corrections.states import State
from queries.run import records
from tests.corrections.settling import Company, company
from tests.corrections.somebody import causes, edit, kept, plan_kept, read, untouched


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """One company for all: each test is about other accounts."""
    with company(tmp_path_factory.mktemp("edits")) as made:
        yield made


def test_an_agreement_changed_by_someone_else_is_a_conflict_that_names_their_value(here: Company) -> None:
    [found] = causes(here, "T3")
    correction_id = here.correct(found["id"], "firmao")
    edit(here, "firmao", f"transactionentries/{found['firmao_entry_id']}", {"quantity": "777"})
    assert here.push() == {correction_id: State.CONFLICTED}
    assert "quantity is 777" in kept(here, correction_id).story
    assert read(here, "firmao", "transactionentries", found["firmao_entry_id"])["quantity"] == 777


def test_a_term_changed_by_someone_else_is_a_conflict_that_names_their_value(here: Company) -> None:
    [found] = causes(here, "T13")
    correction_id = here.correct(found["id"], "firmao")
    edit(here, "firmao", f"agreements/{found['firmao_agreement_id']}", {"customFields.custom4": "By usage"})
    assert here.push() == {correction_id: State.CONFLICTED}
    assert "charge timing is By usage, expected In Advance" in kept(here, correction_id).story


def test_a_line_item_changed_by_someone_else_is_not_removed(here: Company) -> None:
    [found] = causes(here, "T1")
    correction_id = here.correct(found["id"], "firmao")
    edit(here, "firmao", f"transactionentries/{found['firmao_entry_id']}", {"quantity": "41"})
    assert here.push() == {correction_id: State.CONFLICTED}
    assert "quantity is 41" in kept(here, correction_id).story
    assert read(here, "firmao", "transactionentries", found["firmao_entry_id"])["quantity"] == 41


def test_days_are_written_as_the_company_writes_them(here: Company) -> None:
    [found] = causes(here, "T9")
    agreement = read(here, "firmao", "agreements", found["firmao_agreement_id"])
    written = f"{date.fromisoformat(agreement['customFields']['custom2']):%d.%m.%Y}"
    edit(here, "firmao", f"agreements/{agreement['id']}", {"customFields.custom2": written})
    here.pull_and_reconcile()
    here.correct(found["id"], "firmao")
    assert set(here.push().values()) == {State.VERIFIED}
    now = read(here, "firmao", "agreements", found["firmao_agreement_id"])
    assert now["customFields"]["custom2"] == f"{date.fromisoformat(found['actual']):%d.%m.%Y}"


def test_sums_that_firmao_reckons_by_itself_are_not_sent(here: Company) -> None:
    [found] = causes(here, "T4")
    correction_id = here.correct(found["id"], "firmao")
    planned = [one.changes[0].path for one in plan_kept(here, correction_id).steps]
    assert planned[:2] == ["unitNettoPrice", "nettoPrice"]
    assert here.push() == {correction_id: State.VERIFIED}
    with here.store.cursor() as cursor:
        sent = cursor.rows(
            "select position from ledger.correction_step where correction_id = $id and request is not null",
            id=correction_id,
        )
    assert sent == [(1,)]


def test_line_items_that_do_not_add_up_are_corrected_instead_of_their_agreement(here: Company) -> None:
    agreement_id = _agreements(here, untouched(here)[0])[-1]
    [entry_id, *_] = [row["entry_id"] for row in records(here.store, "corrections/entries", contract=agreement_id)]
    entry = here.world.firmao["transactionentries"][int(entry_id)]
    right = entry["nettoPrice"]
    entry["nettoPrice"] = right + Decimal("5.00")
    _seen_anew(here, agreement_id)
    [found] = [one for one in causes(here, "C7") if one["firmao_agreement_id"] == agreement_id]
    correction_id = here.correct(found["id"], "firmao")
    assert [one.path for one in plan_kept(here, correction_id).steps] == [f"transactionentries/{entry_id}"]
    assert here.push() == {correction_id: State.VERIFIED}
    assert entry["nettoPrice"] == right


def test_tax_charged_alike_on_every_invoice_becomes_the_rate_of_the_contract(here: Company) -> None:
    here.pull_and_reconcile()
    customer = next(one for one in untouched(here)[1:] if _is_taxed(here, one))
    before = here.open().keys()
    agreement_id = _agreements(here, customer)[0]
    entry_id = records(here.store, "corrections/entries", contract=agreement_id)[0]["entry_id"]
    edit(here, "firmao", f"transactionentries/{entry_id}", {"vatPercent": "8"})
    here.pull_and_reconcile()
    found = [one for one in causes(here, "I8") if one["firmao_entry_id"] == entry_id]
    correction_id = here.correct(found[0]["id"], "firmao")
    assert {one["id"] for one in found} <= set(plan_kept(here, correction_id).settles)
    assert here.push() == {correction_id: State.VERIFIED}
    here.pull_and_reconcile()
    assert here.open().keys() == before
    assert read(here, "firmao", "transactionentries", entry_id)["vatPercent"] == 23


def test_one_invoice_with_another_tax_is_not_the_contracts_fault(here: Company) -> None:
    for found in causes(here, "I8"):
        with pytest.raises(NotPlannableError, match=r"bill INV-\d+ anew in Ordway"):
            here.correct(found["id"], "firmao")


def _agreements(here: Company, customer: str) -> list[str]:
    with here.store.cursor() as cursor:
        rows = cursor.rows("select id from firmao.agreements where customer_id = $id order by id", id=customer)
    return [agreement_id for (agreement_id,) in rows]


def _is_taxed(here: Company, customer: str) -> bool:
    entries = records(here.store, "corrections/entries", contract=_agreements(here, customer)[0])
    return all(here.world.firmao["transactionentries"][int(row["entry_id"])]["vatPercent"] == 23 for row in entries)


def _seen_anew(here: Company, agreement_id: str) -> None:
    """Something of the agreement changes, so that a pull looks at its line items."""
    edit(here, "firmao", f"agreements/{agreement_id}", {"description": "looked at"})
    here.pull_and_reconcile()
