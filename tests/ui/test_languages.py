"""Two people read two languages at the same time; numbers and days read as people write them, to the last digit."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ui import text
from ui.language import in_this_language, speaking
from ui.po import read
from ui.retelling.retold import retold, retold_or_marked
from ui.wording import _

DAY = date(2026, 5, 31)
SPOKEN = {"en": (",", "."), "pl": ("\N{NO-BREAK SPACE}", ",")}


@pytest.fixture
def polish() -> Iterator[None]:
    with speaking("pl"):
        yield


def read_back(told: str, code: str) -> Decimal:
    """The number somebody reads in a figure."""
    thousands, decimal = SPOKEN[code]
    return Decimal(told.replace(thousands, "").replace(decimal, ".").replace("−", "-"))


@given(some.decimals(-(10**14), 10**14, places=4), some.sampled_from(sorted(SPOKEN)))
def test_a_figure_reads_back_to_the_same_number(value: Decimal, code: str) -> None:
    with speaking(code):
        assert read_back(text.figure(value), code) == value


@given(some.dates(date(1900, 1, 1)), some.sampled_from(("%d.%m.%Y", "%d %b %Y")))
def test_a_day_reads_back_to_the_same_day(value: date, form: str) -> None:
    with speaking("pl" if "." in form else "en"):
        assert datetime.strptime(text.short_day(value).zfill(10), form).date() == value  # noqa: DTZ007


def test_the_same_values_in_both_languages() -> None:
    told: tuple[Callable[[], str], ...] = (
        lambda: text.amount(Decimal("-1234.5"), "PLN"),
        lambda: text.day(DAY),
        lambda: text.month_name(DAY),
        lambda: text.count(1200, "account"),
        lambda: text.words("partially_paid"),
        lambda: text.ago(datetime(2026, 5, 31, 10), datetime(2026, 5, 31, 12)),  # noqa: DTZ001
    )
    assert [one() for one in told] == [
        "−1,234.50 PLN", "Sun 31 May 2026", "May 2026", "1,200 accounts", "Partially paid", "2 hours ago",
    ]  # fmt: skip
    with speaking("pl"):
        assert [one() for one in told] == [
            "−1\N{NO-BREAK SPACE}234,50 PLN", "niedz. 31.05.2026", "maj 2026", "1\N{NO-BREAK SPACE}200 kont",
            "Częściowo opłacona", "2 godziny temu",
        ]  # fmt: skip


def test_two_sessions_speak_two_languages_at_once() -> None:
    together = Barrier(2)

    def speak(code: str) -> list[str]:
        with speaking(code):
            together.wait()
            return [_("Home") for _again in range(1000)]

    with ThreadPoolExecutor(2) as sessions:
        polish, english = sessions.map(speak, ("pl", "en"))
    assert (set(polish), set(english)) == ({"Start"}, {"Home"})


def test_what_is_made_later_in_another_thread_is_in_the_language_it_was_asked_for_in() -> None:
    with speaking("pl"):
        make = in_this_language(lambda: _("Totals"))
    with ThreadPoolExecutor(1) as other:
        assert other.submit(make).result() == "Sumy"
    assert make() == "Sumy"
    assert _("Totals") == "Totals"


def test_what_fills_a_place_is_never_looked_up_nor_filled_itself(polish: None) -> None:
    assert _("owner {owner}", owner="Home {x}") == "opiekun: Home {x}"


@pytest.mark.usefixtures("polish")
def test_a_refusal_of_the_layers_below_is_told_in_the_language_spoken() -> None:
    refused = (
        "Anna may not send an approved correction (roles: sales). It takes one of these roles: admin, approver. "
        "Roles are given in the table [people] of the policy."
    )
    assert retold(refused) == (
        "Anna nie może wysyłać zatwierdzonych korekt (role: sprzedaż). Potrzebna jest jedna z ról: administrator, "
        "zatwierdzający. Role nadaje tabela [people] w pliku zasad."
    )
    found = "T4 Unit price differs: Unit price differs Ltd, 1,109.57 PLN leakage"
    assert retold(found) == "T4 Różna cena jednostkowa: Unit price differs Ltd, 1\N{NO-BREAK SPACE}109,57 PLN niedoboru"
    second = "2,420.91 PLN is above the limit of 2,000.00 PLN, so a second person approves it."
    assert (
        retold(second)
        == "2\N{NO-BREAK SPACE}420,91 PLN przekracza limit 2\N{NO-BREAK SPACE}000,00 PLN, więc zatwierdza druga osoba."
    )


def test_what_is_not_known_stays_english_and_says_so(polish: None) -> None:
    assert retold_or_marked("It is how it is.") == ["span", {"lang": "en"}, "It is how it is."]


def test_english_is_left_as_the_layers_below_say_it() -> None:
    assert retold_or_marked("Approve") == "Approve"
    assert retold_or_marked("It is how it is.") == "It is how it is."


def test_a_text_that_stands_twice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "xx.po"
    head = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    file.write_text(head + 'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', encoding="utf-8")
    with pytest.raises(ValueError, match="'a' twice"):
        read(file)
