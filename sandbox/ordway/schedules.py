"""The billing schedules of a subscription: opened when it becomes active, cut anew when it is changed or cancelled."""

from collections.abc import Iterable
from datetime import date

from sandbox.ordway.billing_terms import Stretch, kind_of, stretch_of
from sandbox.ordway.books import Books
from sandbox.ordway.pricing import period_amount, rounded
from sandbox.ordway.schedule_lines import charge_once, cut, cut_anew, drop_from
from sandbox.world import Record


class Schedules:
    """Everything that writes billing schedules, but for what a billing run marks as invoiced."""

    def __init__(self, books: Books) -> None:
        self._books = books

    def check(self, subscription: Record) -> None:
        """Raises 422 for a line that cannot be billed; writes nothing."""
        for line in subscription["plans"]:
            if kind_of(line) == "recurring":
                self._stretch(subscription, line)

    def open(self, subscription: Record) -> None:
        """Plan every charge of the current term."""
        for line in subscription["plans"]:
            self._begin(subscription, line)

    def change(self, before: Record, after: Record, since: date) -> None:
        """Cut the schedules of lines that are billed in another way from a day on."""
        then, now = _by_id(before["plans"]), _by_id(after["plans"])
        for line_id, line in now.items():
            if line_id in then:
                self._change_line((before, then[line_id]), (after, line), since)
            else:
                self._begin(after, line)
        self._end(before, [line for line_id, line in then.items() if line_id not in now], since)

    def cancel(self, subscription: Record, since: date) -> None:
        """Nothing is owed from a day on."""
        self._end(subscription, subscription["plans"], since)

    def retire(self, subscription: Record) -> None:
        """Remember the lines of a term that is over, for what is left to invoice of them."""
        for line in subscription["plans"]:
            if line.get("billing_schedule_id"):
                self._books.memory.former_lines[line["billing_schedule_id"]] = line

    def _begin(self, subscription: Record, line: Record) -> None:
        if kind_of(line) == "usagebased":
            return
        schedule = self._schedule(subscription, line)
        if kind_of(line) == "recurring":
            cut(schedule, self._stretch(subscription, line))
        elif line.get("charge_timing") != "Termination":
            self._charge_once(subscription, line, schedule)
        self._books.touch(schedule)

    def _charge_once(self, subscription: Record, line: Record, schedule: Record) -> None:
        day = date.fromisoformat(line.get("charge_start_date") or subscription["billing_start_date"])
        currency = subscription["currency"]
        charge_once(schedule, line, day, rounded(period_amount(line, currency), currency))

    def _change_line(self, then: tuple[Record, Record], now: tuple[Record, Record], since: date) -> None:
        if kind_of(now[1]) == "recurring":
            was, becoming = self._stretch(*then), self._stretch(*now)
            if day := _differ_from(was, becoming, since):
                schedule = self._schedule(*now)
                cut_anew(schedule, day, was, becoming)
                self._books.touch(schedule)
        elif kind_of(now[1]) == "onetime" and then[1].get("effective_price") != now[1].get("effective_price"):
            self._begin(*now)

    def _end(self, subscription: Record, lines: Iterable[Record], since: date) -> None:
        for line in lines:
            schedule = self._books.held("billing_schedules").get(line.get("billing_schedule_id", ""))
            if schedule is None:
                continue
            self._books.memory.former_lines[schedule["id"]] = line
            if kind_of(line) == "recurring":
                cut_anew(schedule, since, self._stretch(subscription, line), None)
            else:
                drop_from(schedule, since)
            self._books.touch(schedule)

    def _stretch(self, subscription: Record, line: Record) -> Stretch:
        return stretch_of(subscription, self._books.find("customers", subscription["customer_id"]), line)

    def _schedule(self, subscription: Record, line: Record) -> Record:
        """The schedule of a line; a new one where it has none yet."""
        known = self._books.held("billing_schedules").get(line.get("billing_schedule_id", ""))
        if known:
            return known
        told = {
            "id": line.get("billing_schedule_id", ""), "customer_id": subscription["customer_id"],
            "subscription_id": subscription["id"], "product_id": line.get("product_id", ""),
            "charge_id": line.get("charge_id", ""),
            "start_date": line.get("charge_start_date") or subscription["billing_start_date"], "end_date": "-",
            "currency": subscription["currency"], "key_metrics": {}, "schedule_lines": [],
        }  # fmt: skip
        made = self._books.add("billing_schedules", told)
        line["billing_schedule_id"] = made["id"]
        return made


def _by_id(lines: Iterable[Record]) -> dict[str, Record]:
    return {line["subscription_line_id"]: line for line in lines}


def _differ_from(was: Stretch, now: Stretch, since: date) -> date | None:
    """The day from which a line is billed in another way, or None."""
    if not now.is_priced_like(was):
        return since
    if now.ends_before == was.ends_before:
        return None
    longer = now.ends_before > was.ends_before
    return was.terms.boundary_up_to(was.ends_before) if longer else max(since, now.ends_before)
