"""The SQL that reads one chunk of landed answers and merges it, written from the shape of its resource.

Only names of the resource table go into the text; every value from outside is a parameter.
"""

from collections.abc import Iterable

from queries.load.shape import Child, Column, Kind, Shape

_DECIMALS = {Kind.MONEY: 4, Kind.PRICE: 10}


def classify(shape: Shape) -> str:
    """One row a record of view `landed`, typed, with what is to become of it: what is then called `incoming`.

    columns: row_number, the shape's columns, raw_hash, known_since (when the stored version was first seen), problem
    (why it cannot be read, else null), fate: 'inserted', 'updated', 'unchanged', 'quarantined' or
    'repeated' (it came before in this pull).
    """
    return f"""
with extracted as (
    select
        row_number,
        json,
        json_extract_string(json, [{_quoted(column.path for column in shape.columns)}]) as field
    from landed
),

given as (
    select row_number, json, {_listed(f"reading.given(field[{n}]) as g{n}" for n, _ in enumerate(shape.columns, 1))}
    from extracted
),

typed as (
    select *, hash(json) as raw_hash, {_listed(_typed(c, f"g{n}") for n, c in enumerate(shape.columns, 1))}
    from given
),

examined as (
    select row_number, {_names(shape.columns)}, raw_hash, {_problem(shape)} as problem
    from typed
),

first_come as (
    select id, min(row_number) as row_number
    from typed
    group by id
)

select
    examined.*,
    known.synced_at as known_since,
    case
        when examined.id in (select id from landed_id where id is not null)
            or examined.row_number <> first_come.row_number then 'repeated'
        when examined.problem is not null then 'quarantined'
        when known.id is null then 'inserted'
        when known.raw_hash = examined.raw_hash
            and (known.deleted_at is null or {_is_gone(shape, "examined")}) then 'unchanged'
        else 'updated'
    end as fate
from examined
left join first_come on first_come.id = examined.id
left join {shape.target} as known on known.id = examined.id
"""


def stage_child(child: Child) -> str:
    """The elements of a list, for the records that can be read: what is then called `incoming_<table>`.

    columns: record_id, position (from 1; 0 stands for a list that is none), the child's columns, problem.
    """
    numbered = list(enumerate(child.columns, 1))
    return f"""
with read as (
    select
        incoming.id as record_id,
        landed.json,
        json_transform(landed.json, '{_transformation(child)}').{_last(child.path)} as elements
    from landed
    inner join incoming on incoming.row_number = landed.row_number and incoming.fate not in ('quarantined', 'repeated')
),

-- What stands in the place of a list is looked at only where there is none; one bad element then stands for it.
listed as (
    select
        record_id,
        case
            when elements is not null then null
            when reading.given(json ->> '{child.path}') is null then null
            else json_type(json, '{child.path}')
        end as other_type,
        if(other_type is null, elements, [null]) as elements
    from read
),

element as (
    select
        record_id,
        unnest(elements) as element,
        if(other_type is null, unnest(range(1, len(elements) + 1)), 0)::integer as position,
        'is not a list but ' || other_type as problem
    from listed
),

given as (
    select record_id, position, problem, element is null as is_odd, {_listed(_given(c, n) for n, c in numbered)}
    from element
),

typed as (
    select *, {_listed(_typed(column, f"g{number}") for number, column in numbered)}
    from given
)

select record_id, position, {_names(child.columns)}, {_child_problem(child)} as problem
from typed
"""


def broken_lists(child: Child) -> str:
    """The first few elements of a list that cannot be read; mostly none."""
    return f"select record_id, problem from {_staged(child)} where problem is not null limit 1"


def set_aside_broken(shape: Shape) -> str:
    """`incoming` once more, where a record with an unreadable element is set aside whole: no sum is half of one."""
    broken = " union all ".join(
        f"select record_id, position, '{_last(child.path)} ' || if(position = 0, '', position || ': ') || problem "
        f"as problem from {_staged(child)} where problem is not null"
        for child in shape.children
    )
    return f"""
with broken as (
    select record_id, arg_min(problem, position) as problem
    from ({broken})
    group by record_id
)

select
    incoming.* replace (
        coalesce(broken.problem, incoming.problem) as problem,
        if(broken.problem is null, incoming.fate, 'quarantined') as fate
    )
from incoming
left join broken on broken.record_id = incoming.id
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
    {_names(shape.columns)}, json, raw_hash,
    if(fate = 'unchanged', known_since, $now),
    if({_is_gone(shape, "incoming")}, $now, null)
from landed
inner join incoming on incoming.row_number = landed.row_number and incoming.fate in ({fates})
"""


