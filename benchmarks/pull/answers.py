"""What the two played systems answer to a request for a page, as ready bytes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from urllib.parse import parse_qsl, urlsplit

from benchmarks.pull.pages import NOTHING, Records

ORDWAY_LARGEST_PAGE = 50
FIRMAO_LARGEST_PAGE = 100
_RESOURCES = {
    "ordway": {"customers", "subscriptions", "products", "plans", "invoices", "payments"}
    | {"credits", "refunds", "orders", "billing_schedules", "debit_memos"},
    "firmao": {"customers", "contacts", "agreements", "offers", "transactions", "transactionentries"}
    | {"salesopportunities", "products", "users", "salesnotes"},
}
_UNDERSTOOD = {
    "ordway": {"page", "size", "sort", "updated_date>"},
    "firmao": {"start", "limit", "sort", "dir", "dataFormat", "lastUpdateDate(ge)"},
}


@dataclass(frozen=True)
class Request:
    """A request for a page: which system's resource, and its query parameters."""

    system: str
    resource: str
    params: Mapping[str, str]

    def number(self, name: str, otherwise: int) -> int:
        """A parameter as a whole number."""
        return int(self.params.get(name, otherwise))


@dataclass
class Served:
    """What one system was asked for so far."""

    requests: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    bytes: int = 0
    under_way: int = 0
    most_under_way: int = 0

    def begin(self, resource: str) -> None:
        """A request has arrived."""
        self.requests[resource] += 1
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)


def understood(target: str) -> Request | None:
    """The page a request target asks for, or None where neither system has such an address.

    A filter that is not played is refused too: ignoring it would answer with the wrong records.
    """
    url = urlsplit(target)
    place = url.path.strip("/").split("/")
    if place[:2] == ["api", "v1"] and len(place) == 3:
        request = Request("ordway", place[2], dict(parse_qsl(url.query)))
    elif place[1:3] == ["svc", "v1"] and len(place) == 4:
        request = Request("firmao", place[3], dict(parse_qsl(url.query)))
    else:
        return None
    return request if request.resource in _RESOURCES[request.system] else None


def is_played(request: Request, records: Records) -> bool:
    """Whether the answer would be right: on an empty resource any filter is."""
    return not len(records) or request.params.keys() <= _UNDERSTOOD[request.system]


def page(request: Request, world: Mapping[str, Records]) -> tuple[list[bytes | memoryview], int]:
    """The body of a page in pieces, and the records in it.

    Ordway answers a bare array, at most 50 rows, empty past the end; Firmao an object with `totalSize`.
    """
    records = world.get(f"{request.system}.{request.resource}", NOTHING)
    if request.system == "ordway":
        size = min(request.number("size", 20), ORDWAY_LARGEST_PAGE)
        first = (request.number("page", 1) - 1) * size
        return [b"[", records.part(first, size), b"]"], _rows(records, first, size)
    size = min(request.number("limit", 50), FIRMAO_LARGEST_PAGE)
    first = request.number("start", 0)
    end = b'],"totalSize":%d,"sort":"id","dir":"ASC"}' % len(records)
    return [b'{"data":[', records.part(first, size), end], _rows(records, first, size)


def whole(status: bytes, body: list[bytes | memoryview], number: int) -> bytes:
    """A complete HTTP/1.1 answer on a connection that stays open; `number` counts the answers given."""
    head = (
        b"HTTP/1.1 %b\r\nDate: %b\r\nContent-Type: application/json; charset=utf-8\r\n"
        b"X-Request-Id: bench-%d\r\nContent-Length: %d\r\n\r\n"
        % (status, formatdate(usegmt=True).encode(), number, sum(map(len, body)))
    )
    return b"".join([head, *body])


def _rows(records: Records, first: int, size: int) -> int:
    return max(0, min(first + size, len(records)) - first)
