"""Ordway's invoices as the PDFs that its records link to: one page, for looking at, open to whoever has the address.

`World.documents_at` says where they are served; where it says nothing, records link to none, as in the companies of
most tests.
"""

import re
import unicodedata
from collections.abc import Iterator

from sandbox.ordway.records import money
from sandbox.world import Record, World

PATH = "/documents"
_TOP, _LEFT, _STEP = 780, 60, 18
# What a line is for, by the first of these that it tells.
_BILLED = ("description", "product_name", "charge_id")
# The fonts that every reader of PDFs has lack these letters.
_PLAIN = str.maketrans("łŁđĐ", "lLdD")


def offer_documents(world: World, ordway_url: str) -> None:
    """Let every invoice link to its PDF, served beside the API; those issued later will too."""
    world.documents_at = f"{ordway_url.removesuffix('/api/v1')}{PATH}"
    for number, invoice in world.ordway.get("invoices", {}).items():
        invoice["invoice_pdf_url"] = address_of(world, number)


def address_of(world: World, number: str) -> str:
    """Where an invoice's PDF is, '' where the world serves none."""
    return f"{world.documents_at}/{number}.pdf" if world.documents_at else ""


def pdf_of(invoice: Record) -> bytes:
    """The invoice on a page of A4."""
    shown = b"\n".join(_placed(_TOP - _STEP * row, text) for row, text in enumerate(_lines(invoice)))
    stream = b"BT /F1 11 Tf\n" + shown + b"\nET"
    return _file(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        b"/Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    )


def _lines(invoice: Record) -> Iterator[str]:
    yield f"Invoice {invoice['id']}"
    yield str(invoice["customer_name"])
    yield f"Invoiced {invoice['invoice_date']}, due {invoice['due_date']}"
    yield ""
    for line in invoice["line_items"]:
        billed = next(filter(None, map(line.get, _BILLED)), "")
        yield f"{billed[:36]:36}{line.get('quantity', ''):>8}{money(line['effective_price']):>16,.2f}"
    yield ""
    for name, key in (("Net", "subtotal"), ("Tax", "invoice_tax"), ("To pay", "invoice_amount")):
        yield f"{name:36}{invoice['currency']:>8}{money(invoice[key]):>16,.2f}"


def _placed(height: int, text: str) -> bytes:
    """The operator that writes a text there: what ends a text in a PDF is escaped."""
    known = unicodedata.normalize("NFKD", text.translate(_PLAIN)).encode("ascii", "ignore")
    return b"1 0 0 1 %d %d Tm (%s) Tj" % (_LEFT, height, re.sub(rb"([()\\])", rb"\\\1", known))


def _file(*objects: bytes) -> bytes:
    """A file of numbered objects, the first its catalogue, with the table of where each begins."""
    body, begins = b"%PDF-1.4\n", []
    for number, told in enumerate(objects, start=1):
        begins.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, told)
    table = b"".join(b"%010d 00000 n \n" % place for place in begins)
    count = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + trailer
