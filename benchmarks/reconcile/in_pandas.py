"""The same core comparison in pandas, as it is often written: `python -m benchmarks.reconcile.in_pandas FILE`.

Amounts are whole cents, which pandas compares exactly; reading the tables out of the file is part of it.
"""

import argparse
from pathlib import Path

import duckdb
import pandas as pd

from benchmarks.reconcile.store import DAY, MONTHS

_CONTRACTS = """
select agreement.id as agreement_id, agreement.mapped_service_start::date::timestamp as starts_on, entry.product_code,
    (entry.unit_netto_price * entry.quantity * 100)::bigint as cents
from firmao.agreements as agreement
inner join firmao.entries as entry on entry.agreement_id = agreement.id
"""
_LINES = """
select subscription_id, product_id, start_date::timestamp as starts_on, (effective_price * 100)::bigint as cents
from ordway.invoice_lines
"""
_SUBSCRIPTIONS = "select id as subscription_id, mapped_firmao_agreement_id as agreement_id from ordway.subscriptions"
_PRODUCTS = "select id as product_id, sku as product_code from ordway.products"
_KEY = ["agreement_id", "product_code", "starts_on"]


def differing(file: Path) -> int:
    """How many months of a line are billed otherwise than agreed."""
    connection = duckdb.connect(config={"memory_limit": "4GB"})
    connection.execute(f"attach '{file}' as tieout (read_only)")
    connection.execute("use tieout")
    due = _due(connection.sql(_CONTRACTS).df())
    lines = connection.sql(_LINES).df()
    lines = lines.merge(connection.sql(_SUBSCRIPTIONS).df(), on="subscription_id")
    lines = lines.merge(connection.sql(_PRODUCTS).df(), on="product_id")
    billed = lines.groupby(_KEY, as_index=False)["cents"].sum()
    both = due.merge(billed, on=_KEY, how="outer", suffixes=("_due", "_billed"))
    return int((both["cents_due"] != both["cents_billed"]).sum())


def _due(contracts: pd.DataFrame) -> pd.DataFrame:
    """Every contract line once a month."""
    months = pd.DataFrame({"month": range(MONTHS)})
    due = contracts.merge(months, how="cross")
    first = due["starts_on"].dt
    month = first.year * 12 + first.month - 1 + due["month"]
    days = pd.DataFrame({"year": month // 12, "month": month % 12 + 1, "day": first.day})
    due["starts_on"] = pd.to_datetime(days).astype(due["starts_on"].dtype)
    return due.loc[due["starts_on"] <= pd.Timestamp(DAY), [*_KEY, "cents"]]


def main() -> None:
    """Print the count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    print(differing(parser.parse_args().file))


if __name__ == "__main__":
    main()
