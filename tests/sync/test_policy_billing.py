"""What the policy says of how contracts are billed, or the line that is wrong."""

from pathlib import Path

import pytest

from queries.reconcile.terms import Billing, BillingRule
from sync.errors import SettingsError
from sync.policy import read_policy

WHOLE = """
[billing]
anchor = "calendar month"
proration = "months"

[billing.contracts."SA/2026/017"]
anchor = 15

[billing.contracts."SA/2026/018"]
anchor = "start day"
proration = "none"

[billing.periods]
" Co Dwa miesiące" = 2
"""


def billing(folder: Path, text: str) -> Billing:
    """How contracts are billed by this text."""
    file = folder / "policy.toml"
    file.write_text(text, encoding="utf-8")
    return read_policy(file).terms.billing


def test_all_of_it_is_read(tmp_path: Path) -> None:
    own = {"SA/2026/017": BillingRule(15), "SA/2026/018": BillingRule(0, "none")}
    assert billing(tmp_path, WHOLE) == Billing(BillingRule(1, "months"), own, {"co dwa miesiące": 2})


def test_what_is_left_out_is_from_the_start_day_and_by_days(tmp_path: Path) -> None:
    assert billing(tmp_path, "") == Billing(BillingRule(0, "days"))
    assert billing(tmp_path, "[billing]\nanchor = 31") == Billing(BillingRule(31, "days"))


@pytest.mark.parametrize(
    ("text", "line", "complaint"),
    [
        ("[billing]\nanchor = 0", 2, 'anchor must be "start day", "calendar month" or a day'),
        ("[billing]\nanchor = 32", 2, "anchor must be"),
        ("[billing]\nanchor = true", 2, "anchor must be"),
        ('[billing]\nanchor = "start"', 2, "anchor must be"),
        ('[billing]\n\nproration = "weeks"', 3, "proration must be one of days, months, none"),
        ("[billing]\nround = 1", 2, "does not know 'round'"),
        ("[billing]\nperiods = 1", 2, "periods must be a table"),
        ('[billing.periods]\n"Co dwa" = 0', 2, "must be a whole number of months from 1 to 120"),
        ('[billing.periods]\n"Co dwa" = 1.5', 2, "must be a whole number of months"),
        ('[billing.periods]\n"Co dwa" = 2\n"co Dwa" = 3', 1, "names a billing period twice"),
        ("[billing.contracts]\nX = 1", 2, "must hold tables"),
        ('[billing.contracts.X]\nanchor = "x"', 2, r"\[billing.contracts.X\] anchor must be"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line(tmp_path: Path, text: str, line: int, complaint: str) -> None:
    with pytest.raises(SettingsError, match=rf"line {line}: .*{complaint}"):
        billing(tmp_path, text)
