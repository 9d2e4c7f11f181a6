"""What happened with an account in both systems and here, the latest first, narrowed to one kind where asked."""

import streamlit as st

from ui.account.links_to import to_correction, to_discrepancy, to_record
from ui.figures import line
from ui.ledger import Cell, Parts, Row, column, ledger
from ui.reading import Reader
from ui.retelling.retold import retold
from ui.sheet import draw_sheet
from ui.tax_words import amount_with_tax_said
from ui.text import words
from ui.wording import _, later, within

_TIMELINE = (
    column("happened_on", "Day", "day"),
    column("system", within("source", "From"), "system"),
    column("kind", "What", "words", minor=True),
    column("words", "Record"),
    column("currency", "Cur.", "code"),
    column("amount", "Amount", "money"),
)
_ALL = later("Everything")
_ROWS = 200


def draw_timeline(read: Reader, account_id: str) -> str | None:
    """The rows of the kind that is chosen; returns the link followed just now, if any."""
    everything = read.rows("account/timeline", account=account_id)
    kinds = sorted({one["kind"] for one in everything})
    chosen = st.selectbox(_("Kind"), [_ALL, *kinds], format_func=words, key="kind", bind="query-params", width=240)
    found = everything if chosen == _ALL else read.rows("account/timeline", account=account_id, kind=chosen)
    if not found:
        return draw_sheet(line(_("Nothing has happened yet."), kind="note"), key="timeline")
    opened = draw_sheet(
        ledger(
            found,
            _TIMELINE,
            _("What happened, the latest first"),
            Parts(cells={"words": _record, "amount": amount_with_tax_said}),
        ),
        key="timeline",
    )
    if len(found) == _ROWS:
        st.caption(_("The latest {number} are shown.", number=_ROWS))
    return opened


def _named(row: Row) -> str:
    """What happened, in words: those of the store where a record has a name or a reason."""
    return retold(row["words"]) if row["words"] else words(row["kind"])


def _record(row: Row) -> Cell:
    told, number = _named(row), row["record_id"]
    if row["resource"] == "discrepancies":
        return to_discrepancy(number, told)
    if row["resource"] == "corrections":
        return to_correction(number, told)
    return to_record(row["system"], row["resource"], number, told)
