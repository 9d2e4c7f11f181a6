"""Values in the words that the company already uses in its agreements: Net 30, Yes or Tak, 2026-02-01 or 01.02.2026."""

import re
from dataclasses import dataclass
from datetime import date

from corrections.planning.case import Facts

_POINTED = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Style:
    """How the company writes terms: what is said of renewal, an example of payment terms, and one of a day."""

    renews: str
    ends: str
    payment_terms: str
    day: str

    def renewal(self, *, is_automatic: bool) -> str:
        """The word for whether a contract renews by itself."""
        return self.renews if is_automatic else self.ends

    def terms(self, days: int, before: str | None = None) -> str:
        """So many days to pay, as they stood there before or as they stand elsewhere."""
        example = before if before and _NUMBER.search(before) else self.payment_terms
        return _NUMBER.sub(str(days), example, count=1)

    def on(self, day: date, before: str | None = None) -> str:
        """A day, written as it was before or as it is elsewhere."""
        return f"{day:%d.%m.%Y}" if _POINTED.fullmatch((before or self.day).strip()) else day.isoformat()


def style_of(facts: Facts) -> Style:
    """The company's commonest words; English ones where it has none yet."""
    found = facts.rows("corrections/words")
    told = found[0] if found else {}
    return Style(
        told.get("renews") or "Yes",
        told.get("ends") or "No",
        told.get("payment_terms") or "Net 30",
        told.get("day") or "2026-02-01",
    )
