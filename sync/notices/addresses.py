"""Where each role is told, and where the app itself is. An address holds secrets and is never shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sync.policy.approval import ROLE_NAMES

# The setting of each role, and an example of each setting.
SETTINGS = {role: f"NOTIFY_{role.upper().replace(' ', '_')}" for role in ROLE_NAMES}
APP = "TIEOUT_ADDRESS"
EXAMPLES = dict.fromkeys(SETTINGS.values(), "slack://…") | {APP: "https://tieout.yourcompany.example"}


@dataclass(frozen=True)
class Addresses:
    """Apprise's address of a service by role, for roles that have one; `app` is the app's own, '' for none."""

    by_role: Mapping[str, str] = field(default_factory=dict, repr=False)
    app: str = ""
