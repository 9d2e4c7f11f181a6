"""What a running app holds for as long as it runs: the store, the settings and the worker that pulls."""

from dataclasses import dataclass

from queries.migrate import migrate
from queries.reckoning import set_reckoning
from queries.room import room_of_app
from queries.store import Store, connect
from sync.settings import Settings, load_settings
from sync.worker import PullWorker


@dataclass(frozen=True)
class Running:
    """The parts every page works with."""

    settings: Settings
    store: Store
    worker: PullWorker


class Host:
    """Starts and stops what a running app holds; a failed start is kept to be shown, not raised."""

    def __init__(self) -> None:
        self.running: Running | None = None
        self.failure = "The app has not started yet."

    def start(self) -> Running:
        """Open the store and start the worker; what the app holds from now on."""
        try:
            settings = load_settings()
            store = connect(settings.store_url, holder="the app", memory_limit=room_of_app())
            migrate(store)
            with store.transaction() as cursor:
                set_reckoning(cursor, settings.policy.terms.reckoning)
        except Exception as error:
            self.failure = str(error)
            raise
        worker = PullWorker(store, settings)
        worker.start()
        self.running = Running(settings, store, worker)
        return self.running

    def stop(self) -> None:
        """Stop the worker, then let go of the store."""
        if self.running:
            self.running.worker.stop()
            self.running.store.close()
            self.running = None


HOST = Host()


def running() -> Running:
    """What the running app holds. Raises `RuntimeError` before it has started."""
    if HOST.running is None:
        raise RuntimeError(HOST.failure)
    return HOST.running
