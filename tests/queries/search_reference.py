"""What a search means, slowly and obviously: every text folded in Python and compared as a whole."""

import re
import unicodedata
from dataclasses import dataclass

from queries.store import Store

_NO_ACCENT = str.maketrans("łøđı", "lodi")


@dataclass(frozen=True)
class Hit:
    """One thing that a search means."""

    kind: str
    number: str
    is_exact: bool


def folded(text: str | None) -> str:
    """Letters and digits without case and accents."""
    plain = unicodedata.normalize("NFKD", (text or "").lower().translate(_NO_ACCENT))
    return "".join(one for one in plain if one.isalnum())


def expected(store: Store, search: str) -> set[Hit]:
    """All hits in accounts, contracts and invoices."""
    return {*_accounts(store, search), *_contracts(store, search), *_numbers(store, search)}


def _accounts(store: Store, search: str) -> set[Hit]:
    key, found = folded(search), dict[str, bool]()
    is_tax_id = re.fullmatch(r"[a-z]{0,3}\d{4,}", key)
    tax_key = key.removeprefix("pl")
    with store.cursor() as cursor:
        sides = cursor.rows(
            """
            select account.account_id, customer.customer_id, customer.name, customer.tax_id
            from model.party as customer
            inner join model.account as account using (account_id)
            """
        )
    for account, customer, name, tax_id in sides:
        tax = folded(tax_id).removeprefix("pl")
        is_exact = key == folded(name) or search in (customer, account) or (is_tax_id and tax == tax_key)
        is_part = len(key) > 1 and key in folded(name)
        if is_exact or is_part or (is_tax_id and tax_key in tax):
            found[account] = found.get(account, False) or bool(is_exact)
    return {Hit("account", account, is_exact) for account, is_exact in found.items()}


def _contracts(store: Store, search: str) -> set[Hit]:
    key = folded(search)
    if not re.search(r"\d", key):
        return set()
    with store.cursor() as cursor:
        told = cursor.rows("select contract_id, contract_number from model.contract")
    return {
        Hit("contract", contract, search == contract or key == folded(number))
        for contract, number in told
        if search == contract or (len(key) > 1 and key in folded(number))
    }


def _numbers(store: Store, search: str) -> set[Hit]:
    key = folded(search)
    if not re.fullmatch(r"[a-z]+\d+", key):
        return set()
    with store.cursor() as cursor:
        told = cursor.rows("select invoice_id from model.invoice")
    return {Hit("invoice", one, folded(one) == key) for (one,) in told if folded(one).startswith(key)}
