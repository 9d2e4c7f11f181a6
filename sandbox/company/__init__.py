"""A made-up company that sells subscriptions in Poland and abroad: what was sold, billed and paid, in both systems."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from sandbox.company import firmao_records, firmao_sales, ordway_records
from sandbox.company.account import Account, begin, bill, pay_together, record
from sandbox.company.contracts import sign
from sandbox.company.documents import number_documents
from sandbox.company.names import Party, party
from sandbox.company.planting import kind_of, rows
from sandbox.company.planting.kind import Kind
from sandbox.company.planting.payments import PaidForAnother
from sandbox.company.publishing import publish
from sandbox.world import Record, World

_PROSPECTS = 0.12
_ATTEMPTS = 2000

Told = tuple[Account, Kind | None]


def make_world(
    seed: int,
    accounts: int,
    as_of: date,
    *,
    is_clean: bool = False,
    planted_in: Callable[[int], Kind | None] = kind_of,
) -> World:
    """The company on day `as_of` with so many accounts. The same arguments make the same world.

    Every fourth account has something wrong, which `planted` lists, or `planted_in` says by the number of an account
    what goes wrong with it; in a clean company both systems agree on everything. Each account is drawn by itself, so
    the first ones stay the same when there are more of them.
    """
    world = _empty(as_of)
    told: list[Told] = []
    for number in range(1, accounts + 1):
        kind = None if is_clean else planted_in(number)
        draw = _random(seed, number)
        if kind is None and draw.random() < _PROSPECTS:
            _add_prospect(world, number, party(number, draw))
        else:
            told.append((_account(seed, number, as_of, kind), kind))
    for account, kind in told:
        record(account)
        if kind:
            kind.record(account)
        else:
            pay_together(account)
    _cross_payments(told)
    number_documents(world, [account for account, _ in told])
    _publish(world, told)
    for account, kind in told:
        _add(world, account)
        world.planted += rows(account, kind)
    return world


def _empty(as_of: date) -> World:
    world = World(as_of)
    world.firmao = {"users": firmao_records.users(), "products": firmao_records.products()}
    world.firmao |= {name: {} for name in ("customers", "contacts", "agreements", "offers", "transactions")}
    world.firmao |= {name: {} for name in ("transactionentries", "salesopportunities", "salesnotes", "tasks")}
    world.ordway = {"products": ordway_records.products(), "plans": ordway_records.plans(), "orders": {}}
    world.ordway |= {"customers": {}, "subscriptions": {}, "billing_schedules": {}}
    return world


def _random(seed: int, number: int, attempt: int = 0) -> Random:
    return Random(f"{seed}:{number}:{attempt}")  # noqa: S311 - a made-up world, not a secret


def _account(seed: int, number: int, as_of: date, kind: Kind | None) -> Account:
    """An account, drawn again until it is one that `kind` can happen to."""
    for attempt in range(_ATTEMPTS):
        draw = _random(seed, number, attempt)
        account = begin(number, party(number, draw), as_of, draw)
        if kind is None or kind.sell(account):
            bill(account)
            if kind is None or kind.bill(account):
                return account
    raise RuntimeError(f"No account that {kind} can happen to was drawn in {_ATTEMPTS} attempts")


def _add_prospect(world: World, number: int, who: Party) -> None:
    """A customer in Firmao to whom nothing was sold yet."""
    since = world.as_of - timedelta(days=40)
    world.firmao["customers"][1000 + number] = firmao_records.customer(number, who, since, None)
    world.firmao["contacts"] |= firmao_records.contacts(number, who, since)
    chance = firmao_sales.opportunity(number, who, since + timedelta(days=20))
    world.firmao["salesopportunities"][chance["id"]] = chance
    wanted = sign(number, who, world.as_of, _random(number, number)).terms[0].lines
    offer, items = firmao_sales.offer(number, who, wanted, since + timedelta(days=25), "SENT")
    world.firmao["offers"][offer["id"]] = offer
    world.firmao["transactionentries"] |= items


def _cross_payments(told: list[Told]) -> None:
    """Where somebody is to pay for another, it is an earlier customer that has nothing else wrong."""
    for at, (account, kind) in enumerate(told):
        if isinstance(kind, PaidForAnother):
            payers = [one for one, other in told[:at] if other is None and one.party.currency == account.party.currency]
            if payers:
                kind.reassign(account, payers[-1])


def _publish(world: World, told: list[Told]) -> None:
    invoices, payments = _by_customer(world, "invoices"), _by_customer(world, "payments")
    for account, kind in told:
        publish(account, invoices[account.ordway_id], payments[account.ordway_id])
        if kind:
            kind.publish(account)


def _by_customer(world: World, resource: str) -> defaultdict[str, list[Record]]:
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for one in world.ordway[resource].values():
        found[one["customer_id"]].append(one)
    return found


def _add(world: World, account: Account) -> None:
    for resource, crm_records in account.firmao.items():
        world.firmao[resource] |= crm_records
    for resource, billing_records in account.ordway.items():
        world.ordway[resource] |= billing_records
