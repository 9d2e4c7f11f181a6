"""What both systems hold of a few customers: small enough to be put back a thousand times."""

from collections.abc import Iterable, Mapping
from typing import Any

from corrections.plan import Plan
from sandbox.world import Record, World

# A task names its customer in words alone.
_SHARED = {"firmao": ("users", "products", "tasks"), "ordway": ("products", "plans")}
_DOCUMENTS = {"agreement": "agreements", "offer": "offers", "transaction": "transactions"}


def customers_of(world: World, plan: Plan, row: Mapping[str, Any]) -> set[str]:
    """Ids, in either system, of every customer that a plan or its discrepancy names."""
    named = {str(value) for value in row.values() if value} | set(_texts([step.body for step in plan.steps]))
    named |= {part for step in plan.steps for part in step.path.split("/")}
    found: set[str] = set()
    for system, key in (("firmao", "customer"), ("ordway", "customer_id")):
        for resource, records in getattr(world, system).items():
            for record_id, record in records.items():
                if str(record_id) in named:
                    found |= {str(record_id)} if resource == "customers" else _owners(system, record, key)
    return found | _partners(world, found)


def small_world(world: World, customers: Iterable[str]) -> World:
    """The world of these customers alone, with what all share; records are those of the world itself."""
    wanted = set(customers)
    small = World(world.as_of)
    for resource, firmao in world.firmao.items():
        small.firmao[resource] = {key: one for key, one in firmao.items() if _is_of("firmao", resource, one, wanted)}
    for resource, ordway in world.ordway.items():
        small.ordway[resource] = {key: one for key, one in ordway.items() if _is_of("ordway", resource, one, wanted)}
    entries = world.firmao.get("transactionentries", {})
    small.firmao["transactionentries"] = {key: one for key, one in entries.items() if _hangs_in(small, one)}
    return small


def together(worlds: Iterable[World]) -> World:
    """One world of several that have no customer in common."""
    whole: World | None = None
    for world in worlds:
        whole = whole or World(world.as_of)
        for resource, firmao in world.firmao.items():
            whole.firmao.setdefault(resource, {}).update(firmao)
        for resource, ordway in world.ordway.items():
            whole.ordway.setdefault(resource, {}).update(ordway)
    if whole is None:
        raise ValueError("there is no world")
    return whole


def _is_of(system: str, resource: str, record: Record, wanted: set[str]) -> bool:
    if resource in _SHARED[system]:
        return True
    if resource == "customers":
        return str(record["id"]) in wanted
    return bool(_owners(system, record, "customer" if system == "firmao" else "customer_id") & wanted)


def _owners(system: str, record: Record, key: str) -> set[str]:
    owner = record.get(key)
    if system == "firmao":
        owner = owner.get("id") if isinstance(owner, Mapping) else None
    return {str(owner)} if owner else set()


def _hangs_in(world: World, entry: Record) -> bool:
    held = (((entry.get(key) or {}).get("id"), resource) for key, resource in _DOCUMENTS.items())
    return any(document in world.firmao.get(resource, {}) for document, resource in held)


def _partners(world: World, customers: set[str]) -> set[str]:
    """Who is named as the same customer in the other system."""
    pairs = {
        (str(key), str((one["customFields"] or {}).get("custom1"))) for key, one in world.firmao["customers"].items()
    }
    return {other for pair in pairs for one, other in (pair, pair[::-1]) if one in customers}


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for one in value:
            yield from _texts(one)
    elif value is not None:
        yield str(value)
