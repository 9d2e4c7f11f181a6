"""Bank details and payment links, which let anyone pay or change a payment method: dropped before anything is kept."""

from collections.abc import Collection

import msgspec

# By system and list, the names of the fields.
WITHHELD: dict[tuple[str, str], tuple[str, ...]] = {
    ("firmao", "customers"): ("bankAccountNumber",),
    ("firmao", "transactions"): ("bankAccount", "customerBankAccountNumber", "sellerBankAccountNumber"),
    ("ordway", "customers"): (
        "account_number",
        "routing_number",
        "bank_name",
        "swift_code",
        "banking_info",
        "pay_now_url",
        "update_payment_method_url",
        "open_invoices_url",
    ),
}
_fields = msgspec.json.Decoder(dict[str, msgspec.Raw])


def without(record: msgspec.Raw | bytes, names: Collection[str]) -> msgspec.Raw | bytes:
    """The JSON text of a record without fields of these names; untouched where it has none of them, or is no record."""
    try:
        fields = _fields.decode(record)
    except msgspec.DecodeError:
        return record
    if fields.keys().isdisjoint(names):
        return record
    return msgspec.json.encode({key: value for key, value in fields.items() if key not in names})


def answer_without(system: str, path: str, body: bytes) -> bytes:
    """What a system answered to a write at an address, without what is withheld of that list."""
    names = WITHHELD.get((system, path.split("/")[0]), ())
    return bytes(without(body, names)) if names else body
