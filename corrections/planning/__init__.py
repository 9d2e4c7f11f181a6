"""Planning: from a discrepancy and a side to the requests that put it right, one function a kind of correction."""

from collections.abc import Callable

from corrections.plan import Plan
from corrections.planning import by_hand, misbilling, publishing, reapplying, refunding, reversing
from corrections.planning.case import Case

Planner = Callable[[Case], Plan]
# By side and the kind that a rule's header names under `fixes`. A planner that finds that it cannot be done raises
# `NotPlannableError` and says what a person can do instead.
PLANNERS: dict[tuple[str, str], Planner] = {
    ("firmao", "publish"): publishing.publish,
    ("ordway", "create_invoice"): misbilling.create_invoice,
    ("ordway", "invoice_rest"): misbilling.invoice_rest,
    ("ordway", "credit"): misbilling.credit,
    ("ordway", "reverse_invoice"): reversing.reverse_invoice,
    ("ordway", "refund"): refunding.refund,
    ("ordway", "reapply_payment"): reapplying.reapply_payment,
    ("ordway", "update_invoice"): by_hand.update_invoice,
    ("ordway", "post_invoice"): by_hand.post_invoice,
    ("ordway", "apply_payment"): by_hand.apply_payment,
    ("ordway", "apply_credit"): by_hand.apply_credit,
}
