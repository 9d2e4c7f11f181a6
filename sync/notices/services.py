"""One service, as Apprise reaches it: what it is called, and whether what is sent to it arrives.

Apprise writes addresses into its log, and so does the HTTP library below it. Addresses hold secrets, so neither log is
passed on to anybody: it is read here, for what became of a notice.
"""

import logging
import re
from contextvars import ContextVar
from dataclasses import dataclass

from apprise import Apprise, AppriseAsset, NotifyBase, NotifyFormat

from queries.ledger.notices import REFUSED, SENT, UNKNOWN

# What the libraries below say of the notice that is being sent.
_heard: ContextVar[list[str] | None] = ContextVar("heard", default=None)
_ANSWERED = re.compile(r"\berror=(\d{3})\b")
# How the libraries below call it when no connection was made, so that nothing left.
_NOT_REACHED = re.compile(r"NewConnectionError|ConnectTimeout|NameResolutionError|Failed to establish a new connection")
_BELOW = ("apprise", "urllib3.connectionpool", "requests_oauthlib.oauth1_auth", "oauthlib")


@dataclass(frozen=True)
class Outcome:
    """What became of a notice: sent, refused (certainly not delivered) or unknown, and why, in words."""

    state: str
    story: str = ""


@dataclass(frozen=True)
class Service:
    """A service that a role is told through. `name` is all of it that is shown."""

    name: str
    _reached: NotifyBase

    def send(self, title: str, body: str) -> Outcome:
        """Send a text once, as plain text. What becomes of it is an outcome, never an error."""
        told: list[str] = []
        token = _heard.set(told)
        try:
            result = _alone(self._reached).notify(title=title, body=body, body_format=NotifyFormat.TEXT)
        except Exception as error:  # noqa: BLE001 - whatever a service's code raises may hold its address
            return Outcome(UNKNOWN, f"{self.name} could not be asked ({type(error).__name__}): it may have arrived.")
        finally:
            _heard.reset(token)
        return Outcome(SENT) if result else self._failure("\n".join(told))

    def _failure(self, told: str) -> Outcome:
        if answered := _ANSWERED.search(told):
            return Outcome(REFUSED, f"{self.name} refused it with status {answered[1]}.")
        if _NOT_REACHED.search(told):
            return Outcome(REFUSED, f"{self.name} could not be reached.")
        return Outcome(UNKNOWN, f"{self.name} did not say that it took it: it may have arrived.")


def service(address: str) -> Service | None:
    """The service behind an address, None where Apprise knows none such."""
    _keep_quiet()
    reached = Apprise.instantiate(address, asset=_asset(), suppress_exceptions=True)
    if not isinstance(reached, NotifyBase):
        return None
    # Tried again by itself it might arrive twice.
    reached.retry = 0
    return Service(str(reached.service_name), reached)


def _alone(reached: NotifyBase) -> Apprise:
    asked = Apprise(asset=_asset())
    asked.add(reached)
    return asked


def _asset() -> AppriseAsset:
    return AppriseAsset(
        app_id="Tieout",
        app_desc="Tieout",
        app_url="",
        async_mode=False,
        # Waited for elsewhere: Apprise's own limit would leave the work to a thread that outlives the process's end.
        service_timeout=0,
        interpret_emojis=False,
        interpret_escapes=False,
    )


def _keep_quiet() -> None:
    """No log of what is sent reaches anybody's handlers."""
    own = logging.getLogger("apprise")
    own.propagate = False
    own.setLevel(logging.DEBUG)
    for name in _BELOW:
        logging.getLogger(name).addFilter(_hear)


def _hear(record: logging.LogRecord) -> bool:
    """Take down what is said of a notice; whether a record may be passed on, which none of Apprise may."""
    heard = _heard.get()
    if heard is not None:
        heard.append(record.getMessage())
    return heard is None and record.name != "apprise"
