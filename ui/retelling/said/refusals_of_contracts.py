"""Why contracts are not changed in Firmao, by its form."""

from ui.wording import later

REFUSALS_OF_CONTRACTS = (
    # What Firmao lacks.
    later("Firmao has no agreement {contract}. Sync, and look again."),
    later("Firmao does not know the customer yet. Create the customer: its agreements come along."),
    later("Firmao has no product {product}. Add it there with this code, and sync."),
    later("Ordway has no billing schedule of {name}, so what was sold is not known."),
    later("{contract} has no readable first and last day. Enter them in Firmao."),
    later("The contract has no readable first day. Enter it in Firmao."),
    # Line items.
    later("{contract} has no line item {name} any more. Sync, and look again."),
    later(
        "{contract} is reckoned from gross prices, which Tieout does not change. Change its line items in Firmao, so "
        "that the net prices become those that are billed."
    ),
    later("The line item does not run any more. Reconcile, and look again."),
    later(
        "{contract} would be left with {value} units of {product}. Remove the line item, or change the subscription."
    ),
    later(
        "The invoices of this line item charge {rates}, so the contract is not what is wrong: bill {name} anew in "
        "Ordway with the tax of the contract."
    ),
    later("{contract} would be left empty. End the contract, or add the lines in Ordway."),
    later(
        "{product} was billed under this contract, last by {name}: without the line item those invoices would have "
        "no contract. Add the line in Ordway again, or agree on an annex that ends it."
    ),
    # Its terms.
    later("The term of {name} has no end. Clear the last day of service in Firmao by hand, or set the term in Ordway."),
    later("Ordway charges {value}, which a contract cannot say: it knows In Advance and In Arrears."),
    later("Nothing was billed after the contract's end, and the subscription's term has no end."),
    later("{name} is {state}, not ended. Resume or cancel it in Ordway; then the contract can end with it."),
    later("The contract says already that it ends on {day}. Sync, and look again."),
)
