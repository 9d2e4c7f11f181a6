"""A cursor that plans a question once and answers it again from whatever tables are laid before it."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa

from queries.store import Cursor

# These are others at each dossier. A plan with a parameter is made anew whenever it is used, so they are read from a
# table; all others stand in the plan.
_GIVEN = ("account", "invoice")
_GIVEN_AS = pa.schema([(name, pa.string()) for name in _GIVEN])
_PARAMETER = re.compile(r"\$(\w+)")
# Days are others tomorrow: plans of a day that is past are of no use to anybody.
_AT_MOST = 100


class PlanningCursor(Cursor):
    """What it is asked may read nothing but what is laid before it, and views over that."""

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

    def told(self, sql: str, schema: pa.Schema) -> pa.Table:
        """The result of a statement as a table of these columns."""
        rows = self.rows(sql)
        columns = zip(zip(*rows, strict=True), schema.types, strict=True)
        return pa.table([pa.array(values, kind) for values, kind in columns], schema) if rows else schema.empty_table()

    def _plan(self, sql: str, params: dict[str, Any]) -> str:
        told = {name: [params.get(name)] for name in _GIVEN}
        self.register("given", pa.table(told, schema=_GIVEN_AS))
        if len(self._plans) >= _AT_MOST:
            self._forget_plans()
        return self.planned(_PARAMETER.sub(lambda found: _in_plan(found[1], params), sql))

    def _forget_plans(self) -> None:
        for plan in self._plans.values():
            self.run(f"deallocate {plan}")
        self._plans.clear()


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
