"""How a record of Ordway is answered, and small facts about its values."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

_LISTS = ("line_items", "plans", "charges", "contacts")


def as_answered(record: Any) -> Any:
    """The record with its custom fields repeated as top-level keys, on itself and on its lines."""
    if not isinstance(record, dict):
        return record
    shown = {**record, **(record.get("custom_fields") or {})}
    for name in _LISTS:
        if isinstance(shown.get(name), list):
            shown[name] = [as_answered(line) for line in shown[name]]
    return shown


def money(text: Any) -> Decimal:
    """The amount a text of the wire stands for; a missing one is 0."""
    return Decimal(str(text).replace(",", "")) if text not in ("", "-", None) else Decimal(0)


def text(amount: Decimal) -> str:
    """An amount as Ordway writes it: `900.0`, `65312.5`, `529.25`."""
    shown = f"{amount.quantize(Decimal('0.01'), ROUND_HALF_UP):f}"
    return shown[:-1] if shown.endswith("0") else shown
