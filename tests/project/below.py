"""What corrections say to people: each text that stands in their code, as examples with made-up values."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product

from tests.project.sources import Module, files, name, parsed

# What people read at a terminal is English alone.
_AT_THE_TERMINAL = re.compile(r"commands|at_the_terminal|/telling")
# These fields go to Firmao or Ordway as data; what is said to programmers, nobody else reads.
_SENT_AS_DATA = {"notes", "description", "reference_number", "name"}
_FOR_PROGRAMMERS = re.compile(r"logger\.\w+|ValueError")
_FEWEST_WORDS = 3
# What an expression is likely to fill in, by how it is called. It may be any of these where nothing tells.
_LIKELY = (
    (r"\bmoney\(|_amount_of|\btotal$|too_much|\bowed$|below$", ("1,234.50 EUR",)),
    (r"\bimpact\)?$|gross_amount", ("1,234.50",)),
    (r"\bcurrency\b(?!\))", ("EUR",)),
    (r"\.rule$", ("T4",)),
    (r"\bspan\(", ("2026-11-01 to 2026-11-30",)),
    (r"_counted\(", ("1 period", "3 periods")),
    (r"len\(|count_|attempts|\blate$|position|spared|\bnumber$", ("3", "UM/2026/001")),
    (r"capitalize|\b_name\(|\bsystem$|^other$", ("Ordway", "S-00001")),
    (r"meaning|\bfield_name\(|\bkind\.noun", ("units", "customer")),
    (r"_on$|_date'\]$|\bday$|today|until|last_day|\bbegan\b|\bfirst$", ("2026-11-23",)),
    (r"^word$", ("payment", "credit")),
    (r"^named$", ("November 2026", "October 2026 and November 2026")),
    (r"claims|wrong\)", ("500060 and C-00060",)),
    (r"reference$|_id'?\]?$", ("S-00001",)),
)
_ANY = (
    "S-00001",
    "1,234.50 EUR",
    "2026-11-23",
    "No money moves.",
    "units 3",
    "3",
    "customer ACME",
    "P-1 from 2026-11-23",
)
_MOST = 500


@dataclass(frozen=True)
class Said:
    """One way a text of the code may read: where it stands, what is fixed of it, and examples with places filled."""

    place: str
    fixed: tuple[str, ...]
    examples: tuple[str, ...]


def said_of_corrections() -> Iterator[Said]:
    """Every text of some words that people may see of corrections on a screen."""
    for file in files(".py"):
        path = name(file)
        if path.startswith("corrections/") and not _AT_THE_TERMINAL.search(path):
            yield from said_in(parsed(path, file.read_text(encoding="utf-8")))


def said_in(module: Module) -> Iterator[Said]:
    """The texts of a module."""
    for node in _texts(module.tree):
        for parts in _ways(node):
            fixed = tuple(one.strip() for one in parts if isinstance(one, str))
            if len(re.findall(r"\b[A-Za-z]{2,}\b(?![_./])", " ".join(fixed))) >= _FEWEST_WORDS:
                yield Said(f"{module.path}:{node.lineno}", fixed, tuple(_examples(parts)))


def _texts(tree: ast.AST) -> Iterator[ast.Constant | ast.JoinedStr]:
    if isinstance(tree, ast.JoinedStr) or (isinstance(tree, ast.Constant) and isinstance(tree.value, str)):
        yield tree
    elif not (isinstance(tree, ast.Call) and _FOR_PROGRAMMERS.fullmatch(ast.unparse(tree.func))):
        for inner in _read_by_people(tree):
            yield from _texts(inner)


def _read_by_people(tree: ast.AST) -> Iterator[ast.AST]:
    """What a piece of code holds, without what documents it and what is sent as data."""
    if isinstance(tree, ast.Dict):
        yield from (value for key, value in zip(tree.keys, tree.values, strict=True) if not _is_data(key))
        return
    inner = list(ast.iter_child_nodes(tree))
    if isinstance(tree, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(tree):
        inner.remove(tree.body[0])
    yield from inner


def _is_data(key: ast.expr | None) -> bool:
    return isinstance(key, ast.Constant) and key.value in _SENT_AS_DATA


_Parts = list[str | tuple[str, ...]]


def _ways(node: ast.expr) -> list[_Parts]:
    """The ways a text may read, each as its parts with what may stand in them."""
    if isinstance(node, ast.Constant):
        return [_filled_later(str(node.value))]
    if isinstance(node, ast.JoinedStr):
        return [[part for way in ways for part in way] for ways in product(*map(_ways, node.values))]
    if isinstance(node, ast.FormattedValue):
        return _ways(node.value)
    if isinstance(node, ast.IfExp):
        return [*_ways(node.body), *_ways(node.orelse)]
    if isinstance(node, ast.BoolOp):
        return [way for value in node.values for way in _ways(value)]
    return [[_made_up(ast.unparse(node))]]


def _filled_later(text: str) -> _Parts:
    pieces = re.split(r"\{(\w*)\}", text)
    return [_made_up(one) if number % 2 else one for number, one in enumerate(pieces)]


def _made_up(expression: str) -> tuple[str, ...]:
    return next((made for likely, made in _LIKELY if re.search(likely, expression)), _ANY)


def _examples(parts: _Parts) -> Iterator[str]:
    filled = product(*([one] if isinstance(one, str) else one for one in parts))
    return islice(map("".join, filled), _MOST)
