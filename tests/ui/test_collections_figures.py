"""What the key figures of collections say."""

from datetime import date
from decimal import Decimal

from ui.collections.figures import key_figures
from ui.sheet import words_of


def test_days_and_rates_do_not_read_as_money() -> None:
    paying = [{"currency": "EUR", "dso": Decimal("31.4123"), "cei": Decimal("89.94")}]
    told = words_of(key_figures([], paying, [], date(2026, 11, 23)))
    assert "31.4 days (EUR)" in told
    assert "89.9 % (EUR)" in told


def test_what_is_not_of_the_sales_person_asked_for_says_so() -> None:
    paying = [{"currency": "EUR", "dso": Decimal(31), "cei": Decimal(90)}]
    assert "all customers" not in words_of(key_figures([], paying, [], date(2026, 11, 23)))
    told = words_of(key_figures([], paying, [], date(2026, 11, 23), "a.kos@sprzedawca.example"))
    assert told.count("all customers") == 2
