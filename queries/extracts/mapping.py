"""What the mapped custom fields hold: a copy of model.mapped_field, since it groups the values of every record."""

from queries.extracts.extract import copy, state

MAPPING = copy(
    "mapping",
    "recon.mapped_field",
    "select meaning, count_records, count_filled, count_unreadable, samples from model.mapped_field",
    state(
        {"firmao": ("agreements", "customers", "entries"), "ordway": ("customers", "subscriptions")},
        "select 'periods ' || string_agg(word, ' ' order by word) from recon.custom_billing_period",
    ),
)
