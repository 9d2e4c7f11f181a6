"""What is not known of requests, by its form."""

from ui.wording import later

DOUBTS = (
    # How sure the form of a call is.
    later("Not confirmed by the documentation, inferred from it."),
    later("Not documented."),
    later("It is judged by reading back."),
    # Firmao.
    later("That agreements are created like offers is inferred from the manual."),
    later("That line items of agreements are created and found like those of transactions is inferred."),
    later("Whether Firmao reckons sums by itself is not known; it is sent only where the sum is not right by then."),
    # Customers and subscriptions of Ordway.
    later("That contacts and custom fields are taken together with a new customer is judged by reading it back."),
    later("Whether Ordway keeps what an update leaves out is inferred; it is told by reading back."),
    later(
        "Whether Ordway keeps custom fields that an update leaves out is not known, so all of them are sent as they "
        "are."
    ),
    later("That a custom field can be changed alone, and the others are kept, is judged by reading back."),
    later("That a custom field can be emptied alone is judged by reading back."),
    later(
        "The body is that of Ordway's import, and the word for a term without an end is not known; that all of it is "
        "taken as sent is judged by reading it back."
    ),
    later("What Ordway wants in the body of an activation is not known; it is sent without any."),
    later(
        "That renewing has an address of its own is inferred: a public client sends it to another one by mistake. "
        "What the body holds is not known; only a term of another length than agreed in Ordway is told there, and "
        "read back."
    ),
    later(
        "The name of the day's field is not known: were it not taken, the change would count from today. What Ordway "
        "answers while it validates a change is waited for; the version tells whether it is in force."
    ),
    later(
        "The name of the day's field is that of Ordway's import. The day is taken as the first that is not served "
        "any more, as in Ordway's example; were it the last one, a day would be billed, which the next comparison "
        "shows."
    ),
    later("The body of a cancellation is not documented; reading back tells whether it was taken."),
    # Invoices, credits and payments of Ordway.
    later(
        "How a billing run is filtered is a guess; what it invoiced is judged by reading it and by the next comparison."
    ),
    later(
        "The names of an order's fields are those it is read with; that they are taken as sent is judged by reading "
        "back."
    ),
    later(
        "The names of a credit's fields are those of Ordway's import and of what is read; that its lines and the "
        "invoice it is applied to are taken as sent is judged by reading back."
    ),
    later("Whether Ordway invoices the same period again after a reversal is not known: look at its next run."),
    later(
        "The names of the fields of a refund are inferred, and so is that a part is taken from the invoice overpaid."
    ),
    later("That a new payment is applied to the invoices named in it is inferred; it is judged by reading back."),
)
