"""The lines of a record that was made, held against those that were planned, whatever their order."""

from collections.abc import Sequence
from typing import Any

from corrections.plan import Change, Lines
from corrections.records import elements_at, is_same, value_at

Line = tuple[Change, ...]


def lines_otherwise(record: Any, lines: Lines) -> tuple[str, ...]:
    """Which planned lines a record does not hold, and how many others it does, in words; empty where all is so."""
    left = elements_at(record, lines.path)
    missing = []
    for wanted in lines.wanted:
        alike = next((one for one in left if _is_as_planned(one, wanted)), None)
        if alike is None:
            missing.append(wanted)
        else:
            left.remove(alike)
    return (*(f"there is no line {told(one)}" for one in missing), *_surplus(left, missing))


def told(line: Line) -> str:
    """A planned line in words: `product P-00001, units 3`."""
    return ", ".join(f"{one.meaning or one.path} {one.after}" for one in line if one.after)


def _is_as_planned(element: Any, wanted: Line) -> bool:
    return all(is_same(value_at(element, one.path), one.after) for one in wanted)


def _surplus(left: Sequence[Any], missing: Sequence[Line]) -> tuple[str, ...]:
    """What stands there instead of the lines that are missing, or beside those that are there."""
    if not left:
        return ()
    if not missing:
        return (f"there are {len(left)} lines more than planned",)
    return tuple(f"instead there is {_instead(one, missing[0])}" for one in left)


def _instead(element: Any, wanted: Line) -> str:
    return ", ".join(f"{one.meaning or one.path} {value_at(element, one.path) or 'empty'}" for one in wanted)
