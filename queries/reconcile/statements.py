"""The SQL around the rules: gathering what they find, telling causes from symptoms, and keeping the life of each."""

from queries.reconcile.rulebook import Explains, Rule

# What a finding is told by; amounts and words may change while it stays the same discrepancy.
_KEPT = (
    "rule severity root_id account_id contract_id contract_line_id subscription_id subscription_line_id product_key "
    "invoice_id payment_id credit_id refund_id period_start period_end expected actual impact under_collected "
    "over_collected currency evidence"
).split()

EMPTY_FINDINGS = "create or replace temp table finding as from recon.finding_shape limit 0"
EMPTY_PARENTS = """
create or replace temp table parent (
    discrepancy_id varchar,
    parent_id varchar,
    is_of_period boolean,
    precedence integer
)
"""


def find(rule: Rule) -> str:
    """Add what a rule finds to `finding`. Words that a missing value left nothing of say at least what is wrong."""
    title = rule.title.replace("'", "''")
    words = f"coalesce(evidence, '{title}; a value that would say more is missing')"
    told = f"'{rule.code}' as rule, * replace ({words} as evidence)"
    return f"insert into finding by name select {told} from (\n{rule.sql}\n)"


def identify(rules: tuple[Rule, ...]) -> str:
    """`found`: the findings with their stable ids, made of the rule and the values of its grain."""
    keys = "\n".join(f"        when '{one.code}' then concat_ws('|', {_key(one)})" for one in rules)
    severities = "\n".join(f"        when '{one.code}' then '{one.severity}'" for one in rules)
    return f"""
create or replace temp table found as
select
    rule || '-' || left(md5(case rule
{keys}
    end), 12) as discrepancy_id,
    case rule
{severities}
    end as severity,
    * replace (coalesce(impact, 0) as impact),
    greatest(coalesce(impact, 0), 0) as under_collected,
    least(coalesce(impact, 0), 0) as over_collected
from finding
"""


def _key(rule: Rule) -> str:
    return ", ".join(f"coalesce({column}::varchar, '')" for column in rule.grain)


def hang_under(cause: Rule, symptom: Explains, precedence: int) -> str:
    """Note each finding that a cause explains: the same key, and within the cause's period where it has one.

    Money at stake in another currency is not of that cause.
    """
    same = " and ".join(f"symptom.{column} = cause.{column}" for column in symptom.key)
    return f"""
insert into parent
select symptom.discrepancy_id, cause.discrepancy_id, {symptom.is_of_period}, {precedence}
from found as cause
inner join found as symptom
    on cause.rule = '{cause.code}' and symptom.rule = '{symptom.rule}' and {same}
where (symptom.impact = 0 or coalesce(symptom.currency = cause.currency, true))
    and (cause.period_start is null or symptom.period_start is null or symptom.period_start >= cause.period_start)
    and (cause.period_end is null or symptom.period_start is null or symptom.period_start <= cause.period_end)
"""


# A cause may be a symptom itself: the root is where that ends. Causes stand in the order of the rules, so it does end.
# What one rule says of a period is nearer than what another says of all periods. A cause of no currency of its own has
# that of its symptoms; where money is at stake in several, it is counted one step below, where it is in one.
ROOTS = """
create or replace temp table rooted as
with recursive several as (
    select parent.parent_id
    from parent
    inner join found using (discrepancy_id)
    group by parent.parent_id
    having count(distinct found.currency) filter (found.impact <> 0) > 1
),

nearest as (
    select discrepancy_id, min_by(parent_id, (not is_of_period, precedence, parent_id)) as parent_id
    from parent
    anti join several using (parent_id)
    group by discrepancy_id
),

climbed as (
    select discrepancy_id, parent_id as root_id
    from nearest
    union all
    select climbed.discrepancy_id, nearest.parent_id
    from climbed
    inner join nearest on nearest.discrepancy_id = climbed.root_id
),

top as (
    select discrepancy_id, root_id
    from climbed
    anti join nearest on nearest.discrepancy_id = climbed.root_id
),

-- A cause that has no amount of its own is worth what its symptoms are, once, and each way by itself.
worth as (
    select
        top.root_id as discrepancy_id,
        sum(found.under_collected) as under_collected,
        sum(found.over_collected) as over_collected,
        any_value(found.currency) filter (found.impact <> 0) as currency
    from top
    inner join found using (discrepancy_id)
    group by top.root_id
),

sides as (
    select
        found.* replace (
            if(found.impact = 0, coalesce(worth.under_collected, 0), found.under_collected) as under_collected,
            if(found.impact = 0, coalesce(worth.over_collected, 0), found.over_collected) as over_collected,
            coalesce(found.currency, worth.currency) as currency
        ),
        top.root_id
    from found
    left join top using (discrepancy_id)
    left join worth using (discrepancy_id)
),

weighed as (
    select
        * replace (if(under_collected > 0, under_collected, over_collected) as impact),
        greatest(under_collected, -over_collected) as at_stake
    from sides
)

select
    weighed.* exclude (at_stake) replace (
        case
            when threshold.currency is null or weighed.at_stake = 0 then weighed.severity
            when weighed.at_stake >= threshold.high then 'high'
            when weighed.at_stake >= threshold.medium then 'medium'
            else 'low'
        end as severity
    )
from weighed
left join threshold on threshold.currency = weighed.currency
"""

