"""Line items of an agreement made what is billed: changed, added or removed."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from corrections.errors import NotPlannableError
from corrections.plan import Change, Plan, Step, Target, moved
from corrections.planning.case import Case, Row, at_stake, both_ways
from corrections.planning.firmao.agreement_lines import MEANINGS, agreement_of
from corrections.planning.firmao.sums import plain
from corrections.planning.firmao.words import called
from corrections.planning.worth import line_worth
from corrections.records import value_at
from queries.currency import money, plain_amount

_FIELDS = {"T3": "quantity", "T4": "unitNettoPrice", "T5": "discount"}
_LATER = (
    "Periods of this contract that were billed otherwise show as under- or over-billed afterwards: each is decided by "
    "itself."
)
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


def update_entry(case: Case) -> Plan:
    """The contract's line items get the quantity, price, discount or tax rate that is billed.

    All differences of one contract go together, since they share its sums. Raises `NotPlannableError`.
    """
    wanted = _taxed(case) if case.found["rule"] == "I8" else _as_held(case)
    steps = tuple(
        step
        for contract_id, fields in wanted.by_agreement.items()
        for step in agreement_of(case.facts, contract_id).changing(fields)
    )
    return _plan(case, "update_entry", "the line items of {} agree with what is billed", steps, wanted, _LATER)


def _as_held(case: Case) -> Wanted:
    wanted = Wanted()
    rows = siblings(case, " ".join(_FIELDS))
    lines = sold_lines(case)
    for row in rows:
        if row["rule"] in _FIELDS and row["root_id"] is None:
            running = [one for one in lines if one["is_running"] and one["product_key"] == row["product_key"]]
            _put(wanted, row, running)
    wanted.settling(rows)
    return wanted


def _put(wanted: Wanted, row: Row, running: list[dict[str, Any]]) -> None:
    if row["rule"] != "T3":
        for line in _alike(running, row):
            wanted.put(line, _FIELDS[row["rule"]], row["actual"])
        return
    own = next((one for one in running if one["contract_line_id"] == row["contract_line_id"]), None)
    if own is None:
        raise NotPlannableError("The line item does not run any more. Reconcile, and look again.")
    # Several line items of one product count together: the last of them takes up the difference.
    quantity = own["quantity"] + Decimal(row["actual"]) - Decimal(row["expected"])
    if quantity <= 0:
        raise NotPlannableError(
            f"{own['contract_number']} would be left with {quantity:f} units of {own['product_key']}. Remove the line "
            "item, or change the subscription."
        )
    wanted.put(own, "quantity", plain(quantity))


def _alike(running: list[dict[str, Any]], row: Row) -> list[dict[str, Any]]:
    """All lines of the product, or the one that parts where they differ among themselves."""
    if len({(one["unit_price"], one["discount_percent"]) for one in running}) < 2:
        return running
    return [one for one in running if one["contract_line_id"] == row["contract_line_id"]]


def _taxed(case: Case) -> Wanted:
    """The rate of each line of the contract that all of its invoices were charged at."""
    wanted, rows = Wanted(), siblings(case, "I8")
    differing = {one["contract_line_id"] for one in rows}
    rates = {
        one["contract_line_id"]: _rates(case, one) for one in sold_lines(case) if one["contract_line_id"] in differing
    }
    _refuse_mixed(case, rates[case.found["contract_line_id"]])
    alike = {line_id for line_id, found in rates.items() if len(found) == 1}
    for line in sold_lines(case):
        if line["contract_line_id"] in alike:
            wanted.put(line, "vatPercent", plain(next(iter(rates[line["contract_line_id"]]))))
    wanted.settling(one for one in rows if one["contract_line_id"] in alike or one["root_id"])
    return wanted


def _rates(case: Case, line: Row) -> set[Decimal]:
    return {one["tax_percent"] for one in billed_of(case, line)} - {None}


def _refuse_mixed(case: Case, rates: set[Decimal]) -> None:
    if len(rates) != 1:
        told = ", ".join(f"{plain(rate)} %" for rate in sorted(rates))
        raise NotPlannableError(
            f"The invoices of this line item charge {told}, so the contract is not what is wrong: bill "
            f"{case.found['invoice_id']} anew in Ordway with the tax of the contract."
        )


def remove_entry(case: Case) -> Plan:
    """The contract loses the line items that are not billed. Raises `NotPlannableError`."""
    rows = siblings(case, "T1")
    causes = [one for one in rows if one["root_id"] is None]
    ids = [one["contract_line_id"] for one in causes]
    agreement = agreement_of(case.facts, case.found["contract_id"])
    if not agreement.entries.keys() - set(ids):
        raise NotPlannableError(
            f"{agreement.number} would be left empty. End the contract, or add the lines in Ordway."
        )
    _refuse_billed(case, ids)
    wanted = Wanted()
    wanted.settling(rows)
    steps = (*(_deleting(agreement.entry(one)) for one in ids), *agreement.without(ids))
    return _plan(case, "remove_entry", "{} no longer holds what is not billed", steps, wanted, "", ids)


def _refuse_billed(case: Case, entry_ids: list[str]) -> None:
    lines = sold_lines(case)
    for line in lines:
        if line["contract_line_id"] in entry_ids and (billed := billed_of(case, line)):
            raise NotPlannableError(
                f"{line['product_key']} was billed under this contract, last by {billed[-1]['invoice_id']}: without "
                "the line item those invoices would have no contract. Add the line in Ordway again, or agree on an "
                "annex that ends it."
            )


def _deleting(entry: dict[str, Any]) -> Step:
    entry_id = str(entry["id"])
    seen = tuple(Change(name, value_at(entry, name), None, meaning) for name, meaning in MEANINGS.items())
    return Step(
        "firmao",
        f"Remove the {called('transactionentries', entry)} from the agreement",
        "DELETE",
        f"transactionentries/{entry_id}",
        None,
        tuple(one for one in seen if one.before is not None),
        Target("transactionentries", entry_id),
    )


def sold_lines(case: Case) -> list[dict[str, Any]]:
    """The lines of the contracts that the discrepancy's subscription bills, as `corrections/sold_lines` tells them."""
    return case.facts.rows(
        "corrections/sold_lines", subscription=case.found["subscription_id"] or "", as_of=case.facts.today
    )


def siblings(case: Case, rules: str) -> list[dict[str, Any]]:
    """What is open about the same contract by these rules, causes and symptoms."""
    return case.facts.rows(
        "corrections/siblings", contract=case.found["contract_id"] or "", rules=rules, as_of=case.facts.today
    )


def billed_of(case: Case, line: Row) -> list[dict[str, Any]]:
    """What was invoiced of a contract's line since the contract began, in order of its periods."""
    billed = case.facts.rows("corrections/billed_lines", subscription=case.found["subscription_id"] or "")
    return [
        one
        for one in billed
        if one["product_key"] == line["product_key"]
        and one["period_start"]
        and one["period_start"] >= line["starts_on"]
    ]


def _plan(
    case: Case, kind: str, title: str, steps: tuple[Step, ...], wanted: Wanted, remains: str, gone: Sequence[str] = ()
) -> Plan:
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
