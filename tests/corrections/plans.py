"""Small plans that the tests send: a field of each system, a note that is made, and an amount credited."""

from corrections.plan import Certainty, Change, Plan, Reference, Step, Target

NAME = "customers/1"


def plan(*steps: Step, settles: tuple[str, ...] = ("L4-x",), impact: str = "0.00") -> Plan:
    """A plan of some steps."""
    return Plan("update_customer", steps[0].system, "A name", "F1", "PLN", impact, steps, settles)


def renaming(before: str, after: str, record: str = "1") -> Step:
    """Firmao's customer gets another name."""
    return Step(
        "firmao",
        "Change the name",
        "PUT",
        f"customers/{record}",
        {"name": after},
        (Change("name", before, after, "name"),),
        Target("customers", record),
    )


def describing(after: str) -> Step:
    """Ordway's customer gets another description."""
    return Step(
        "ordway",
        "Change the description",
        "PUT",
        "customers/C-00001",
        {"description": after},
        (Change("description", None, after, "description"),),
        Target("customers", "C-00001"),
    )


def noting(words: str, customer: str = "1") -> Step:
    """A note on a customer of Firmao, which carries its reference in its words."""
    return Step(
        "firmao",
        "Leave a note",
        "POST",
        "salesnotes",
        {"type": "NOTE", "customer": int(customer), "description": words, "date": "2026-10-01T08:00:00Z"},
        (Change("description", None, words, "note"),),
        reference=Reference("salesnotes", {"customer(eq)": customer}, {"description": words}),
    )


def crediting(reference: str, amount: str, customer: str = "C-00001") -> Step:
    """A credit in Ordway, found again by its reference number."""
    return Step(
        "ordway",
        "Give a credit",
        "POST",
        "credits",
        {
            "customer_id": customer,
            "credit_date": "2026-10-01",
            "credit_amount": amount,
            "reference_number": reference,
            "auto_apply": False,
        },
        (Change("credit_amount", None, amount, "amount"),),
        reference=Reference("credits", {}, {"reference_number": reference}),
        certainty=Certainty.INFERRED,
    )
