"""Settings: where the two systems and the store are, and the policy.

Each value comes from the environment, else from `.streamlit/secrets.toml`. A wrong or missing one ends with one
message that names the setting, where it is looked for, and an example.
"""

import os
import re
import tomllib
from collections.abc import Mapping as Values
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, quote, urlsplit

from sync.errors import SettingsError
from sync.notices import addresses
from sync.notices.addresses import Addresses
from sync.policy import Policy, read_policy

SECRETS_FILE = Path(".streamlit/secrets.toml")

EXAMPLES = {
    "FIRMAO_BASE_URL": "https://system.firmao.net",
    "FIRMAO_ORGANIZATION": "yourcompany",
    "FIRMAO_LOGIN": "api@yourcompany.example",
    "FIRMAO_PASSWORD": "the generated API password",
    "ORDWAY_BASE_URL": "https://api.ordwaylabs.com/api/v1",
    "ORDWAY_COMPANY": "Your Company",
    "ORDWAY_EMAIL": "billing@yourcompany.example",
    "ORDWAY_TOKEN": "the token on your Ordway user's page",
    "ORDWAY_API_KEY": "the key issued by Ordway's support",
    "TIEOUT_STORE": "data/tieout.duckdb",
    "TIEOUT_POLICY": "policy.toml",
}
# A name, an IPv4 or an IPv6 address; names in other scripts than Latin are written in their ASCII form (xn--…).
_HOST = re.compile(r"[A-Za-z0-9:._-]+")
_DEFAULTS = {"TIEOUT_STORE": "data/tieout.duckdb", "TIEOUT_POLICY": "policy.toml"}


@dataclass(frozen=True)
class FirmaoSettings:
    """How Firmao is reached. `base_url` is the host only."""

    base_url: str
    organization: str
    login: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class OrdwaySettings:
    """How Ordway is reached. `base_url` ends with `/api/v1`."""

    base_url: str
    company: str
    email: str
    token: str = field(repr=False)
    api_key: str = field(repr=False)


@dataclass(frozen=True)
class Settings:
    """Everything a run needs to know."""

    firmao: FirmaoSettings
    ordway: OrdwaySettings
    store_url: str
    policy: Policy
    addresses: Addresses = field(default_factory=Addresses)


def load_settings(environ: Values[str, str] = os.environ, secrets: Path = SECRETS_FILE) -> Settings:
    """All settings. Raises `SettingsError` for the first one that is missing or wrong."""
    found = _Lookup(environ, _read_secrets(secrets), secrets)
    return Settings(
        firmao=FirmaoSettings(
            base_url=found.host("FIRMAO_BASE_URL"),
            organization=found.part("FIRMAO_ORGANIZATION"),
            login=found.text("FIRMAO_LOGIN"),
            password=found.text("FIRMAO_PASSWORD"),
        ),
        ordway=OrdwaySettings(
            base_url=found.api("ORDWAY_BASE_URL"),
            company=found.text("ORDWAY_COMPANY"),
            email=found.text("ORDWAY_EMAIL"),
            token=found.header("ORDWAY_TOKEN"),
            api_key=found.header("ORDWAY_API_KEY"),
        ),
        store_url=found.text("TIEOUT_STORE"),
        policy=read_policy(Path(found.text("TIEOUT_POLICY"))),
        addresses=found.addresses(),
    )


def load_store_url(environ: Values[str, str] = os.environ, secrets: Path = SECRETS_FILE) -> str:
    """Only the store's place, for commands that talk to neither system."""
    return _Lookup(environ, _read_secrets(secrets), secrets).text("TIEOUT_STORE")


def load_policy(environ: Values[str, str] = os.environ, secrets: Path = SECRETS_FILE) -> Policy:
    """Only the policy, for the same commands. Raises `SettingsError`."""
    return read_policy(Path(_Lookup(environ, _read_secrets(secrets), secrets).text("TIEOUT_POLICY")))