# What differs from the last run: a row of `fate` for each discrepancy something happens to. One that stood under an
# account that is not looked at, be it open or resolved, is the same one when it is found again under another.
FATES = f"""
create or replace temp table fate as
select
    coalesce(now.discrepancy_id, before.discrepancy_id) as discrepancy_id,
    case
        when before.discrepancy_id is null then 'found'
        when now.discrepancy_id is null then 'resolved'
        when before.resolved_at is not null then 'reopened'
        else 'changed'
    end as kind
from rooted as now
full join (
    select *
    from recon.discrepancy
    where account_id in (select account_id from scope) or discrepancy_id in (select discrepancy_id from rooted)
) as before
    on before.discrepancy_id = now.discrepancy_id
where before.discrepancy_id is null
    or (now.discrepancy_id is null and before.resolved_at is null)
    or (now.discrepancy_id is not null and before.resolved_at is not null)
    or ({" or ".join(f"now.{one} is distinct from before.{one}" for one in _KEPT)}) and now.discrepancy_id is not null
"""

# What was not compared, of the accounts looked at, in place of what was said of them before.
NOT_CHECKED = (
    "delete from recon.not_checked where account_id in (select account_id from scope)",
    """
insert into recon.not_checked by name
select
    contract.account_id,
    contract_id,
    uncompared.reason,
    coalesce(string_agg(distinct uncompared.told, '; ' order by uncompared.told), 'a value is missing') as told
from uncompared
inner join contract using (contract_id)
group by contract.account_id, contract_id, uncompared.reason
""",
)

# What contracts make due, of the accounts looked at, in place of what was reckoned of them before.
SCHEDULE = (
    "delete from recon.schedule where account_id in (select account_id from scope)",
    "insert into recon.schedule by name from schedule",
    "delete from recon.due_quarter where account_id in (select account_id from scope)",
    "insert into recon.due_quarter by name from due_quarter order by starts_on, account_id",
)

KEEP = (
    f"""
insert into recon.discrepancy by name
select discrepancy_id, {", ".join(_KEPT)}, $now as first_seen_at, $now as last_seen_at, null as resolved_at
from rooted
semi join (select discrepancy_id from fate where kind = 'found') using (discrepancy_id)
""",
    f"""
update recon.discrepancy
set {", ".join(f"{one} = rooted.{one}" for one in _KEPT)}, last_seen_at = $now, resolved_at = null
from rooted
where rooted.discrepancy_id = recon.discrepancy.discrepancy_id
    and rooted.discrepancy_id in (select discrepancy_id from fate where kind in ('changed', 'reopened'))
""",
    """
update recon.discrepancy
set resolved_at = $now
where discrepancy_id in (select discrepancy_id from fate where kind = 'resolved')
""",
    """
update recon.discrepancy
set last_seen_at = $now
where discrepancy_id in (select discrepancy_id from rooted)
""",
    """
insert into ledger.discrepancy_event by name
select discrepancy_id, $now as happened_at, kind, 'the data' as who
from fate
where kind <> 'changed'
""",
)
