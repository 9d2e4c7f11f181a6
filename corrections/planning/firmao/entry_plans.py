"""What is to stand in the line items of agreements, and the plan of it: what it settles and what it is worth."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from corrections.plan import Plan, Step, moved
from corrections.planning.case import Case, Row, at_stake, both_ways
from corrections.planning.firmao.sold_lines import sold_lines
from corrections.planning.worth import line_worth
from queries.currency import money, plain_amount

# Field by entry, and entries by the agreement they belong to.
Fields = dict[str, dict[str, str]]


@dataclass
class Wanted:
    """What is to stand in the line items of each agreement, and which discrepancies that settles."""

    by_agreement: dict[str, Fields] = field(default_factory=dict)
    settles: list[str] = field(default_factory=list)
    causes: list[Row] = field(default_factory=list)

    def put(self, line: Row, name: str, value: str) -> None:
        """One field of one line item."""
        self.by_agreement.setdefault(line["contract_id"], {}).setdefault(line["contract_line_id"], {})[name] = value

    def settling(self, rows: Iterable[Row]) -> None:
        """These causes with their symptoms are gone afterwards."""
        for row in rows:
            self.settles.append(row["discrepancy_id"])
            self.causes += [row] if row["root_id"] is None else []


def plan_entries(
    case: Case, kind: str, title: str, steps: tuple[Step, ...], wanted: Wanted, remains: str, gone: Sequence[str] = ()
) -> Plan:
    """The plan of requests that make line items what is `wanted`; those `gone` are removed. `title` takes a number."""
    number = case.facts.record("firmao", "agreements", case.found["contract_id"]).get("number")
    return Plan(
        kind,
        "firmao",
        f"Firmao: {title.format(number)}",
        case.found["account_id"],
        case.found["currency"],
        plain_amount(at_stake(wanted.causes), case.found["currency"]),
        steps,
        tuple(dict.fromkeys((case.found["discrepancy_id"], *wanted.settles))),
        effect=_effect(case, wanted.causes),
        remains=remains,
        moves=moved(sum(_worths(case, wanted, gone), Decimal(0)), case.found["currency"]),
    )


def _worths(case: Case, wanted: Wanted, removed: Collection[str]) -> Iterator[Decimal]:
    """What each line item becomes worth more or less, for as long as it runs."""
    changed = {key: fields for one in wanted.by_agreement.values() for key, fields in one.items()}
    for line in sold_lines(case):
        if line["contract_line_id"] in {*changed, *removed}:
            yield line_worth(case.facts, line, changed.get(line["contract_line_id"]))


def _effect(case: Case, causes: Iterable[Row]) -> str:
    under, over = both_ways(causes)
    currency, told = case.found["currency"], []
    if under:
        told.append(f"{money(under, currency)} that the contract as it stands would claim are not billed.")
    if over:
        told.append(f"{money(-over, currency)} billed beyond the contract as it stands become agreed.")
    return " ".join(told) or "No invoice changes; what is billed becomes what is agreed."
