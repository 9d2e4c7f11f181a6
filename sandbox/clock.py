"""The sandbox's own clock: it starts at an hour of the world's day, 08:00 UTC, and runs on in real time."""

import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from email.utils import format_datetime

_MILLISECOND = timedelta(milliseconds=1)


class Clock:
    """Time as both played systems tell it."""

    def __init__(self, as_of: date, hour: int = 8) -> None:
        self._start = datetime.combine(as_of, time_of_day(hour), UTC)
        self._began = time.monotonic()
        self._stamped = self._start - _MILLISECOND

    def now(self) -> datetime:
        """This moment, UTC."""
        return self._start + timedelta(seconds=time.monotonic() - self._began)

    def today(self) -> date:
        """This day."""
        return self.now().date()

    def seconds(self) -> str:
        """This moment as Firmao writes it, `2026-11-23T08:00:00Z`."""
        return f"{self.now():%Y-%m-%dT%H:%M:%SZ}"

    def milliseconds(self) -> str:
        """A stamp as Ordway writes it, `2026-11-23T08:00:00.123Z`: this moment, and later than every stamp before."""
        self._stamped = max(self.now(), self._stamped + _MILLISECOND)
        return f"{self._stamped:%Y-%m-%dT%H:%M:%S}.{self._stamped.microsecond // 1000:03d}Z"

    def header(self) -> str:
        """This moment as the `Date` header of an answer."""
        return format_datetime(self.now().replace(microsecond=0), usegmt=True)
