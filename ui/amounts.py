"""Amounts as people write them."""

import re
from decimal import Decimal

from queries.errors import DecisionRefusedError
from ui.wording import _

_SPACES = re.compile(r"[\s\N{NO-BREAK SPACE}']")
_AMOUNT = re.compile(r"\d{1,12}(\.\d{1,4})?")
# What stands between thousands is followed by three digits each time; the last sign may stand before decimals instead.
_THOUSANDS = re.compile(r"\d{1,3}([.,]\d{3})+(?=[.,]\d{1,2}$|$)")


def amount_meant(text: str) -> Decimal:
    """The number that `1,234.50`, `1 234,50` or `1234.5` means. Raises `DecisionRefusedError` where it is none."""
    plain = _SPACES.sub("", text)
    if whole := _THOUSANDS.match(plain):
        plain = re.sub("[.,]", "", whole[0]) + plain[whole.end() :]
    plain = plain.replace(",", ".")
    if not _AMOUNT.fullmatch(plain):
        raise DecisionRefusedError(_("Write the amount as a number, such as 1200.50; nothing was changed."))
    return Decimal(plain)
