"""Links that people decide about: confirmed, rejected, taken back, never rewritten in the ledger, and audited."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from queries.errors import DecisionRefusedError
from queries.ledger.audited import require, tell_decision
from queries.people import Person, Right
from queries.store import Cursor, Store

KINDS = ("account", "contract", "line", "product")
_SIDES = {"firmao": "Firmao", "ordway": "Ordway"}
_RECORDS = {
    "account": ("customer", "customer"),
    "contract": ("contract", "subscription"),
    "line": ("contract line", "subscription line"),
    "product": ("product", "product"),
}
# Links of this kind rest on what the two systems hold themselves.
_STATED = ("explicit field", "code")


@dataclass(frozen=True)
class Pair:
    """A record of Firmao and one of Ordway, by their ids; `kind` is one of `KINDS`.

    The id of a subscription's line stands after that of the subscription: `S-00017/SCHG-01`.
    """

    kind: str
    firmao_id: str
    ordway_id: str

    def called(self, system: str) -> str:
        """`contract 1017 of Firmao`."""
        record = _RECORDS[self.kind][list(_SIDES).index(system)]
        return f"{record} {getattr(self, f'{system}_id')} of {_SIDES[system]}"


@dataclass(frozen=True)
class Suggested:
    """What was on the screen when it was decided: the score, 0 to 100, and its reasons; nothing where none was."""

    score: int | None = None
    reasons: str = ""


def confirm_link(store: Store, pair: Pair, *, who: Person, why: str, seen: Suggested | None = None) -> None:
    """Say that two records are the same.

    Every function here raises `DecisionRefusedError` and then changes nothing, also where the person has not the right.
    """
    require(who, Right.DECIDE)
    with store.transaction() as cursor:
        _check_known(cursor, pair)
        _check_free(cursor, pair)
        _check_contract_and_subscription(cursor, pair)
        _decide(cursor, pair, "confirmed", who, why, seen)


def reject_suggestion(store: Store, pair: Pair, *, who: Person, why: str, seen: Suggested | None = None) -> None:
    """Say that two records are not the same: they are not suggested again, nor linked by tax id, number or name."""
    require(who, Right.DECIDE)
    with store.transaction() as cursor:
        _check_known(cursor, pair)
        _check_not_stated(cursor, pair)
        match _standing(cursor, pair):
            case "confirmed":
                raise DecisionRefusedError(f"{_both(pair)} are confirmed to be the same. Withdraw that link first.")
            case "rejected":
                raise DecisionRefusedError(f"{_both(pair)} are said not to be the same already; nothing was changed.")
        _decide(cursor, pair, "rejected", who, why, seen)


def withdraw_link(store: Store, pair: Pair, *, who: Person, why: str) -> None:
    """Take back what was said of two records, a confirmed link or a rejected suggestion; the records may be gone."""
    require(who, Right.DECIDE)
    with store.transaction() as cursor:
        _check_kind(pair)
        if _standing(cursor, pair) not in ("confirmed", "rejected"):
            raise DecisionRefusedError(f"Nobody confirmed or rejected a link of {_both(pair)}; nothing was changed.")
        _decide(cursor, pair, "withdrawn", who, why, None)


def _decide(cursor: Cursor, pair: Pair, decision: str, who: Person, why: str, seen: Suggested | None) -> None:
    now, reason = datetime.now(UTC).replace(tzinfo=None), _required(why, "why")
    kept: dict[str, Any] = asdict(pair) | asdict(seen or Suggested())
    kept |= {"decision": decision, "who": _required(who.name, "who decides"), "why": reason, "decided_at": now}
    columns = ", ".join(f"${name} as {name}" for name in kept)
    cursor.run(f"insert into ledger.link_decision by name select {columns}", **kept)
    tell_decision(cursor, f"link {decision}", who, reason, now)


def _standing(cursor: Cursor, pair: Pair) -> str | None:
    """What was decided last about just these two."""
    told: str | None = cursor.value(
        "select decision from ledger.link_standing "
        "where kind = $kind and firmao_id = $firmao_id and ordway_id = $ordway_id",
        **asdict(pair),
    )
    return told


def _check_kind(pair: Pair) -> None:
    if pair.kind not in KINDS:
        raise DecisionRefusedError(f"There are no links of the kind {pair.kind!r}, only of {', '.join(KINDS)}.")


def _check_known(cursor: Cursor, pair: Pair) -> None:
    _check_kind(pair)
    known = cursor.rows(
        "select system, record_id from model.linkable where kind = $kind and record_id in ($firmao_id, $ordway_id)",
        **asdict(pair),
    )
    for system in _SIDES:
        if (system, getattr(pair, f"{system}_id")) not in known:
            raise DecisionRefusedError(f"There is no {pair.called(system)}. Check the id; nothing was changed.")


def _check_free(cursor: Cursor, pair: Pair) -> None:
    _check_not_stated(cursor, pair)
    if _standing(cursor, pair) == "confirmed":
        raise DecisionRefusedError(f"{_both(pair)} are confirmed to be the same already; nothing was changed.")
    for firmao_id, ordway_id in cursor.rows(_STATED_OTHERS, **asdict(pair)):
        raise DecisionRefusedError(
            f"{_told(pair, firmao_id, ordway_id)} by what the systems hold themselves. "
            "Put that right in Firmao or Ordway and sync, then confirm; nothing was changed."
        )
    for firmao_id, ordway_id in cursor.rows(_CONFIRMED_OTHERS, **asdict(pair)):
        raise DecisionRefusedError(
            f"{_told(pair, firmao_id, ordway_id)} by what somebody confirmed. "
            "Withdraw that link first; nothing was changed."
        )


def _check_not_stated(cursor: Cursor, pair: Pair) -> None:
    link = cursor.value(
        "select link from model.link where kind = $kind and firmao_id = $firmao_id and ordway_id = $ordway_id",
        **asdict(pair),
    )
    if link in _STATED:
        raise DecisionRefusedError(
            f"{_both(pair)} are linked by what the systems hold themselves ({link}): there is nothing to decide."
        )


def _check_contract_and_subscription(cursor: Cursor, pair: Pair) -> None:
    within = {"firmao_id": pair.firmao_id, "ordway_id": pair.ordway_id}
    if pair.kind == "line" and not cursor.rows(_WITHIN_A_LINK, **within):
        raise DecisionRefusedError(
            "The two lines are not of a contract and its subscription. Link those first; nothing was changed."
        )


# A subscription may bill several contracts of its account, an annex among them. What a customer claims counts even
# where another customer won it.
_STATED_OTHERS = """
with stated as (
    select kind, firmao_id, ordway_id, account_id
    from model.link
    where link in ('explicit field', 'code')
    union all
    select 'account', firmao_customer_id, ordway_customer_id, null
    from model.account_claim
)

