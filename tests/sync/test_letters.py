"""Half letters: what is left of an emoji cut in two does not keep a list from being read."""

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.store import Store
from sync.letters import read_with_whole_letters
from sync.pull import PullRequest, pull
from tests.sync.conftest import Serving

# Any text as Python has it, half letters and backslashes before a "u" included.
TEXTS = st.lists(
    st.one_of(
        st.text(st.characters(exclude_categories=())), st.sampled_from(["\\", "u", "\ud83d", "\ude00", "\\ud83d"])
    ),
    max_size=8,
).map("".join)


def as_python_reads(text: str) -> str:
    """The text as its JSON says it, each half letter replaced."""
    read: str = json.loads(json.dumps(text))
    return "".join("\ufffd" if "\ud800" <= one <= "\udfff" else one for one in read)


@given(TEXTS)
def test_half_letters_alone_are_replaced(text: str) -> None:
    body = json.dumps([text]).encode()
    assert read_with_whole_letters(msgspec.json.Decoder(list[str]).decode, body) == [as_python_reads(text)]


def test_what_is_broken_otherwise_stays_refused() -> None:
    with pytest.raises(msgspec.DecodeError):
        read_with_whole_letters(msgspec.json.decode, rb'["\ud83d", 12,]')


def test_a_list_with_half_a_letter_is_read_to_its_last_record(store: Store, serving: Serving) -> None:
    served = serving()
    customers = served.world.firmao["customers"]
    spoilt, whole, *_ = sorted(customers)
    customers[spoilt]["name"] = msgspec.Raw(rb'"Zofia \uD83D"')
    customers[whole]["name"] = msgspec.Raw(rb'"Zofia \ud83d\ude00, C:\\udata"')
    asked = PullRequest("a test", full=True, only=frozenset({"firmao.customers"}))
    outcome = pull(store, served.settings, asked)
    assert (outcome.status, outcome.steps[0].retries) == ("done", 0)
    with store.cursor() as cursor:
        names = cursor.rows("select name from firmao.customers where name like 'Zofia%' order by id")
    assert names == [("Zofia \ufffd",), ("Zofia 😀, C:\\udata",)]
