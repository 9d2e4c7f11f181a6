"""How many records of each kind the benchmark's two systems hold."""

from dataclasses import astuple, dataclass

LINES_PER_INVOICE = 3


@dataclass(frozen=True)
class Volume:
    """Records of the four resources that are not empty; lines and applications follow from them."""

    customers: int
    invoices: int
    payments: int
    agreements: int

    def times(self, factor: float) -> "Volume":
        """The same mix, `factor` times as large."""
        return Volume(*(round(count * factor) for count in astuple(self)))

    @property
    def name(self) -> str:
        """A name for files and reports, e.g. `10000-100000-100000-20000`."""
        return "-".join(str(count) for count in astuple(self))

    def rows(self) -> dict[str, int]:
        """Rows a faithful store holds afterwards, by table of the two systems."""
        return {
            "ordway.customers": self.customers,
            "ordway.contacts": self.customers,
            "ordway.invoices": self.invoices,
            "ordway.invoice_lines": self.invoices * LINES_PER_INVOICE,
            "ordway.payments": self.payments,
            "ordway.payment_applications": self.payments,
            "firmao.agreements": self.agreements,
        }


FULL = Volume(customers=10_000, invoices=100_000, payments=100_000, agreements=20_000)
SMALL = FULL.times(1 / 20)
LATENCY = Volume(customers=4_000, invoices=50_000, payments=50_000, agreements=80_000)
NAMED = {"small": SMALL, "full": FULL, "latency": LATENCY}
