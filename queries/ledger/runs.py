"""Keeping the ledger of pulls: runs, what each resource tied out to, and how far it has been pulled."""

from dataclasses import asdict, dataclass, field
from datetime import datetime

from queries.load.merge import Fates
from queries.store import Cursor, Store


@dataclass(frozen=True)
class Watermark:
    """How far a resource has been pulled. Instants are UTC."""

    changed_since: datetime | None
    read_whole_at: datetime | None
    fingerprint: str | None


@dataclass(frozen=True)
class Step:
    """One resource of a pull, as it ended. `received` = the sum of its fates."""

    system: str
    resource: str
    mode: str
    started_at: datetime
    finished_at: datetime
    status: str = "done"
    requests: int = 0
    retries: int = 0
    bytes: int = 0
    received: int = 0
    fates: Fates = field(default_factory=Fates)
    deleted: int = 0
    announced: int | None = None
    note: str = ""

    @property
    def is_tied_out(self) -> bool:
        """Whether every record the source offered is accounted for."""
        return self.received == self.fates.total

    def as_row(self) -> dict[str, object]:
        """Names and values of the ledger's columns."""
        row: dict[str, object] = asdict(self)
        del row["fates"]
        return row | asdict(self.fates) | {"offered": self.received - self.fates.repeated}


# Full is a run that read every list whole, whatever it was asked for.
_MODE = """
coalesce(
    (
        select case bool_and(step.mode = 'full') when true then 'full' when false then 'incremental' end
        from ledger.sync_step as step
        where step.run_id = sync_run.run_id and step.status = 'done'
    ),
    mode
)
"""


def begin_run(store: Store, run: str, *, started_by: str, mode: str, now: datetime) -> None:
    """Record that a pull begins; one that never ended was interrupted."""
    with store.transaction() as cursor:
        cursor.run(
            f"update ledger.sync_run set status = 'interrupted', finished_at = $now, mode = {_MODE}, "
            "message = 'The process ended before the pull did; the next pull goes on from what was merged.' "
            "where status = 'running'",
            now=now,
        )
        cursor.run(
            "insert into ledger.sync_run (run_id, started_by, mode, started_at, status) "
            "values ($run, $started_by, $mode, $now, 'running')",
            run=run,
            started_by=started_by,
            mode=mode,
            now=now,
        )


def end_run(store: Store, run: str, *, status: str, message: str, now: datetime) -> None:
    """Record how a pull ended, and in which mode it read."""
    with store.transaction() as cursor:
        cursor.run(
            f"update ledger.sync_run set status = $status, message = $message, finished_at = $now, mode = {_MODE} "
            "where run_id = $run",
            run=run,
            status=status,
            message=message,
            now=now,
        )


def is_whole(store: Store) -> bool:
    """Whether every list came with the last pull, so that what is in the store can be compared."""
    with store.cursor() as cursor:
        last = "select status from ledger.sync_run order by started_at desc limit 1"
        return cursor.value(last) in ("done", "quarantined")


def record_step(cursor: Cursor, run: str, step: Step) -> None:
    """Record what one resource of a pull tied out to, inside the transaction that merged it."""
    row = {"run_id": run, **step.as_row()}
    names = ", ".join(row)
    values = ", ".join(f"${name}" for name in row)
    cursor.run(f"insert into ledger.sync_step ({names}) values ({values})", **row)


def read_watermark(cursor: Cursor, system: str, resource: str) -> Watermark:
    """How far a resource has been pulled; all None when never."""
    rows = cursor.rows(
        f"select changed_since, read_whole_at, fingerprint from {system}.watermark where resource = $resource",
        resource=resource,
    )
    return Watermark(*rows[0]) if rows else Watermark(None, None, None)


def write_watermark(cursor: Cursor, system: str, resource: str, mark: Watermark) -> None:
    """Record how far a resource has been pulled, inside the transaction that merged it."""
    cursor.run(
        f"insert or replace into {system}.watermark values ($resource, $changed_since, $read_whole_at, $fingerprint)",
        resource=resource,
        **asdict(mark),
    )


def forget_watermarks(store: Store) -> None:
    """Have every resource read whole, and every record read anew, by the next pull."""
    with store.transaction() as cursor:
        for system in ("firmao", "ordway"):
            cursor.run(f"update {system}.watermark set fingerprint = null")
