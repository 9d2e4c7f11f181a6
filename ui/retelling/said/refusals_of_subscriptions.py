"""Why subscriptions are not made or changed in Ordway, by its form."""

from ui.wording import later

REFUSALS_OF_SUBSCRIPTIONS = (
    # Subscriptions that take no change now.
    later("{name} is paused, and Ordway changes no paused subscription. Resume it in Ordway, sync, and plan again."),
    later("{name} has expired. Renew it first, sync, and plan again."),
    later("{name} is still a draft. Activate it first, sync, and plan again."),
    later("{name} is being worked on in Ordway. Sync in some minutes, and plan again."),
    later("{name} is cancelled, and Ordway changes no cancelled subscription. Plan from what is open of its contract."),
    later("{name} is {state}. Look at it in Ordway."),
    later(
        "No day is left for a change of {name}: its term ends on {day}, and the last change counts from {until} on; "
        "two of one day would corrupt its history. Renew it first, or change it in Ordway by hand."
    ),
    later(
        "No day is left for a change of {name}: its term ends on {day}, and the last change counts from no day on; "
        "two of one day would corrupt its history. Renew it first, or change it in Ordway by hand."
    ),
    later("{name} has no term that could be renewed."),
    later("{name} has no term to renew that reaches today."),
    later(
        "The draft {name} is not as agreed: {changes}. Correct the draft in Ordway first, or it would be billed "
        "wrongly from its first day."
    ),
    later("The subscription has ended and nothing is left to be credited."),
    # Lines and terms.
    later(
        "From {day}, when the term of {name} began, to {until} are no whole months, and Ordway counts terms by "
        "months. Correct the end in Firmao, or the term in Ordway by hand."
    ),
    later(
        "From {day}, when the term of {name} began, to no end are no whole months, and Ordway counts terms by "
        "months. Correct the end in Firmao, or the term in Ordway by hand."
    ),
    later("No contract that runs today sells {product} any more. Sync, and look again."),
    later(
        "{product} is sold at several prices or discounts, and which line of {name} is for which is not said. Change "
        "them in Ordway by hand."
    ),
    later(
        "{name} bills {product} by {number} lines, and which of them is wrong is not said. Change them in Ordway by "
        "hand."
    ),
    later(
        "Ordway sells no {product} ({title}). Create the product there with that SKU and a charge {billed}, sync, "
        "and plan again."
    ),
    later(
        "Ordway has no active plan that charges {product} ({title}) {billed}. Add such a charge to a plan there, "
        "sync, and plan again."
    ),
    # New subscriptions.
    later(
        "{contract} ended on {day}. What is due of it is billed once, by an order in Ordway; a subscription would "
        "begin to bill again."
    ),
    later("{contract} is named by {names}. Say which of them bills it; a further subscription would bill it twice."),
    later("{name} looks like the subscription of {contract} ({why}). Confirm or reject that link first."),
    later("{contract} has no line items, so nothing is to be billed by it."),
    later(
        "{contract} runs from {day} to {until}, which are not whole months; Ordway counts terms by months. Create "
        "the subscription by hand, or correct the end in Firmao."
    ),
    later(
        "It was accepted that {missed} is not invoiced, and Ordway would invoice it all the same. Set the "
        "subscription up there by hand without it, or take that back."
    ),
    later("None of its contracts runs any more. What is due of them is billed once, by hand."),
    later(
        "Ordway does not know the customer. Correct that first: the customer and all its subscriptions are created "
        "in one step."
    ),
)
