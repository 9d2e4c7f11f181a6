"""Which custom field means what: the `[mapping]` table of the policy."""

from dataclasses import dataclass, field

DEFAULT_FIELDS: dict[str, str] = {
    "firmao.agreement.service_start": "custom1",
    "firmao.agreement.service_end": "custom2",
    "firmao.agreement.billing_period": "custom3",
    "firmao.agreement.charge_timing": "custom4",
    "firmao.agreement.auto_renew": "custom5",
    "firmao.agreement.payment_terms": "custom6",
    "firmao.agreement.sales_owner": "custom7",
    "firmao.agreement.sales_split": "custom8",
    "firmao.agreement.ordway_subscription_id": "custom9",
    "firmao.customer.ordway_customer_id": "custom1",
    "firmao.customer.ordway_balance": "custom2",
    "firmao.customer.ordway_last_invoice": "custom3",
    "firmao.customer.ordway_last_payment": "custom4",
    "firmao.customer.ordway_overdue": "custom5",
    "firmao.customer.ordway_collection_status": "custom6",
    "ordway.customer.firmao_customer_id": "firmao_customer_id",
    "ordway.customer.tax_id": "tax_id",
    "ordway.subscription.firmao_agreement_id": "firmao_agreement_id",
    "ordway.line.firmao_entry_id": "firmao_entry_id",
}

CONTAINERS = {"firmao": "customFields", "ordway": "custom_fields"}


@dataclass(frozen=True)
class Mapping:
    """The custom field behind each meaning, by its full key, e.g. `firmao.agreement.service_start`."""

    fields: dict[str, str] = field(default_factory=lambda: dict(DEFAULT_FIELDS))

    def words(self, record: str) -> str:
        """The mapped columns of one kind of record, in the resource table's notation.

        `words("firmao.agreement")` holds `mapped_service_start=customFields.custom1` and so on.
        """
        container = CONTAINERS[record.partition(".")[0]]
        return " ".join(
            f"mapped_{key.removeprefix(record + '.')}={container}.{name}"
            for key, name in self.fields.items()
            if key.startswith(record + ".")
        )
