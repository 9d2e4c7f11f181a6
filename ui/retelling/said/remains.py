"""What plans leave to be done or looked at, by its form."""

from ui.wording import later

REMAINS = (
    # Of contracts and links.
    later("Say in Firmao whose sale it is: until then nobody earns a commission on it."),
    later("Where its prices were meant in the other currency, each shows as a price difference afterwards."),
    later(
        "Periods of this contract that were billed otherwise show as under- or over-billed afterwards: each is "
        "decided by itself."
    ),
    later("Amounts are compared from then on: what was billed otherwise shows as under- or over-billed."),
    later("Once they are linked, what differs between the two is compared and may show as discrepancies."),
    later("{contract} ended on {day}: what is due of it is still to be billed."),
    # Of subscriptions and payments.
    later("It pays by card, which has to be stored in Ordway before it can be charged."),
    later("Automatic payment takes a payment method in Ordway; without one nothing is charged."),
    later("What was billed already stands; credit it where the customer is to get it back."),
    later(
        "What was not billed since it stopped, and what the contract got since, is found by the next sync. Have it "
        "put right from there."
    ),
    later(
        "Everything up to the end of the term is invoiced already, so Ordway gives the difference back by an invoice "
        "with a negative amount. Apply it to the next ones there, or refund it."
    ),
    later(
        "The renewed lines will not be as agreed: {changes}. Sync, correct the lines, and then bill what is due of "
        "the new term."
    ),
    later("{number} invoices keep the due date they were sent with; each is decided by itself."),
    later("Send the customer word that the invoice is void."),
    later("Nothing is collected by it: the discrepancy stays until the money comes, and can be snoozed until {day}."),
    later("Transfer {amount} to the customer: Ordway only records an external refund."),
    later(
        "{amount} of the credit is left for the customer's next invoices. Ordway applies it by itself to customers "
        "on auto-pay; for others apply it there, or refund it."
    ),
    later("Say here that it is done; after the next sync it is compared whether it helped."),
)
