"""The project's own files, and its Python modules as syntax trees."""

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
_HIDDEN_BUT_OURS = {".ci", ".streamlit"}
_NOT_OURS = {"data", "node_modules", "__pycache__"}


@dataclass(frozen=True)
class Module:
    """A Python module: its path from the root, and what stands in it."""

    path: str
    tree: ast.Module

    @property
    def area(self) -> str:
        """The top-level folder, or the module's own name where it stands at the root."""
        return self.path.removesuffix(".py").partition("/")[0]


@cache
def files(*suffixes: str) -> tuple[Path, ...]:
    """The project's files with one of these suffixes, or all; what is made by running it is left out."""
    found = (file for file in _walk() if not suffixes or file.suffix in suffixes)
    return tuple(sorted(found))


@cache
def modules() -> tuple[Module, ...]:
    """Every Python module of the project."""
    return tuple(parsed(name(file), file.read_text(encoding="utf-8")) for file in files(".py"))


def parsed(path: str, text: str) -> Module:
    """A module from its text; tests make bad ones with it."""
    return Module(path, ast.parse(text, path))


def name(file: Path) -> str:
    """A file's path from the root."""
    return file.relative_to(ROOT).as_posix()


def _walk() -> Iterator[Path]:
    for folder, inner, names in os.walk(ROOT):
        inner[:] = [one for one in inner if _is_ours(one)]
        yield from (Path(folder, one) for one in names if not one.startswith(".coverage"))


def _is_ours(folder: str) -> bool:
    return folder in _HIDDEN_BUT_OURS or not (folder.startswith(".") or folder in _NOT_OURS)
