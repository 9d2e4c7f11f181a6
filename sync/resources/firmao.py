"""Firmao's resources. Field names: its own API manual; custom fields: the mapping."""

from queries.load.shape import Column, Shape
from sync.mapping import Mapping
from sync.resources.table import Resource, columns

_STAMPS = "creationDate lastUpdateDate"
_DOCUMENT_TEXT = (
    "id number name type mode offerStatus paymentType currency customer_id=customer.id customerName "
    "nipNumber issuing_person=issuingPerson description"
)


def _customers(mapping: Mapping) -> Shape:
    return Shape(
        "firmao",
        "customers",
        columns(
            text="id name nipNumber vatUE identificationNumber krs email phone customerType status website "
            "officeAddress.street officeAddress.city officeAddress.postCode officeAddress.country "
            "correspondenceAddress.street correspondenceAddress.city correspondenceAddress.postCode "
            "correspondenceAddress.country industry=industry.label created_by=createdBy.label description "
            + mapping.words("firmao.customer"),
            json="emails phones tags customerGroups customFields",
            instant=_STAMPS,
            flag="deleted",
        ),
    )


def _contacts(_: Mapping) -> Shape:
    return Shape(
        "firmao",
        "contacts",
        columns(
            text="id firstName lastName label position department=departament email phone customer_id=customer.id",
            json="emails phones customFields",
            instant=_STAMPS,
            flag="deleted",
        ),
    )


def _agreements(mapping: Mapping) -> Shape:
    return Shape("firmao", "agreements", _document_columns(mapping.words("firmao.agreement")))


def _offers(_: Mapping) -> Shape:
    return Shape("firmao", "offers", _document_columns(""))


def _document_columns(mapped: str) -> tuple[Column, ...]:
    return columns(
        text=f"{_DOCUMENT_TEXT} {mapped}",
        day="offerDate validFrom paymentDate",
        count="daysToDueDate",
        money="nettoPrice vatPrice bruttoPrice",
        json="tags customFields",
        instant=_STAMPS,
        flag="deleted",
    )


def _entries(_: Mapping) -> Shape:
    return Shape(
        "firmao",
        "entries",
        columns(
            text="id agreement_id=agreement.id offer_id=offer.id transaction_id=transaction.id "
            "product_id=product.id product_name=product.name productCode unit classificationNumber "
            "description type mode",
            quantity="quantity",
            price="unitNettoPrice unitBruttoPrice",
            money="nettoPrice bruttoPrice vatPrice",
            percent="vatPercent discount",
            flag="deleted",
        ),
    )


def _sales_opportunities(_: Mapping) -> Shape:
    return Shape(
        "firmao",
        "sales_opportunities",
        columns(
            text="id label customer_id=customer.id currency salesStage status acquisitionMethod sellingProcess",
            money="value",
            json="responsibleUsers tags customFields",
            instant=_STAMPS,
            flag="deleted",
        ),
    )


def _products(_: Mapping) -> Shape:
    return Shape(
        "firmao",
        "products",
        columns(
            text="id name productCode unit currency classificationNumber description",
            price="unit_netto_price=saleNetPrice unit_brutto_price=saleGrossPrice",
            percent="vat_percent=vat",
            json="customFields",
            instant=_STAMPS,
            flag="deleted",
        ),
    )


def _users(_: Mapping) -> Shape:
    return Shape(
        "firmao",
        "users",
        columns(text="id label firstName lastName email login", instant=_STAMPS, flag="deleted"),
    )


def _sales_notes(_: Mapping) -> Shape:
    return Shape(
        "firmao",
        "sales_notes",
        columns(
            text="id type description customer_id=customer.id agreement_id=agreement.id offer_id=offer.id "
            "transaction_id=transaction.id created_by=createdBy.label",
            instant=f"date {_STAMPS}",
            flag="deleted",
        ),
    )


def _transactions(_: Mapping) -> Shape:
    return Shape(
        "firmao",
        "transactions",
        columns(
            text="id number=transactionNumber type mode currency customer_id=customer.id customerName nipNumber "
            "paymentType",
            day="transactionDate paymentDate",
            money="netto_price=transactionNettoPrice vat_price=transactionVatPrice brutto_price=transactionBruttoPrice",
            json="customFields",
            instant=_STAMPS,
            flag="deleted",
        ),
    )


FIRMAO = (
    Resource("firmao", "customers", "customers", _customers),
    Resource("firmao", "contacts", "contacts", _contacts),
    Resource("firmao", "agreements", "agreements", _agreements),
    Resource("firmao", "offers", "offers", _offers),
    Resource("firmao", "transactions", "transactions", _transactions),
    Resource(
        "firmao",
        "entries",
        "transactionentries",
        _entries,
        is_stamped=False,
        documents=(("agreements", "agreement"), ("offers", "offer"), ("transactions", "transaction")),
    ),
    Resource("firmao", "sales_opportunities", "salesopportunities", _sales_opportunities),
    Resource("firmao", "products", "products", _products),
    Resource("firmao", "users", "users", _users),
    Resource("firmao", "sales_notes", "salesnotes", _sales_notes),
)
