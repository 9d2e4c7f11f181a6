"""What a person does where no request does it, by its form."""

from ui.wording import later

BY_HAND = (
    # Subscriptions.
    later("Open {name} in Ordway and choose Resume, with the day from which it was paused."),
    later("Open {name} in Ordway and choose Renew, so that a term follows the one to {day}."),
    later("Open {name} in Ordway and choose Reactivate, effective {day}, so that no day is left out."),
    later(
        "Open {name} in Ordway and choose Reactivate, effective the day it was cancelled, so that no day is left out."
    ),
    later("Check that it is Active and ends on {day}, and bills {contract} as before."),
    later("Check that it is Active and bills {contract} as before."),
    later("Do not run its billing, and say here that it is done."),
    # Invoices.
    later(
        "In Ordway open the invoice {name} of the customer {other} and choose Edit. Where that is not offered, an "
        "administrator first allows it in the settings."
    ),
    later("Change the due date from {day} to {until}. Change nothing else, and do not have the taxes generated anew."),
    later("Save, and send the invoice to the customer again where the date is later than what they were told."),
    later(
        "Find out in Ordway why the tax is another than was agreed: that of the product, or of the customer. Correct "
        "it there first, or the next invoice is wrong again."
    ),
    later(
        "Open the invoice {name} of the customer {other}. Where payments or credits are applied to it, take them "
        "back and note the amounts. Then choose Reverse."
    ),
    later(
        "Make the same invoice once more with the date {day}, so that it is not late, and check its tax before you "
        "post it: {changes}."
    ),
    later("Apply again what you took back, and send it to the customer with word that {name} is void."),
    later(
        "In Ordway open the draft invoice {name} of {day} for the customer {other} and check that it says {amount}, "
        "tax included."
    ),
    later("Choose Post, and send the invoice to the customer."),
    # Payments and credits.
    later(
        "In Ordway open the payment {name} of the customer {other}, of which {amount} is not applied, and choose Apply."
    ),
    later(
        "In Ordway open the credit {name} of the customer {other}, of which {amount} is not applied, and choose Apply."
    ),
    later("Enter {amount} for {name}, due on {day}."),
    later("Leave every other invoice at nothing, and choose Apply Now."),
    later("In Ordway open the payment {name} of the customer {other} and choose its applications."),
    later("In Ordway open the payment the latest payment of the customer {other} and choose its applications."),
    later("Lower what is applied to {name} by {amount}, so that the invoice is paid with {value} exactly."),
    later("Apply the rest to the customer's oldest open invoice; where none is open, leave it unapplied."),
    later("In Ordway open the payment {name} of {other} and take back the {amount} applied to {invoice} of {third}."),
    later(
        "Record an external payment of {amount} with the date {day} for {name}, its reference number {reference}, "
        "and apply it to {other}."
    ),
    later("Leave {amount} of {name} to {other}: apply it to what they owe, or refund it."),
)
