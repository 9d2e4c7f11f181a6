"""What differs in the details of an account, by the words of the rule that finds it."""

from dataclasses import dataclass
from typing import Any

from corrections.errors import NotPlannableError
from corrections.planning.case import Case


@dataclass(frozen=True)
class Details:
    """Both sides of an account, each as name, tax_id, email, street, post_code and city, and what differs."""

    firmao_customer_id: str
    ordway_customer_id: str
    ordway_contact_id: str | None
    firmao: dict[str, Any]
    ordway: dict[str, Any]
    has_other_name: bool
    has_other_tax_id: bool
    has_other_email: bool
    has_other_address: bool


_SIDES = ("name", "tax_id", "email", "street", "post_code", "city")


def details_of(case: Case) -> Details:
    """What both systems say of the account. Raises `NotPlannableError` where it is not in both."""
    found = case.facts.rows("corrections/details", account=case.found["account_id"])
    if not found:
        raise NotPlannableError("The account is not in both systems any more. Reconcile, and look again.")
    row = found[0]
    return Details(
        row["firmao_customer_id"],
        row["ordway_customer_id"],
        row["ordway_contact_id"],
        {name: row[f"firmao_{name}"] for name in _SIDES},
        {name: row[f"ordway_{name}"] for name in _SIDES},
        row["has_other_name"],
        row["has_other_tax_id"],
        row["has_other_email"],
        row["has_other_address"],
    )
