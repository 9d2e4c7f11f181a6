"""Whether a system lets us in, as its lists find out one after the other."""

from dataclasses import dataclass

from sync.errors import NotAllowedError, SignInRefusedError, SyncError, UnreachableError


@dataclass
class Door:
    """What a system said to the lists of one pull.

    Lists that fail for one reason tell it in the same words. A list that is forbidden says nothing of the others, since
    rights go by kind of record; but as long as none was let in, all may be forbidden for one reason: a wrong key.
    """

    has_let_in: bool = False
    _closed: SyncError | None = None
    _forbidden: SyncError | None = None

    def enter(self) -> None:
        """Raises why the system lets nobody in, once that is known."""
        if self._closed:
            raise self._closed

    def reason(self, error: SyncError) -> SyncError:
        """Why a list is not read: `error`, or what was said before for the same reason."""
        if isinstance(error, (SignInRefusedError, UnreachableError)):
            self._closed = self._closed or error
            return self._closed
        if isinstance(error, NotAllowedError) and not self.has_let_in:
            self._forbidden = self._forbidden or error
            return self._forbidden
        return error
