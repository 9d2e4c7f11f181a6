"""What a collector noted, looked at before it is written back to Firmao."""

from corrections.errors import NotPlannableError
from corrections.people import Right
from corrections.planning.firmao.collecting import collection_note, noted
from corrections.proposing import Desk, Preview
from corrections.publish_all import as_published


def preview_entry(desk: Desk, account_id: str, entry_id: str) -> Preview:
    """The plan that writes an entry of the log back, with the collection status where the person may publish.

    What was noted is the reason: nobody is asked for another.
    """
    facts = as_published(desk.store, desk.meanings, desk.today)
    try:
        with_status = desk.person.may(Right.PUBLISH)
        plan = collection_note(facts, account_id, entry_id, with_status=with_status)
        return Preview(entry_id, plan, why=noted(plan))
    except NotPlannableError as refused:
        return Preview(entry_id, None, str(refused))
