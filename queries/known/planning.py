"""A cursor that plans a question once and answers it again from whatever tables are laid before it."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache, partial
from typing import Any

import duckdb
import pyarrow as pa

from queries.store import Cursor

# These are others at each dossier. A plan with a parameter is made anew whenever it is used, so they are read from a
# table; all others stand in the plan.
_GIVEN = ("account", "invoice")
_GIVEN_AS = pa.schema([(name, pa.string()) for name in _GIVEN])
_PARAMETER = re.compile(r"\$(\w+)")
_TEMP_TABLE = re.compile(r"create or replace temp table (?P<name>\w+) as\s(?P<told>.+)", re.DOTALL)
_VARIABLE = re.compile(r"set variable (?P<name>\w+) = (?P<told>[^;]+)")
_WITH = "with "
_COMMENT = re.compile(r"^\s*--.*$", re.MULTILINE)
# Days are others tomorrow: plans of a day that is past are of no use to anybody.
_AT_MOST = 200


class PlanningCursor(Cursor):
    """What it is asked may read nothing but what is laid before it, and views over that."""

    def __init__(self, raw: duckdb.DuckDBPyConnection) -> None:
        super().__init__(raw)
        self._schemas: dict[str, pa.Schema] = {}
        self._defined: set[str] = set()
        self._values: dict[str, str] = {}

    def lay(self, name: str, table: pa.Table) -> None:
        """Let statements read a table as `alias(name)`; the table that lay there before is let go of."""
        self.register(self.alias(name), table)

    @staticmethod
    def alias(name: str) -> str:
        """What a table of a qualified name is called here."""
        return f"laid_{name.replace('.', '_')}"

    def rows(self, sql: str, **params: Any) -> list[tuple[Any, ...]]:
        """All rows of a statement, as Python values; decimals stay exact."""
        return super().rows(self._plan(sql, params))

    def records(self, sql: str, **params: Any) -> list[dict[str, Any]]:
        """All rows of a statement, by column name."""
        return super().records(self._plan(sql, params))

    def told(self, sql: str, **params: Any) -> pa.Table:
        """The result as a table: planned like the other answers, which an Arrow result of DuckDB's own would not be."""
        if sql not in self._schemas:
            self._schemas[sql] = self.table(self._plan(sql, params)).schema
        rows, schema = self.rows(sql, **params), self._schemas[sql]
        columns = zip(zip(*rows, strict=True), schema.types, strict=True)
        return pa.table([pa.array(values, kind) for values, kind in columns], schema) if rows else schema.empty_table()

    def steps(self, script: str, **params: Any) -> list[str]:
        """The temporary tables that a script makes, each as a step that `after` puts before a question.

        What else it defines is the same each time, and defined once. So are variables, whose value stands in what reads
        them: a plan that reads a variable is made anew whenever it is used.
        """
        found = []
        for statement in map(self._with_values, _statements(script)):
            if made := _TEMP_TABLE.match(statement):
                found.append(f"{made['name']} as materialized ({_told(made['told'], params)})")
            elif kept := _VARIABLE.match(statement):
                self._define(statement, partial(self._keep_value, kept["name"], kept["told"]))
            else:
                self._define(statement, partial(self.run, statement))
        return found

    def columns(self, sql: str, **params: Any) -> list[tuple[str, str]]:
        """Names and DuckDB types of the columns a statement returns, without running it to its end."""
        return [(row[0], row[1]) for row in super().rows(f"describe {_told(sql, params)}")]

    def reading(self, name: str, columns: Sequence[tuple[str, str]]) -> str:
        """A statement that reads what is laid under a name with these types of columns: Arrow does not know all."""
        laid = dict(self.columns(f"from {self.alias(name)}"))
        casts = ", ".join(f'"{column}"::{kind} as "{column}"' for column, kind in columns if laid[column] != kind)
        return f"select *{f' replace ({casts})' if casts else ''} from {self.alias(name)}"

    def _define(self, statement: str, define: Callable[[], None]) -> None:
        if statement not in self._defined:
            define()
            self._defined.add(statement)

    def _keep_value(self, name: str, told: str) -> None:
        [(value, kind)] = super().rows(f"select told::varchar, typeof(told) from (select {told} as told)")
        self._values[name] = f"cast({_literal(value)} as {kind})"

    def _with_values(self, statement: str) -> str:
        for name, value in self._values.items():
            statement = statement.replace(f"getvariable('{name}')", value)
        return statement

    def _plan(self, sql: str, params: dict[str, Any]) -> str:
        told = {name: [params.get(name)] for name in _GIVEN}
        self.register("given", pa.table(told, schema=_GIVEN_AS))
        if len(self._plans) >= _AT_MOST:
            self._forget_plans()
        return self.planned(_told(sql, params))

    def _forget_plans(self) -> None:
        for plan in self._plans.values():
            self.run(f"deallocate {plan}")
        self._plans.clear()


def after(steps: Sequence[str], sql: str) -> str:
    """A question that is answered once the steps before it are: one plan, where one for each took twice as long."""
    asked = _COMMENT.sub("", sql).strip()
    told = ", ".join(steps)
    return f"with {told}, {asked[len(_WITH) :]}" if asked.startswith(_WITH) else f"with {told} {asked}"


@cache
def _statements(script: str) -> list[str]:
    return [one.query.strip().removesuffix(";") for one in duckdb.extract_statements(_COMMENT.sub("", script))]


def _told(sql: str, params: dict[str, Any]) -> str:
    return _PARAMETER.sub(lambda found: _in_plan(found[1], params), sql)


def _in_plan(name: str, params: dict[str, Any]) -> str:
    return f"(select {name} from given)" if name in _GIVEN else _literal(params[name])


def _literal(value: Any) -> str:
    """A value as it is written in a statement."""
    match value:
        case None:
            return "null"
        case bool() | int() | Decimal():
            return str(value)
        case datetime():
            return f"timestamp '{value}'"
        case date():
            return f"date '{value}'"
        case str():
            return "'" + value.replace("'", "''") + "'"
    raise TypeError(f"{value!r} cannot be written in a statement")
