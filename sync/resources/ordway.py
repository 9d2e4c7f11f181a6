"""Ordway's resources. Field names: recorded answers and public clients; custom fields: the mapping.

Bank details of a customer and the secret payment links are left out of the typed columns, and the
untouched answers of customers are kept without them (see `sync.withheld`).
"""

from queries.load.shape import Shape
from sync.mapping import Mapping
from sync.resources.table import Resource, child, columns

_STAMPS = "created_date updated_date"
_PEOPLE = "created_by updated_by"


def _customers(mapping: Mapping) -> Shape:
    return Shape(
        "ordway",
        "customers",
        columns(
            text="id name customer_type description website parent_customer status payment_terms "
            "billing_cycle_day billing_batch billing_contact_id shipping_contact_id currency price_book_id "
            f"{mapping.words('ordway.customer')} {_PEOPLE}",
            money="balance cmrr discounted_cmrr",
            flag="tax_exempt auto_pay",
            json="custom_fields",
            instant=_STAMPS,
        ),
        (
            child(
                "contacts",
                "contacts",
                "customer_id",
                text="contact_id=id first_name last_name display_name email phone mobile job_title department "
                "address1 address2 city state zip county country",
            ),
        ),
    )


def _subscriptions(mapping: Mapping) -> Shape:
    return Shape(
        "ordway",
        "subscriptions",
        columns(
            text="id customer_id status subscription_type contract_term renewal_term cancellation_type currency "
            f"payment_terms version_type coupon_code notes {mapping.words('ordway.subscription')} {_PEOPLE}",
            day="contract_effective_date service_start_date billing_start_date order_placed_at "
            "current_term_start_date current_term_end_date cancellation_date pause_effective_date "
            "resume_effective_date",
            flag="auto_renew separate_invoice",
            percent="renewal_increment_percent",
            count="version",
            money="cmrr discounted_cmrr tcv",
            json="custom_fields",
            instant=_STAMPS,
        ),
        (
            child(
                "subscription_lines",
                "plans",
                "subscription_id",
                text="subscription_line_id product_id product_name plan_id plan_name charge_id charge_name "
                "charge_type charge_timing pricing_model price_base list_price_base billing_period billing_day "
                "billing_period_start_alignment charge_billing_date effective_date unit_of_measure "
                f"billing_schedule_id {mapping.words('ordway.line')}",
                quantity="quantity included_units",
                price="list_price",
                percent="discount renewal_increment_percent",
                money="effective_price cmrr discounted_cmrr",
                flag="prorate_partial_periods backcharge_current_period override_renewal_increment_percent",
                count="prepayment_periods",
                day="charge_start_date charge_end_date completion_date last_charge_date "
                "current_period_start_date current_period_end_date",
                json="tiers custom_fields",
            ),
        ),
    )


def _products(_: Mapping) -> Shape:
    return Shape(
        "ordway",
        "products",
        columns(
            text=f"id name sku status description currency {_PEOPLE}",
            price="price",
            flag="taxable",
            json="custom_fields",
            instant=_STAMPS,
        ),
    )


def _plans(_: Mapping) -> Shape:
    return Shape(
        "ordway",
        "plans",
        columns(text=f"id name status description {_PEOPLE}", json="custom_fields", instant=_STAMPS),
        (
            child(
                "plan_charges",
                "charges",
                "plan_id",
                text="charge_id=id product_id name description type timing charge_timing billing_period "
                "pricing_model list_price_base billing_period_start_alignment billing_day unit_of_measure",
                price="list_price",
                flag="prorate_partial_periods backcharge_current_period",
                count="prepayment_periods",
                json="tiers custom_fields",
            ),
        ),
    )


def _invoices(_: Mapping) -> Shape:
    return Shape(
        "ordway",
        "invoices",
        columns(
            text="id customer_id customer_name billing_run_id status notes invoice_pdf_url currency payment_terms "
            f"{_PEOPLE}",
            day="invoice_date due_date start_date end_date reversed_on",
            money="subtotal invoice_tax invoice_amount paid_amount balance",
            json="custom_fields",
            instant=_STAMPS,
        ),
        (
            child(
                "invoice_lines",
                "line_items",
                "invoice_id",
                text="line_no subscription_id subscription_line_id order_id customer_id product_id product_name "
                "plan_id plan_name charge_id charge_name charge_type description",
                day="start_date end_date",
                price="unit_price list_price",
                quantity="quantity",
                percent="discount",
                money="effective_price line_tax",
                flag="taxable",
            ),
        ),
    )


