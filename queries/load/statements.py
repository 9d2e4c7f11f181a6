"""The SQL that reads one chunk of records and merges it, written from the shape of its resource.

Views stand for a chunk: `landed` is the text of its records, `same` those stored in just this text already, `typed`
what was read of the others, `keyed` the columns of it that decide, `come_before` and `known` the ids that the store
has, `incoming` what is to become of each record, `incoming_<table>` the elements of a list inside them. A record keeps
its `row_number` through all of them. Texts are long, and none but `landed` and `typed` has them, so that a join never
copies one. Only names of the resource table and our own clock go into the SQL; every value from outside is a parameter.
"""

from collections.abc import Iterable
from datetime import datetime

from queries.load.problems import element_doubt, element_problem, is_confirmed, record_problem
from queries.load.shape import Child, Column, Shape
from queries.load.structure import given, take_apart

_TOLD_SAME = """select landed.row_number, landed.json, same.id as same_id
    from landed
    left join same on same.row_number = landed.row_number"""
_NONE_SAME = "select row_number, json, null::varchar as same_id from landed"


def find_same(shape: Shape, stored: str) -> str:
    """The records whose stored version has just the same text: what is then called `same`.

    columns: row_number, id, known_since (when that version was first seen).
    """
    return f"""
select hashed.row_number, stored.id, stored.synced_at as known_since
from (select row_number, hash(json) as raw_hash from landed) as hashed
inner join {stored} as stored on stored.raw_hash = hashed.raw_hash
where stored.deleted_at is null or {_is_gone(shape, "stored")}
"""


def read_records(shape: Shape, *, knows_same: bool, reread: bool) -> str:
    """The records, their texts taken apart in one pass: what is then called `typed`.

    columns: row_number, the shape's columns, raw_hash, problem (why it cannot be read, else null) and the lists inside
    it, `elements_<table>`. Where `same` is known, a record whose version is stored has nothing but its id, unless all
    are to be `reread`.
    """
    numbered = list(enumerate(shape.columns, 1))
    return f"""
with record_text as (
    {_TOLD_SAME if knows_same else _NONE_SAME}
),

taken_apart as (
    select *, case when {"true" if reread else "same_id is null"} then {take_apart(shape)} end as record
    from record_text
),

given as (
    select *, {_listed(f"{given(column, shape.columns, 'record')} as g{number}" for number, column in numbered)}
    from taken_apart
),

typed as (
    select *, {_listed(_typed(column, f"g{number}") for number, column in numbered)}
    from given
)

select
    row_number,
    {_names(shape.columns)},
    {"".join(f"record.{child.name} as elements_{child.table}, " for child in shape.children)}
    hash(json) as raw_hash,
    {record_problem(shape)} as problem
from (select * replace (coalesce(same_id, id) as id) from typed)
"""


def find_come_before() -> str:
    """Which of the records came before in this pull: what is then called `come_before`. columns: id."""
    return "select distinct landed_id.id from landed_id semi join keyed on keyed.id = landed_id.id"


def find_known(stored: str) -> str:
    """Which of the records are stored, in whatever version: what is then called `known`. columns: id."""
    return f"select stored.id from {stored} as stored semi join keyed on keyed.id = stored.id"


def decide(now: datetime) -> str:
    """What is to become of each record: what is then called `incoming`. `now` is the moment of the pull, UTC.

    columns: row_number, id, raw_hash, problem, seen_from (when this version was first seen), now, fate: 'inserted',
    'updated', 'unchanged', 'quarantined' or 'repeated' (it came before in this pull).
    """
    return f"""
with first_come as (
    select id, min(row_number) as row_number
    from keyed
    group by id
)

select
    keyed.row_number,
    keyed.id,
    keyed.raw_hash,
    keyed.problem,
    coalesce(same.known_since, timestamp '{now}') as seen_from,
    timestamp '{now}' as now,
    case
        when come_before.id is not null or keyed.row_number <> first_come.row_number then 'repeated'
        when keyed.problem is not null then 'quarantined'
        when same.id is not null then 'unchanged'
        when known.id is null then 'inserted'
        else 'updated'
    end as fate
from keyed
left join first_come on first_come.id = keyed.id
left join come_before on come_before.id = keyed.id
left join same on same.row_number = keyed.row_number
left join known on known.id = keyed.id
"""


def stage_child(child: Child) -> str:
    """The elements of a list, for the records that can be read: what is then called `incoming_<table>`.

    columns: record_id, position (from 1), the child's columns, problem (why it cannot be read, else null), doubt (why
    it may have been misread, else null).
    """
    numbered = list(enumerate(child.columns, 1))
    return f"""
with element as (
    select
        incoming.id as record_id,
        unnest(typed.elements_{child.table}) as element,
        unnest(range(1, len(typed.elements_{child.table}) + 1))::integer as position
    from typed
    inner join incoming on incoming.row_number = typed.row_number
    where incoming.fate not in ('quarantined', 'repeated')
),

given as (
    select *, {_listed(f"{given(column, child.columns, 'element')} as g{number}" for number, column in numbered)}
    from element
),

typed_element as (
    select *, {_listed(_typed(column, f"g{number}") for number, column in numbered)}
    from given
)

select
    record_id, position, {_names(child.columns)}, {element_problem(child)} as problem, {element_doubt(child)} as doubt
from typed_element
"""


