"""Who may import whom, read from the syntax tree of every module."""

import ast
from collections.abc import Iterator

import pytest

from tests.project.sources import Module, modules, parsed

# Of ours, what each part may import besides itself.
OURS: dict[str, set[str]] = {
    "queries": set(),
    "sync": {"queries"},
    "corrections": {"sync", "queries"},
    "ui": {"queries"},
    "pages": {"ui", "queries", "corrections", "sync"},
    "app": {"pages", "ui", "queries", "corrections", "sync"},
    "sandbox": set(),
    "demo": {"sandbox", "sync", "queries"},
    "benchmarks": {"app", "corrections", "queries", "sandbox", "sync", "ui"},
    "tests": {"app", "benchmarks", "corrections", "demo", "pages", "queries", "sandbox", "sync", "ui"},
}
# The command line's entry sees all that the app sees.
ENTRIES = {"sync/__main__.py", "sync/commands.py", "sync/finding_commands.py"}

# Of others', where a library may be imported. Who tests, measures or starts the demo is free.
THEIRS: dict[str, set[str]] = {
    "duckdb": {"queries"},
    "requests": {"sync", "sandbox"},
    "apprise": {"sync"},
    "urllib3": {"sync", "sandbox"},
    "httpx": {"sync", "sandbox"},
    "aiohttp": {"sync", "sandbox"},
    "http.client": {"sync", "sandbox"},
    "http.server": {"sync", "sandbox"},
    "urllib.request": {"sync", "sandbox"},
    "socket": {"sync", "sandbox"},
    "uvicorn": {"sandbox"},
    "plotly": {"ui"},
    "streamlit": {"app", "pages", "ui"},
}
FREE = {"tests", "benchmarks", "demo"}


def imported(module: Module) -> Iterator[str]:
    """Full names of what a module imports, wherever in it the import stands."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = node.module or ""
            yield from (f"{origin}.{alias.name}" for alias in node.names if not node.level)
        elif isinstance(node, ast.Call) and _is_import_call(node):
            yield from (str(one.value) for one in node.args[:1] if isinstance(one, ast.Constant))


def breaches(module: Module) -> list[str]:
    """Each import of a module that the two tables do not allow."""
    return [f"{module.path} imports {one}" for one in imported(module) if not _is_allowed(module, one)]


def _is_import_call(call: ast.Call) -> bool:
    function = call.func
    return (isinstance(function, ast.Name) and function.id in ("__import__", "import_module")) or (
        isinstance(function, ast.Attribute) and function.attr == "import_module"
    )


def _is_allowed(module: Module, imports: str) -> bool:
    area = imports.partition(".")[0]
    if area in OURS:
        allowed = OURS["app"] if module.path in ENTRIES else OURS[module.area]
        return area in allowed | {module.area}
    return module.area in FREE or all(
        module.area in places for library, places in THEIRS.items() if f"{imports}.".startswith(f"{library}.")
    )


def test_every_part_of_the_project_stands_in_the_table() -> None:
    assert {module.area for module in modules()} <= OURS.keys()


def test_imports_keep_to_the_table() -> None:
    assert [breach for module in modules() for breach in breaches(module)] == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("queries/store.py", "import sync"),
        ("queries/store.py", "from sync.settings import Settings"),
        ("ui/tables.py", "from sync.worker import PullWorker"),
        ("ui/tables.py", "def draw():\n    import corrections.plan"),
        ("pages/account.py", "import duckdb"),
        ("pages/account.py", "from plotly import graph_objects"),
        ("pages/account.py", "import importlib\nimportlib.import_module('requests')"),
        ("pages/account.py", "from urllib import request"),
        ("pages/health.py", "import apprise"),
        ("corrections/duty.py", "from apprise import Apprise"),
        ("pages/account.py", "from sandbox import credentials"),
        ("sync/firmao.py", "import streamlit as st"),
        ("sync/firmao.py", "from corrections import plan"),
        ("sandbox/world.py", "from queries.store import connect"),
        ("corrections/plan.py", "import requests.adapters"),
        ("app.py", "import duckdb"),
    ],
)
def test_a_stray_import_is_a_breach(path: str, text: str) -> None:
    assert len(breaches(parsed(path, text))) == 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("queries/store.py", "import duckdb\nfrom queries.errors import QueryError\nfrom . import errors"),
        ("sync/http.py", "import requests\nfrom queries.store import Store"),
        ("sync/notices/services.py", "from apprise import Apprise"),
        ("sync/commands.py", "from corrections.outbox import send"),
        ("pages/account.py", "import streamlit as st\nfrom ui.tables import table\nfrom urllib.parse import quote"),
        ("demo.py", "from sandbox import credentials\nimport urllib.request"),
        ("tests/test_x.py", "import duckdb, requests, sandbox"),
    ],
)
def test_an_import_of_the_table_is_no_breach(path: str, text: str) -> None:
    assert breaches(parsed(path, text)) == []
