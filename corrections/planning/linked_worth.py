"""What is seen at another account or contract once records are linked otherwise: what is owed, what will be billed."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from corrections.plan import Money, moved
from corrections.planning.case import Facts
from corrections.planning.ordway.subscriptions import held, held_lines
from corrections.planning.worth import goes_on_until, rates_held, worth

_Amount = tuple[str, Decimal]


def of_customer(facts: Facts, customer_id: str) -> tuple[Money, ...]:
    """What a customer of Ordway owes, and what its subscriptions will bill, by currency."""
    customer = facts.record("ordway", "customers", customer_id)
    owed = customer["currency"], Decimal(str(customer.get("balance") or 0))
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for currency, amount in (owed, *_billed_to(facts, customer_id)):
        sums[currency] += amount
    return tuple(money for currency, amount in sums.items() for money in moved(amount, currency))


def of_subscription(facts: Facts, subscription_id: str) -> tuple[Money, ...]:
    """What a subscription will bill up to the end of its term."""
    currency, amount = _billed_by(facts, subscription_id)
    return moved(amount, currency, facts.today, goes_on_until(held(facts, subscription_id)))


def _billed_to(facts: Facts, customer_id: str) -> Iterator[_Amount]:
    [known] = facts.rows("corrections/billing_customer", customer=customer_id)
    yield from (_billed_by(facts, one) for one in known["subscription_ids"])


def _billed_by(facts: Facts, subscription_id: str) -> _Amount:
    subscription = held(facts, subscription_id)
    rates = rates_held(held_lines(facts, subscription_id)).values()
    return subscription.currency, worth(rates, facts.today, goes_on_until(subscription))
