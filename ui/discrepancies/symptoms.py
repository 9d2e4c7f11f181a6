"""What a cause explains: its symptoms, each of which goes when the cause is put right."""

from collections.abc import Sequence

from ui.address import link_here
from ui.discrepancies.values import held
from ui.figures import line
from ui.ledger import Cell, Parts, Row, column, ledger
from ui.marks import state_mark
from ui.reading import Reader
from ui.retelling.evidence import evidence_told
from ui.sheet import Node, node
from ui.wording import _

_SYMPTOMS = (
    column("title", "Symptom"),
    column("period_start", "From", "day", minor=True),
    column("period_end", "To", "day", minor=True),
    column("expected", "Expected", "side", minor=True),
    column("actual", "Actual", "side", minor=True),
    column("currency", "Cur.", "code"),
    column("impact", "Impact", "money"),
)


def symptoms(read: Reader, found: Row) -> Node | None:
    """What it explains: each goes when this is put right."""
    rows = read.rows("discrepancies/symptoms", discrepancy=found["discrepancy_id"], as_of=read.today)
    if not rows:
        return None
    told = _("Each of them goes when this is put right. Their impact is counted here, once.")
    return node("div", line(told, kind="note"), symptoms_table(rows))


def symptoms_table(rows: Sequence[Row]) -> Node:
    """The symptoms of one cause, each leading to its page."""
    cells = {
        "title": _symptom,
        "expected": lambda row: held(row["expected"], row),
        "actual": lambda row: held(row["actual"], row),
    }
    return ledger(rows, _SYMPTOMS, _("Symptoms"), Parts(cells=cells))


def _symptom(row: Row) -> Cell:
    gone = [node("span", state_mark(row["status"]), kind="sub")] if row["status"] != "open" else []
    opens = link_here(f"{row['rule']} {_(row['title'])}", discrepancy=row["discrepancy_id"], record="")
    return node("div", opens, node("span", evidence_told(row["evidence"]), kind="sub"), *gone)
