"""The tables that benchmarks print and keep, as Markdown and as JSON."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

RESULTS = Path("benchmarks/results")


def keep(name: str, markdown: str, figures: Mapping[str, Any]) -> None:
    """Write `results/<name>.md` and `.json`, and print the first."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / f"{name}.md").write_text(markdown)
    (RESULTS / f"{name}.json").write_text(json.dumps(figures, indent=1) + "\n")
    print(markdown)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table, figures (all but the first column) to the right."""
    ruler = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ruler, *rows])


def markdown(title: str, rows: str, facts: Mapping[str, str], verdicts: Sequence[str]) -> str:
    """A report: title, table, the aims with what was found, and what it was measured on."""
    found = "".join(f"- {line}\n" for line in verdicts)
    told = "".join(f"- {name}: {value}\n" for name, value in facts.items())
    return f"# {title}\n\n{rows}\n\n{found}\n{told}"


def verdict(name: str, found: float, aim: float, *, at_most: bool, unit: str = "") -> str:
    """One line saying whether an aim was met, with both figures."""
    is_met = found <= aim if at_most else found >= aim
    bound = "at most" if at_most else "at least"
    return f"{name}: {found:.2f}{unit}, aim {bound} {aim:g}{unit}: **{'met' if is_met else 'not met'}**"
