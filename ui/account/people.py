"""The people of an account, and what was noted about it."""

from ui.account.links_to import to_record
from ui.figures import line
from ui.ledger import Cell, Parts, Row, column, ledger
from ui.reading import Reader
from ui.sheet import Node, node
from ui.wording import _, within

_CONTACTS = (
    column("name", "Name"),
    column("job_title", "Role", minor=True),
    column("email", "E-mail"),
    column("phone", "Telephone", "code", minor=True),
    column("system", within("source", "From"), "system"),
)
_NOTES = (
    column("noted_at", "When", "moment"),
    column("kind", "What", "words", minor=True),
    column("author", "Who", minor=True),
    column("words", "Noted"),
)


def contacts(read: Reader, account_id: str) -> Node:
    """The people, as each system has them."""
    found = read.rows("account/contacts", account=account_id)
    cells = {"name": _person}
    listed = (
        ledger(found, _CONTACTS, _("Contacts"), Parts(cells=cells)) if found else line(_("No contact."), kind="note")
    )
    return node("div", node("h3", _("Contacts")), listed)


def _person(row: Row) -> Cell:
    """Ordway's contacts are parts of its customer's record, which is linked elsewhere."""
    is_own = row["system"] == "firmao"
    return (
        to_record("firmao", "contacts", row["contact_id"], row["name"] or row["contact_id"])
        if is_own
        else row["name"] or ""
    )


def notes(read: Reader, account_id: str) -> Node:
    """What was noted in Firmao, the latest first."""
    found = read.rows("account/notes", account=account_id)
    cells = {"words": lambda row: to_record("firmao", "sales_notes", row["note_id"], row["words"] or _("Note"))}
    listed = ledger(found, _NOTES, _("Notes"), Parts(cells=cells)) if found else line(_("No note."), kind="note")
    return node("div", node("h3", _("Notes")), listed)
