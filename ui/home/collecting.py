"""What a collector has to do today: whom to ask, and which promises are due or broken."""

from collections.abc import Sequence

from ui.home.work import Need, sums, to
from ui.ledger import Row
from ui.text import count, figure
from ui.wording import _


def collecting(counted: Sequence[Row]) -> list[Need]:
    """Lines that lead to the worklist, of its counts by currency; none where nobody is late."""
    due, listed, broken, promised = (
        sum(row[name] for row in counted) for name in ("count_due", "found", "count_broken", "count_promised")
    )
    ask = _(
        "{accounts} to ask today, of {listed} on the worklist", accounts=count(due, "account"), listed=figure(listed)
    )
    needs = [
        (
            broken,
            _("{promises} broken and not asked about", promises=count(broken, "promise")),
            "",
            "chase_promise",
            "high",
        ),
        (due, ask, _overdue(counted), "", "medium"),
        (
            promised,
            _("{promises} to be kept by today", promises=count(promised, "promise")),
            "",
            "await_promise",
            "medium",
        ),
    ]
    return [
        Need(told, money, to("collections", action=action), weight)
        for found, told, money, action, weight in needs
        if found
    ]


def _overdue(counted: Sequence[Row]) -> str:
    told = sums(counted, "overdue")
    return f"{told}; {_('overdue')}" if told else ""
