"""What figures are reckoned by is put in place one way, and holds from then on."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from queries.commission.plans import Commission, Plan
from queries.dunning import DUNNING, Dunning
from queries.issuer import Issuer
from queries.reckoning import Reckoning, set_reckoning
from queries.reconcile.run import reconcile
from queries.reconcile.terms import Terms
from queries.reporting import Reporting
from queries.store import Store
from tests.queries.small_records import small_store

DAY = date(2026, 11, 23)
OTHER = Reckoning(
    Reporting("PLN", {date(2026, 1, 2): {"EUR": Decimal("4.25")}}),
    (*DUNNING[:3], Dunning("escalated", 90, 10)),
    Commission({"steep": Plan(Decimal(9))}, "steep"),
    Issuer("Ours", bank_account="PL61"),
)
HELD = """
select
    (select string_agg(currency || ' ' || rate, ', ') from recon.reporting_rate),
    (select max(days_overdue) from recon.dunning_stage),
    (select string_agg(plan || ' ' || rate, ', ') from recon.commission_plan),
    (select issuer || bank_account from recon.statement_issuer)
"""


def held(store: Store) -> tuple[object, ...]:
    """The rates, the last stage's days and the plans that the store holds."""
    with store.cursor() as cursor:
        [row] = cursor.rows(HELD)
        return row


def test_a_start_and_a_reconciliation_put_the_same_in_place(tmp_path: Path) -> None:
    with small_store(tmp_path / "tieout.duckdb") as store:
        with store.transaction() as cursor:
            set_reckoning(cursor, OTHER)
        started = held(store)
        assert started == ("EUR 4.25000000", 90, "steep 9.0000", "OursPL61")
        reconcile(store, DAY, Terms())
        assert held(store) == (None, 61, "standard 5.0000", "")
        reconcile(store, DAY, Terms(reckoning=OTHER))
        assert held(store) == started
