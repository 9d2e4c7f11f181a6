"""What calls to the two systems say when they fail, by its form."""

from ui.wording import later

REMOTE = (
    later("{system} answered {call} with {outcome}."),
    later("Request id {name}."),
    later("Try again later."),
    later("Check the base URL ({name}) and the network, then pull again; what was cached before is unchanged."),
    later("Check the base URL ({name}) and the network; nothing was changed."),
    later("It is not sent again; reading the record tells whether it was carried out."),
    later(
        "Check {settings} in the environment or in .streamlit/secrets.toml, and that the API is switched on over there."
    ),
    later("Check the rights of the user in {name}; settings stand in the environment or in .streamlit/secrets.toml."),
    later(
        "Check {name} and the rights of the user in {other}; settings stand in the environment or in "
        ".streamlit/secrets.toml."
    ),
    later("Check {settings} in the environment or in .streamlit/secrets.toml."),
    later("The system does not take this request as it is."),
    later("Lower the requests a second in the [sync] table of the policy."),
    later("The system has a problem of its own; pull again later."),
    later("If it stays so, {name} may point at something else than the API."),
)
