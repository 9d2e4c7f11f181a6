"""Who may do what, and from when on a second person approves, as the policy says it."""

from decimal import Decimal
from pathlib import Path

import pytest

from sync.errors import SettingsError
from sync.policy import Policy, read_policy


def policy(folder: Path, text: str) -> Policy:
    file = folder / "policy.toml"
    file.write_text(text, encoding="utf-8")
    return read_policy(file)


def test_limits_people_and_rules_are_read(tmp_path: Path) -> None:
    found = policy(
        tmp_path,
        '[approval]\nalways = ["credit"]\n[approval.limits]\nPLN = "2000"\n'
        '[people]\n"Anna@X.example" = ["finance"]\n[automatic.M1]\nside = "firmao"\nbelow = "1"\n',
    ).approval
    assert found.limits == {"PLN": Decimal(2000)}
    assert found.people == {"anna@x.example": frozenset({"finance"})}
    assert [(one.rule, one.side, one.below) for one in found.automatic] == [("M1", "firmao", Decimal(1))]


def test_a_day_has_limits_of_its_own_else_some_times_those_of_one_correction(tmp_path: Path) -> None:
    text = '[approval.limits]\nPLN = "2000"\nEUR = "500"\n[approval.limits_per_person_a_day]\nPLN = "2500"\n'
    found = policy(tmp_path, text).approval
    assert found.person_a_day == {"PLN": Decimal(2500), "EUR": Decimal(2500)}
    assert found.account_a_day == {"PLN": Decimal(6000), "EUR": Decimal(1500)}


def test_what_is_always_approved_by_two_is_so_by_default(tmp_path: Path) -> None:
    assert policy(tmp_path, "").approval.always == {"cancel_subscription", "reapply_payment"}
    assert policy(tmp_path, "[approval]\nalways = []\n").approval.always == frozenset()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('[approval]\nlimit = "1"\n', 2, "limit"),
        ("[approval.limits]\nPLN = 2000\n", 2, "in quotes"),
        ("[approval]\nlimits = 5\n", 2, "is a table"),
        ("[approval.limits_per_person_a_day]\nPLN = 2000\n", 2, "limits_per_person_a_day. wants"),
        ('[approval.limits_per_account_a_day]\nPLN = "1"\nEUR = "a lot"\n', 3, "limits_per_account_a_day. wants"),
        ('[approval.limits]\nzloty = "5"\n', 2, "a currency"),
        ('[approval]\nalways = "credit"\n', 2, "must list"),
        ('[approval]\nalways = ["cancel_subscripton"]\n', 2, "cancel_subscription"),
        ('[people]\n"anna@x.example" = ["boss"]\n', 2, "customer success"),
        ('[automatic.M1]\nside = "left"\nbelow = "1"\n', 1, "such as"),
        ('[automatic.Z9]\nside = "firmao"\nbelow = "1"\n', 1, "such as"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(SettingsError, match=f"line {line}: .*{words}"):
        policy(tmp_path, text)