def set_aside_broken(shape: Shape) -> str:
    """`incoming` once more, where a record with an unreadable element is set aside whole: no sum is half of one."""
    return f"""
with broken as (
    select record_id, arg_min(problem, position) as problem
    from ({" union all ".join(map(_broken_elements, shape.children))})
    group by record_id
)

select
    incoming.* replace (
        coalesce(incoming.problem, broken.problem) as problem,
        if(broken.problem is null or incoming.fate = 'repeated', incoming.fate, 'quarantined') as fate
    )
from incoming
left join broken on broken.record_id = incoming.id
"""


def _broken_elements(child: Child) -> str:
    return f"""
select
    element.record_id, element.position,
    '{child.name} ' || element.position || ': ' || coalesce(element.problem, element.doubt) as problem
from {_staged(child)} as element
inner join incoming on incoming.id = element.record_id and incoming.fate <> 'repeated'
inner join landed on landed.row_number = incoming.row_number
where element.problem is not null or {is_confirmed(child, "element.doubt", "element.position")}
"""


def keep_replaced_versions(shape: Shape, resource: str) -> str:
    """History: the stored versions that are about to be replaced."""
    return f"""
insert into history.past_version
select
    '{shape.system}', '{resource}', known.id, known.raw, known.synced_at, coalesce(known.deleted_at, $now),
    if(known.deleted_at is null, 'changed', 'restored')
from {shape.target} as known
semi join incoming on incoming.id = known.id and incoming.fate = 'updated'
"""


def remove_replaced(shape: Shape, fates: str) -> list[str]:
    """Take out what is written anew, from the table and from the tables under it."""
    tables = [(shape.target, "id"), *((f"{shape.system}.{one.table}", one.parent_key) for one in shape.children)]
    return [
        f"delete from {table} where {key} in (select id from incoming where fate in ({fates}))" for table, key in tables
    ]


def write_records(shape: Shape, fates: str) -> str:
    """Write the records themselves, with their untouched text beside the typed columns."""
    return f"""
insert into {shape.target} ({_names(shape.columns)}, raw, raw_hash, synced_at, deleted_at)
select
    {_listed(f"typed.{column.name}" for column in shape.columns)}, typed.json, incoming.raw_hash,
    incoming.seen_from, if({_is_gone(shape, "typed")}, incoming.now, null)
from typed
inner join incoming on incoming.row_number = typed.row_number
where incoming.fate in ({fates})
"""


def write_children(shape: Shape, child: Child, fates: str) -> str:
    """Write the elements of a list under the records just written."""
    return f"""
insert into {shape.system}.{child.table} ({child.parent_key}, position, {_names(child.columns)})
select record_id, position, {_names(child.columns)}
from {_staged(child)}
semi join incoming on incoming.id = {_staged(child)}.record_id and incoming.fate in ({fates})
"""


def open_cases(shape: Shape, resource: str) -> str:
    """One row when records of the resource are set aside, none when all could be read."""
    return f"""
select 1
from ledger.quarantine
where system = '{shape.system}' and resource = '{resource}' and resolved_at is null
limit 1
"""


def set_aside(shape: Shape, resource: str) -> list[str]:
    """Quarantine what cannot be read, and close earlier cases of records that can be read now."""
    same = f"system = '{shape.system}' and resource = '{resource}'"
    return [
        f"""
update ledger.quarantine
set resolved_at = $now
where {same} and resolved_at is null and record_id in (select id from incoming)
    and raw_hash not in (select raw_hash from incoming where fate = 'quarantined')
""",
        f"""
update ledger.quarantine
set last_seen_at = $now, resolved_at = null
where {same} and raw_hash in (select raw_hash from incoming where fate = 'quarantined')
""",
        f"""
insert into ledger.quarantine
select
    '{shape.system}', '{resource}', incoming.id, incoming.raw_hash, any_value(landed.json),
    any_value(incoming.problem), $run, $now, $now, null
from landed
inner join incoming on incoming.row_number = landed.row_number and incoming.fate = 'quarantined'
where incoming.raw_hash not in (select raw_hash from ledger.quarantine where {same})
group by incoming.id, incoming.raw_hash
""",
    ]


def close_unseen(shape: Shape, resource: str) -> str:
    """Close quarantined records that a whole list no longer holds, those without an id among them."""
    return f"""
update ledger.quarantine
set resolved_at = $now
where system = '{shape.system}' and resource = '{resource}' and resolved_at is null and last_seen_at < $now
"""


def _staged(child: Child) -> str:
    return f"incoming_{child.table}"


def _names(columns: tuple[Column, ...]) -> str:
    return _listed(column.name for column in columns)


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(parts)


def _typed(column: Column, text: str) -> str:
    return f"reading.{column.kind.name.lower()}({text}) as {column.name}"


def _is_gone(shape: Shape, table: str) -> str:
    """Whether a record says of itself that it is deleted."""
    has_flag = any(column.name == "deleted" for column in shape.columns)
    return f"coalesce({table}.deleted, false)" if has_flag else "false"
