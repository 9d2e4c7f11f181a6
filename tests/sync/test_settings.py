"""Settings: from the environment or the secrets file; a wrong one ends with one message that helps."""

from pathlib import Path

import pytest

from sync.errors import SettingsError
from sync.settings import EXAMPLES, load_settings, load_store_url

SECRETS = ("FIRMAO_PASSWORD", "ORDWAY_TOKEN", "ORDWAY_API_KEY")
REQUIRED = [name for name in EXAMPLES if not name.startswith("TIEOUT")]
OTHER = {name: "other" for name in EXAMPLES if name != "TIEOUT_POLICY"} | {
    "FIRMAO_BASE_URL": "http://127.0.0.1:9",
    "ORDWAY_BASE_URL": "http://[::1]:9/api/v1",
}
GIVEN = {name: f"the-{name.lower()}" for name in EXAMPLES} | {
    "FIRMAO_BASE_URL": "https://crm.example",
    "ORDWAY_BASE_URL": "https://billing.example/api/v1",
}


@pytest.fixture
def given(tmp_path: Path) -> dict[str, str]:
    """A complete environment."""
    policy = tmp_path / "policy.toml"
    policy.touch()
    return GIVEN | {"TIEOUT_POLICY": str(policy)}


def secrets_file(folder: Path, values: dict[str, str]) -> Path:
    """A secrets file that holds these values."""
    file = folder / "secrets.toml"
    file.write_text("".join(f"{name} = '{value}'\n" for name, value in values.items()))
    return file


def nowhere(folder: Path) -> Path:
    """A secrets file that is not there."""
    return folder / "none.toml"


def test_every_setting_is_read_from_the_environment(given: dict[str, str], tmp_path: Path) -> None:
    found = load_settings(given, nowhere(tmp_path))
    assert (found.firmao.base_url, found.firmao.organization) == ("https://crm.example", "the-firmao_organization")
    assert (found.firmao.login, found.firmao.password) == ("the-firmao_login", "the-firmao_password")
    assert (found.ordway.base_url, found.ordway.company) == ("https://billing.example/api/v1", "the-ordway_company")
    assert (found.ordway.email, found.ordway.token, found.ordway.api_key) == (
        "the-ordway_email",
        "the-ordway_token",
        "the-ordway_api_key",
    )
    assert found.store_url == "the-tieout_store"


def test_every_setting_is_read_from_the_secrets_file(given: dict[str, str], tmp_path: Path) -> None:
    assert load_settings({}, secrets_file(tmp_path, given)) == load_settings(given, nowhere(tmp_path))


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_environment_wins_over_the_file(given: dict[str, str], tmp_path: Path, name: str) -> None:
    (tmp_path / "other.toml").touch()
    other = OTHER.get(name, str(tmp_path / "other.toml"))
    file = secrets_file(tmp_path, given)
    found = load_settings({name: other}, file)
    assert found == load_settings(given | {name: other}, nowhere(tmp_path))
    assert name == "TIEOUT_POLICY" or found != load_settings({}, file)


@pytest.mark.parametrize("name", REQUIRED)
def test_an_empty_variable_leaves_the_file_in_force(given: dict[str, str], tmp_path: Path, name: str) -> None:
    file = secrets_file(tmp_path, given)
    assert load_settings({name: ""}, file) == load_settings({}, file)


@pytest.mark.parametrize("is_empty", [False, True])
@pytest.mark.parametrize("name", REQUIRED)
def test_a_missing_setting_is_named_with_its_places_and_an_example(
    given: dict[str, str], tmp_path: Path, name: str, is_empty: bool
) -> None:
    given[name] = ""
    if not is_empty:
        del given[name]
    file = nowhere(tmp_path)
    with pytest.raises(SettingsError) as refused:
        load_settings(given, file)
    told = str(refused.value)
    assert f"The setting {name} is missing" in told
    assert "environment" in told
    assert str(file) in told
    assert f'Example: {name} = "{EXAMPLES[name]}"' in told


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("FIRMAO_BASE_URL", "crm.example", "is not a URL"),
        ("FIRMAO_BASE_URL", "ftp://crm.example", "is not a URL"),
        ("FIRMAO_BASE_URL", "https://crm.example/acme/svc/v1", "must be the host only"),
        ("FIRMAO_BASE_URL", "https://me:secret@crm.example", "must not hold credentials"),
        ("FIRMAO_BASE_URL", "https://me:se/cret@crm.example", "is not a URL"),
        ("FIRMAO_BASE_URL", "https://[crm.example", "is not a URL"),
        ("FIRMAO_BASE_URL", "https://crm.example:https", "is not a URL"),
        ("FIRMAO_BASE_URL", "https://crm.example:99999", "is not a URL"),
        ("FIRMAO_BASE_URL", "https://crm example", "is not a URL"),
        ("FIRMAO_BASE_URL", "https://crm.example?page=1", r"must end before any \? or #"),
        ("FIRMAO_BASE_URL", "https://crm.example#top", r"must end before any \? or #"),
        ("FIRMAO_ORGANIZATION", "acme/svc/v1", "must be one part of an address"),
        ("FIRMAO_ORGANIZATION", "acme sales", "must be one part of an address"),
        ("FIRMAO_ORGANIZATION", "acme?x=1", "must be one part of an address"),
        ("ORDWAY_BASE_URL", "https://billing.example?x=/api/v1", r"must end before any \? or #"),
        ("ORDWAY_BASE_URL", "https://billing.example", "must end with /api/v1"),
        ("ORDWAY_BASE_URL", "https://billing.example/api/v2", "must end with /api/v1"),
    ],
)
def test_a_wrong_address_is_refused(
    given: dict[str, str], tmp_path: Path, name: str, value: str, complaint: str
) -> None:
    with pytest.raises(SettingsError, match=f"{name} {complaint}") as refused:
        load_settings(given | {name: value}, nowhere(tmp_path))
    assert "secret" not in str(refused.value).replace("secrets", "").replace(str(tmp_path), "")


