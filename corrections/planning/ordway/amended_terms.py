"""What a change says of a subscription as a whole: how long its term is, and whether it renews by itself."""

from collections.abc import Sequence
from datetime import date

from corrections.errors import NotPlannableError
from corrections.plan import Change
from corrections.planning.case import Case, Row
from corrections.planning.contracts import Contract, contract_of
from corrections.planning.ordway.months import whole_months
from corrections.planning.ordway.subscriptions import Held


def terms_told(case: Case, subscription: Held, causes: Sequence[Row]) -> tuple[dict[str, object], list[Change]]:
    """The fields of a change, and what is read of them before and after. Raises `NotPlannableError`."""
    told: dict[str, object] = {}
    changes: list[Change] = []
    for cause in causes:
        if cause["rule"] == "T9":
            contract = contract_of(case.facts, cause["contract_id"])
            told["contract_term"] = _term(subscription, contract)
            changes.append(_change("current_term_end_date", subscription, f"{contract.ends_on}", "end of the term"))
        elif cause["rule"] == "T10":
            renews = bool(contract_of(case.facts, cause["contract_id"]).is_auto_renewed)
            told["auto_renew"] = renews
            changes.append(Change("auto_renew", _flag(not renews), _flag(renews), "automatic renewal"))
    return told, changes


def _term(subscription: Held, contract: Contract) -> str:
    """The months from the start of the term to the contract's end."""
    start, end = subscription.term_starts_on, contract.ends_on
    months = whole_months(start, end) if end else None
    if months is None:
        raise NotPlannableError(
            f"From {start}, when the term of {subscription.subscription_id} began, to {end or 'no end'} are no whole "
            "months, and Ordway counts terms by months. Correct the end in Firmao, or the term in Ordway by hand."
        )
    return str(months)


def _change(path: str, subscription: Held, after: str, meaning: str) -> Change:
    before: date | None = subscription.term_ends_on
    return Change(path, f"{before}" if before else None, after, meaning)


def _flag(value: bool) -> str:
    return "true" if value else "false"
