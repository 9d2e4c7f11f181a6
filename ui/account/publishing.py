"""Whether Firmao shows the account's latest figures, and when they were published there."""

from ui.account.links_to import to_correction
from ui.figures import line
from ui.reading import Reader, Row
from ui.sheet import Node, node
from ui.text import NONE, moment
from ui.wording import _, later

_UNDER_WAY = {
    "waiting": later("waits for approval"),
    "running": later("is being sent"),
    "paused": later("is held back"),
    "manual": later("waits"),
}
_ENDED_BADLY = {
    "failed": later("failed"),
    "conflicted": later("found Firmao changed meanwhile"),
    "rejected": later("was rejected"),
}

# What is shown there, as it is named in a plan.
_FIELDS = {
    "balance": "open balance",
    "overdue": "overdue amount",
    "last_invoice": "latest invoice",
    "last_payment": "latest payment",
    "collection_status": "collection status",
}


def published_line(read: Reader, account_id: str) -> Node | None:
    """A sentence, with a link to the latest publication; nothing for an account that is in one system only."""
    wanted = read.first("corrections/published", account=account_id, as_of=read.today)
    if wanted is None:
        return None
    last = read.first("account/publishing", account=account_id)
    parts: list[Node | str] = [node("span", f"{_shows(wanted, last)}{_when(last)}", kind="quiet")]
    if last and (standing := (_UNDER_WAY | _ENDED_BADLY).get(last["standing"])):
        parts.append(to_correction(last["correction_id"], f"{last['correction_id']} {_(standing)}"))
    return line(*parts)


def _shows(wanted: Row, last: Row | None) -> str:
    if wanted["is_current"]:
        return _("Firmao shows these figures")
    if last and last["standing"] == "running":
        return _("These figures are being sent to Firmao")
    return _("Firmao shows something else: {what}", what=", ".join(_differing(wanted)))


def _differing(wanted: Row) -> list[str]:
    """`collection status current → overdue 1-30 days` of each that differs: as it is there, and as it is here."""
    return [
        f"{_(label)} {wanted[f'shown_{name}'] or NONE} → {wanted[name] or NONE}"
        for name, label in _FIELDS.items()
        if wanted[name] != wanted[f"shown_{name}"]
    ]


def is_shown_already(read: Reader, account_id: str) -> str:
    """Why there is nothing to publish, '' where there is."""
    wanted = read.first("corrections/published", account=account_id, as_of=read.today)
    return _("Firmao shows these figures already.") if wanted and wanted["is_current"] else ""


def is_under_way(read: Reader, account_id: str) -> bool:
    """Whether a publication waits or is being sent."""
    last = read.first("account/publishing", account=account_id)
    return bool(last and last["standing"] in _UNDER_WAY)


def _when(last: Row | None) -> str:
    if last is None or last["published_at"] is None:
        return _("; nothing was published from here yet.")
    return _(
        "; published last on {moment} by {who}.",
        moment=moment(last["published_at"]),
        who=last["published_by"],
    )
