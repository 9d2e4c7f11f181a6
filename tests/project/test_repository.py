"""What holds for every file: pinned requirements, opening sentences, exact money, short files, no machine's paths."""

import ast
import re
from pathlib import Path

import pytest

from tests.project.sources import ROOT, Module, files, modules, name, parsed

LONGEST = 350
# A migration lists a system's columns, one a line, and is never edited again.
LISTS = "queries/schema/"
# Scripts and the Makefile have no suffix.
CODE = (".py", ".sql", "")
WORDS = (".md", ".toml", ".txt", ".example", ".json", ".css")
_PINNED = re.compile(r"[A-Za-z0-9._-]+(\[[a-z0-9,-]+\])?==[0-9][^\s*]*")
# Written in two parts, so that this file passes its own check.
_PLACES = re.compile("/" + r"(work|home|root|tmp|Users|opt)/[\w.-]")
_MONEY = re.compile(
    r"amount|price|balance|paid|unpaid|owed|overdue|subtotal|total|tax|credit|refund|payment|money|fee|discount|quantity"
    r"|rate|mrr|arr"
)
_INEXACT = re.compile(r"\b(double|real|float[48]?)\b")


def unpinned(text: str) -> list[str]:
    """The lines of a requirements file that leave the version open."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [line for line in lines if not line.startswith("-r ") and not _PINNED.fullmatch(line)]


def is_opened_by_a_sentence(sql: str) -> bool:
    """Whether a file of SQL begins with a comment that is a sentence."""
    first = sql.split("\n", 1)[0]
    return bool(re.match(r"-- \S.+\s\S", first))


def has_opening_sentence(module: Module) -> bool:
    """Whether a module begins with a docstring whose first line is a sentence."""
    first, *rest = (ast.get_docstring(module.tree) or "").splitlines() or [""]
    return " " in first and (bool(rest) or first[-1] in ".?:`")


def floats_near_money(module: Module) -> list[str]:
    """Calls of float() in a statement that names money."""
    return [
        f"{module.path}:{node.lineno} turns money into a float"
        for statement in ast.walk(module.tree)
        if isinstance(statement, ast.stmt) and not isinstance(statement, ast.ClassDef)
        for node in ast.walk(statement)
        if isinstance(node, ast.Call) and _is_float(node) and _MONEY.search(ast.unparse(statement))
    ]


def _is_float(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "float"


def inexact_types(sql: str) -> list[str]:
    """The inexact number types a file of SQL uses; comments are left out."""
    return [found[0] for line in sql.splitlines() for found in _INEXACT.finditer(line.partition("--")[0].lower())]


def places(text: str) -> list[str]:
    """Absolute paths of somebody's machine."""
    return [text[found.start() : found.end() + 20].split()[0] for found in _PLACES.finditer(text)]


def too_long(path: str, text: str) -> bool:
    """Whether a file is more than one can take in."""
    return not path.startswith(LISTS) and text.count("\n") > LONGEST


def test_requirements_are_pinned() -> None:
    found = [file for file in files(".txt") if "requirements" in file.name]
    assert len(found) >= 2
    assert {name(file): unpinned(_text(file)) for file in found if unpinned(_text(file))} == {}


def test_every_sql_file_opens_with_a_sentence() -> None:
    assert [name(file) for file in files(".sql") if not is_opened_by_a_sentence(_text(file))] == []


def test_no_sql_file_uses_an_inexact_number() -> None:
    assert {name(file): found for file in files(".sql") if (found := inexact_types(_text(file)))} == {}


def test_every_module_opens_with_a_sentence() -> None:
    assert [module.path for module in modules() if not has_opening_sentence(module)] == []


def test_money_is_never_a_float() -> None:
    exact = [module for module in modules() if module.area in ("sync", "queries", "corrections")]
    assert [found for module in exact for found in floats_near_money(module)] == []


def test_files_are_short() -> None:
    assert [name(file) for file in files(*CODE) if too_long(name(file), _text(file))] == []


def test_no_file_names_a_place_on_a_machine() -> None:
    assert {name(file): found for file in files(*CODE, *WORDS) if (found := places(_text(file)))} == {}


@pytest.mark.parametrize("script", [".ci/run", *(name(file) for file in files("") if file.parent.name == "scripts")])
def test_scripts_can_be_run_and_stop_at_the_first_failure(script: str) -> None:
    assert (ROOT / script).stat().st_mode & 0o111
    assert "set -euo pipefail" in _text(ROOT / script)


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def test_an_open_version_is_found() -> None:
    assert unpinned("# a comment\n-r requirements.txt\nclick==8.5.1\nduckdb>=2\nrequests\nx==1.*\n") == [
        "duckdb>=2",
        "requests",
        "x==1.*",
    ]


@pytest.mark.parametrize("sql", ["select 1", "--\nselect 1", "-- accounts\nselect 1", "\n-- Too late.\nselect 1"])
def test_sql_without_a_sentence_is_found(sql: str) -> None:
    assert not is_opened_by_a_sentence(sql)


@pytest.mark.parametrize("text", ["import os", '"""Settings"""', "# Comment only.\nx = 1"])
def test_a_module_without_a_sentence_is_found(text: str) -> None:
    assert not has_opening_sentence(parsed("sync/new.py", text))


@pytest.mark.parametrize(
    "text",
    ["amount = float(told)", "def balance(told: str) -> float:\n    return float(told)", "x = float(row['price'])"],
)
def test_a_float_near_money_is_found(text: str) -> None:
    assert floats_near_money(parsed("sync/new.py", text))


def test_a_float_far_from_money_is_none() -> None:
    assert floats_near_money(parsed("sync/pace.py", "seconds = float(told)")) == []


def test_an_inexact_type_is_found() -> None:
    assert inexact_types("-- a double check\nselect amount::DOUBLE, 1::real from x -- float") == ["double", "real"]


def test_a_place_on_a_machine_is_found() -> None:
    assert places("see /" + "home/me/tieout, not ./home or https://x.example/about") == ["/" + "home/me/tieout,"]


def test_a_long_file_is_found() -> None:
    assert too_long("sync/new.py", "x\n" * 351)
    assert not too_long("sync/new.py", "x\n" * 350)
