"""The sheet of totals of an exported list: its rows added up by currency, and what the page says of them."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.browser.workbooks import sheets
from ui.collections import aging, behind, listing
from ui.export_totals import totals_of
from ui.exports import as_xlsx
from ui.ledger import column

COLUMNS = (
    column("account_name", "Account"),
    column("currency", "Cur.", "code"),
    column("balance", "Open", "money"),
    column("days", "Days late", "number"),
)
AMOUNTS = st.decimals("-1e9", "1e9", places=4) | st.none()
ROWS = st.lists(
    st.fixed_dictionaries(
        {"currency": st.sampled_from(["PLN", "EUR", "JPY"]), "balance": AMOUNTS, "days": st.integers()}
    )
)


@given(ROWS)
def test_amounts_add_up_by_currency_and_every_row_counts(rows: list[Mapping[str, Any]]) -> None:
    told = totals_of(COLUMNS, ()).rows(rows)
    assert sum(one["found"] for one in told) == len(rows)
    expected: dict[str, Decimal] = {}
    for row in rows:
        expected[row["currency"]] = expected.get(row["currency"], Decimal(0)) + (row["balance"] or 0)
    assert {one["currency"]: one["balance"] for one in told} == expected


def test_the_sheet_adds_up_the_rows_before_it(tmp_path: Path) -> None:
    rows: list[Mapping[str, Any]] = [
        {"account_name": "Lis", "currency": "PLN", "balance": Decimal("100.10"), "days": 3},
        {"account_name": "Sowa", "currency": "PLN", "balance": Decimal("0.20"), "days": 5},
        {"account_name": "Kos", "currency": "EUR", "balance": None, "days": 7},
    ]
    file = tmp_path / "list.xlsx"
    file.write_bytes(as_xlsx(COLUMNS, rows, totals_of(COLUMNS, (("As of", "23 Nov 2026"),))))
    listed, summed = sheets(file)
    assert len(listed) == len(rows)
    assert summed == [
        {"Cur.": "EUR", "Rows": Decimal(1), "Open": Decimal(0)},
        {"Cur.": "PLN", "Rows": Decimal(2), "Open": Decimal("100.3")},
    ]


def test_lists_of_collections_total_what_is_open() -> None:
    for exported in (listing.EXPORTED, aging.EXPORTED, aging.COLUMNS["owner"], behind.COLUMNS):
        assert "balance" in {one.name for one in totals_of(exported, ()).columns}
