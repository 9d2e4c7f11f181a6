"""The resource table and the schema say the same, and what a record holds arrives where it says."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from queries.load.shape import Column
from queries.store import Store
from sandbox.world import World
from sync.mapping import DEFAULT_FIELDS, Mapping
from sync.pull import RESOURCES, pull
from sync.resources.table import Resource
from tests.stores import fresh_store
from tests.sync.conftest import DAY, Serving
from tests.sync.small_company import firmao_customer, ordway_customer, subscription, subscription_line
from tests.sync.test_pull import FULL

KEPT = {"raw": "JSON", "raw_hash": "UBIGINT", "synced_at": "TIMESTAMP", "deleted_at": "TIMESTAMP"}
LABELS = [one.label for one in RESOURCES]


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the present schema and nothing in it."""
    opened = fresh_store(tmp_path_factory.mktemp("schema") / "tieout.duckdb")
    yield opened
    opened.close()


def in_store(store: Store, table: str) -> dict[str, str]:
    """The columns of a table and their types."""
    with store.cursor() as cursor:
        return dict(cursor.columns(f"select * from {table}"))  # noqa: S608 - a name of the resource table


def in_table(columns: tuple[Column, ...]) -> dict[str, str]:
    """The columns of the resource table and the types they are read as."""
    return {one.name: one.kind.value.upper() for one in columns}


@pytest.mark.parametrize("resource", RESOURCES, ids=LABELS)
def test_a_resource_and_its_table_have_the_same_columns(schema: Store, resource: Resource) -> None:
    shape = resource.shape(Mapping())
    assert in_store(schema, shape.target) == in_table(shape.columns) | KEPT
    assert (shape.system, shape.table) == (resource.system, resource.name)


@pytest.mark.parametrize(
    "resource", [one for one in RESOURCES if one.shape(Mapping()).children], ids=lambda one: one.label
)
def test_a_list_inside_a_record_and_its_table_have_the_same_columns(schema: Store, resource: Resource) -> None:
    shape = resource.shape(Mapping())
    for child in shape.children:
        place = {child.parent_key: "VARCHAR", "position": "INTEGER"}
        assert in_store(schema, f"{shape.system}.{child.table}") == place | in_table(child.columns)


@pytest.mark.parametrize("resource", RESOURCES, ids=LABELS)
def test_no_column_is_named_twice(resource: Resource) -> None:
    shape = resource.shape(Mapping())
    for columns in (shape.columns, *(child.columns for child in shape.children)):
        names = [column.name for column in columns]
        assert len(names) == len(set(names))


def test_every_table_of_the_cache_is_filled_by_a_resource(schema: Store) -> None:
    shapes = [one.shape(Mapping()) for one in RESOURCES]
    filled = {one.target for one in shapes} | {
        f"{one.system}.{child.table}" for one in shapes for child in one.children
    }
    with schema.cursor() as cursor:
        tables = cursor.rows(
            "select schema_name || '.' || table_name from duckdb_tables() where schema_name in ('firmao', 'ordway') "
            "and table_name not in ('watermark', 'pending')"
        )
    assert {name for (name,) in tables} == filled


def test_every_meaning_has_exactly_one_column() -> None:
    shapes = [one.shape(Mapping()) for one in RESOURCES]
    every = [columns for one in shapes for columns in (one.columns, *(child.columns for child in one.children))]
    mapped = [column.name for columns in every for column in columns if column.name.startswith("mapped_")]
    assert sorted(mapped) == sorted(f"mapped_{key.rpartition('.')[2]}" for key in DEFAULT_FIELDS)


def test_the_custom_fields_of_a_subscription_line_arrive(store: Store, serving: Serving) -> None:
    world = World(DAY)
    world.firmao = {"customers": {1: firmao_customer(1)}}
    lines = [subscription_line(1), subscription_line(2) | {"custom_fields": {}}, subscription_line(3)]
    world.ordway = {
        "customers": {"C-00001": ordway_customer(1)},
        "subscriptions": {"S-00001": subscription(1, customer=1) | {"plans": lines}},
    }
    pull(store, serving(world).settings, FULL)
    with store.cursor() as cursor:
        found = cursor.rows(
            "select position, subscription_line_id, mapped_firmao_entry_id, list_price, quantity, discount, "
            "custom_fields ->> '$.firmao_entry_id' from ordway.subscription_lines order by position"
        )
        named = cursor.rows("select position, firmao_entry_id from model.subscription_line order by position")
    price, one, none = Decimal("600.0000000000"), Decimal("1.000000"), Decimal("0.0000")
    assert found == [
        (1, "SCHG-01", "2001", price, one, none, "2001"),
        (2, "SCHG-02", None, price, one, none, None),
        (3, "SCHG-03", "2003", price, one, none, "2003"),
    ]
    assert named == [(1, "2001"), (2, None), (3, "2003")]
