"""The words of notices in the language of the policy, amounts, and names from outside made harmless."""

import re
from decimal import Decimal

from queries.currency import money

_SAID = {
    "en": {
        "several": "{title}: {number}",
        "more": "and {number} more",
        "digest": "Daily digest of {day}",
        "nothing": "Nothing stands open.",
        "open_discrepancies": "Open discrepancies",
        "waiting_corrections": "Corrections that wait for approval",
        "unknown_notices": "Notices of the last day that may not have arrived",
        "too_little": "{amount} leakage",
        "too_much": "{amount} over-collected",
        "test": "A test",
        "test_body": "Somebody wanted to see whether notices for {role} arrive here. They do.",
    },
    "pl": {
        "several": "{title}: {number}",
        "more": "oraz {number} więcej",
        "digest": "Podsumowanie dnia {day}",
        "nothing": "Nic nie jest otwarte.",
        "open_discrepancies": "Otwarte rozbieżności",
        "waiting_corrections": "Korekty czekające na zatwierdzenie",
        "unknown_notices": "Powiadomienia z ostatniej doby, które mogły nie dotrzeć",
        "too_little": "{amount} niedoboru",
        "too_much": "{amount} nadwyżki",
        "test": "Próba",
        "test_body": "Ktoś chciał sprawdzić, czy powiadomienia dla roli „{role}” tu docierają. Docierają.",
    },
}
_APART = {"en": {}, "pl": str.maketrans(",.", "\N{NO-BREAK SPACE},")}
# What a service would make a mention, a link or a tag of, and what keeps it from doing so without being seen.
_READ = re.compile(r"([@<\]#]|:(?=//)|www(?=\.))")
_JOINER = "\N{WORD JOINER}"


def said(language: str, name: str, **values: object) -> str:
    """A sentence of ours, with its places filled."""
    return _SAID[language][name].format(**values)


def amount(language: str, value: Decimal, currency: str | None) -> str:
    """`1,200.00 PLN`, in Polish `1 200,00 PLN`; the sign is kept."""
    return money(value, currency).translate(_APART[language])


def harmless(text: str) -> str:
    """A text from outside on one line, with nothing in it that a service would take for a link, mention or tag."""
    on_one_line = "".join(letter if letter.isprintable() else " " for letter in text)
    return _READ.sub(rf"\1{_JOINER}", on_one_line)
