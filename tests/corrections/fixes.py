"""Every fix that a rule names: how it is proven that it ends its discrepancy, and why by hand where it is by hand."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.corrections import manual_work, preparing
from tests.corrections.preparing import Preparation
from tests.corrections.settling import Company, Row

Work = Callable[[Company, Row], None]
# Rule, side, kind.
Fix = tuple[str, str, str]


@dataclass(frozen=True)
class Proof:
    """How a fix is proven.

    `work` is what a person does where it is, or may be, done by hand, and `why` says why. `prepare` is what has to
    happen before it fits anything. `leaves` is the rule whose findings stay afterwards, and `then` the kind of fix
    that puts these right in Ordway in their turn; without it they stay. `shows` are rules that may find something new
    of the account afterwards, and truly so.
    """

    prepare: Preparation | None = None
    work: Work | None = None
    why: str = ""
    leaves: str = ""
    then: str = ""
    shows: str = ""


SENT = Proof()
# An overdue invoice of which a part is paid now.
_IN_PART = "P2"
_TOLD = "it tells somebody; the discrepancy stays until the money comes"
FIXES: dict[Fix, Proof] = {
    ("L1", "ordway", "create_customer"): SENT,
    ("L2", "ordway", "link"): Proof(prepare=preparing.forget_customer),
    ("L2", "firmao", "create_customer"): SENT,
    ("L3", "ordway", "relink"): Proof(prepare=preparing.claim_another),
    ("L3", "firmao", "relink"): SENT,
    ("L4", "ordway", "update_customer"): SENT,
    ("L4", "firmao", "update_customer"): SENT,
    ("C1", "ordway", "create_subscription"): SENT,
    ("C2", "ordway", "link"): Proof(prepare=preparing.forget_contract),
    ("C2", "ordway", "cancel_subscription"): SENT,
    ("C2", "firmao", "create_agreement"): SENT,
    ("C3", "ordway", "cancel_subscription"): SENT,
    ("C3", "ordway", "credit"): Proof(prepare=preparing.cancel_ended),
    ("C3", "firmao", "extend_agreement"): SENT,
    ("C4", "ordway", "reactivate"): Proof(
        work=manual_work.reactivate,
        why="no request is known that brings a cancelled subscription back",
        leaves="I1",
        then="create_invoice",
        # What the contract got after the subscription had stopped.
        shows="T1 I1",
    ),
    ("C4", "firmao", "end_agreement"): SENT,
    ("C5", "ordway", "renew_subscription"): SENT,
    ("C6", "ordway", "change_subscription"): SENT,
    ("C7", "firmao", "update_agreement"): SENT,
    ("C8", "ordway", "activate_subscription"): SENT,
    ("T1", "ordway", "add_line"): SENT,
    ("T1", "firmao", "remove_entry"): SENT,
    ("T2", "ordway", "remove_line"): SENT,
    ("T2", "firmao", "add_entry"): SENT,
    ("T3", "ordway", "change_line"): SENT,
    ("T3", "firmao", "update_entry"): SENT,
    ("T4", "ordway", "change_line"): SENT,
    ("T4", "firmao", "update_entry"): SENT,
    ("T5", "ordway", "change_line"): SENT,
    ("T5", "firmao", "update_entry"): SENT,
    ("T6", "firmao", "update_agreement"): SENT,
    ("T7", "ordway", "change_subscription"): SENT,
    ("T7", "firmao", "update_agreement"): SENT,
    ("T8", "firmao", "update_agreement"): SENT,
    ("T9", "ordway", "change_subscription"): SENT,
    ("T9", "firmao", "update_agreement"): SENT,
    ("T10", "ordway", "change_subscription"): SENT,
    ("T10", "firmao", "update_agreement"): SENT,
    # Invoices keep the due date they were sent with; each is a discrepancy of its own from then on.
    ("T11", "ordway", "update_customer"): Proof(leaves="I7", then="update_invoice"),
    ("T11", "firmao", "update_agreement"): SENT,
    ("T12", "ordway", "update_customer"): SENT,
    ("T12", "firmao", "update_agreement"): SENT,
    ("T13", "firmao", "update_agreement"): SENT,
    ("I1", "ordway", "create_invoice"): SENT,
    ("I3", "ordway", "reverse_invoice"): SENT,
    ("I3", "ordway", "credit"): SENT,
    ("I4", "ordway", "invoice_rest"): SENT,
    ("I5", "ordway", "credit"): SENT,
    ("I6", "ordway", "invoice_rest"): Proof(prepare=preparing.bill_a_part_too_low),
    ("I6", "ordway", "credit"): SENT,
    ("I7", "ordway", "update_invoice"): Proof(
        work=manual_work.set_due_date, why="that an invoice can be edited is not confirmed in the API"
    ),
    ("I8", "ordway", "rebill_invoice"): Proof(
        work=manual_work.rebill, why="the API shows neither the rates of tax nor a way to bill a reversed period again"
    ),
    ("I8", "firmao", "update_entry"): Proof(prepare=preparing.agree_on_less_tax),
    ("I9", "ordway", "post_invoice"): Proof(
        work=manual_work.post_draft, why="that a draft can be posted is not confirmed in the API"
    ),
    ("P1", "ordway", "apply_payment"): Proof(
        work=manual_work.apply_cash,
        why="that a payment can be applied later is not confirmed in the API",
        shows=_IN_PART,
    ),
    ("P2", "firmao", "note"): Proof(leaves="P2", why=_TOLD),
    ("P2", "firmao", "task"): Proof(leaves="P2", why=_TOLD),
    ("P3", "ordway", "refund"): SENT,
    ("P3", "ordway", "credit"): Proof(
        work=manual_work.free_overpaid,
        why="that an application can be lowered is not confirmed in the API",
        shows=_IN_PART,
    ),
    ("P4", "firmao", "task"): Proof(leaves="P4", why=_TOLD),
    ("P5", "ordway", "reapply_payment"): Proof(
        work=manual_work.move_payment,
        why="only an external payment that pays one invoice can be reversed",
        shows=_IN_PART,
    ),
    ("P7", "ordway", "apply_credit"): Proof(
        work=manual_work.apply_credit,
        why="that a credit can be applied later is not confirmed in the API",
        shows=_IN_PART,
    ),
    ("M1", "firmao", "publish"): SENT,
}
NOT_MENDED = {
    "I2": "what was invoiced late stays late",
    "I10": "only Ordway can tell how it came to a sum of its own",
    "P6": "only people know what the money was sent back for",
}


def rounds() -> list[list[Fix]]:
    """The fixes, put so that no rule is twice in one company; those that want preparing come last, by themselves."""
    plain: list[list[Fix]] = []
    for fix, proof in FIXES.items():
        if proof.prepare is None:
            number = sum(other[0] == fix[0] for one in plain for other in one)
            plain += [[]] if number == len(plain) else []
            plain[number].append(fix)
    return [*plain, [fix for fix, proof in FIXES.items() if proof.prepare]]
