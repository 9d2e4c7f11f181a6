"""Who may do what, and from when on a second person approves, as the policy says it."""

from decimal import Decimal
from pathlib import Path

import pytest

from sync.errors import SettingsError
from sync.policy import Approval, Policy, read_policy


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


@pytest.mark.parametrize(
    ("kind", "impact", "currency", "needs"),
    [
        ("change_line", "2000.00", "PLN", False),
        ("change_line", "2000.01", "PLN", True),
        ("change_line", "-2000.01", "PLN", True),
        ("change_line", "0.01", "EUR", True),
        ("change_line", "0.00", None, False),
        ("credit", "0.00", "PLN", True),
    ],
)
def test_above_the_limit_it_takes_two(kind: str, impact: str, currency: str | None, needs: bool) -> None:
    approval = Approval(limits={"PLN": Decimal(2000)}, always=frozenset({"credit"}))
    assert approval.needs_second(kind, Decimal(impact), currency) is needs


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('[approval]\nlimit = "1"\n', 2, "limit"),
        ("[approval.limits]\nPLN = 2000\n", 2, "in quotes"),
        ('[approval.limits]\nzloty = "5"\n', 2, "a currency"),
        ('[approval]\nalways = "credit"\n', 2, "must list"),
        ('[people]\n"anna@x.example" = ["boss"]\n', 2, "customer success"),
        ('[automatic.M1]\nside = "left"\nbelow = "1"\n', 1, "such as"),
        ('[automatic.Z9]\nside = "firmao"\nbelow = "1"\n', 1, "such as"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(SettingsError, match=f"line {line}: .*{words}"):
        policy(tmp_path, text)
