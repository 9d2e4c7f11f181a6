"""Who is told of what, as the policy says it; what it says wrongly is refused by file and line."""

from decimal import Decimal
from pathlib import Path

import pytest

from queries.notice_kinds import notice_kinds
from sync.errors import SettingsError
from sync.policy import Notifications, Policy, read_policy
from sync.policy.approval import ROLE_NAMES

OURS = Path(__file__).parents[2] / "policy.toml"


def policy(folder: Path, text: str) -> Policy:
    """The policy that a text says."""
    file = folder / "policy.toml"
    file.write_text(text, encoding="utf-8")
    return read_policy(file)


def test_what_is_said_is_read_and_the_rest_is_usual(tmp_path: Path) -> None:
    text = (
        '[notifications]\nlanguage = "pl"\ndigest_hour = 6\n[notifications.amounts]\nPLN = "10000"\n'
        '[notifications.roles]\nsales = ["digest", "stale_sync"]\nfinance = []\n'
    )
    found = policy(tmp_path, text).notifications
    assert (found.language, found.digest_hour, found.severity, found.stale_after_hours) == ("pl", 6, "high", 26)
    assert found.amounts == {"PLN": Decimal(10000)}
    usual = Notifications().roles
    assert found.roles == dict(usual) | {"sales": ("digest", "stale_sync"), "finance": ()}


def test_the_policy_that_comes_along_says_what_is_usual() -> None:
    assert read_policy(OURS).notifications == Notifications()


def test_every_role_is_usually_told_something_that_there_is() -> None:
    usual = Notifications().roles
    assert usual.keys() == set(ROLE_NAMES)
    assert all(kinds and set(kinds) <= {"digest", *notice_kinds()} for kinds in usual.values())


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("colour = 1", 2, "does not know 'colour'"),
        ('language = "de"', 2, "language must be one of en, pl"),
        ("digest_hour = 24", 2, "digest_hour must be a whole number from 0 to 23"),
        ("\ndigest_hour = true", 3, "digest_hour must be a whole number"),
        ('severity = "grave"', 2, "severity must be one of high, medium, low"),
        ("stale_after_hours = 0", 2, "stale_after_hours must be a whole number from 1"),
        ("amounts = 3", 2, "amounts must be a table"),
        ("amounts.PLN = 10000", 2, "wants a currency and an amount in quotes"),
        ('[notifications.amounts]\npln = "1"', 3, "wants a currency"),
        ('[notifications.roles]\n"sales " = []', 3, "does not know 'sales '"),
        ('[notifications.roles]\nsales = "digest"', 3, "sales must list kinds"),
        ('[notifications.roles]\nsales = ["gossip"]', 3, "The kinds are: digest, broken_promise"),
    ],
)
def test_what_is_wrong_is_refused_by_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(SettingsError) as refused:
        policy(tmp_path, f"[notifications]\n{text}\n")
    assert f"policy.toml, line {line}: " in str(refused.value)
    assert words in str(refused.value)