def load_addresses(environ: Values[str, str] = os.environ, secrets: Path = SECRETS_FILE) -> Addresses:
    """Only where roles are told outside the app. Raises `SettingsError`, which never shows an address."""
    return _Lookup(environ, _read_secrets(secrets), secrets).addresses()


@dataclass(frozen=True)
class _Lookup:
    environ: Values[str, str]
    secrets: dict[str, Any]
    secrets_file: Path

    def text(self, name: str) -> str:
        value = self.optional(name)
        if not value:
            raise SettingsError(self.complaint(name, "is missing"))
        return value

    def optional(self, name: str) -> str:
        """The value, '' where there is none."""
        value = self.environ.get(name) or self.secrets.get(name) or _DEFAULTS.get(name, "")
        if not isinstance(value, str):
            raise SettingsError(self.complaint(name, "must be a text"))
        # Such a value cannot be sent, and whoever refuses to send it repeats it in the error: mostly a secret.
        if value != value.strip() or not value.isprintable():
            raise SettingsError(self.complaint(name, "has a blank or a line break too many"))
        return value

    def header(self, name: str) -> str:
        value = self.text(name)
        # Latin-1 is what a header can carry; as above, the refusal to send it would show it.
        if not all(ord(letter) < 256 for letter in value):
            raise SettingsError(self.complaint(name, "has a letter that cannot be sent, such as a typographic dash"))
        return value

    def url(self, name: str) -> str:
        value = self.text(name).rstrip("/")
        parts = _parts(value)
        if parts is None or parts.scheme not in ("http", "https") or not _HOST.fullmatch(parts.hostname or ""):
            raise SettingsError(self.complaint(name, "is not a URL"))
        if parts.username or parts.password:
            raise SettingsError(self.complaint(name, "must not hold credentials"))
        if parts.query or parts.fragment:
            raise SettingsError(self.complaint(name, "must end before any ? or #"))
        return value

    def host(self, name: str) -> str:
        value = self.url(name)
        if urlsplit(value).path:
            raise SettingsError(self.complaint(name, "must be the host only, without a path"))
        return value

    def api(self, name: str) -> str:
        value = self.url(name)
        if not value.endswith("/api/v1"):
            raise SettingsError(self.complaint(name, "must end with /api/v1"))
        return value

    def part(self, name: str) -> str:
        value = self.text(name)
        if quote(value, safe="") != value:
            raise SettingsError(self.complaint(name, "must be one part of an address, without blanks and slashes"))
        return value

    def addresses(self) -> Addresses:
        """Where each role is told, and where the app is; what is left out is told nothing.

        The secrets of the real app stand beside the demo, and nobody is to be told of its made-up company.
        """
        found = replace(self, secrets={}) if self.environ.get("TIEOUT_DEMO") else self
        told = {role: found.service(name) for role, name in addresses.SETTINGS.items()}
        app = found.url(addresses.APP) if found.optional(addresses.APP) else ""
        return Addresses({role: address for role, address in told.items() if address}, app)

    def service(self, name: str) -> str:
        """An address that Apprise knows, '' where there is none; only where there is one, Apprise is loaded."""
        value = self.optional(name)
        if value and not _is_known(value):
            raise SettingsError(self.complaint(name, "is no address that Apprise knows"))
        return value

    def complaint(self, name: str, what: str) -> str:
        return (
            f"The setting {name} {what}. It is looked for in the environment and then in {self.secrets_file}. "
            f'Example: {name} = "{(EXAMPLES | addresses.EXAMPLES)[name]}"'
        )


def _parts(url: str) -> SplitResult | None:
    """A URL taken apart, or None where it cannot be: a broken IPv6 address, a port that is no number."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts


def _is_known(address: str) -> bool:
    from sync.notices.services import service

    return service(address) is not None


def _read_secrets(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{file} cannot be read: {error}. See .streamlit/secrets.toml.example.") from error
