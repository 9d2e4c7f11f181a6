"""What is the same name or tax id, written otherwise, is no difference; what is another one is."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from queries.store import Store
from tests.queries.small_records import change, copied, small_store
from tests.reconcile.seat_contract import found, put_customer

PARTNERSHIP = "ABC Sp. z o.o. Sp. k."
# The name in Firmao, in Ordway, and whether they are the same.
NAMES = [
    (PARTNERSHIP, "ABC Spółka z ograniczoną odpowiedzialnością Sp. k.", True),
    (PARTNERSHIP, "ABC Spółka z ograniczoną odpowiedzialnością spółka komandytowa", True),
    (PARTNERSHIP, "abc sp. z oo sp. k.", True),
    ("ABC Sp. z o.o.", "ABC Spółka z o.o.", True),
    (PARTNERSHIP, "ABC Sp. z o.o.", False),
    (PARTNERSHIP, "ABC Sp. k.", False),
    (PARTNERSHIP, "ABD Spółka z ograniczoną odpowiedzialnością Sp. k.", False),
]
TAX_IDS: list[tuple[dict[str, Any], str | None, bool]] = [
    ({"nip_number": "PL 123-456"}, "123456", True),
    ({"nip_number": "123456"}, "123457", False),
    ({"nip_number": ""}, "123456", True),
    ({"nip_number": "123456"}, "", True),
    ({"nip_number": "123456"}, " - ", True),
    ({"nip_number": "123456"}, None, True),
    ({"nip_number": "", "vat_ue": "PL123456"}, "123457", False),
]


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One customer that the two systems know alike."""
    file = tmp_path_factory.mktemp("details") / "tieout.duckdb"
    with small_store(file) as opened:
        put_customer(opened)
    return file


@pytest.fixture
def store(one: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it for one test."""
    with copied(one, tmp_path) as opened:
        yield opened


@pytest.mark.parametrize(("crm", "billing", "same"), NAMES, ids=str)
def test_a_name_may_be_written_with_any_spelling_of_its_legal_forms(
    store: Store, crm: str, billing: str, same: bool
) -> None:
    change(store, "firmao.customers", "1", name=crm)
    change(store, "ordway.customers", "C-1", name=billing)
    assert [row["rule"] for row in found(store)] == ([] if same else ["L4"])


@pytest.mark.parametrize(("crm", "billing", "same"), TAX_IDS, ids=str)
def test_a_tax_id_that_is_not_given_differs_from_none(
    store: Store, crm: dict[str, Any], billing: str | None, same: bool
) -> None:
    change(store, "firmao.customers", "1", **crm)
    change(store, "ordway.customers", "C-1", mapped_tax_id=billing)
    assert [row["rule"] for row in found(store)] == ([] if same else ["L4"])
