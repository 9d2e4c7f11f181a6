"""Parts of other sentences, by their form: differences between two values, and lines put together."""

from ui.wording import later

PARTS = (
    # Values.
    later("{field} from {was} to {value}"),
    later("{field} {value} in place of {was}"),
    later("{field} {value}"),
    later("{product} {field} {value} in place of {was}"),
    later("with {value} of {product} at {was}"),
    later("with {value} of {product} at {was}, less {percent} %"),
    later("without {product}"),
    later("{product}: {value} instead of {was}"),
    later("{product} has {value} {field}, agreed are {was}"),
    later("{product} is missing"),
    later("{product} is not in the contract"),
    later("{product} from {day}"),
    later("{name} and {other}"),
    later("{name} is not paid in full"),
    later("{name} failed"),
    # What was found instead.
    later("{name} is not there any more"),
    later("{field} is {value}, it was {was} when this was planned{by}"),
    later("{field} is {value}, expected {was}{by}"),
    later("{field} is {value}, planned {was}"),
    later("{field} are others than when this was planned, there are new ones: {names}{by}"),
    later("{field} are others than when this was planned, these are gone: {names}{by}"),
    later("{field} are others than when this was planned, there are new ones: {names}, these are gone: {others}{by}"),
    later(" (changed by another correction meanwhile)"),
    later(" (changed last by {who} on {changed_at})"),
    later(" (changed last by {who})"),
    later(" (changed last on {changed_at})"),
    later("{rest}: the record is not as planned"),
    later("there is no line {listed}"),
    later("there are {number} lines more than planned"),
    later("instead there is {listed}"),
    later("{name} invoiced nothing, though what is ready from {day} on is not invoiced: look in Ordway"),
    # Records.
    later("agreement {contract}"),
    later("line item {product}"),
    later("customer {account}"),
    later("note {name}"),
    later("task {name}"),
    # Billing periods of charges.
    later("billed {value}"),
    later("for the contract's billing period"),
    later("{name} by {who}"),
)
