"""What became of corrections, by its form."""

from ui.wording import later

PROGRESS = (
    # How a request ended.
    later("Step {number} of {all}: {rest}"),
    later("What was sent before it stands; undo takes that back."),
    later("It was so already; nothing was sent."),
    later("The answer was lost; reading shows that it was done."),
    later("It left, its answer was lost, and reading shows no trace of it. It is not sent again: plan it anew."),
    later("The record is being worked on over there; it is tried again."),
    later("The answer does not name what was made."),
    later("Whether it was done is not known yet."),
    later("It could not be read before sending: {why}"),
    later("It was tried {number} times and never carried out."),
    later("It was tried {number} times and never carried out. {why}"),
    later("Whether it was done is not known yet. {why}"),
    # What others changed.
    later("Somebody changed it meanwhile: {changes}."),
    later("Somebody changed what it rests on: {changes}."),
    later("It was not sent."),
    later("It was sent and its answer was lost."),
    later("It was sent and its answer was lost; now it stands otherwise: {changes}."),
    later("Whether ours was in force in between, nobody knows."),
    later("{name} is there, and not as planned: {changes}."),
    later("Look at {name} in {system}: put it right or take it back there, sync, and plan what is left anew."),
    later("Sync, look at what is still found, and plan it anew where it is still right."),
    later(
        "Its plan is not the one that was approved, so nothing more was sent. Verify the audit, look at what was "
        "sent already, and plan it anew."
    ),
    # How far it has come.
    later("Its requests are sent one after the other."),
    later("Reading told what became of the last request."),
    later("Every request was carried out."),
    later("{number} of {all} requests were carried out; of the others it was so already."),
    later("Read back: all of it stands there as planned."),
    later("Read back, it is not as planned: {changes}."),
    later("Undo it or put it right there, and sync."),
    later("It was carried out after all, later than was waited for."),
    later("Read again: it is as planned after all."),
    later("Read again: nothing is new."),
    later("It could not be read again: {why}"),
    later("{name} invoiced nothing: by then nothing was left to invoice."),
    later("What it settles is not found any more."),
    later("It was done by hand, pulled and compared again, and is still found: {why}."),
    # What the policy and the outbox do.
    later("within the limits of the policy"),
    later("the policy corrects {rule} in {system} below {amount}"),
    later("{name} publishes what Ordway holds of {account} now."),
    later("{account} was not published: {rest}"),
    later("approved with {together}"),
)
