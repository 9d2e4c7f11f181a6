"""Something that happens in a system while it is read."""

from collections.abc import Callable

from sandbox.state import Asked


class Hearing(list[Asked]):
    """The log of requests, which calls `act` once the first of them to an address is answered."""

    def __init__(self, path: str, act: Callable[[], None]) -> None:
        super().__init__()
        self._path = path
        self._act = act
        self._has_acted = False

    def append(self, asked: Asked) -> None:
        """Note a request."""
        super().append(asked)
        if asked.path.endswith(self._path) and not self._has_acted:
            self._has_acted = True
            self._act()
