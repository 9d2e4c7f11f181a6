"""A closed month: the sign-off, what was accepted with it, what has changed since, and closings before it."""

from collections.abc import Sequence

from ui.figures import facts, line
from ui.ledger import Cell, Parts, Row, column, ledger, money_cell
from ui.marks import state_mark
from ui.retelling.retold import retold, retold_or_marked
from ui.sheet import Node, link, node
from ui.text import NONE, day, figure, moment, sentence, words
from ui.wording import _, later, within

# A hash is known by its beginning; all of it stands in the export and in the audit.
_BEGINNING = 16

EXPORTED = (
    column("discrepancy_id", "Discrepancy"),
    column("rule", "Rule"),
    column("title", "Title"),
    column("severity", "Severity"),
    column("status", "Status"),
    column("course", "Course"),
    column("is_accepted", "Accepted"),
    column("root_id", "Symptom of"),
    column("account_id", "Account id"),
    column("account_name", "Account"),
    column("period_start", "From", "day"),
    column("period_end", "To", "day"),
    column("owner", "Owner"),
    column("due_on", "Due", "day"),
    column("waived_by", "Waived by"),
    column("waived_why", "Why waived"),
    column("expected", "Expected"),
    column("actual", "Actual"),
    column("currency", "Cur."),
    column("impact", "Impact", "money"),
    column("under_collected", "Leakage", "money"),
    column("over_collected", "Over-collected", "money"),
    column("evidence", "Evidence"),
    column("first_seen_at", "First seen", "moment"),
    column("resolved_at", "Resolved", "moment"),
)
_SINCE = (
    column("change", "What changed", "state"),
    column("title", "Discrepancy", "main"),
    column("currency", "Cur.", "code", minor=True),
    column("impact_signed", "As signed", "money"),
    column("impact", "Now", "money"),
)
_CHANGES = {
    "found": ("open", later("Found later")),
    "resolved": ("resolved", later("Resolved later")),
    "waived": ("waived", later("Waived later")),
    "open again": ("reopened", within("state", "Open again")),
    "other amount": ("part", later("Another amount")),
    "gone": ("past", later("No longer of this month")),
}


def sign_off(signed: Row) -> Node:
    """Who signed, on what it rests, and what was compared."""
    return facts(
        [
            (_("Closed by"), f"{signed['closed_by']} ({signed['role']})"),
            (_("Closed"), moment(signed["closed_at"])),
            (_("Standing as of"), day(signed["as_of"])),
            (_("Note"), signed["note"]),
            (_("Discrepancies taken down"), _taken_down(signed)),
            (_("Accepted as they were"), figure(signed["count_accepted"])),
            (_("Firmao as of"), moment(signed["firmao_pulled_at"])),
            (_("Ordway as of"), moment(signed["ordway_pulled_at"])),
            (_("Reconciled for"), day(signed["compared_for"])),
            (_("Rules and terms"), f"{signed['made_of'][:_BEGINNING]}…"),
            (_("Hash of the snapshot"), f"{signed['hash'][:_BEGINNING]}…"),
        ]
    )


def _taken_down(signed: Row) -> str:
    """How many, and what they are: open, waived and resolved add up to it, and symptoms are among each."""
    return _(
        "{all} = {open} open + {waived} waived + {resolved} resolved; {symptoms} of them symptoms",
        all=figure(signed["count_discrepancies"]),
        **{name: figure(signed[f"count_{name}"]) for name in ("open", "waived", "resolved", "symptoms")},
    )


def since_table(rows: Sequence[Row]) -> Node:
    """What has changed since it was signed, or that nothing has."""
    if not rows:
        return line(_("Nothing has changed since it was signed."), kind="note")
    parts = Parts(cells={"change": _change, "title": _title, "impact_signed": _signed})
    return ledger(rows, _SINCE, _("Changed since it was signed"), parts)


def accepted_list(rows: Sequence[Row]) -> Node:
    """What stood in the way and was accepted."""
    if not rows:
        return line(_("Nothing was left to accept."), kind="note")
    return node("ul", *(node("li", _accepted(row)) for row in rows))


def earlier(rows: Sequence[Row]) -> Node:
    """Closings that were opened again: who, when and why."""
    return node("div", *(line(_reopened(row), kind="note") for row in rows))


def _reopened(row: Row) -> str:
    closed = _(
        "{number}: closed by {who} {moment} ({note})",
        number=row["closing_id"],
        who=row["closed_by"],
        moment=moment(row["closed_at"]),
        note=row["note"],
    )
    return _(
        "{closed}, opened again by {who} {moment}: {why}",
        closed=closed,
        who=row["reopened_by"],
        moment=moment(row["reopened_at"]),
        why=row["reopened_why"],
    )


def _accepted(row: Row) -> Cell:
    if row["kind"] != "open":
        return retold_or_marked(row["told"])
    address = f"discrepancies?discrepancy={row['subject']}"
    return link(retold(row["told"]), address, address)


def _change(row: Row) -> Cell:
    state, told = _CHANGES[row["change"]]
    return state_mark(state, _(told))


def _title(row: Row) -> Cell:
    address = f"discrepancies?discrepancy={row['discrepancy_id']}"
    about = ", ".join(filter(None, (row["account_name"], _standing(row))))
    opens = link(f"{row['rule']} {_(row['title'] or '')}".strip(), address, address)
    return node("div", opens, node("span", sentence(about), kind="sub"))


def _standing(row: Row) -> str:
    signed, now = (words(row[name]).lower() if row[name] else NONE for name in ("status_signed", "status"))
    return _("{signed} when signed, {now} now", signed=signed, now=now) if signed != now else now


def _signed(row: Row) -> Cell:
    return money_cell(row, "impact_signed")
