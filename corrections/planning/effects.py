"""What a correction does to the money, in words a person can check."""

from collections.abc import Sequence

from corrections.planning.case import Row
from corrections.planning.ordway.subscriptions import net_of
from queries.currency import money


def billed_at_once(symptoms: Sequence[Row]) -> str:
    """What is invoiced today for periods that were missed."""
    missed = [one for one in symptoms if one["impact"] > 0]
    if not missed:
        return "Nothing is overdue to be billed; Ordway bills from now on."
    currency, first = missed[0]["currency"], min(one["period_start"] for one in missed)
    return (
        f"{money(net_of(missed), currency)} net is invoiced today for {_counted(len(missed), 'period')} missed "
        f"since {first}; Ordway bills from then on."
    )


def settled_now(symptoms: Sequence[Row]) -> str:
    """What is billed and what is credited for periods that were billed wrongly."""
    under = [one for one in symptoms if one["impact"] > 0]
    over = [one for one in symptoms if one["impact"] < 0]
    told = []
    if under:
        told.append(f"{money(net_of(under), under[0]['currency'])} net is billed")
    if over:
        told.append(f"{money(-net_of(over), over[0]['currency'])} net is credited")
    return f"{' and '.join(told)} for the past." if told else ""


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
