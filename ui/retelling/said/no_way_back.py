"""Why something cannot be taken back by a request, and what a person does instead, by its form."""

from ui.wording import later

NO_WAY_BACK = (
    # Why a request has no way back.
    later("Request {number} cannot be taken back by another: {rest}"),
    later("{number} of {all} cannot be taken back as a whole; the first: {rest}"),
    later("Ordway makes no active subscription a draft again."),
    later(
        "To stop billing, cancel {name} there from its first day on, and create it anew as a draft where it is still "
        "wanted."
    ),
    later("Ordway takes no renewal back."),
    later("Open {name} there and cancel it with the end of the term before, {day}, as its last day."),
    later("No request brings a cancelled subscription back."),
    later("A reversed invoice is not posted again."),
    later("Copy {name} in Ordway to a new invoice and post that one."),
    later("A reversed payment is not restored."),
    later("Record {value} again in Ordway with the day, customer and invoices of {name}."),
    later("Money that was sent back is not fetched."),
    later("Have the customer pay {value} again, and record it in Ordway as a payment for the invoices of {name}."),
    later("Firmao keeps no line item that was deleted."),
    later("Add it to the agreement there again: {listed}."),
    # What a person does to undo.
    later("It was done by hand, and is taken back by hand: reverse what these steps did."),
    later("Nothing of correction {name} was carried out; there is nothing to undo."),
    later("Correction {name} is {state}; there is nothing to undo."),
    later("No request takes {name} back."),
    later("“{rest}” is not taken back by a request. Do it by hand in {system}."),
    later("No request takes back {kinds} {name}. Delete it in {system} by hand."),
    later(
        "A line that was taken out does not come back by a request. Add {name} to {other} in Ordway again, with "
        "{value} {field} at the price and discount that its history there shows."
    ),
    later("From {day} to the day before {until} it counts as it was corrected; credit or bill that where it matters."),
    later(
        "The term of {name} ended on {day} before, which Ordway cannot be told in whole months. Set it there by hand."
    ),
    later(
        "The term of {name} ended on no day before, which Ordway cannot be told in whole months. Set it there by hand."
    ),
    later(
        "{name} over {amount}, which the billing run made, was paid or credited, so that it is not reversed. Give a "
        "credit over it in Ordway, and refund what was paid."
    ),
    later("Look at {name} in Ordway: where it is not shown as invoiced, cancel it, or a run bills it again."),
    later("Ordway deletes no customer with subscriptions or invoices. Set {name} to Inactive there by hand."),
    later("Which invoices its billing run made was not pulled yet. Sync first, and undo it then."),
    later("Correction {name} takes {other} back already."),
)
