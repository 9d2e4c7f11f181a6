"""An invoice shows what was paid or credited of it, though its own stamp did not move, whenever that happened."""

import time
from decimal import Decimal

import pytest

from queries.store import Store
from sync.pull import PullRequest, pull
from tests.sync.conftest import Served, Serving
from tests.sync.hearing import Hearing
from tests.sync.small_company import credit
from tests.sync.test_pending import pay
from tests.sync.test_pull import CHANGES, FULL, steps

INVOICE = "INV-00003"


def balance(store: Store) -> Decimal:
    """What is open of the invoice, as the store has it."""
    with store.cursor() as cursor:
        found: Decimal = cursor.value("select balance from ordway.invoices where id = $id", id=INVOICE)
    return found


def touch_invoice(served: Served) -> None:
    """Move the stamp of the invoice, so that the next pull of changes brings it, but not the one after that."""
    clock = served.sandbox.state.clock
    served.world.ordway["invoices"][INVOICE]["updated_date"] = clock.milliseconds()
    stood = clock.seconds()
    while clock.seconds() == stood:
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("during", "path"),
    [(FULL, "/payments"), (FULL, "/invoices"), (CHANGES, "/invoices")],
    ids=["payments read whole", "invoices read whole", "changed invoices read"],
)
def test_a_payment_made_while_a_pull_reads_is_not_missed(
    store: Store, serving: Serving, during: PullRequest, path: str
) -> None:
    served = serving()
    pull(store, served.settings, FULL)
    touch_invoice(served)
    served.sandbox.state.requests = Hearing(path, lambda: pay(served))
    pull(store, served.settings, during)
    pull(store, served.settings, CHANGES)
    assert balance(store) == 0


@pytest.mark.parametrize("name", ["invoices", "invoices_applied"])
def test_an_invoice_that_a_credit_names_is_read_again(store: Store, serving: Serving, name: str) -> None:
    served = serving()
    pull(store, served.settings, FULL)
    served.world.ordway["invoices"][INVOICE]["balance"] = "587.0"
    given = credit(1, customer=4, invoice=3) | {"updated_date": served.sandbox.state.clock.milliseconds()}
    served.world.ordway["credits"] = {"CR-00001": given | {name: given.pop("invoices")}}
    assert steps(pull(store, served.settings, CHANGES))["ordway.invoices"]["mode"] == "by id"
    assert balance(store) == Decimal("587.0000")
