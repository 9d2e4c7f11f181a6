"""Sentences and names of buttons that the layers below say, by their form, for `ui/retold.py`.

A place in braces stands for what they fill in. The longest that fits is taken, so a short one may be part of a longer.
"""

from ui.wording import later

# What may stand in a place, where it is not just anything.
PLACES = {
    "rule": r"[A-Z]\d+",
    "number": r"[\d,]+",
    "amount": r"[\d.,]+ [A-Z]{3}",
    "more": r"[\d.,]+ [A-Z]{3}",
    "name": r"\S+",
    "system": r"[A-Z]\w+",
    "standing": "waiting|manual|paused|running|done",
    "kinds": r"[\w ]+",
}
# Places that hold words of closed sets.
CLOSED = {"right", "roles", "allowed", "kinds", "title", "what", "standing"}
# A place that holds another sentence.
REST = "rest"

SENTENCES = (
    # What became of a notice.
    later("Tieout ended while it was being sent: it may have arrived."),
    later("{service} could not be asked ({name}): it may have arrived."),
    later("{service} refused it with status {number}."),
    later("{service} could not be reached."),
    later("{service} did not say that it took it: it may have arrived."),
    later("{service} did not answer in time: it may have arrived."),
    later("No address is set: {name} is empty."),
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
    later("There is no account {name}. Reload the page; nothing was changed."),
    later("What was done cannot be on a day to come; nothing was changed."),
    later("There is no such promise. Reload the page; nothing was changed."),
    later("What is promised is an amount above zero, in whole cents; nothing was changed."),
    later("A promise ends on the day it was made or later; nothing was changed."),
    later("The account has no invoice {name}; nothing was changed."),
    later("It is disputed already: change that dispute; nothing was changed."),
    later("There is no such dispute. Reload the page; nothing was changed."),
    later("The dispute stands so already; nothing was changed."),
    later("There is no such entry. Reload the page: it may show an older store."),
    later("Correction {name} writes it to Firmao already."),
    later("Firmao does not know the customer, so nobody can be told. Create or link it first."),
    later("Firmao: what was noted of collecting from {account}"),
    later("Give the view a name of at most {number} letters; nothing was kept."),
    later(
        "Correction {name} is {state} and cannot become {wanted}. Nothing was changed; look at it again: "
        "somebody else may have been quicker."
    ),
    later("{month} was closed by {who} already; nothing was changed."),
    later("{month} is not closed; nothing was changed."),
    later("{month} is not over; nothing was signed."),
    later("{month} was signed by {who} already; nothing was changed."),
    later("{month} is to be signed first; nothing was signed."),
    later("The statement has changed meanwhile. Look at it again; nothing was signed."),
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
    # What plans say of money, and what became of requests.
    later("No money moves."),
    later("No money moves; sales sees it."),
    later("No money moves; whoever looks after the customer is told."),
    later("No money moves; invoices and contracts are seen at the account they belong to."),
    later("No invoice changes; what is billed becomes what is agreed."),
    later("Nothing that was billed changes; the next invoices are as agreed."),
    later("Nothing is billed by it."),
    later("The customer gets {amount} back."),
    later("The customer does not owe {amount} any more."),
    later("Invoices to come are due by the agreed days."),
    later("Say here that it is done; after the next sync it is compared whether it helped."),
    later("Publish what {account} owes to Firmao"),
    later("Change {name} of {account} to what was agreed"),
    later("Cancel {name} of {account}"),
    later("Post the draft {name} over {amount}"),
    later("It was so already; nothing was sent."),
    later("The answer was lost; reading shows that it was done."),
    later("It left, its answer was lost, and reading shows no trace of it. It is not sent again: plan it anew."),
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
