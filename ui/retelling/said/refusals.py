"""Why nothing can be planned or done, whatever it is about, by its form."""

from ui.wording import later

REFUSALS = (
    # Discrepancies that are not put right.
    later("{rule} is not put right in {system} by {kinds}."),
    later("It can be by {kinds}."),
    later("Put it right in {system}."),
    later("Put it right in {system} or {other}."),
    later("Look at both records; accept it where it is right."),
    later("There is no discrepancy {name}. Reload the list: it may be an older one."),
    later("The data agree by now; there is nothing to correct."),
    later("It was accepted. Take that back first, if it is to be corrected after all."),
    later("Correction {name} of the same discrepancy is under way. Wait for its end."),
    later(
        "Correction {name} put it right just now, which was not pulled and compared yet. Sync first; what is found "
        "then can be corrected."
    ),
    later("{system} has no {kinds} {name}. Sync, and look again."),
    later("There is no correction {name}. `python -m sync corrections list` names all of them."),
    later(
        "Correction {name} is {state} and cannot become done by hand: its requests are sent by Tieout. Nothing was "
        "changed; look at it again: somebody else may have been quicker."
    ),
    # Accounts and links.
    later("Nothing in Firmao clearly belongs to {name}. Confirm to which record it is to be linked first."),
    later("The wrong link is kept in {system}: {pairs}. Relink it there."),
    later(
        "Tax ids do not tell which link is right: {pairs}. Look at the customers, and empty the custom field of the "
        "one that is wrong."
    ),
    later("The account is not in both systems any more. Reconcile, and look again."),
    later("The account is in one system only, so there is nothing to publish."),
    later("Firmao shows the latest figures already."),
    later("By now another customer of Firmao belongs to it than was approved. Publish it anew."),
    later("{account}: correction {name} publishes it already and has not come to its end."),
    later("Ordway has nothing that Firmao could take over. Fill it in there first."),
    later("Firmao has nothing that Ordway could take over. Fill it in there first."),
    later("{name} has no billing contact in Ordway. Add one there, and sync."),
    later("Firmao does not know the customer, so nobody can be told. Create or link it first."),
    later("{account} ({name}) looks like the same customer ({why}). Confirm or reject that link first."),
    # Limits.
    later("{amounts} together are above the limit of {limits}"),
    later("{amounts} together are above the limit of {limits} a person and day"),
    later("{amounts} together are above the limit of {limits} an account and day"),
    later("No limit is set for {name}"),
    later("No limit is set for other currencies"),
    later("No limit a person and day is set for {name}"),
    later("No limit an account and day is set for {name}"),
    later("It touches {month}, which are closed, so a second person approves it."),
)
