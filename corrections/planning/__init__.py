"""Planning: from a discrepancy and a side to the requests that put it right, one function a kind of correction."""

from collections.abc import Callable

from corrections.plan import Plan
from corrections.planning import by_hand, linking, relinking
from corrections.planning.case import Case
from corrections.planning.firmao import (
    agreements,
    crm_customers,
    entries,
    follow_ups,
    making_agreements,
    publishing,
    removing_entries,
)
from corrections.planning.ordway import (
    activating,
    amending,
    billing_customers,
    cancelling,
    misbilling,
    reapplying,
    rebilling,
    refunding,
    renewing,
    reversing,
    straight_through,
)

Planner = Callable[[Case], Plan]
# By side and the kind that a rule's header names under `fixes`. A planner that finds that it cannot be done raises
# `NotPlannableError` and says what a person can do instead.
PLANNERS: dict[tuple[str, str], Planner] = {
    ("firmao", "publish"): publishing.publish,
    ("firmao", "update_agreement"): agreements.update_agreement,
    ("firmao", "create_agreement"): making_agreements.create_agreement,
    ("firmao", "extend_agreement"): making_agreements.extend_agreement,
    ("firmao", "end_agreement"): making_agreements.end_agreement,
    ("firmao", "add_entry"): making_agreements.add_entry,
    ("firmao", "create_customer"): crm_customers.create_customer,
    ("firmao", "update_customer"): crm_customers.update_customer,
    ("firmao", "relink"): relinking.relink_in_firmao,
    ("ordway", "update_customer"): billing_customers.update_customer,
    ("ordway", "relink"): relinking.relink_in_ordway,
    ("firmao", "note"): follow_ups.note,
    ("firmao", "task"): follow_ups.task,
    ("firmao", "update_entry"): entries.update_entry,
    ("firmao", "remove_entry"): removing_entries.remove_entry,
    ("ordway", "activate_subscription"): activating.activate_subscription,
    ("ordway", "add_line"): amending.add_line,
    ("ordway", "cancel_subscription"): cancelling.cancel_subscription,
    ("ordway", "change_line"): amending.change_line,
    ("ordway", "change_subscription"): amending.change_subscription,
    ("ordway", "create_customer"): straight_through.create_customer,
    ("ordway", "create_subscription"): straight_through.create_subscription,
    ("ordway", "link"): linking.link,
    ("ordway", "reactivate"): cancelling.reactivate,
    ("ordway", "remove_line"): amending.remove_line,
    ("ordway", "renew_subscription"): renewing.renew_subscription,
    ("ordway", "create_invoice"): misbilling.create_invoice,
    ("ordway", "invoice_rest"): misbilling.invoice_rest,
    ("ordway", "credit"): misbilling.credit,
    ("ordway", "reverse_invoice"): reversing.reverse_invoice,
    ("ordway", "rebill_invoice"): rebilling.rebill_invoice,
    ("ordway", "refund"): refunding.refund,
    ("ordway", "reapply_payment"): reapplying.reapply_payment,
    ("ordway", "update_invoice"): by_hand.update_invoice,
    ("ordway", "post_invoice"): by_hand.post_invoice,
    ("ordway", "apply_payment"): by_hand.apply_payment,
    ("ordway", "apply_credit"): by_hand.apply_credit,
}
