"""Ordway's billing runs: invoices for what is ready and not invoiced yet, drafts unless the run posts them."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from sandbox.ordway.applications import Applications
from sandbox.ordway.automatic import draw_on_left_over
from sandbox.ordway.books import Books, required
from sandbox.ordway.documents import address_of
from sandbox.ordway.errors import not_valid
from sandbox.ordway.invoicing import Ready, invoice_of, ready
from sandbox.ordway.records import money, text
from sandbox.world import Record

_FILTERS = ("filter_options", "subscription_filter_options", "customer_filter_options")
_FILTERED = {"customer_id": "customers", "subscription_id": "subscriptions", "order_id": "orders"}
_QUEUED = "Queued"


def create(books: Books, told: Record) -> Record:
    """Invoice at once for one subscription or order; any other run is queued until it is read again.

    Raises 404 or 422, and then nothing is left behind.
    """
    [target] = required(told, "target_date")
    _day(target, "target_date")
    _day(told.get("invoice_date") or target, "invoice_date")
    wanted = _wanted(told)
    for key, value in wanted.items():
        books.find(_FILTERED[key], value)
    if _queued(books):
        raise not_valid("another billing run is in progress")
    plain = {key: value for key, value in told.items() if key != "status"}
    run = books.add("billing_runs", {"invoices_total": "0.0", "invoices_count": 0, "status": _QUEUED} | plain)
    if wanted.keys() & {"subscription_id", "order_id"}:
        _carry_out(books, run)
    return run


def settle(books: Books) -> None:
    """Carry out what is queued: called when billing runs are read."""
    for run in _queued(books):
        _carry_out(books, run)


def withdraw(books: Books, run: Record) -> None:
    """Take the draft invoices of a draft run away again; their lines are ready once more."""
    for invoice in [one for one in books.held("invoices").values() if one.get("billing_run_id") == run["id"]]:
        for mark in books.memory.marks.pop(invoice["id"], []):
            mark("")
        del books.held("invoices")[invoice["id"]]
    books.state.version += 1


def _queued(books: Books) -> list[Record]:
    return [run for run in books.held("billing_runs").values() if run["status"] == _QUEUED]


def _wanted(told: Record) -> Record:
    """The ids a run is filtered to. The names are a guess: Ordway's reference could not be read."""
    filters = [told.get(name) or {} for name in _FILTERS]
    found = {key: value for one in filters if isinstance(one, dict) for key, value in one.items()}
    unknown = found.keys() - _FILTERED.keys()
    if unknown:
        raise not_valid(f"{min(unknown)} is not a filter")
    return found


def _day(told: object, name: str) -> date:
    try:
        return date.fromisoformat(str(told))
    except ValueError:
        raise not_valid(f"{name} is invalid") from None


def _carry_out(books: Books, run: Record) -> None:
    """Make one invoice for each customer and currency, and for what asks for an invoice of its own."""
    groups: defaultdict[tuple[str, str, str], list[Ready]] = defaultdict(list)
    for one in ready(books, run["target_date"], _wanted(run)):
        groups[one.source["customer_id"], one.source["currency"], one.apart].append(one)
    status = "Posted" if run.get("auto_post") else "Draft"
    invoices = [_make(books, run, lines, status) for lines in groups.values()]
    total = sum((money(one["invoice_amount"]) for one in invoices), Decimal(0))
    run |= {"status": status, "invoices_count": len(invoices), "invoices_total": text(total)}
    books.touch(run)


def _make(books: Books, run: Record, lines: list[Ready], status: str) -> Record:
    day = _day(run.get("invoice_date") or run["target_date"], "invoice_date")
    made = {"billing_run_id": run["id"], "status": status}
    invoice = books.add("invoices", invoice_of(books, lines, day) | made)
    invoice["invoice_pdf_url"] = address_of(books.state.world, invoice["id"])
    for one in lines:
        one.mark(invoice["id"])
    books.memory.marks[invoice["id"]] = [one.mark for one in lines]
    Applications(books).reckon_customer(invoice["customer_id"])
    if status == "Posted":
        draw_on_left_over(books, invoice)
    return invoice
