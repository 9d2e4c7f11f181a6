"""Somebody else, who changes records in either system while corrections are under way."""

from typing import Any

from corrections.plan import Change, Plan, Reference, Step, Target, plan_of
from corrections.systems import systems
from queries.ledger.corrections import Kept, read_correction
from tests.corrections.settling import Company


def edit(here: Company, system: str, path: str, body: dict[str, Any]) -> None:
    """Have a record changed."""
    resource, record_id, *_ = path.split("/")
    step = Step(system, "edit", "PUT", path, body, (Change("any", "a", "b"),), Target(resource, record_id))
    _send(here, step)


def add(here: Company, system: str, resource: str, body: dict[str, Any]) -> None:
    """Have a record made."""
    _send(here, Step(system, "add", "POST", resource, body, reference=Reference(resource, {}, {})))


def _send(here: Company, step: Step) -> None:
    with systems(here.settings) as remotes:
        assert remotes[step.system].send(step).status < 300


def read(here: Company, system: str, resource: str, record_id: str) -> dict[str, Any]:
    """A record as it is now."""
    with systems(here.settings) as remotes:
        record = remotes[system].read(resource, record_id)
    assert record is not None
    return record


def kept(here: Company, correction_id: str) -> Kept:
    """A correction as the ledger has it."""
    with here.store.cursor() as cursor:
        found = read_correction(cursor, correction_id)
    assert found is not None
    return found


def plan_kept(here: Company, correction_id: str) -> Plan:
    """The plan of a correction."""
    return plan_of(kept(here, correction_id).plan)


def causes(here: Company, code: str) -> list[dict[str, Any]]:
    """The open causes of one rule."""
    return [row for row in here.open({code}).values() if not row["root_id"]]


def untouched(here: Company) -> list[str]:
    """Ids of Firmao's customers with a subscription about whom nothing is wrong."""
    wrong = {row["firmao_customer_id"] for row in here.open().values()}
    with here.store.cursor() as cursor:
        found = cursor.rows(
            "select firmao_customer_id from model.account inner join model.subscription using (account_id) "
            "where firmao_customer_id is not null and status = 'active' group by all order by 1"
        )
    return [customer for (customer,) in found if customer not in wrong]
