"""`[statement]`: who sends statements of account, and where customers pay."""

import re
from dataclasses import fields
from typing import Any

from queries.issuer import Issuer
from sync.policy.source import Source

_KEYS = tuple(one.name for one in fields(Issuer))
_AT_MOST = 500
# An account number of any bank: an IBAN, or digits alone, with or without spaces.
_ACCOUNT = re.compile(r"([A-Z]{2}\d{2}[A-Z0-9]{11,30}|\d{8,30})")


def read_statement(told: dict[str, Any], source: Source) -> Issuer:
    """The issuer; what is left out is ''. Raises `SettingsError`."""
    for key, value in told.items():
        path = f"statement.{key}"
        if key not in _KEYS:
            raise source.refusal(path, f"[statement] does not know {key!r}. It knows: {', '.join(_KEYS)}.")
        if not isinstance(value, str) or not value.strip() or len(value) > _AT_MOST:
            raise source.refusal(path, f"[statement] {key} must be a text in quotes, of {_AT_MOST} letters at most.")
    account = told.get("bank_account", "")
    if account and not _is_account(account):
        what = 'must be an IBAN or a bank\'s own number, such as "PL61 1090 1014 0000 0712 1981 2874"'
        raise source.refusal("statement.bank_account", f"[statement] bank_account {what}.")
    if told and not {"issuer", "bank_account"} <= told.keys():
        raise source.refusal("statement", "[statement] needs issuer and bank_account: who is to be paid, and where.")
    return Issuer(**{key: value.strip() for key, value in told.items()})


def _is_account(text: str) -> bool:
    """Whether it is one; where it says that it is an IBAN, its two check digits must be right."""
    bare = text.replace(" ", "")
    if not _ACCOUNT.fullmatch(bare):
        return False
    return bare.isdecimal() or int("".join(str(int(one, 36)) for one in bare[4:] + bare[:4])) % 97 == 1
