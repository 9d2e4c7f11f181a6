"""Sentences and names of buttons that the layers below say, by their form; those of plans are in `ui/said/`.

A place in braces stands for what they fill in; `ui/retold_places.py` says what may stand in each.
"""

from ui.wording import later

SENTENCES = (
    # What may be done, and why not.
    later("Tick discrepancies of one rule."),
    later("Tick the discrepancies first."),
    later("Only what is open is put right."),
    later("It goes when its cause is put right."),
    later("{rule} is not put right in {system}."),
    later("Ask for approval"),
    later("Ask for approval of {number} correction"),
    later("Ask for approval of {number} corrections"),
    later("I have done this"),
    later("Do it later"),
    later("Send"),
    later("Send {number} correction"),
    later("Send {number} corrections"),
    later("Approve"),
    later("Approve {number}"),
    later("Reject"),
    later("Reject {number}"),
    later("Take back"),
    later("Take back {number}"),
    later("Look again"),
    later("{kinds}: {number} corrections"),
    later("Pause"),
    later("Go on"),
    later("What was done"),
    later("Why it is not wanted"),
    later("Snooze what it is about until {name}"),
    later("It was done by hand, and is taken back by hand."),
    # Who may, and who has to approve.
    later(
        "{person} may not {right} (roles: {roles}). It takes one of these roles: {allowed}. "
        "Roles are given in the table [people] of the policy."
    ),
    later("{person} proposed {what}, and nobody approves their own. {rest} Ask a colleague."),
    later("The policy has a second person approve this always: {kinds}."),
    later("It touches {month}, which is closed, so a second person approves it."),
    later("{rest}, so a second person approves it."),
    later("{amount} is above the limit of {more}"),
    later("{amount} is above the limit of {more} a person and day"),
    later("{amount} is above the limit of {more} an account and day"),
    later("With what {who} let through today, {rest}"),
    later("With what was let through for {account} today, {rest}"),
    # Deciding and closing.
    later("Say why: the reason is kept with the correction. Nothing was changed."),
    later("Say {what}; nothing was changed."),
    later("Choose an owner; nothing was changed."),
    later("Give the view a name of at most {number} letters; nothing was kept."),
    later(
        "Correction {name} is {state} and cannot become {wanted}. Nothing was changed; look at it again: "
        "somebody else may have been quicker."
    ),
    later("{month} was closed by {who} already; nothing was changed."),
    later("{month} is not closed; nothing was changed."),
    # What stands in the way of closing a month.
    later("The month is not over."),
    later("{rest}: {standing}."),
    later("{system}: a list could not be read since {moment} UTC."),
    later("{system}: not every list was ever read."),
    later("{system}: last read whole on {moment} UTC, before the month ended."),
    later("The last sync failed."),
    later("The last sync failed: {why}."),
    later("The last sync was interrupted."),
    later("The last sync was interrupted: {why}."),
    later("Nothing was reconciled since the month ended."),
    later("Records came in since the last reconciliation."),
    later("{rule} {title}"),
    later("{rule} {title}: {account}"),
    later("{rule} {title}: {account}, {amount} too little"),
    later("{rule} {title}: {account}, {amount} too much"),
    later("{rule} {title}: {account}, {amount} too little, {more} too much"),
    later("Set aside: {why}"),
    # What happened, by the number of the record.
    later("Invoice {name}"),
    later("Subscription {name}"),
    later("Payment {name}"),
    later("Payment {name} · {why}"),
    later("Credit {name}"),
    later("Credit {name} · {why}"),
    later("Refund {name}"),
    later("Refund {name} · {why}"),
    # How pulls ended.
    later("1 record could not be read and was set aside; see Data health."),
    later("{number} records could not be read and were set aside; see Data health."),
    later("The pull ended with an unexpected error; the log of the app says more."),
)
