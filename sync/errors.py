"""What can go wrong between Tieout and the two systems. Every message says what happened and what to do.

SyncError
├── SettingsError          a setting is missing or wrong
├── PullStoppedError       someone asked the pull to stop
├── ListNotWholeError      a list left out records that are still there
└── RemoteError            a call to Firmao or Ordway did not succeed; carries the call and the answer
    ├── UnreachableError   no answer: connection refused or lost, or a time-out
    │   └── NotSentError   a write never left: there was no connection
    ├── UnansweredError    a write left and nobody knows whether it was carried out
    ├── SignInRefusedError 401
    ├── NotAllowedError    403
    ├── NotFoundError      404
    ├── NotValidError      400, 409, 422: the request itself was refused
    ├── OverloadedError    429: asked too often
    ├── BrokenServerError  5xx
    └── UnreadableError    an answer that is not what the API promises
"""

from dataclasses import dataclass


class SyncError(Exception):
    """Anything this package refuses or could not do."""


class SettingsError(SyncError):
    """A setting is missing or wrong; the message names it, where it is looked for, and an example."""


class PullStoppedError(SyncError):
    """The pull was asked to stop; what was merged before stays, nothing is left half done."""


class ListNotWholeError(SyncError):
    """A list left out records that answer by their id: it cannot tell what is gone."""

    def __init__(self, label: str, missing: int, stored: int, there: int, asked: int) -> None:
        system, _, resource = label.capitalize().partition(" ")
        super().__init__(
            f"{system} answered its list of {resource} without {missing} of the {stored} records kept here, but of "
            f"{asked} asked for one by one {there} are still there, so the list is not whole. Nothing of it was kept "
            f"and nothing is taken for deleted. Pull again later; if it stays so, ask {system}'s support."
        )


@dataclass(frozen=True)
class Call:
    """One request as it is named in messages and logs; never holds credentials."""

    system: str
    method: str
    path: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


# The settings that each system is reached by, as advice names them.
_SETTINGS = {
    "firmao": {
        "address": "FIRMAO_BASE_URL and FIRMAO_ORGANIZATION",
        "base_url": "FIRMAO_BASE_URL",
        "sign_in": "FIRMAO_LOGIN and FIRMAO_PASSWORD",
        "rights": "the rights of the user in FIRMAO_LOGIN",
    },
    "ordway": {
        "address": "ORDWAY_BASE_URL",
        "base_url": "ORDWAY_BASE_URL",
        "sign_in": "ORDWAY_COMPANY, ORDWAY_EMAIL and ORDWAY_TOKEN",
        "rights": "ORDWAY_API_KEY and the rights of the user in ORDWAY_EMAIL",
    },
}


class RemoteError(SyncError):
    """A call did not succeed. `advice` says what to do, with the settings of the system that was called."""

    advice = "Try again later."

    def __init__(self, call: Call, what: str, *, status: int | None = None, request_id: str | None = None) -> None:
        self.call = call
        self.status = status
        self.request_id = request_id
        super().__init__(
            f"{call.system.capitalize()} answered {call} with {what}."
            f"{f' Request id {request_id}.' if request_id else ''} {self.advice.format(**_SETTINGS[call.system])}"
        )


class UnreachableError(RemoteError):
    """No answer came."""

    advice = "Check the base URL ({base_url}) and the network, then pull again; what was cached before is unchanged."


class NotSentError(UnreachableError):
    """No connection could be made, so a write has certainly not been carried out."""

    advice = "Check the base URL ({base_url}) and the network; nothing was changed."


class UnansweredError(RemoteError):
    """A write left, and its answer was lost or says nothing: it may or may not have been carried out."""

    advice = "It is not sent again; reading the record tells whether it was carried out."


class SignInRefusedError(RemoteError):
    """401: the credentials are wrong or switched off."""

    advice = (
        "Check {sign_in} in the environment or in .streamlit/secrets.toml, and that the API is switched on over there."
    )


class NotAllowedError(RemoteError):
    """403: signed in, but not allowed; Ordway also answers so to a wrong API key."""

    advice = "Check {rights}; settings stand in the environment or in .streamlit/secrets.toml."


class NotFoundError(RemoteError):
    """404: there is nothing at this address."""

    advice = "Check {address} in the environment or in .streamlit/secrets.toml."


class NotValidError(RemoteError):
    """The request itself was refused."""

    advice = "The system does not take this request as it is."


class OverloadedError(RemoteError):
    """429 again and again, although we waited."""

    advice = "Lower the requests a second in the [sync] table of the policy."


class BrokenServerError(RemoteError):
    """5xx again and again."""

    advice = "The system has a problem of its own; pull again later."


class UnreadableError(RemoteError):
    """The answer is not what the API promises: cut off, not JSON, or of another form."""

    advice = "If it stays so, {base_url} may point at something else than the API."


_BY_STATUS: dict[int, type[RemoteError]] = {
    400: NotValidError,
    401: SignInRefusedError,
    403: NotAllowedError,
    404: NotFoundError,
    409: NotValidError,
    422: NotValidError,
    429: OverloadedError,
}


def error_for_status(status: int) -> type[RemoteError]:
    """The error class that says what a status other than success means."""
    return _BY_STATUS.get(status, BrokenServerError if status >= 500 else UnreadableError)
