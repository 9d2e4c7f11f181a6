"""Key figures and plain facts: a strip of at most five figures, and lists of a name and what it holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from ui.sheet import Node, node

AT_MOST = 5


@dataclass(frozen=True)
class Figure:
    """One key figure: its name, the figure in one or more lines, and what it refers to. `tone` is '' or 'bad'.

    `course` is a small picture of how it came there.
    """

    label: Node | str
    values: tuple[str, ...]
    context: Node | str = ""
    tone: str = ""
    course: Node | None = None


def figures(given: Sequence[Figure]) -> Node:
    """A strip of key figures."""
    return node("dl", *(_figure(one) for one in given[:AT_MOST]), kind="figures")


def _figure(one: Figure) -> Node:
    values = [node("span", value) for value in one.values]
    return node(
        "div",
        node("dt", one.label),
        node("dd", *values, kind=f"value {one.tone}".strip()),
        *([node("dd", one.course)] if one.course else []),
        node("dd", one.context, kind="context"),
    )


def facts(pairs: Sequence[tuple[str, Node | str]]) -> Node:
    """Names and what each holds, one a line."""
    return node("dl", *(node("div", node("dt", name), node("dd", held)) for name, held in pairs), kind="facts")


def line(*content: Node | str, kind: str = "line") -> Node:
    """A line of texts and marks."""
    return node("p", *content, kind=kind)
