"""The policy file: defaults for what it leaves out, a message that names the key for what is wrong."""

from dataclasses import replace
from pathlib import Path

import pytest

from sync.errors import SettingsError
from sync.mapping import DEFAULT_FIELDS, Mapping
from sync.policy import Policy, SyncPolicy, read_policy


def policy(folder: Path, text: str) -> Policy:
    """The policy that this text makes."""
    file = folder / "policy.toml"
    file.write_text(text, encoding="utf-8")
    return read_policy(file)


def test_an_empty_policy_has_the_defaults(tmp_path: Path) -> None:
    assert policy(tmp_path, "") == Policy(Mapping(), SyncPolicy())


def test_the_policy_that_comes_with_it_says_the_defaults() -> None:
    found, default = read_policy(Path("policy.toml")), Policy(Mapping(), SyncPolicy())
    # Limits of a day are so many times those of one correction where they are left out.
    for name in ("person_a_day", "account_a_day"):
        assert getattr(found.approval, name) == getattr(default.approval, name)
    without = replace(found.approval, limits_per_person_a_day={}, limits_per_account_a_day={})
    assert replace(found, approval=without) == default


@pytest.mark.parametrize("key", DEFAULT_FIELDS)
def test_every_meaning_may_be_another_field(tmp_path: Path, key: str) -> None:
    found = policy(tmp_path, f'[mapping]\n{key} = "custom77"\n')
    assert found.mapping.fields == DEFAULT_FIELDS | {key: "custom77"}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (
            '[mapping]\nfirmao.agreement.servis_end = "custom2"\n',
            r"\[mapping\] does not know 'firmao.agreement.servis_end'",
        ),
        ("[mapping]\nfirmao.agreement.service_end = 2\n", r"firmao.agreement.service_end must be the name"),
        ('[mapping]\nfirmao.agreement.service_end = "a; drop"\n', r"firmao.agreement.service_end must be the name"),
        ("[sync]\nrequests = 2\n", r"\[sync\] does not know 'requests'"),
        ('[sync]\noverlap_minutes = "ten"\n', r"\[sync\] overlap_minutes must be a number"),
        ("[sync]\noverlap_minutes = -1\n", r"\[sync\] overlap_minutes must be a number"),
        ("[sync]\nattempts = true\n", r"\[sync\] attempts must be a number"),
        ("[sync]\nattempts = inf\n", r"\[sync\] attempts must be a number from 0 to 1000000, such as 6"),
        ("[sync]\nattempts = nan\n", r"\[sync\] attempts must be a number"),
        ("[sync]\nfull_every_hours = 1e300\n", r"\[sync\] full_every_hours must be a number"),
        ("[sync]\nread_timeout_seconds = 0\n", r"\[sync\] read_timeout_seconds must be a number from 0.1"),
        ("[sync]\nconnect_timeout_seconds = 0\n", r"\[sync\] connect_timeout_seconds must be a number from 0.1"),
        ("[sync]\nattempts = [1]\n", r"\[sync\] attempts must be a number"),
        ("[sync.attempts]\nmany = 1\n", r"\[sync\] attempts must be a number"),
        ('[mapping]\nfirmao.agreement = "custom2"\n', r"\[mapping\] does not know 'firmao.agreement'"),
        ('[mapping]\nfirmao.agreement.service_end = ""\n', r"firmao.agreement.service_end must be the name"),
        ('[maping]\nfirmao.agreement.service_end = "custom2"\n', r"'maping' is no table of it"),
        ("sync = 5\n", r"'sync' is no table of it"),
        ("[sync\n", r"cannot be read"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(SettingsError, match=complaint) as refused:
        policy(tmp_path, text)
    assert "policy.toml" in str(refused.value)


def test_a_missing_policy_says_where_it_is_looked_for(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="TIEOUT_POLICY says where it is"):
        read_policy(tmp_path / "none.toml")


LINES = """# What is wrong stands far down.
[mapping]
firmao.agreement.service_start = "custom1"
{mapping}

[sync]
overlap_minutes = 5
{sync}
"""


@pytest.mark.parametrize(
    ("mapping", "sync", "line"),
    [
        ("firmao.agreement.service_end = 2", "", 4),
        ('firmao.agreement.servis_end = "custom2"', "", 4),
        ('"firmao.agreement.service_end" = 2', "", 4),
        ('ordway.customer.firmao_customer_id = "a b"', "", 4),
        ("[mapping.firmao.customer]\nordway_balance = 2", "", 5),
        ("", "attempts = -1", 8),
        ("", "  attempts=true", 8),
        ("", "attemps = 1", 8),
        ("", "\n[nonsense]", 9),
        ("", "[[nonsense]]", 8),
        ("", '[tolerances]\npln.amount = "1"', 9),
        ("", "[people]\n'a@x.pl' = []", 9),
    ],
)
def test_the_line_of_what_is_wrong_is_told(tmp_path: Path, mapping: str, sync: str, line: int) -> None:
    with pytest.raises(SettingsError, match=rf"policy\.toml, line {line}: "):
        policy(tmp_path, LINES.format(mapping=mapping, sync=sync))


def test_the_line_that_cannot_be_read_at_all_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"policy\.toml, line 2: this cannot be read: "):
        policy(tmp_path, "[sync]\nattempts = many\n")


def test_the_line_of_a_dotted_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"policy\.toml, line 2: \[tolerances\] does not know 'pln'"):
        policy(tmp_path, '# Small change.\ntolerances.pln.amount = "1"\n')


@pytest.mark.parametrize(("text", "line"), [('[sync]\n\nattempts = "', 3), ("[days]\ngrace = 1\n[sync", 3)])
def test_the_line_that_ends_too_early_is_told(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(SettingsError, match=rf"policy\.toml, line {line}: this cannot be read: "):
        policy(tmp_path, text)


def test_whole_numbers_are_counts_of_at_least_one(tmp_path: Path) -> None:
    found = policy(tmp_path, "[sync]\nattempts = 0\nfirmao_parallel_requests = 2.0\noverlap_minutes = 0.5\n").sync
    assert (found.attempts, found.firmao_parallel_requests, found.overlap_minutes) == (1, 2, 0.5)
    assert isinstance(found.firmao_parallel_requests, int)


def test_a_meaning_may_be_written_under_a_table_of_its_own(tmp_path: Path) -> None:
    found = policy(tmp_path, '[mapping.firmao.agreement]\nservice_end = "custom77"\n')
    assert found.mapping.fields["firmao.agreement.service_end"] == "custom77"
