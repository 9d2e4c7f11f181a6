"""What the policy says of reconciling: tolerances, days, severities and won statuses, or the line that is wrong."""

from decimal import Decimal
from pathlib import Path

import pytest

from queries.reconcile.terms import Terms, Thresholds, Tolerance
from sync.errors import SettingsError
from sync.policy import read_policy

WHOLE = """
[tolerances]
amount = "0.01"
percent = "0.5"

[tolerances.PLN]
amount = "0.05"

[days]
late = 7

[severities.EUR]
high = "10000"
medium = "500.50"

[contracts]
won = ["EXECUTED"]
"""


def terms(folder: Path, text: str) -> Terms:
    """The terms that this text makes."""
    file = folder / "policy.toml"
    file.write_text(text, encoding="utf-8")
    return read_policy(file).terms


def test_all_of_it_is_read(tmp_path: Path) -> None:
    assert terms(tmp_path, WHOLE) == Terms(
        late_days=7,
        tolerance=Tolerance(Decimal("0.01"), Decimal("0.5")),
        tolerances={"PLN": Tolerance(Decimal("0.05"), Decimal("0.5"))},
        severities={"EUR": Thresholds(Decimal(10000), Decimal("500.50"))},
        won=("EXECUTED",),
    )


@pytest.mark.parametrize(
    ("text", "line", "complaint"),
    [
        ('[tolerances]\namount = "0,05"', 2, "amount must be a number in quotes"),
        ("[tolerances]\namount = 0.05", 2, "amount must be a number in quotes"),
        ('[tolerances]\npercent = "-1"', 2, "percent must be a number in quotes"),
        ('[tolerances]\namount = "NaN"', 2, "amount must be a number in quotes"),
        ('[tolerances]\namount = "1e3"', 2, "amount must be a number in quotes"),
        ('[tolerances]\namount = "0.00001"', 2, "with four decimals at most"),
        ('[tolerances]\namount = "1"\n\n[tolerances.PLN]\namount = "1 zł"', 5, r"\[tolerances.PLN\] amount must be"),
        ('[tolerances]\nPLN = {amount = "x"}', 2, r"\[tolerances.PLN\] amount must be"),
        ('[tolerances]\n[tolerances.pln]\namount = "1"', 2, r"\[tolerances\] does not know 'pln'"),
        ('[tolerances.PLN]\namuont = "1"', 2, r"\[tolerances.PLN\] does not know 'amuont'. It knows: amount, percent"),
        ("[days]\ngrace = 3\nlate = -1", 3, r"\[days\] late must be a whole number of days from 0 to 3650, such as 5"),
        ("[days]\ngrace = 1.5", 2, r"\[days\] grace must be a whole number"),
        ("[days]\ngrace = true", 2, r"\[days\] grace must be a whole number"),
        ("[days]\ndrafts = 3", 2, r"\[days\] does not know 'drafts'. It knows: grace, late, draft"),
        ('[severities.PLN]\nhigh = "10"', 1, r"\[severities.PLN\] must say both high and medium"),
        ('[severities]\nhigh = "10"', 2, r"\[severities\] does not know 'high'"),
        ('[severities]\nPLN = "10"', 2, r"\[severities.PLN\] must say both"),
        ('[severities.PLN]\nmedium = "20"\nhigh = "10"', 3, "high must not be less than medium"),
        ('[severities.PLN]\nmedium = "20"\nhigh = 30', 3, r"\[severities.PLN\] high must be a number in quotes"),
        ('[severities.PLN]\nmedium = "2"\nhigh = "3"\nlow = "1"', 4, r"\[severities.PLN\] does not know 'low'"),
        ('[contracts]\nwon = ["WON"]', 2, r"\[contracts\] won must list at least one of the statuses NEW, SENT"),
        ("[contracts]\nwon = []", 2, r"\[contracts\] won must list"),
        ('[contracts]\nwon = "ACCEPTED"', 2, r"\[contracts\] won must list"),
        ("[contracts]\nwon = [[]]", 2, r"\[contracts\] won must list"),
        ('[contracts]\nlost = ["NEW"]', 2, r"\[contracts\] does not know 'lost'"),
        ("days = 3", 1, "'days' is no table of it"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, line: int, complaint: str) -> None:
    with pytest.raises(SettingsError, match=rf"policy\.toml, line {line}: .*{complaint}"):
        terms(tmp_path, f"{text}\n")


def test_the_same_word_in_another_table_is_not_taken_for_it(tmp_path: Path) -> None:
    before = '[tolerances]\namount = "0"\n[tolerances.EUR]\namount = "0"\n'
    with pytest.raises(SettingsError, match=r"policy\.toml, line 6: "):
        terms(tmp_path, f'{before}[tolerances.PLN]\namount = "many"\n')
