"""SQL is written in queries/ and nowhere else."""

import ast
import re

import pytest

from tests.project.sources import Module, modules, parsed

# Who tests or measures looks into the file by itself.
FREE = {"queries", "tests", "benchmarks"}

_SQL = re.compile(
    r"""
    ^\s*select\s
    | ^\s*with\s+\w+\s+as\s
    | ^\s*(attach|detach|pragma|copy)\s
    | \bselect\s.+\sfrom\s+\w+\.\w+
    | \b(insert\s+into|delete\s+from|merge\s+into|alter\s+table|truncate\s+table)\s
    | \b(create|drop)\s+(or\s+replace\s+)?(temp\s+|temporary\s+)?(table|view|schema|macro|type|sequence|index)\s
    | \bupdate\s+[\w.]+\s+set\s
    """,
    re.VERBOSE | re.DOTALL,
)


def statements(module: Module) -> list[str]:
    """The texts in a module that are SQL; what only documents it is left out."""
    documentation = _standing_alone(module.tree)
    return [
        f"{module.path}:{node.lineno} holds SQL: {str(node.value)[:60]!r}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and node not in documentation and _is_sql(node.value)
    ]


def _is_sql(value: object) -> bool:
    """Whether a text is SQL, all lower case or all capitals; a sentence begins with one capital only."""
    return isinstance(value, str) and bool(_SQL.search(value) or _SQL.search(_lowered_capitals(value)))


def _lowered_capitals(text: str) -> str:
    return re.sub(r"\b[A-Z]{2,}\b", lambda word: word[0].lower(), text)


def _standing_alone(tree: ast.Module) -> set[ast.expr]:
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def test_no_sql_outside_queries() -> None:
    assert [found for module in modules() if module.area not in FREE for found in statements(module)] == []


@pytest.mark.parametrize(
    "text",
    [
        "x = 'select 1'",
        "x = 'SELECT name FROM account'",
        "x = f'select * from model.{view}'",
        "x = '''\n    with open as (select 1) select * from open'''",
        "run('update ledger.runs set status = 1')",
        "run('INSERT INTO ledger.runs VALUES (1)')",
        "run('create or replace view model.x as y')",
        "run('first; delete from model.x')",
    ],
)
def test_sql_in_a_page_is_found(text: str) -> None:
    assert len(statements(parsed("pages/account.py", text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        '"""select nothing: a sentence on top of a module."""',
        "x = 'Select an account from the list'",
        "x = 'Pull both systems into the store'",
        "x = 'Read with care; update often.'",
    ],
)
def test_prose_is_not_sql(text: str) -> None:
    assert statements(parsed("pages/account.py", text)) == []
