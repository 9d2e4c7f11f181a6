"""Invoices link to their PDFs, which anyone with the address may open, where the sandbox offers them."""

import re

import requests

from sandbox.ordway.documents import offer_documents, pdf_of
from sandbox.serving import Sandbox
from tests.sandbox.caller import Caller


def test_an_invoice_links_to_a_pdf_that_asks_for_no_sign_in(sandbox: Sandbox, ordway: Caller) -> None:
    assert ordway.get("invoices/INV-00001").get("invoice_pdf_url", "") == ""
    offer_documents(sandbox.world, sandbox.ordway_url)
    invoice = ordway.get("invoices/INV-00001")
    answer = requests.get(invoice["invoice_pdf_url"], timeout=5)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert b"(Invoice INV-00001) Tj" in answer.content
    assert requests.get(invoice["invoice_pdf_url"].replace("00001", "99999"), timeout=5).status_code == 404


def test_the_table_of_the_pdf_says_where_each_object_begins(sandbox: Sandbox) -> None:
    made = pdf_of(sandbox.world.ordway["invoices"]["INV-00001"])
    table = int(re.findall(rb"startxref\n(\d+)", made)[0])
    assert made[table:].startswith(b"xref\n0 6\n")
    for number, place in enumerate(re.findall(rb"(\d{10}) 00000 n", made), start=1):
        assert made[int(place) :].startswith(b"%d 0 obj" % number)


def test_a_name_cannot_end_its_text(sandbox: Sandbox) -> None:
    invoice = sandbox.world.ordway["invoices"]["INV-00001"] | {"customer_name": r"Łódź (a) \ b) Tj"}
    assert rb"(Lodz \(a\) \\ b\) Tj) Tj" in pdf_of(invoice)
