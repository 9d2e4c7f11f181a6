"""What speaks for a suggested link and against it, by its form."""

from ui.wording import later

LINK_REASONS = (
    # Of accounts.
    later("same e-mail domain {domain}"),
    later("names {number} % alike"),
    later("same telephone"),
    later("same post code {code}"),
    later("same city {city}"),
    later("same tax id, which others have too"),
    later("but their tax ids differ"),
    # Of contracts.
    later("same account"),
    later("the subscription names the contract, as another one does"),
    later("{number} of {all} product in both"),
    later("{number} of {all} products in both"),
    later("start on the same day"),
    later("start {number} day apart"),
    later("start {number} days apart"),
    later("same net amount a period, {value}"),
    later("but their currencies differ"),
    # Of lines and products.
    later("same contract and subscription"),
    later("same quantity"),
    later("same unit price"),
    later("same code but for its signs"),
    # Of all of them.
    later("but another one fits as well or better"),
)
