"""An amount is read the way people write it, with either sign before the decimals; what is no amount is refused."""

from decimal import Decimal

import pytest

from queries.errors import DecisionRefusedError
from ui.amounts import amount_meant

MEANT = {
    "1200.50": "1200.50", "1200,5": "1200.5", "1,200.50": "1200.50", "1.200,50": "1200.50", "1 200,50": "1200.50",
    "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567": "1234567", "1'000.00": "1000.00", "12,345": "12345", "0,07": "0.07",
}  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), MEANT.items())
def test_an_amount_is_read_as_it_is_written(written: str, meant: str) -> None:
    assert amount_meant(written) == Decimal(meant)


@pytest.mark.parametrize("written", ["", "lots", "-5", "1,2,3", "1e5", "12 PLN", "nan", "1.2.3.4"])
def test_what_is_no_amount_is_refused(written: str) -> None:
    with pytest.raises(DecisionRefusedError, match="Write the amount as a number"):
        amount_meant(written)