def write_children(shape: Shape, child: Child, fates: str) -> str:
    """Write the elements of a list under the records just written."""
    return f"""
insert into {shape.system}.{child.table} ({child.parent_key}, position, {_names(child.columns)})
select record_id, position, {_names(child.columns)}
from {_staged(child)}
semi join incoming on incoming.id = {_staged(child)}.record_id and incoming.fate in ({fates})
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
select '{shape.system}', '{resource}', id, raw_hash, any_value(json), any_value(problem), $run, $now, $now, null
from landed
inner join incoming on incoming.row_number = landed.row_number and incoming.fate = 'quarantined'
where raw_hash not in (select raw_hash from ledger.quarantine where {same})
group by id, raw_hash
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


def _quoted(texts: Iterable[str]) -> str:
    return _listed(f"'{text}'" for text in texts)


def _typed(column: Column, given: str) -> str:
    return f"reading.{column.kind.name.lower()}({given}) as {column.name}"


def _given(column: Column, number: int) -> str:
    """A child's field as text; one inside an object is taken from the object's text."""
    first, _, rest = column.path[2:].partition(".")
    field = f"(element.{first} ->> '$.{rest}')" if rest else f"element.{first}::varchar"
    return f"reading.given({field}) as g{number}"


def _transformation(child: Child) -> str:
    """What `json_transform` takes a list to be: records of texts, objects inside them as JSON."""
    objects = {column.path[2:].partition(".")[0] for column in child.columns if "." in column.path[2:]}
    names = dict.fromkeys(column.path[2:].partition(".")[0] for column in child.columns)
    fields = _listed(f'"{name}":"{"JSON" if name in objects else "VARCHAR"}"' for name in names)
    return f'{{"{_last(child.path)}":[{{{fields}}}]}}'


def _last(path: str) -> str:
    return path.removeprefix("$.")


def _is_gone(shape: Shape, table: str) -> str:
    """Whether a record says of itself that it is deleted."""
    has_flag = any(column.name == "deleted" for column in shape.columns)
    return f"coalesce({table}.deleted, false)" if has_flag else "false"


def _problem(shape: Shape) -> str:
    """The first reason why a record cannot be read, or null."""
    checks = [
        "if(not starts_with(json, '{'), 'is not a record', null)",
        "if(id is null, 'has no id', null)",
        "if(starts_with(id, '{') or starts_with(id, '['), 'id is not a text or a number', null)",
        *_column_problems(shape.columns),
        *_long_number_problem(shape),
    ]
    return f"coalesce({_listed(checks)})"


def _child_problem(child: Child) -> str:
    odd = "if(is_odd and position > 0, 'is not a record', null)"
    return f"coalesce(problem, {_listed([odd, *_column_problems(child.columns)])})"


def _column_problems(columns: tuple[Column, ...]) -> list[str]:
    checked = [(n, c) for n, c in enumerate(columns, 1) if c.kind not in (Kind.TEXT, Kind.JSON)]
    unread = [f"reading.problem('{c.name}', g{n}, {c.name})" for n, c in checked]
    return unread + [
        f"reading.inexact('{c.name}', g{n}, {c.name}, {_DECIMALS[c.kind]})" for n, c in checked if c.kind in _DECIMALS
    ]


def _long_number_problem(shape: Shape) -> list[str]:
    """DuckDB reads a JSON number through a double: exact to 15 digits, so a longer one is set aside, not rounded."""
    amounts = [f"length(g{n}) > 16" for n, column in enumerate(shape.columns, 1) if column.kind in _DECIMALS]
    number = r"[:,\[]\s*-?[0-9][0-9.]{15,}\s*[,}\]]"
    reason = "holds a number with more digits than can be read exactly"
    return [f"if(({' or '.join(amounts)}) and regexp_matches(json, '{number}'), '{reason}', null)"] if amounts else []
