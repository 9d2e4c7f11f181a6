"""What a collector noted is written to Firmao when asked: once, with the collection status, and read back."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest

from corrections.errors import NotPlannableError
from corrections.life import approve, propose
from corrections.planning.case import Facts
from corrections.planning.firmao.collecting import collection_note
from corrections.proposing import Desk, submit
from corrections.publish_all import as_published
from corrections.states import State
from corrections.writing_back import preview_entry
from queries.ledger.collecting import Promised, log_contact, promise
from queries.ledger.disputes import Disputed, change_dispute, open_dispute
from queries.run import records, today
from sync.policy import Approval
from tests.corrections.conftest import FINANCE, SALES
from tests.corrections.settling import Company, company


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """A small company on loopback that was pulled and reconciled."""
    with company(tmp_path_factory.mktemp("collected"), accounts=40) as made:
        yield made


def late(here: Company) -> dict[str, object]:
    """The customer whose money is the most urgent."""
    return next(row for row in records(here.store, "collections/worklist", as_of=here.day) if row["stage"])


def facts(here: Company) -> Facts:
    return as_published(here.store, here.settings.policy.mapping, here.day)


def notes(here: Company, account_id: str) -> list[str]:
    """What Firmao holds of ours about a customer."""
    return [
        one["description"]
        for one in here.world.firmao["salesnotes"].values()
        if f"F{one['customer']['id']}" == account_id and "[TC-" in one["description"]
    ]


def status(here: Company, account_id: str) -> str:
    return str(here.world.firmao["customers"][int(account_id[1:])]["customFields"]["custom6"])


def send(here: Company, account_id: str, entry: str, *, with_status: bool = True) -> str:
    plan = collection_note(facts(here), account_id, entry, with_status=with_status)
    made = propose(here.store, plan, FINANCE, "noted")
    approve(here.store, made, FINANCE, Approval())
    assert here.push() == {made: State.VERIFIED}, here.stories()
    return made


def test_a_call_becomes_a_note_and_the_status_the_stage(here: Company) -> None:
    row = late(here)
    account = str(row["account_id"])
    entry = log_contact(here.store, account, who=FINANCE, channel="call", words="They pay on Friday", on=here.day)
    made = send(here, account, entry)
    [told] = notes(here, account)
    assert told.startswith("Called about payment: They pay on Friday (fin@example.com) [TC-")
    stages = {"reminder": "reminder", "second": "second reminder", "final": "final notice", "escalated": "escalated"}
    assert status(here, account).endswith(f", {stages[str(row['stage'])]}")
    with pytest.raises(NotPlannableError, match=f"Correction {made} writes it to Firmao already"):
        collection_note(facts(here), account, entry, with_status=True)
    here.pull_and_reconcile()
    log = records(here.store, "collections/log", account=account, as_of=here.day)
    assert [one["correction_id"] for one in log if one["entry_id"] == entry] == [made]
    assert not [one for one in log if one["kind"] == "crm" and "[TC-" in one["words"]], "told twice"


def test_what_was_lost_on_the_way_is_found_and_not_sent_again(here: Company) -> None:
    account = str(late(here)["account_id"])
    entry = log_contact(here.store, account, who=SALES, channel="note", words="Their buyer left", on=here.day)
    first = collection_note(facts(here), account, entry, with_status=False)
    send(here, account, entry, with_status=False)
    before = notes(here, account)
    again = propose(here.store, first, FINANCE, "once more")
    approve(here.store, again, FINANCE, Approval())
    assert here.push() == {again: State.VERIFIED}, here.stories()
    assert notes(here, account) == before


def test_promises_and_disputes_are_told_in_words(here: Company) -> None:
    account = str(late(here)["account_id"])
    until = today() + timedelta(days=3)
    made = promise(here.store, account, Promised(Decimal("1200.50"), "PLN", until), who=FINANCE, on=here.day)
    disputed = open_dispute(
        here.store, Disputed(account, None, "Wrong seats", is_on_hold=True), who=FINANCE, on=here.day
    )
    send(here, account, made, with_status=False)
    send(here, account, disputed)
    assert any(one.startswith(f"Promised to pay 1,200.50 PLN by {until}. (") for one in notes(here, account))
    assert any(one.startswith("Disputes all that is open: Wrong seats (") for one in notes(here, account))
    assert status(here, account).endswith(", in dispute")
    change_dispute(here.store, disputed, "settled", who=FINANCE, why="agreed", on=here.day)
    [change] = [
        row["entry_id"]
        for row in records(here.store, "collections/log", account=account, as_of=here.day)
        if row["kind"] == "change"
    ]
    send(here, account, change)
    assert any(one.startswith("Dispute settled (all that is open): agreed (") for one in notes(here, account))
    assert "in dispute" not in status(here, account)


def test_what_was_noted_is_the_reason_for_writing_it_back(here: Company) -> None:
    account = str(late(here)["account_id"])
    entry = log_contact(here.store, account, who=FINANCE, channel="call", words="Asked again", on=here.day)
    desk = Desk(here.store, here.settings.policy.mapping, Approval(), FINANCE, here.day)
    seen = preview_entry(desk, account, entry)
    assert seen.plan is not None
    assert seen.why.startswith("Called about payment: Asked again (")
    made = submit(desk, seen.plan, seen.why)
    [kept] = records(here.store, "corrections/detail", correction=made)
    assert kept["why"] == seen.why


def test_a_customer_that_firmao_does_not_know_is_refused(here: Company) -> None:
    unknown = next(
        row["account_id"]
        for row in records(here.store, "accounts/page", row_limit=500)
        if row["link"] == "billing only"
    )
    entry = log_contact(here.store, unknown, who=FINANCE, channel="call", words="Asked", on=here.day)
    with pytest.raises(NotPlannableError, match="Firmao does not know the customer"):
        collection_note(facts(here), unknown, entry, with_status=True)