select stated.firmao_id, stated.ordway_id
from stated
left join model.contract as own on own.contract_id = $firmao_id
where stated.kind = $kind and (stated.firmao_id = $firmao_id) <> (stated.ordway_id = $ordway_id)
    and not ($kind = 'contract' and stated.firmao_id <> $firmao_id and own.account_id = stated.account_id)
order by all
"""
_CONFIRMED_OTHERS = """
select firmao_id, ordway_id
from ledger.link_standing
where kind = $kind and decision = 'confirmed' and (firmao_id = $firmao_id) <> (ordway_id = $ordway_id)
    and not ($kind = 'contract' and firmao_id <> $firmao_id)
order by all
"""
_WITHIN_A_LINK = """
select 1
from model.contract_line as sold
inner join model.contract_link using (contract_id)
inner join model.subscription_line as held using (subscription_id)
where sold.contract_line_id = $firmao_id and held.ordway_line_id = $ordway_id
"""


def _told(pair: Pair, firmao_id: str, ordway_id: str) -> str:
    """`Customer 17 of Firmao is linked to customer C-9 of Ordway`."""
    other = Pair(pair.kind, firmao_id, ordway_id)
    told = f"{other.called('firmao')} is linked to {other.called('ordway')}"
    return told[:1].upper() + told[1:]


def _both(pair: Pair) -> str:
    told = f"{pair.called('firmao')} and {pair.called('ordway')}"
    return told[:1].upper() + told[1:]


def _required(text: str, what: str) -> str:
    if not text.strip():
        raise DecisionRefusedError(f"Say {what}; nothing was changed.")
    return text.strip()
