"""Amounts on their way from an answer to the store: each exact, or its record set aside; none lost, none rounded."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.migrate import migrate
from queries.store import Store, connect
from sandbox.serving import serve
from sandbox.world import World
from sync.pull import PullRequest, pull
from tests.sync.conftest import DAY, settings_for
from tests.sync.small_company import agreement, invoice

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
# A pull takes long beside an amount, so that many share one.
FEW = settings(max_examples=3, deadline=None, suppress_health_check=SLOW)
TEXTS = st.lists(
    st.one_of(
        st.from_regex(r"-?[0-9]{1,16}(\.[0-9]{1,8})?", fullmatch=True),
        st.decimals(-(10**10), 10**10, places=2).map("{:,}".format),
        st.decimals(-(10**10), 10**10, places=4).map(str),
    ),
    min_size=120,
    max_size=200,
)
# A JSON number of up to 15 digits is exact however it is read.
NUMBERS = st.lists(st.from_regex(r"-?[1-9][0-9]{0,9}(\.[0-9]{1,5})?", fullmatch=True), min_size=120, max_size=200)


def is_kept_whole(text: str) -> bool:
    """Whether four decimals and fourteen digits before them are enough."""
    amount = Decimal(text)
    return amount == amount.quantize(Decimal("0.0001")) and abs(amount) < 10**14


def billed_and_sold(texts: list[str], numbers: list[str]) -> World:
    """An invoice for each text, an agreement for each number."""
    world = World(DAY)
    world.ordway["invoices"] = {
        f"INV-{n:05d}": invoice(n, customer=1) | {"paid_amount": text, "line_items": []}
        for n, text in enumerate(texts, start=1)
    }
    world.firmao["agreements"] = {
        n: agreement(n, customer=1) | {"nettoPrice": Decimal(number)} for n, number in enumerate(numbers, start=1)
    }
    return world


def amounts(store: Store, column: str, table: str) -> dict[int, Decimal]:
    """What was kept, by the number of the record."""
    with store.cursor() as cursor:
        rows = cursor.rows(f"select right(id, 5)::integer, {column} from {table}")  # noqa: S608 - names from below
    return dict(rows)


def set_aside(store: Store, resource: str) -> set[int]:
    """The numbers of the records that were set aside."""
    with store.cursor() as cursor:
        rows = cursor.rows(
            "select right(record_id, 5)::integer from ledger.quarantine where resource = $resource", resource=resource
        )
    return {number for (number,) in rows}


@contextmanager
def pulled(world: World) -> Iterator[Store]:
    """A new store with what the world holds."""
    with TemporaryDirectory() as folder, serve(world) as sandbox:
        file = Path(folder) / "tieout.duckdb"
        store = connect(str(file), holder="a test")
        try:
            migrate(store)
            request = PullRequest("a test", full=True, only=frozenset({"invoices", "agreements"}))
            pull(store, settings_for(sandbox, file), request)
            yield store
        finally:
            store.close()


@FEW
@given(texts=TEXTS, numbers=NUMBERS)
def test_every_amount_is_exact_or_set_aside(texts: list[str], numbers: list[str]) -> None:
    with pulled(billed_and_sold(texts, numbers)) as store:
        for written, resource, table, column in (
            (texts, "invoices", "ordway.invoices", "paid_amount"),
            (numbers, "agreements", "firmao.agreements", "netto_price"),
        ):
            told = {n: text.replace(",", "") for n, text in enumerate(written, start=1)}
            whole = {n: Decimal(text) for n, text in told.items() if is_kept_whole(text)}
            assert amounts(store, column, table) == whole
            assert set_aside(store, resource) == told.keys() - whole.keys()
