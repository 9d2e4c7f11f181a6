"""Why nothing is invoiced, credited or paid back in Ordway, by its form."""

from ui.wording import later

REFUSALS_OF_INVOICES = (
    # Invoices and credits.
    later(
        "Ordway plans {amount} for {product}, {span}, more than is due. Put the subscription right first; then the "
        "invoice can be made."
    ),
    later(
        "A billing run for {name} up to {day} would also invoice {missed}, which nobody misses. Make the invoice in "
        "Ordway, by a run from which you take these lines out."
    ),
    later("There is no subscription to invoice from. Create it in Ordway first."),
    later("Nothing is missing: too much was billed. Give a credit instead."),
    later("Nothing was billed too much, so there is nothing to credit."),
    later("There is nothing to bill and nothing to credit. Sync, and look again."),
    later("The subscription still runs. Cancel it; what was billed too much is credited with that."),
    later("No invoice line tells the tax of {product} for {span}. Give the credit in Ordway by hand."),
    later("Ordway has no product {product} to bill. Create it there, sync, and plan again."),
    later(
        "{name} is {state}; only one that is posted, without payments and credits, can be reversed. Give a credit "
        "instead."
    ),
    later("{name} also bills {product}, which was not billed before. Give a credit instead."),
    # Payments.
    later("No invoice in that currency is open any more. Sync, and look again."),
    later(
        "No single payment of the invoice holds what was paid too much, or part of it was refunded or not applied. "
        "Refund it in Ordway by hand, payment by payment."
    ),
)
