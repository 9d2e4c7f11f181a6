"""What plans are called, by their form: each is the title of a correction."""

from ui.wording import later

TITLES = (
    # Customers and links.
    later("Create the customer {account} and the subscription of {contract} in Ordway"),
    later("Create the customer {account} and the subscriptions of {contract} in Ordway"),
    later("Firmao: a customer for {account}, whom Ordway bills"),
    later("{system}: {account} is linked once"),
    later("Ordway: {account} as Firmao says"),
    later("Firmao: {account} as Ordway knows it"),
    later("Link {name} of {account} to {customer} in Firmao"),
    later("Publish what {account} owes to Firmao"),
    # Subscriptions.
    later("Create the subscription of {contract}, {account}, in Ordway"),
    later("Cancel {name} of {account}"),
    later("Bring {name} of {account} back"),
    later("Renew {name} of {account} to {day}"),
    later("Change {name} of {account} to what was agreed"),
    later("Activate {name} of {account} and bill what is due"),
    # Contracts.
    later("Firmao: {contract} adds up"),
    later("Firmao: {contract} says what Ordway holds"),
    later("Firmao: agreements for {name}"),
    later("Firmao: an agreement for the next term of {name}"),
    later("Firmao: {name} ended on {day}, and so does its contract"),
    later("Firmao: {contract} goes on to {day}"),
    later("Firmao: {contract} no longer holds what is not billed"),
    later("Firmao: the contract sells {product} too"),
    later("Firmao: the line items of {contract} agree with what is billed"),
    # Invoices and credits.
    later("Invoice {product}, {span}"),
    later("Invoice the rest of {product}, {span}"),
    later("Reverse {name}, which bills a second time what was billed before"),
    later("Credit what was billed too much on {name}"),
    later("Set the due date of {name} to {day}"),
    later("Bill {name} anew with the tax that was agreed"),
    later("Post the draft {name} over {amount}"),
    later("Apply {amount} of {name}"),
    # Payments, notes and tasks.
    later("Refund {amount} of {name}, paid too much for {other}"),
    later("Keep {amount} of {name} for the next invoices"),
    later("Keep {amount} of the latest payment for the next invoices"),
    later("Move {name} over {amount} from {other} to {third}"),
    later("Move {amount} of {name} from {other} to {third}"),
    later("Firmao: a note that {change}"),
    later("Firmao: a task since {change}"),
    # What is taken back.
    later("Undo {name}: {rest}"),
)
