"""From which day a change of a subscription counts."""

from datetime import date, timedelta

from corrections.errors import NotPlannableError
from corrections.planning.case import Facts
from corrections.planning.ordway.amended_lines import Amended
from corrections.planning.ordway.subscriptions import Held, invoiced_until


def effective_day(facts: Facts, subscription: Held, wanted: Amended) -> date:
    """The first day that is not invoiced yet, so that Ordway gives nothing back by itself; never outside the term.

    Earlier, where something new has to be billed from an earlier day on. Where the whole term is invoiced, its first
    day: Ordway then bills or gives back the exact difference of each of its periods. Raises as `free_day` does.
    """
    until = invoiced_until(facts, subscription.subscription_id)
    day = until + timedelta(days=1) if until else subscription.term_starts_on
    day = min([day, *wanted.needed_from])
    last = subscription.term_ends_on
    if last is not None and day > last:
        day = subscription.term_starts_on if wanted.is_other else last
    return free_day(facts, subscription, max(day, subscription.term_starts_on))


def free_day(facts: Facts, subscription: Held, wanted: date) -> date:
    """The day wanted, or the one after the last change that a correction made: two of one day corrupt the history.

    Raises `NotPlannableError` where the term has no such day.
    """
    [row] = facts.rows("corrections/last_change", subscription=subscription.subscription_id)
    changed_on: date | None = row["day"]
    day = wanted if changed_on is None else max(wanted, changed_on + timedelta(days=1))
    last = subscription.term_ends_on
    if last is not None and day > last:
        raise NotPlannableError(
            f"No day is left for a change of {subscription.subscription_id}: its term ends on {last}, and the last "
            f"change counts from {changed_on or 'no day'} on; two of one day would corrupt its history. Renew it "
            "first, or change it in Ordway by hand."
        )
    return day
