"""What the pages about corrections have in common: they follow what is being sent."""

from corrections import duty
from sync.running import running
from ui.reading import reader
from ui.watching import watch


def watch_sending(*, is_moving: bool) -> None:
    """Follow what is being sent; while nothing is, nothing disturbs whoever writes a reason."""
    here = running()
    if is_moving or here.worker.is_on_duty(duty.NAME):
        watch(lambda: f"{reader(here.store).version}/{here.worker.is_on_duty(duty.NAME)}")
