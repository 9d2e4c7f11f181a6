"""What corrections say reads in Polish, with the names and figures it has; what has no known form stays English."""

import time
from collections.abc import Iterator

import pytest

from ui.language import speaking
from ui.retelling.retold import field_retold, recognised, retold, retold_or_marked, value_retold
from ui.sheet import node

NBSP = "\N{NO-BREAK SPACE}"
TOLD = {
    "Change S-00004 of Polder Haven B.V. to what was agreed": "Zmień S-00004, Polder Haven B.V., zgodnie z umową",
    "Undo C-2: Undo C-1: Cancel S-1 of A. Nowak": "Cofnij C-2: Cofnij C-1: Anuluj S-1, A. Nowak",
    "Nothing more is billed. 19,940.00 PLN net is credited for the past.":
        f"Nic więcej nie będzie fakturowane. Za przeszłość zostanie wystawiona nota uznaniowa na "
        f"19{NBSP}940,00 PLN netto.",
    "Set unit price of line item CRM-SEAT (12) from 1,234.50 to 39.00":
        f"Zmień pole „cena jednostkowa”, pozycja umowy CRM-SEAT (12): z „1{NBSP}234,50” na „39,00”",
    "Set tax id of customer ACME, Inc. (500060) from empty to 5260001246":
        "Zmień pole „NIP”, klient ACME, Inc. (500060): z „puste” na „5260001246”",
    "Change S-1 from 2026-11-24 on: SEAT % discount 10.00 in place of 5.00; with 2 of CRM at 9.90; "
    "automatic renewal true":
        "Zmień S-1 od 24.11.2026: SEAT, % rabatu: 10,00 zamiast 5,00; z CRM: 2 po 9,90; automatyczne odnowienie tak",
    "Not documented. What Ordway wants in the body of an activation is not known; it is sent without any.":
        "Nieudokumentowane. Nie wiadomo, czego Ordway chce w treści aktywacji; wysyła się ją pustą.",
    "Step 2 of 3: Somebody changed it meanwhile: SEAT. Pro, units is 5, expected 3 (changed last on 2026-11-23 at "
    "10:00 UTC). It was not sent. Sync, look at what is still found, and plan it anew where it is still right.":
        "Krok 2 z 3: Ktoś to w międzyczasie zmienił: SEAT. Pro, jednostki: jest „5”, oczekiwano „3” (ostatnio "
        "zmienione 23.11.2026, 10:00 UTC). Nie wysłano. Zsynchronizuj, sprawdź, co nadal jest znajdowane, i zaplanuj "
        "na nowo, jeśli to wciąż słuszne.",
    "Read back, it is not as planned: there is no line product P-1, units 3; instead there is product P-1, units "
    "empty. Undo it or put it right there, and sync.":
        "Ponowny odczyt: niezgodne z planem: nie ma pozycji: produkt P-1, jednostki 3; zamiast tego jest: produkt "
        "P-1, jednostki puste. Cofnij to albo popraw po tamtej stronie i zsynchronizuj.",
    "It touches October 2026 and November 2026, which are closed, so a second person approves it.":
        "Dotyczy zamkniętych miesięcy (październik 2026 i listopad 2026), więc zatwierdza druga osoba.",
    "It could not be read before sending: Ordway answered GET subscriptions/S-1 with 503. Request id r-1. "
    "The system has a problem of its own; pull again later.":
        "Nie udało się odczytać przed wysłaniem: Ordway, odpowiedź na GET subscriptions/S-1: 503. Identyfikator "
        "żądania: r-1. System ma własny problem; pobierz ponownie później.",
    "20.00 PLN and 5.00 EUR together are above the limit of 10.00 PLN or 4.00 EUR, so a second person approves it.":
        "20,00 PLN i 5,00 EUR razem przekraczają limit 10,00 PLN lub 4,00 EUR, więc zatwierdza druga osoba.",
    "T4 is not put right in Firmao by add_line. It can be by update_entry.":
        "T4 nie naprawia się w Firmao w ten sposób: dodanie pozycji. Można tak: zmiana pozycji umowy.",
}  # fmt: skip
UNKNOWN = (
    "Nobody knows what this means.",
    "No money moves. Nobody knows what this means.",
    "Undo C-1: Nobody knows what this means",
    "Change S-1 from 2026-11-24 on: nobody knows what this means",
    "Renew S-1 of ACME to 2026-99-99 or so",
)


@pytest.fixture(autouse=True)
def polish() -> Iterator[None]:
    with speaking("pl"):
        yield


@pytest.mark.parametrize(("said", "told"), list(TOLD.items()))
def test_a_known_form_is_told(said: str, told: str) -> None:
    assert retold(said) == told


@pytest.mark.parametrize("said", UNKNOWN)
def test_what_has_no_known_form_stays_english_as_a_whole_and_is_marked(said: str) -> None:
    assert retold_or_marked(said) == node("span", said, lang="en")


def test_english_is_told_as_it_was_said_but_for_its_instants() -> None:
    with speaking("en"):
        assert [retold(one) for one in TOLD] == [
            one.replace("2026-11-23 at 10:00 UTC", "23 Nov 2026, 10:00 UTC") for one in TOLD
        ]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("unit price", "cena jednostkowa"),
        ("Stanowisko, Standard, units", "jednostki"),
        ("INV-1, applied", "INV-1, rozliczono"),
        ("a unit of line item 12", "pozycja umowy 12"),
        ("the id from request 2", "identyfikator z żądania 2"),
        ("plans[L-1].note", "plans[L-1].note"),
    ],
)
def test_a_field_is_told_beside_the_line_it_belongs_to(name: str, told: str) -> None:
    assert told in field_retold(name)


def test_a_value_stays_as_it_is_sent() -> None:
    assert [value_retold(one) for one in ("Active", "49.00", "empty")] == ["Active", "49.00", "puste"]


def test_a_page_of_texts_is_told_at_once() -> None:
    """A page says some hundred texts; each is looked for among all forms the first time only."""
    recognised("Undo C-0: Cancel S-0 of ACME")
    began = time.process_time()
    assert all(recognised(f"Undo C-{number}: Cancel S-{number} of ACME") for number in range(200))
    assert time.process_time() - began < 1
