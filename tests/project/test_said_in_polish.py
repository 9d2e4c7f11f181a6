"""What corrections say on screens is known by its form, so that none of it stays English where Polish is spoken."""

from collections.abc import Iterator

import pytest

from tests.project.below import Said, said_in, said_of_corrections
from tests.project.sources import parsed
from ui.language import speaking
from ui.retelling.retold import field_retold, part_retold, recognised
from ui.retelling.values import known_word

# What the code puts together of several texts, whole: such a piece is known where all of it stands in one of these.
WHOLE = (
    "1,234.50 EUR is above the limit of 1,000.00 EUR a person and day",
    "1,234.50 EUR is above the limit of 1,000.00 EUR an account and day",
    "units of line item 12 is 3, it was empty when this was planned",
    "units of subscriptions/S-1 is empty, it was 3 when this was planned (changed last on 2026-11-23 at 10:00 UTC)",
    "invoices of C-1 are others than when this was planned, there are new ones: INV-2, these are gone: INV-1",
    "Read back: all of it stands there as planned. RUN-1 invoiced nothing: by then nothing was left to invoice.",
    "Ask for approval of 3 corrections",
    "1,234.50 EUR net is billed and 50.00 EUR net is credited for the past.",
    "Firmao: the line items of UM/2026/001 agree with what is billed",
    "Firmao: an agreement for the next term of S-00001",
    "Firmao: the contract sells SEAT-PRO, SEAT too",
    "Check that it is Active and ends on 2026-11-23, and bills UM/2026/001 as before.",
    "Open S-00001 in Ordway and choose Reactivate, effective the day it was cancelled, so that no day is left out.",
    "Keep 50.00 EUR of the latest payment for the next invoices",
    "S-1 is paused, and Ordway changes no paused subscription. Resume it in Ordway, sync, and plan again.",
    "S-1 has expired. Renew it first, sync, and plan again.",
    "S-1 is still a draft. Activate it first, sync, and plan again.",
    "S-1 is being worked on in Ordway. Sync in some minutes, and plan again.",
    "S-1 is cancelled, and Ordway changes no cancelled subscription. Plan from what is open of its contract.",
    "S-1 is Unheard of. Look at it in Ordway.",
)
# Beginnings of what is fixed in texts that no screen shows as what a correction says.
ELSEWHERE = (
    ". To be collected:",  # It is the text of a note or a task in Firmao.
    "Due on Receipt",  # It is Ordway's word for payment terms, sent as it is.
    "offerStatus currency",  # They are names of fields.
    # They are what a collector noted, as a note in Firmao says it.
    "Called about payment",
    "Wrote about payment",
    "Note on payment",
    "Dispute put on hold",
    "Dispute released",
    "Promised to pay",
    "all that is open",
)


@pytest.fixture(autouse=True)
def polish() -> Iterator[None]:
    with speaking("pl"):
        yield


@pytest.fixture(scope="module")
def below() -> list[Said]:
    return list(said_of_corrections())


def is_known(said: Said) -> bool:
    return any(map(_is_told, said.examples)) or any(all(one in whole for one in said.fixed) for whole in WHOLE)


def _is_told(text: str) -> bool:
    """Whether a sentence, a part of one or a field reads otherwise in Polish."""
    return bool(recognised(text) or part_retold(text) or known_word(text)) or field_retold(text) != text


def test_all_that_corrections_say_has_a_known_form(below: list[Said]) -> None:
    found = [one for one in below if not any(map("".join(one.fixed).startswith, ELSEWHERE))]
    assert [(one.place, one.examples[0]) for one in found if not is_known(one)] == []


@pytest.mark.parametrize("text", WHOLE)
def test_what_is_put_together_has_a_known_form(text: str) -> None:
    assert recognised(text) or part_retold(text)


@pytest.mark.parametrize("beginning", ELSEWHERE)
def test_every_exception_is_still_said(below: list[Said], beginning: str) -> None:
    assert any("".join(one.fixed).startswith(beginning) for one in below)


@pytest.mark.parametrize(
    "text",
    [
        'raise NotPlannableError("Nobody knows what this means.")',
        "told = f\"{invoice_id} was lost in the {'post' if lost else 'office'} yesterday.\"",
        'Plan(remains="No money moves. Nobody knows what this means." if is_odd else "")',
    ],
)
def test_a_text_of_no_known_form_is_found(text: str) -> None:
    assert not all(map(is_known, said_in(parsed("corrections/new.py", text))))


@pytest.mark.parametrize(
    "text",
    ['"""What a module is for."""', 'logger.info("%s is left to people", one)', 'body = {"notes": "Sent as it is."}'],
)
def test_what_nobody_reads_on_a_screen_is_left_out(text: str) -> None:
    assert list(said_in(parsed("corrections/new.py", text))) == []
