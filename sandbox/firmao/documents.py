"""Documents of Firmao (agreements, offers, transactions) summed up from their line items."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from sandbox.world import Record

# Resource, and the key under which a line item refers to it.
DOCUMENTS = {"agreements": "agreement", "offers": "offer", "transactions": "transaction"}
_CENT = Decimal("0.01")


def documents_of(entry: Record) -> list[tuple[str, str, int]]:
    """Resource, key and id of each document a line item hangs under."""
    return [(kind, key, int(entry[key]["id"])) for kind, key in DOCUMENTS.items() if entry.get(key)]


def called(resource: str, field: str) -> str:
    """What a document calls its number or a sum of its own: a transaction says `transactionNumber`."""
    return f"transaction{field[0].upper()}{field[1:]}" if resource == "transactions" else field


def sum_up(resource: str, document: Record, entries: Iterable[Record]) -> None:
    """Net, tax and gross of a document anew from those of its line items."""
    reckoned = [_reckoned(entry) for entry in entries]
    for field in ("nettoPrice", "vatPrice", "bruttoPrice"):
        document[called(resource, field)] = sum((entry[field] for entry in reckoned), Decimal("0.00"))


def _reckoned(entry: Record) -> Record:
    """The line item with net, tax and gross from its price, quantity, discount and rate."""
    net = Decimal(entry.get("unitNettoPrice") or 0) * Decimal(entry.get("quantity") or 0)
    net = (net * (1 - Decimal(entry.get("discount") or 0) / 100)).quantize(_CENT, ROUND_HALF_UP)
    tax = (net * Decimal(entry.get("vatPercent") or 0) / 100).quantize(_CENT, ROUND_HALF_UP)
    entry |= {"nettoPrice": net, "vatPrice": tax, "bruttoPrice": net + tax}
    return entry
