"""From what stands to what is said: one notice for all that is new of a kind, and the daily digest."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from queries.ledger.notices import Notice
from queries.notice_kinds import DIGEST, TEST, notice_kinds
from sync.notices.questions import Row, Standing
from sync.notices.words import amount, harmless, said

# A notice names so many, the most money first; the others are counted.
MOST_LINES = 10


def notice_of(role: str, kind: str, rows: Sequence[Row], language: str, app: str) -> Notice:
    """What a role is told at once of a kind: all that is new, in one notice."""
    title = said(language, "several", title=notice_kinds()[kind].titles[language], number=len(rows))
    lines = [_line(row, language, app) for row in rows[:MOST_LINES]]
    if len(rows) > MOST_LINES:
        lines.append(said(language, "more", number=len(rows) - MOST_LINES))
    return Notice(role, kind, title, "\n".join(lines), tuple(str(row["notice_key"]) for row in rows))


def digest_of(role: str, kinds: Sequence[str], standing: Standing, language: str, app: str) -> Notice:
    """How everything stands that concerns a role: counts, and money by currency, too little and too much apart."""
    day = standing.moment.today.isoformat()
    lines = [*_figures(standing.digests[role], language), *_counts(kinds, standing, language)]
    body = "\n".join([*(lines or [said(language, "nothing")]), *([app] if app else [])])
    return Notice(role, DIGEST, said(language, "digest", day=day), body, (day,))


def trial_of(role: str, language: str) -> Notice:
    """What is sent to see whether anything arrives."""
    return Notice(role, TEST, said(language, "test"), said(language, "test_body", role=role))


def _line(row: Row, language: str, app: str) -> str:
    money = amount(language, row["amount"], row["currency"]) if row["amount"] else ""
    parts = (harmless(row["account_name"] or ""), money, harmless(row["facts"]), harmless(row["owner"] or ""))
    link = f"\n{app}/{row['page']}" if app else ""
    return f"- {' · '.join(filter(None, parts))}{link}"


def _figures(rows: Sequence[Row], language: str) -> Iterator[str]:
    """A line for each item of the digest's own question, which tells it by currency."""
    by_item: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_item[row["item"]].append(row)
    for item, told in by_item.items():
        sides = [
            said(language, side, amount=amount(language, abs(row[side]), row["currency"]))
            for row in told
            for side in ("too_little", "too_much")
            if row[side]
        ]
        yield _counted(said(language, item), sum(row["found"] for row in told), sides)


def _counts(kinds: Sequence[str], standing: Standing, language: str) -> Iterator[str]:
    """A line for each kind of which anything stands, with the money of it, whichever way."""
    for kind in kinds:
        if rows := standing.found.get(kind):
            yield _counted(notice_kinds()[kind].titles[language], len(rows), _sums(rows, language))


def _sums(rows: Sequence[Row], language: str) -> list[str]:
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        if row["amount"]:
            sums[row["currency"] or ""] += abs(row["amount"])
    return [amount(language, total, currency) for currency, total in sums.items()]


def _counted(title: str, number: int, amounts: Sequence[str]) -> str:
    told = "; ".join(amounts)
    return f"{title}: {number} ({told})" if told else f"{title}: {number}"
