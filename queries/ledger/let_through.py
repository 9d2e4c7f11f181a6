"""What people let through alone on a day, counted from the audit, so that many small corrections add up."""

from collections.abc import Collection
from datetime import UTC, date, datetime
from decimal import Decimal

from queries.store import Cursor

# What counts of a correction is, by currency, all that it moves or commits or, where that is more, what it settles.
_ALONE = """
with alone as (
    select
        correction.correction_id,
        correction.account_id,
        lower(trim(event.who)) as approved_by,
        lower(trim(correction.proposed_by)) as proposed_by,
        correction.plan::json as plan
    from ledger.audit_event as event
    inner join ledger.correction as correction using (correction_id)
    where event.kind = 'approved'
        and event.happened_at::date = $day
        and coalesce(event.data ->> '$.is_alone', 'true') = 'true'
        and correction.state <> 'rejected'
        and correction.correction_id not in (select unnest($without::varchar[]))
),

moved as (
    select * exclude (entry), entry.key as currency, entry.value::decimal(38, 4) as amount
    from (
        select * exclude (plan), unnest(map_entries((plan -> '$.exposure')::map(varchar, varchar))) as entry
        from alone
    )
    union all
    select
        * exclude (plan),
        coalesce(plan ->> '$.currency', '') as currency,
        abs((plan ->> '$.impact')::decimal(38, 4)) as amount
    from alone
),

counted as (
    select correction_id, account_id, approved_by, proposed_by, currency, max(amount) as amount
    from moved
    group by all
)

select currency, sum(amount)::decimal(38, 4) as amount
from counted
where amount > 0 and {}
group by currency
order by currency
"""
_OF_PERSON = _ALONE.format("$who in (approved_by, proposed_by)")
_OF_ACCOUNT = _ALONE.format("account_id = $account")


def let_through_by(cursor: Cursor, who: str, without: Collection[str] = ()) -> dict[str, Decimal]:
    """The money of all that somebody proposed or approved today, UTC, and no second person looked at; by currency.

    `without` are corrections that are weighed by themselves.
    """
    told = {"who": who.strip().lower(), "day": _today(), "without": list(without)}
    return dict(cursor.rows(_OF_PERSON, **told))


def let_through_for(cursor: Cursor, account_id: str, without: Collection[str] = ()) -> dict[str, Decimal]:
    """The money of all that was approved today, UTC, for an account by nobody's second look; by currency."""
    told = {"account": account_id, "day": _today(), "without": list(without)}
    return dict(cursor.rows(_OF_ACCOUNT, **told))


def _today() -> date:
    return datetime.now(UTC).date()
