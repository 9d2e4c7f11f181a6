"""What has to happen to a made-up company before some fixes fit: somebody edits, cancels or mistakes something."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from queries.reconcile.run import reconcile
from queries.run import records
from sandbox.ordway.records import money, text
from sync.pull import PullRequest, pull
from tests.corrections.settling import Company
from tests.corrections.somebody import causes, edit, read, untouched

# A company, and the customers of Firmao about whom nothing is wrong, each to be used once.
Preparation = Callable[[Company, Iterator[str]], None]


def prepare(here: Company, wanted: Iterable[Preparation | None]) -> None:
    """Let all of it happen, and see it."""
    spare = iter(untouched(here))
    preparations = [one for one in wanted if one]
    for one in preparations:
        one(here, spare)
    if preparations:
        assert pull(here.store, here.settings, PullRequest("a test", full=True)).status == "done"
        reconcile(here.store, here.day)


def forget_customer(here: Company, spare: Iterator[str]) -> None:
    """Neither system names a customer of the other any more, and Firmao does not know its tax id."""
    customer = here.world.firmao["customers"][int(next(spare))]
    billed = here.world.ordway["customers"][customer["customFields"].pop("custom1")]
    billed["custom_fields"].pop("firmao_customer_id")
    customer["nipNumber"] = ""


def forget_contract(here: Company, spare: Iterator[str]) -> None:
    """A subscription and its only contract do not name each other any more."""
    agreements = here.world.firmao["agreements"].values()
    for customer in spare:
        own = [one for one in agreements if str(one["customer"]["id"]) == customer]
        if len(own) == 1 and own[0]["customFields"].get("custom9"):
            subscription = here.world.ordway["subscriptions"][own[0]["customFields"].pop("custom9")]
            subscription["custom_fields"].clear()
            return
    raise LookupError("nobody has one contract only")


def claim_another(here: Company, spare: Iterator[str]) -> None:
    """Ordway's customer names the wrong customer of Firmao."""
    mine, other = next(spare), next(spare)
    here.world.ordway["customers"][_billed(here, mine)]["custom_fields"]["firmao_customer_id"] = other


def cancel_ended(here: Company, _: Iterator[str]) -> None:
    """Somebody cancels the subscription of a contract that ended, and leaves what was invoiced since."""
    for found in causes(here, "C3"):
        plan = here.plan(found["id"], "ordway")
        edit(here, "ordway", plan.steps[0].path, dict(plan.steps[0].body or {}))


def agree_on_less_tax(here: Company, spare: Iterator[str]) -> None:
    """A line of a contract gets another tax than all of its invoices."""
    for customer in spare:
        agreement = next(
            one for one in here.world.firmao["agreements"].values() if str(one["customer"]["id"]) == customer
        )
        for row in records(here.store, "corrections/entries", contract=str(agreement["id"])):
            if read(here, "firmao", "transactionentries", row["entry_id"])["vatPercent"] == 23:
                edit(here, "firmao", f"transactionentries/{row['entry_id']}", {"vatPercent": "8"})
                return
    raise LookupError("nobody pays 23 %")


def bill_a_part_too_low(here: Company, _: Iterator[str]) -> None:
    """Of a part of a period that was billed as a whole, only a little is billed instead."""
    for found in causes(here, "I6"):
        invoice = here.world.ordway["invoices"][found["ordway_invoice_id"]]
        line = next(one for one in invoice["line_items"] if one["start_date"] == f"{found['period_start']}")
        net, tax = money(line["effective_price"]), money(line["line_tax"])
        little = (Decimal(found["expected"]) / 2).quantize(Decimal("0.01"))
        line |= {"effective_price": text(little), "line_tax": text((tax * little / net).quantize(Decimal("0.01")))}
        lower, lower_tax = net - little, tax - money(line["line_tax"])
        invoice["subtotal"] = text(money(invoice["subtotal"]) - lower)
        invoice["invoice_tax"] = text(money(invoice["invoice_tax"]) - lower_tax)
        for name in ("invoice_amount", "balance"):
            invoice[name] = text(money(invoice[name]) - lower - lower_tax)


def _billed(here: Company, customer: str) -> str:
    return str(here.world.firmao["customers"][int(customer)]["customFields"]["custom1"])
