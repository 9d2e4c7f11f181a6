"""What the policy says of the reporting currency and its rates, or the line that is wrong."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from queries.reporting import Reporting
from sync.errors import SettingsError
from sync.policy import read_policy

WHOLE = """
[reporting]
currency = "PLN"

[reporting.rates."2026-10-30"]
EUR = "4.25"
USD = "3.66"

[reporting.rates."2026-11-30"]
EUR = "4.2612"
"""


def reporting(folder: Path, text: str) -> Reporting:
    """The currency and the rates of this text."""
    file = folder / "policy.toml"
    file.write_text(text, encoding="utf-8")
    return read_policy(file).terms.reckoning.reporting


def test_rates_are_read_by_day(tmp_path: Path) -> None:
    assert reporting(tmp_path, WHOLE) == Reporting(
        "PLN",
        {
            date(2026, 10, 30): {"EUR": Decimal("4.25"), "USD": Decimal("3.66")},
            date(2026, 11, 30): {"EUR": Decimal("4.2612")},
        },
    )


def test_without_a_currency_nothing_is_converted(tmp_path: Path) -> None:
    assert reporting(tmp_path, "[reporting]\n") == Reporting()


def test_other_rates_stages_or_plans_are_no_reason_to_compare_anew(tmp_path: Path) -> None:
    with_rates = tmp_path / "rates.toml"
    others = '[dunning.second]\ndays_overdue = 20\n[commission.plans.plain]\nrate = "4"\n'
    with_rates.write_text(f"{WHOLE}{others}", encoding="utf-8")
    without = tmp_path / "none.toml"
    without.write_text("", encoding="utf-8")
    assert repr(read_policy(with_rates).terms) == repr(read_policy(without).terms)


@pytest.mark.parametrize(
    ("text", "line", "complaint"),
    [
        ('[reporting]\nmoney = "PLN"', 2, "does not know 'money'"),
        ('[reporting]\ncurrency = "zł"', 2, "'zł' is no currency"),
        ('[reporting.rates."2026-10-30"]\nEUR = "4.25"', 2, "'' is no currency"),
        ('[reporting]\ncurrency = "PLN"\nrates = 4', 3, "rates must be tables by day"),
        ('[reporting]\ncurrency = "PLN"\n[reporting.rates]\nEUR = "4"', 4, "'EUR' is no day"),
        ('[reporting]\ncurrency = "PLN"\n[reporting.rates."2026-02-30"]', 3, "'2026-02-30' is no day"),
        ('[reporting]\ncurrency = "PLN"\n[reporting.rates]\n"2026-10-30" = "4"', 4, "must be a table of rates"),
        ('[reporting]\ncurrency = "PLN"\n[reporting.rates."2026-10-30"]\nEUR = 4.25', 4, "in quotes"),
        ('[reporting]\ncurrency = "PLN"\n[reporting.rates."2026-10-30"]\nEUR = "0"', 4, "EUR must be what one EUR"),
        ('[reporting]\ncurrency = "PLN"\n[reporting.rates."2026-10-30"]\nEUR = "-4"', 4, "EUR must be what one EUR"),
        ('[reporting]\ncurrency = "PLN"\n[reporting.rates."2026-10-30"]\neuro = "4"', 4, "'euro' is no currency"),
        (
            '[reporting]\ncurrency = "PLN"\n[reporting.rates."2026-10-30"]\nPLN = "1"',
            4,
            "the reporting currency itself",
        ),
    ],
)
def test_what_is_wrong_is_refused_with_its_line(tmp_path: Path, text: str, line: int, complaint: str) -> None:
    with pytest.raises(SettingsError, match=rf"line {line}: .*{complaint}"):
        reporting(tmp_path, text)


def test_the_time_zone_is_read_without_a_currency(tmp_path: Path) -> None:
    assert reporting(tmp_path, '[reporting]\ntime_zone = "Europe/Warsaw"\n') == Reporting(time_zone="Europe/Warsaw")


@pytest.mark.parametrize("told", ['"Warsaw"', '"../etc"', "1"])
def test_what_is_no_time_zone_is_refused(tmp_path: Path, told: str) -> None:
    with pytest.raises(SettingsError, match="time_zone"):
        reporting(tmp_path, f"[reporting]\ntime_zone = {told}\n")
