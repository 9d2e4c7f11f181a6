"""What kind of correction a single request is, told by the request itself, whatever plan it stands in."""

from collections.abc import Mapping

# System, method and address below the base URL; `*` is the id of a record. A request that only sets a field is left
# out: what that is for, the kind of its plan says.
_KINDS: Mapping[tuple[str, str, str], str] = {
    ("ordway", "POST", "billing_runs"): "create_invoice",
    ("ordway", "POST", "orders"): "invoice_rest",
    ("ordway", "PUT", "orders/*/cancel"): "invoice_rest",
    ("ordway", "POST", "credits"): "credit",
    ("ordway", "PUT", "credits/*/reverse"): "credit",
    ("ordway", "PUT", "invoices/*/reverse"): "reverse_invoice",
    # A payment is recorded, or taken back, only to say that somebody else paid.
    ("ordway", "POST", "payments"): "reapply_payment",
    ("ordway", "PUT", "payments/*/reverse"): "reapply_payment",
    ("ordway", "PUT", "payments/*/refund"): "refund",
    ("ordway", "POST", "subscriptions"): "create_subscription",
    ("ordway", "PUT", "subscriptions/*/activate"): "activate_subscription",
    ("ordway", "PUT", "subscriptions/*/cancel"): "cancel_subscription",
    ("ordway", "PUT", "subscriptions/*/change"): "change_subscription",
    ("ordway", "PUT", "subscriptions/*/renew"): "renew_subscription",
    ("ordway", "POST", "customers"): "create_customer",
    ("firmao", "POST", "customers"): "create_customer",
    ("firmao", "POST", "agreements"): "create_agreement",
    ("firmao", "POST", "transactionentries"): "add_entry",
    ("firmao", "DELETE", "transactionentries/*"): "remove_entry",
    ("firmao", "POST", "salesnotes"): "note",
    ("firmao", "POST", "tasks"): "task",
}


def kind_of(system: str, method: str, path: str) -> str:
    """The kind that the policy may name, '' for a request that is none by itself."""
    resource, *rest = path.split("/")
    shape = "/".join([resource, *(["*", *rest[1:]] if rest else [])])
    return _KINDS.get((system, method, shape), "")
