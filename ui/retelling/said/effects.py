"""What plans say of the money, by its form."""

from ui.wording import later

EFFECTS = (
    # No money moves.
    later("No money moves."),
    later("No money moves; sales sees it."),
    later("No money moves; whoever looks after the customer is told."),
    later("No money moves; invoices and contracts are seen at the account they belong to."),
    later("No money moves: what is billed gets its customer and agreements in Firmao."),
    later("No money moves; invoices to come name the customer so."),
    later("No money moves: only what the agreement says it is worth."),
    later("No money moves; what is owed and billed is seen where it is linked."),
    # What is invoiced and credited.
    later("{amount} net is invoiced today for {number} period missed since {day}; Ordway bills from then on."),
    later("{amount} net is invoiced today for {number} periods missed since {day}; Ordway bills from then on."),
    later("Nothing is overdue to be billed; Ordway bills from now on."),
    later("{amount} net is billed for the past."),
    later("{amount} net is credited for the past."),
    later("{amount} net is billed and {more} net is credited for the past."),
    later("Up to {amount} net is invoiced at once; the next invoices are as agreed."),
    later("The customer is billed {amount} net, and the tax on it, with the date of {day}."),
    later(
        "{amount} of it is this; a billing run takes what else of the same subscription is missing up to then onto "
        "the same invoice."
    ),
    later("The customer is billed {amount} net, and the tax on it, by an invoice of its own."),
    later("The customer gets {amount} net back, and the tax on it."),
    later("No invoice is made yet."),
    later("Nothing is billed by it."),
    later("Nothing more is billed."),
    later("Nothing that was billed changes; the next invoices are as agreed."),
    # What the customer owes and pays.
    later("The customer gets {amount} back."),
    later("The customer does not owe {amount} any more."),
    later("The customer owes {amount} of tax more than before."),
    later("The customer owes {amount} of tax less than before."),
    later("The customer owes {amount} from then on."),
    later("The customer owes {amount} less; no money moves."),
    later("{amount} counts as paid by {name}; no money moves."),
    later("{amount} counts as paid by {name}, and {other} has it back."),
    later("{amount} pays for something else; no money is sent back."),
    later("Invoices to come are due by the agreed days."),
    later("No amount changes; reminders go by the other date."),
    later("Ordway charges nothing by itself."),
    later("Ordway charges what is due by itself from now on."),
    # What is agreed instead.
    later("No invoice changes; what is billed becomes what is agreed."),
    later("No invoice changes."),
    later("The amounts of the agreement stay the same numbers, in the currency that is billed."),
    later("The agreement's prices become those for one such period."),
    later("What was to be billed before that day is not due any more."),
    later("Each period is due when it is billed; no amount changes."),
    later("The contract runs as long as the subscription's term: nothing billed so far changes."),
    later("Invoices are due as they say already; none is overdue earlier or later for it."),
    later("{amount} that the contract as it stands would claim are not billed."),
    later("{amount} billed beyond the contract as it stands become agreed."),
    later("What it did to the money is taken back, and what it settled is found again."),
)
