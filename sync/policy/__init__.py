"""The policy file: what fields mean, how the sync behaves, what is allowed, who decides, what is told to whom."""

import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from queries.reckoning import Reckoning
from queries.reconcile.terms import Terms
from sync.errors import SettingsError
from sync.mapping import Mapping
from sync.policy.approval import Approval, Automatic, read_approval
from sync.policy.commission import read_commission
from sync.policy.dunning import read_dunning
from sync.policy.meaning import read_mapping
from sync.policy.notifications import Notifications, read_notifications
from sync.policy.pace import SyncPolicy, read_pace
from sync.policy.reporting import read_reporting
from sync.policy.source import Source
from sync.policy.statement import read_statement
from sync.policy.terms import read_terms

__all__ = ["Approval", "Automatic", "Notifications", "Policy", "SyncPolicy", "read_policy"]

_TABLES = (
    "mapping",
    "sync",
    "tolerances",
    "days",
    "severities",
    "contracts",
    "billing",
    "approval",
    "people",
    "automatic",
    "dunning",
    "commission",
    "notifications",
    "reporting",
    "statement",
)


@dataclass(frozen=True)
class Policy:
    """What `policy.toml` says."""

    mapping: Mapping
    sync: SyncPolicy
    terms: Terms = field(default_factory=Terms)
    approval: Approval = field(default_factory=Approval)
    notifications: Notifications = field(default_factory=Notifications)


def read_policy(file: Path) -> Policy:
    """The policy in `file`, with defaults for what it leaves out.

    Raises `SettingsError` when the file is missing or unreadable, or holds a key or value that is not known.
    """
    try:
        source = Source(file, file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SettingsError(
            f"There is no policy file {file}. The setting TIEOUT_POLICY says where it is; it is looked for in the "
            'environment and then in .streamlit/secrets.toml. Example: TIEOUT_POLICY = "policy.toml"'
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"The policy file {file} cannot be read: {error}.") from error
    told = _told(source)
    for name, table in told.items():
        if name not in _TABLES or not isinstance(table, dict):
            raise source.refusal(name, f"{name!r} is no table of it. It has: {', '.join(_TABLES)}.")
    approval = read_approval(told, source)
    reckoning = Reckoning(
        read_reporting(told.get("reporting", {}), source),
        read_dunning(told.get("dunning", {}), source),
        read_commission(told.get("commission", {}), source),
        read_statement(told.get("statement", {}), source),
    )
    return Policy(
        read_mapping(told.get("mapping", {}), source),
        read_pace(told.get("sync", {}), source),
        replace(read_terms(told, source), waived_alone=approval.limits, reckoning=reckoning),
        approval,
        read_notifications(told.get("notifications", {}), source),
    )


def _told(source: Source) -> dict[str, Any]:
    try:
        return tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        raise source.unreadable(error) from error
