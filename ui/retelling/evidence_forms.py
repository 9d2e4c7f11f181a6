"""The clauses in which rules say why something is a discrepancy, by their form, for `ui/retelling/evidence.py`.

A rule joins them with semicolons. Of forms with as much fixed text the first that fits is taken.
"""

from ui.wording import later

CLAUSES = (
    # What is sold or billed alone.
    later("{name} runs from {day} to {until} and has no subscription"),
    later("{name} runs from {day} and has no subscription"),
    later("{name} runs from {day} to {until} and is named {claims}: which of them bills it is not said"),
    later("{name} runs from {day} and is named {claims}: which of them bills it is not said"),
    later("by {names}"),
    later("from another account by several"),
    later("from another account"),
    later(
        "order {name} of {day} over {amount} was billed to this customer, "
        "and its notes and currency do not say that it is for this contract"
    ),
    later("{name} bills without a won contract"),
    later("the contract ended on {day}"),
    later("the subscription is {state}, {number} invoice lines are for later"),
    later("{name} runs to {day}"),
    later("{name} runs to no end"),
    later("the subscription is {state} since {day}"),
    later("the subscription is {state}"),
    later("the subscription's term ended on {day}"),
    later("{name} was signed after version {number} of the subscription and adds or raises {names}"),
    later("{name} was signed after the last version of the subscription and adds or raises {names}"),
    later("{name}: the lines make {figure}, the contract says {net} net, {tax} tax and {gross} gross"),
    later("{name} was to start on {day} and is still {state}"),
    later("the customer of {names} has no customer in Ordway"),
    later("Ordway bills {names}, whom Firmao does not know"),
    later("several customers are linked to the same one: {names}"),
    later("{state}: {sold} in Firmao, {held} in Ordway"),
    # What a period comes to.
    later("{terms}, for {span}: expected {figure}"),
    later("for {span}: expected {figure}"),
    later("{quantity} × by tiers"),
    later("{quantity} × {amount}"),
    later("less {percent} %"),
    later("{number} of {whole} days"),
    later("{part} of 1 month of 30 days"),
    later("{part} of {whole} months"),
    later("a part charged whole"),
    later("was to be credited on {day}, and nothing was"),
    later("was to be invoiced on {day}, was on {until}"),
    later("was to be invoiced on {day}"),
    later("{name} holds it as a draft"),
    later("invoice {name} billed {figure}, credited {credited}"),
    later("invoice {name} billed {figure}"),
    later("{number} lines, the last of invoice {name} billed {figure}, credited {credited}"),
    later("{number} lines, the last of invoice {name} billed {figure}"),
    later("a credit of {figure} on it names none of its products"),
    later("{number} invoice lines bill {span}"),
    # What an invoice says.
    later("invoiced on {day} with {number} days to pay, due on {until}"),
    later("{name}: {percent} % of {net} is {tax}, charged {figure}"),
    later("{name} of {day} was not posted"),
    later(
        "lines and tax make {figure}, the invoice says {gross}, paid {paid}, credited {credited}, open {open} "
        "where {left} is left"
    ),
    later("lines and tax make {figure}, the invoice says {gross}, paid {paid}, credited {credited}, open {open}"),
    later("what it bills is in another currency than {name}"),
    # What was paid.
    later("{amount} of {name} is not applied while invoices are open"),
    later("{paid} of {amount} was paid, the rest was due on {day}"),
    later("{figure} was applied to an invoice of {amount}"),
    later("{paid} counts as paid of an invoice of {amount}, its balance is {open}"),
    later("{name} of {day} failed ({names}) and nothing came later"),
    later("{name} of {day} failed and nothing came later"),
    later("{names} is open"),
    later("{names} are open"),
    later("{name} of {sold} pays {names} of {held}"),
    later("{amount} of {name} was sent back while what it paid still stands"),
    later("{amount} of {name} was sent back, and {names}, which it had paid, is open again"),
    later("Firmao shows {sold} open, {published}, {named}"),
    later("Ordway has {sold}, {published}, {named}"),
    # How the terms part.
    later("{names} is in the contract and is no line of the subscription"),
    later("{names} is a line of the subscription and not in the contract"),
    later("{names}: less {percent} % in the contract, less {figure} % in the subscription"),
    later("{names} at {price}: {figure} in the contract, {left} in the subscription"),
    later("{names}: {amount} in the contract ({price} before it was raised), {figure} in the subscription"),
    later("{names}: {figure} in the contract, {left} in the subscription"),
    later("{names}: {amount} in the contract, {figure} in the subscription"),
    later("{name}: {sold} in the contract, {held} in the subscription"),
    later("its amounts are not compared"),
    later("{name}: starts on {day}, the subscription on {until}"),
    later("{name}: ends on {day}, the subscription's term ends on {until}"),
    later("{name}: ends on {day}, the subscription's term has no end"),
    later("{name}: has no end, the subscription's term ends on {until}"),
    later("{name}: has no end, the subscription's term has no end"),
    later("{name}: renews by itself, the subscription does not"),
    later("{name}: does not renew by itself, the subscription does"),
    later("{name}: {number} days to pay, the customer in Ordway has {whole}"),
    later("{name}: paid by {state}, and Ordway charges the customer by itself"),
    later("{name}: paid by {state}, and Ordway does not charge by itself"),
    later("{name}: {sold}, the subscription is billed {held}"),
    later("a value that would say more is missing"),
)
