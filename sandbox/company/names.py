"""Who the customers are: names, places, people and tax ids that look real and are made up."""

from dataclasses import dataclass
from random import Random

_POLISH = (
    "Bursztyn Wschód Północ Żuraw Łabędź Świerk Dąbrowa Kamień Wisłoka Jantar Grań Zorza Krzemień Ostoja Sokół Źródło "
    "Młyn Polana Szlak Kuźnia Warta Brzozowa Modrzew Rzeka Wrzos Cis Olcha Puszcza Stal Huta"
).split()
_TRADES = "Logistyka Handel Usługi Technologie Budownictwo Meble Energia Farma Druk Transport Szkolenia Media".split()
_POLISH_FORMS = ("Sp. z o.o.", "S.A.", "Sp. k.", "Sp. j.")
_CITIES = (
    ("Warszawa", "00-1"), ("Kraków", "30-0"), ("Łódź", "90-4"), ("Wrocław", "50-1"), ("Poznań", "61-7"),
    ("Gdańsk", "80-2"), ("Gdynia", "81-3"), ("Rzeszów", "35-0"), ("Białystok", "15-0"), ("Żory", "44-2"),
)  # fmt: skip
_STREETS = "Polna Długa Świętojańska Piotrkowska Źródlana Kościuszki Mickiewicza Łąkowa Przemysłowa Główna".split()
_FIRST = "Ewa Anna Piotr Łukasz Małgorzata Tomasz Zofia Paweł Katarzyna Michał Agnieszka Jan Hanna Marek".split()
_LAST = "Lis Nowak Wójcik Kowalczyk Zając Mazur Krawczyk Pawłowska Jabłońska Wróbel Dudek Górska Sikora".split()
# Country, its name in an address, currency, legal forms, words of names, city and post code, tax id pattern.
_ABROAD = (
    ("DE", "Niemcy", "EUR", ("GmbH", "AG"), "Nordlicht Falke Brücke Stein", ("Hamburg", "20095"), "DE#########"),
    ("CZ", "Czechy", "EUR", ("s.r.o.", "a.s."), "Vltava Jeřáb Hora Skála Moravan", ("Brno", "602 00"), "CZ########"),
    ("FR", "Francja", "EUR", ("SAS", "SARL"), "Lumière Rivage Chêne Océan Sillage", ("Lyon", "69002"), "FR###########"),
    ("NL", "Holandia", "EUR", ("B.V.",), "Polder Zonne Haven Molen Duin", ("Utrecht", "3511 AB"), "NL#########B01"),
    ("GB", "Wielka Brytania", "USD", ("Ltd",), "Harbour Oakfield Swift Clay", ("Leeds", "LS1 4AP"), "GB#########"),
    ("US", "USA", "USD", ("Inc.", "LLC"), "Cascade Redwood Prairie Summit Anchor", ("Denver", "80202"), "##-#######"),
)  # fmt: skip
# Names that must be shown as they are: nothing in them is markup, a formula or a command. None stands first in a list.
_AWKWARD = {
    17: "O'Neill & Synowie Sp. z o.o.",
    41: "Kod <html> Szkolenia S.A.",
    67: "Suma =A1+B1 Księgowość Sp. z o.o.",
    83: "Kropka :star: *Studio* Sp. j.",
}
_NIP_WEIGHTS = (6, 5, 7, 2, 3, 4, 5, 6, 7)


@dataclass(frozen=True)
class Party:
    """A customer as a legal person, with the one who answers for it. `tax_rate` is in percent."""

    name: str
    tax_id: str
    country: str
    currency: str
    tax_rate: int
    street: str
    city: str
    post_code: str
    first_name: str
    last_name: str
    domain: str

    @property
    def person(self) -> str:
        """The contact's full name."""
        return f"{self.first_name} {self.last_name}"


def party(number: int, draw: Random) -> Party:
    """Customer number `number`; two in three are Polish."""
    first, last = draw.choice(_FIRST), draw.choice(_LAST)
    domain = f"klient{number}.example"
    if draw.random() < 0.66:
        city, post = draw.choice(_CITIES)
        name = f"{draw.choice(_POLISH)} {draw.choice(_TRADES)} {draw.choice(_POLISH_FORMS)}"
        street = f"ul. {draw.choice(_STREETS)} {draw.randint(1, 120)}"
        where = (street, city, f"{post}{draw.randint(10, 99)}")
        return Party(_AWKWARD.get(number, name), nip(draw), "Polska", "PLN", 23, *where, first, last, domain)
    _, country, currency, forms, words, (city, post), pattern = draw.choice(_ABROAD)
    name = _AWKWARD.get(number, f"{draw.choice(words.split())} {draw.choice(words.split())} {draw.choice(forms)}")
    tax_id = "".join(str(draw.randint(0, 9)) if sign == "#" else sign for sign in pattern)
    where = (f"{draw.randint(1, 99)} Station Road", city, post)
    return Party(name, tax_id, country, currency, 0, *where, first, last, domain)


def nip(draw: Random) -> str:
    """A Polish tax id: nine digits and a check digit by their weights, modulo 11 (never 10)."""
    while True:
        digits = [draw.randint(1, 9), *(draw.randint(0, 9) for _ in range(8))]
        check = sum(weight * digit for weight, digit in zip(_NIP_WEIGHTS, digits, strict=True)) % 11
        if check < 10:
            return "".join(map(str, [*digits, check]))


def as_written_elsewhere(party: Party, number: int) -> tuple[str, str]:
    """Name and tax id as somebody else wrote them down: the same company, but spelled in another way by some."""
    spellings = {3: _in_capitals, 5: _with_full_form, 6: _with_spaces}
    change = spellings.get(number % 7)
    return change(party) if change else (party.name, party.tax_id)


def _in_capitals(party: Party) -> tuple[str, str]:
    return party.name.upper(), party.tax_id


def _with_full_form(party: Party) -> tuple[str, str]:
    full = "spółka z ograniczoną odpowiedzialnością"
    prefix = "PL" if party.country == "Polska" else ""
    return party.name.replace("Sp. z o.o.", full), prefix + party.tax_id


def _with_spaces(party: Party) -> tuple[str, str]:
    grouped = "-".join(party.tax_id[at : at + 3] for at in range(0, len(party.tax_id), 3))
    return f"{party.name}  ".replace(" ", "  ").strip(), grouped
