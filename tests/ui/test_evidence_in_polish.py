"""What a rule says reads in Polish, with the names and figures it has; what has no known form stays English."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from queries.reconcile.run import reconcile
from queries.run import records
from sandbox.company import make_world
from sandbox.company.planting import EVERY, KINDS
from tests.reconcile.conftest import pulled
from ui.language import speaking
from ui.retelling.evidence import evidence_text, evidence_told
from ui.sheet import node
from ui.text import sentence

NBSP = "\N{NO-BREAK SPACE}"
TOLD = {
    "UM/1 runs from 1 Feb 2026 and is named by S-1, S-2 and from another account: which of them bills it is not said":
        "UM/1 obowiązuje od 01.02.2026 i wskazują ją S-1, S-2 i jedna z innego konta: nie wiadomo, "
        "która z nich ją fakturuje",
    "41 seats × 11.53 EUR, less 5 % + 2 × by tiers, 17 of 31 days, for 1 Sep 2026 to 30 Sep 2026: expected 1,449.09; "
    "was to be invoiced on 1 Sep 2026; INV-1 holds it as a draft":
        f"41 seats × 11,53 EUR, minus 5 % + 2 × według progów, 17 z 31 dni, za 01.09.2026–30.09.2026: oczekiwano "
        f"1{NBSP}449,09; faktura miała być 01.09.2026; INV-1 ma to jako szkic",
    "3 × 10.00 PLN, 1 month and 3 days of 12 months, for 1 Sep 2026 to 4 Oct 2026: expected 11.00; "
    "invoice INV-1 billed 30.00, credited 5.00; a credit of 2.00 on it names none of its products":
        "3 × 10,00 PLN, 1 miesiąc i 3 dni; całość to 12 mies., za 01.09.2026–04.10.2026: oczekiwano 11,00; "
        "faktura INV-1 obciążyła na 30,00, skorygowano 5,00; korekta do niej na 2,00 nie wskazuje "
        "żadnego z jej produktów",
    "lines and tax make no amount, the invoice says 5.00, paid 0.00, credited 0.00, open 5.00 where -1.00 is left; "
    "what it bills is in another currency than PLN":
        "Pozycje z podatkiem dają brak kwoty, faktura podaje 5,00, zapłacono 0,00, skorygowano 0,00, otwarte 5,00, "
        "choć zostaje −1,00; to, co fakturuje, jest w innej walucie niż PLN",
    "Pro: 93.45 PLN in the contract (90.00 before it was raised), 98.12 in the subscription":
        "Pro: 93,45 PLN w umowie (90,00 przed podwyżką), 98,12 w subskrypcji",
    "UM/1: has no end, the subscription's term ends on 2 Mar 2027":
        "UM/1: bezterminowa, okres subskrypcji kończy się 02.03.2027",
    "PMT-1 of 2 Nov 2026 failed and nothing came later; INV-1, INV-2 are open":
        "PMT-1 z 02.11.2026 nie powiodła się i nic potem nie wpłynęło; otwarte: INV-1, INV-2",
    "Firmao shows 5.00 open, no invoice, no payment; Ordway has 0.00, INV-1, no payment":
        "Firmao pokazuje otwarte 5.00, brak faktury, brak płatności; Ordway ma 0.00, INV-1, brak płatności",
    "Unit price differs; a value that would say more is missing":
        "Różna cena jednostkowa; brakuje wartości, która mówiłaby więcej",
}  # fmt: skip


WORLDS = ((1, date(2026, 11, 23)), (2, date(2026, 2, 28)), (3, date(2024, 2, 29)))


@pytest.fixture
def polish() -> Iterator[None]:
    with speaking("pl"):
        yield


@pytest.mark.usefixtures("polish")
@pytest.mark.parametrize(("said", "told"), list(TOLD.items()))
def test_a_known_form_is_told(said: str, told: str) -> None:
    assert evidence_text(said) == told


@pytest.mark.usefixtures("polish")
def test_a_name_may_hold_what_joins_clauses() -> None:
    name = "A; B <b>in the contract</b>"
    assert evidence_text(f"{name} is in the contract and is no line of the subscription") == (
        f"{name} jest w umowie, a nie jest pozycją subskrypcji"
    )


@pytest.mark.usefixtures("polish")
@pytest.mark.parametrize("said", ["something new", "it ended on 1 Feb 2026", "2 × 3 EUR, nobody knows"])
def test_what_has_no_known_form_stays_english_and_is_marked(said: str) -> None:
    english = said[:1].upper() + said[1:]
    assert evidence_told(said) == node("span", english, lang="en")


def test_english_is_told_as_it_was_said() -> None:
    assert evidence_told("the contract ended on 1 Feb 2026") == "The contract ended on 1 Feb 2026"


@pytest.mark.parametrize(("seed", "day"), WORLDS)
def test_all_that_is_found_of_any_kind_can_be_told(seed: int, day: date, tmp_path: Path) -> None:
    with pulled(make_world(seed, EVERY * len(KINDS), day), tmp_path / "tieout.duckdb") as store:
        reconcile(store, day)
        said = {row["evidence"] for row in records(store, "discrepancies/queue", as_of=day)}
    with speaking("pl"):
        assert [one for one in said if evidence_text(one) == sentence(one)] == []
