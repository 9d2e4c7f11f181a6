"""From which day a change of a subscription counts."""

from datetime import date, timedelta

from corrections.planning.amended_lines import Amended
from corrections.planning.case import Facts
from corrections.planning.subscriptions import Held, invoiced_until


def effective_day(facts: Facts, subscription: Held, wanted: Amended) -> date:
    """The first day that is not invoiced yet, so that Ordway gives nothing back by itself; never outside the term.

    Earlier, where something new has to be billed from an earlier day on. Where the whole term is invoiced, its first
    day: Ordway then bills or gives back the exact difference of each of its periods.
    """
    until = invoiced_until(facts, subscription.subscription_id)
    day = until + timedelta(days=1) if until else subscription.term_starts_on
    day = min([day, *wanted.needed_from])
    last = subscription.term_ends_on
    if last is not None and day > last:
        day = subscription.term_starts_on if wanted.is_other else last
    return max(day, subscription.term_starts_on)
