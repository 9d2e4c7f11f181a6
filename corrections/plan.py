"""A plan is data: the requests in order, what each changes field by field, what it does to the money, what remains."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import msgspec

from corrections.step import Certainty, Change, Guard, Lines, Money, Reference, Seen, Step, Target, moved
from queries.currency import plain_amount

__all__ = [
    "Certainty",
    "Change",
    "Guard",
    "Lines",
    "Money",
    "Plan",
    "Publication",
    "Purpose",
    "Reference",
    "Seen",
    "Step",
    "Target",
    "moved",
    "plan_of",
]


@dataclass(frozen=True)
class Purpose:
    """What a record made by a step is for, so that a reconciliation counts it there. Amounts net, in currency."""

    kind: str
    reference: str
    invoice_id: str | None = None
    subscription_id: str | None = None
    product_key: str | None = None
    period_start: str | None = None
    net_amount: str | None = None


@dataclass(frozen=True)
class Publication:
    """An account whose figures Firmao shows anew once money has moved, in these fields of its customer.

    What is set is what Ordway holds then: the id of an invoice that is still to be made is not known before.
    """

    account_id: str
    name: str
    target: Target
    shown: tuple[Seen, ...]


@dataclass(frozen=True)
class Plan:
    """A correction as it is proposed.

    `impact` is the money at stake that it settles, signed as in a discrepancy; `effect` says in words what happens to
    the money, `remains` what is still to be done afterwards. Without steps it is work for a person: `instructions`,
    and `moves`, the money that is moved by them.
    What it only tells somebody about, without settling it, is in `follows`: to be looked at again on `follow_up_on`.
    `publishes` is approved with it and carried out after it, by a correction of its own. `rests_on` is all that it was
    reckoned from: nothing of it is sent where somebody changed one of these records meanwhile.
    """

    kind: str
    side: str
    title: str
    account_id: str | None
    currency: str | None
    impact: str
    steps: tuple[Step, ...]
    settles: tuple[str, ...]
    effect: str = ""
    remains: str = ""
    instructions: tuple[str, ...] = ()
    purposes: tuple[Purpose, ...] = field(default=())
    follows: tuple[str, ...] = ()
    follow_up_on: str | None = None
    publishes: tuple[Publication, ...] = ()
    moves: tuple[Money, ...] = ()
    rests_on: tuple[Guard, ...] = ()

    @property
    def exposure(self) -> dict[str, Decimal]:
        """All the money that its steps move or commit, by currency; nothing is set off against anything."""
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for one in (*self.moves, *(money for step in self.steps for money in step.moves)):
            sums[one.currency] += Decimal(one.amount)
        return dict(sums)

    @property
    def kinds(self) -> frozenset[str]:
        """Its own kind and those of its steps; what undoes a kind counts as that kind."""
        return frozenset({self.kind.replace("undo_", ""), *(step.kind for step in self.steps)} - {""})

    @property
    def is_manual(self) -> bool:
        """Whether no request is known that would do it, so that a person does."""
        return not self.steps

    def as_data(self) -> dict[str, Any]:
        """The plan as plain data, with its exposure as texts by currency."""
        exposure = {currency: plain_amount(amount, currency) for currency, amount in self.exposure.items()}
        return {**msgspec.to_builtins(self), "exposure": exposure}

    def as_json(self) -> str:
        """The plan as text, as the ledger keeps it."""
        return msgspec.json.encode(self.as_data()).decode()


def plan_of(text: str) -> Plan:
    """The plan that `as_json` wrote."""
    return msgspec.json.decode(text, type=Plan)
