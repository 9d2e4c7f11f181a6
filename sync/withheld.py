"""Fields that are never kept: bank details, and links that let anyone pay or change a payment method."""

WITHHELD: dict[tuple[str, str], tuple[str, ...]] = {
    ("firmao", "customers"): ("bankAccountNumber",),
    ("firmao", "transactions"): ("bankAccount", "customerBankAccountNumber", "sellerBankAccountNumber"),
    ("ordway", "customers"): (
        "account_number",
        "routing_number",
        "bank_name",
        "swift_code",
        "banking_info",
        "pay_now_url",
        "update_payment_method_url",
        "open_invoices_url",
    ),
}
