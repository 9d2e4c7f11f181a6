"""The rules, each a file of SQL whose header says what it finds, how grave it is, what mends it, what it explains."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from queries.errors import MalformedHeaderError

_FOLDER = Path(__file__).parents[1] / "rules"
_FAMILIES = "LCTIPM"
SEVERITIES = ("high", "medium", "low")


@dataclass(frozen=True)
class Explains:
    """Another rule's findings that hang under one's own: with the same `key`, within its period where it has one."""

    rule: str
    key: tuple[str, ...]

    @property
    def is_of_period(self) -> bool:
        """Whether it explains what is found in one billing period, not in each of them."""
        return "period_start" in self.key


@dataclass(frozen=True)
class Rule:
    """One rule. `fixes` are kinds of correction by system; `grain` are the columns that tell its findings apart."""

    code: str
    title: str
    grain: tuple[str, ...]
    severity: str
    fixes: tuple[tuple[str, str], ...]
    explains: tuple[Explains, ...]
    sql: str


@cache
def rulebook() -> tuple[Rule, ...]:
    """Every rule, causes before what they explain: accounts, contracts, terms, invoices, payments, what is published.

    Raises `MalformedHeaderError` for a file whose header cannot be read.
    """
    return tuple(sorted((_read(file) for file in _FOLDER.glob("*.sql")), key=_precedence))


def rule(code: str) -> Rule:
    """The rule of that code, such as `T4`. Raises `KeyError`."""
    return {one.code: one for one in rulebook()}[code]


def _precedence(one: Rule) -> tuple[int, int]:
    return _FAMILIES.index(one.code[0]), int(one.code[1:])


def _read(file: Path) -> Rule:
    sql = file.read_text(encoding="utf-8")
    title, *_ = sql.splitlines()
    told = dict(re.findall(r"^-- (\w+): (.+)$", sql, re.MULTILINE))
    if not title.startswith("-- ") or told.get("severity") not in SEVERITIES or "grain" not in told:
        raise MalformedHeaderError(file, 1, "a rule's header wants a title, a grain and a severity")
    return Rule(
        code=file.stem,
        title=title.removeprefix("-- ").removesuffix("."),
        grain=tuple(told["grain"].split(", ")),
        severity=told["severity"],
        fixes=tuple(_fixes(told.get("fixes", "none"))),
        explains=tuple(_explains(part) for part in told.get("explains", "").split("; ") if part),
        sql=sql,
    )


def _explains(told: str) -> Explains:
    """`I5 by subscription_id and product_key`."""
    code, _, key = told.partition(" by ")
    return Explains(code, tuple(key.split(" and ")))


def _fixes(told: str) -> list[tuple[str, str]]:
    """`ordway change_line; firmao note, task` as pairs of system and kind."""
    if told == "none":
        return []
    sides = (part.partition(" ") for part in told.split("; "))
    return [(system, kind) for system, _, kinds in sides for kind in kinds.split(", ")]
