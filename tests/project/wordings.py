"""The texts of ours that stand in the code: those spoken where they stand, and those looked up later."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from tests.project.sources import Module, modules
from ui.wording import these

# Where people read what is written. What the layers below say is listed in ui/ by its form.
SPEAKING = ("app", "pages", "ui")
# Which argument of a call is a text of ours.
_TEXTS = {"_": 0, "later": 0, "column": 1}
_ABOUT = "within"
_COUNTED = {"count": 1, "forms": 0, "counted": 1}


@dataclass(frozen=True)
class Wording:
    """A text as it is written, with its form for several where it is counted, and where it stands."""

    text: str
    many: str
    place: str


def wordings() -> list[Wording]:
    """Every text of ours, as often as it is written."""
    return [one for module in modules() if module.area in SPEAKING for one in wordings_of(module)]


def wordings_of(module: Module) -> Iterator[Wording]:
    """The texts a module names."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield from _texts(node, f"{module.path}:{node.lineno}")


def _texts(call: ast.Call, place: str) -> Iterator[Wording]:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if name in _TEXTS:
        for text in _literals(call.args[_TEXTS[name] :][:1]):
            yield Wording(text, "", place)
    if name == "these":
        for text in _literals(call.args):
            yield from (Wording(one, "", place) for one in these(text))
    if name == _ABOUT:
        about, text = (one for given in call.args for one in _literals([given]))
        yield Wording(f"{about}\x04{text}", "", place)
    if name in _COUNTED:
        told = [text for one in call.args[_COUNTED[name] :] for text in _literals([one])]
        if told:
            yield Wording(told[0], told[1] if len(told) > 1 else f"{told[0]}s", place)


def _literals(given: list[ast.expr]) -> Iterator[str]:
    """The texts an argument may be: one, or one of two."""
    for one in given:
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value:
            yield one.value
        elif isinstance(one, ast.IfExp):
            yield from _literals([one.body, one.orelse])
