"""The policy file: defaults for what it leaves out, a message that names the key for what is wrong."""

from pathlib import Path

import pytest

from queries.store import Store
from sync.errors import SettingsError
from sync.mapping import DEFAULT_FIELDS, Mapping
from sync.policy import Policy, SyncPolicy, read_policy
from sync.pull import PullRequest, pull
from tests.sync.conftest import DAY, Serving
from tests.sync.small_company import small_company


def policy(folder: Path, text: str) -> Policy:
    """The policy that this text makes."""
    file = folder / "policy.toml"
    file.write_text(text, encoding="utf-8")
    return read_policy(file)


def test_an_empty_policy_has_the_defaults(tmp_path: Path) -> None:
    assert policy(tmp_path, "") == Policy(Mapping(), SyncPolicy())


def test_the_policy_that_comes_with_it_says_the_defaults() -> None:
    assert read_policy(Path("policy.toml")) == Policy(Mapping(), SyncPolicy())


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


def test_a_remapped_field_is_read_with_the_next_pull(serving: Serving, store: Store) -> None:
    world = small_company(DAY)
    agreement = next(iter(world.firmao["agreements"].values()))
    agreement["customFields"] = {**(agreement["customFields"] or {}), "custom55": "2031-05-06"}
    served = serving(world)
    pull(store, served.settings, PullRequest("a test", full=True))
    elsewhere = Mapping(DEFAULT_FIELDS | {"firmao.agreement.service_end": "custom55"})
    remapped = Policy(elsewhere, served.settings.policy.sync)
    pull(
        store, type(served.settings)(served.settings.firmao, served.settings.ordway, "", remapped), PullRequest("again")
    )
    with store.cursor() as cursor:
        ends = cursor.value("select ends_on from model.contract where contract_id = $id", id=str(agreement["id"]))
    assert str(ends) == "2031-05-06"