def _payments(_: Mapping) -> Shape:
    return Shape(
        "ordway",
        "payments",
        columns(
            text="id customer_id notes reference_number status payment_type payment_method currency gateway_name "
            f"failure_reason payment_run_id {_PEOPLE}",
            day="payment_date refunded_on",
            money="payment_amount fee_amount applied_amount unapplied_amount refunded_amount",
            rate="conversion_rate",
            flag="auto_apply",
            count="failed_attempt retried_attempts",
            json="custom_fields refunds",
            instant=_STAMPS,
        ),
        (
            child(
                "payment_applications",
                "invoices",
                "payment_id",
                text="invoice_id=id",
                money="amount_applied",
                instant=_STAMPS,
            ),
        ),
    )


def _credits(_: Mapping) -> Shape:
    return Shape(
        "ordway",
        "credits",
        columns(
            text=f"id customer_id notes status credit_type currency reference_number {_PEOPLE}",
            day="credit_date reversed_on",
            money="credit_amount applied_amount unapplied_amount subtotal credit_tax",
            flag="auto_apply",
            json="custom_fields refunds",
            instant=_STAMPS,
        ),
        (
            child(
                "credit_applications",
                "invoices",
                "credit_id",
                text="invoice_id=id",
                money="amount_applied",
                instant=_STAMPS,
            ),
            child(
                "credit_applications_older",
                "invoices_applied",
                "credit_id",
                text="invoice_id=id",
                money="amount_applied",
                instant=_STAMPS,
            ),
            child(
                "credit_lines",
                "credit_line_items",
                "credit_id",
                text="line_no product_id product_name description",
                quantity="quantity",
                price="unit_price",
                money="effective_price line_tax",
                flag="taxable",
            ),
        ),
    )


def _refunds(_: Mapping) -> Shape:
    return Shape(
        "ordway",
        "refunds",
        columns(
            text="id customer_id refund_type refund_status payment_id credit_id invoice_id notes currency "
            f"reference_number failure_reason {_PEOPLE}",
            day="refund_date",
            money="refund_amount",
            rate="conversion_rate",
            json="custom_fields",
            instant=_STAMPS,
        ),
    )


def _orders(_: Mapping) -> Shape:
    return Shape(
        "ordway",
        "orders",
        columns(
            text=f"id customer_id invoice_id status currency payment_terms coupon_code notes {_PEOPLE}",
            day="order_date",
            money="order_amount estimated_tax",
            flag="separate_invoice",
            json="custom_fields",
            instant=_STAMPS,
        ),
        (
            child(
                "order_lines",
                "line_items",
                "order_id",
                text="line_no product_id product_name description",
                quantity="quantity",
                price="unit_price",
                percent="discount",
                money="effective_price",
            ),
        ),
    )


def _billing_schedules(_: Mapping) -> Shape:
    return Shape(
        "ordway",
        "billing_schedules",
        columns(
            text="id customer_id subscription_id product_id charge_id currency",
            day="start_date end_date",
            json="key_metrics",
            instant=_STAMPS,
        ),
        (
            child(
                "billing_schedule_lines",
                "schedule_lines",
                "billing_schedule_id",
                text="schedule_line_id=id line_type description list_price_base",
                day="start_date end_date charge_ready_date",
                quantity="quantity",
                price="unit_price list_price",
                percent="discount",
                money="amount",
                flag="invoiced",
            ),
        ),
    )


ORDWAY = (
    Resource("ordway", "customers", "customers", _customers),
    Resource("ordway", "invoices", "invoices", _invoices),
    Resource("ordway", "payments", "payments", _payments, applied_to="invoices"),
    Resource("ordway", "subscriptions", "subscriptions", _subscriptions),
    Resource("ordway", "products", "products", _products),
    Resource("ordway", "plans", "plans", _plans),
    Resource("ordway", "credits", "credits", _credits, applied_to="invoices"),
    Resource("ordway", "refunds", "refunds", _refunds),
    Resource("ordway", "orders", "orders", _orders),
    Resource("ordway", "billing_schedules", "billing_schedules", _billing_schedules),
)
