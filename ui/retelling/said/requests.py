"""What single requests do, by its form."""

from ui.wording import later

REQUESTS = (
    # In Firmao.
    later("Set {field} of {record} from {was} to {value}"),
    later("Make the customer {account}"),
    later("Leave a note on {account}"),
    later("Make a task for {day}"),
    later("Make the agreement {contract} of {day} to {until}"),
    later("Make the agreement {contract} of {day} to no end"),
    later("Add {product} to {contract}"),
    later("Remove the {record} from the agreement"),
    later("Name the new subscription in {contract}"),
    later("Name the new customer of Ordway in {account}"),
    # Customers and subscriptions in Ordway.
    later("Create the customer {account}"),
    later("Set {changes} of customer {name}"),
    later("Name {name} of Firmao in the {field} {other}"),
    later("Create the subscription of {contract}, as a draft"),
    later("Activate the subscription of {contract}"),
    later("Activate {name}"),
    later("Change {name} from {day} on: {changes}"),
    later("Renew {name} from {day} to {until}"),
    later("Renew {name} from {day} to {until}: {changes}"),
    later("Cancel {name} from {day} on"),
    # Invoices, credits and payments in Ordway.
    later("Invoice the order with the date of {day} and post the invoice"),
    later("Invoice what {name} owes up to {day} with the date of {until} and post the invoice"),
    later("Invoice what {contract} owes up to today and post the invoice"),
    later("Credit {amount} for what {name} bills too much"),
    later("Order {amount} net for {name}, to be invoiced"),
    later("Reverse {name} on {day}"),
    later("Record {amount} for {name}, applied to {other}"),
    later("Refund {amount} of {name}"),
    # What takes others back.
    later("Take back: {rest}"),
    later("Take back from {day} on: {rest}"),
    later("Mark the {record} as deleted"),
    later("Delete the {record}"),
    later("Reverse {kinds} {name}"),
    later("Cancel {name}"),
    later("Name no agreement of Firmao in {name} any more"),
)