def test_an_address_may_end_with_a_slash(given: dict[str, str], tmp_path: Path) -> None:
    given |= {"FIRMAO_BASE_URL": "https://crm.example/", "ORDWAY_BASE_URL": "https://billing.example/api/v1/"}
    found = load_settings(given, nowhere(tmp_path))
    assert (found.firmao.base_url, found.ordway.base_url) == ("https://crm.example", "https://billing.example/api/v1")


@pytest.mark.parametrize("spoiled", ["{}\n", " {}", "{} ", "{}\r", "\t{}", "{}\x00{}", "{}\u00a0", " "])
@pytest.mark.parametrize("name", [*SECRETS, "ORDWAY_COMPANY", "ORDWAY_EMAIL"])
def test_a_blank_too_many_is_told_and_the_value_is_not(
    given: dict[str, str], tmp_path: Path, name: str, spoiled: str
) -> None:
    given[name] = spoiled.replace("{}", "hunter2")
    with pytest.raises(SettingsError, match=f"{name} has a blank or a line break too many") as refused:
        load_settings(given, nowhere(tmp_path))
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("name", ["ORDWAY_TOKEN", "ORDWAY_API_KEY"])
@pytest.mark.parametrize("value", ["hunter2–", "łhunter2", "hunter2\U0001f511"])
def test_a_letter_that_cannot_be_sent_is_told_and_the_value_is_not(
    given: dict[str, str], tmp_path: Path, name: str, value: str
) -> None:
    with pytest.raises(SettingsError, match=f"{name} has a letter that cannot be sent") as refused:
        load_settings(given | {name: value}, nowhere(tmp_path))
    assert "hunter2" not in str(refused.value)


def test_a_company_may_be_called_as_people_call_it(given: dict[str, str], tmp_path: Path) -> None:
    given["ORDWAY_COMPANY"] = "Żółw & Synowie Sp. z o.o."
    assert load_settings(given, nowhere(tmp_path)).ordway.company == "Żółw & Synowie Sp. z o.o."


def test_a_number_where_a_text_belongs_is_refused(given: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "secrets.toml"
    file.write_text("FIRMAO_LOGIN = 5\n")
    del given["FIRMAO_LOGIN"]
    with pytest.raises(SettingsError, match="FIRMAO_LOGIN must be a text"):
        load_settings(given, file)


def test_a_broken_secrets_file_is_named_without_what_it_holds(tmp_path: Path) -> None:
    file = tmp_path / "secrets.toml"
    file.write_text("ORDWAY_TOKEN = hunter2\n")
    with pytest.raises(SettingsError, match=r"secrets\.toml cannot be read") as refused:
        load_settings({}, file)
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("value", ["", " x", "https://x y", "7"])
def test_no_complaint_repeats_a_secret(given: dict[str, str], tmp_path: Path, name: str, value: str) -> None:
    try:
        shown = repr(load_settings(given | {name: value}, secrets_file(tmp_path, given)))
    except SettingsError as refused:
        shown = f"{refused!r} {refused} {refused.__cause__!r}"
    assert not [secret for secret in SECRETS if given[secret] in shown]


def test_secrets_are_not_shown_with_the_settings(given: dict[str, str], tmp_path: Path) -> None:
    shown = repr(load_settings(given, nowhere(tmp_path)))
    assert "the-firmao_login" in shown
    assert not [name for name in SECRETS if given[name] in shown]


def test_the_place_of_the_store_has_a_default(tmp_path: Path) -> None:
    assert load_store_url({}, nowhere(tmp_path)) == "data/tieout.duckdb"
    assert load_store_url({"TIEOUT_STORE": "elsewhere.duckdb"}, nowhere(tmp_path)) == "elsewhere.duckdb"


def test_the_example_of_the_secrets_file_has_every_setting() -> None:
    text = Path(".streamlit/secrets.toml.example").read_text(encoding="utf-8")
    assert [name for name in EXAMPLES if name not in text] == []
