"""Recurring revenue of every day at once: what each line and each account brings in, from when until when.

The lines that Ordway plans to invoice are millions, and hardly any of them changes what is brought in.
"""

from queries.extracts.accounts import ACCOUNTS
from queries.extracts.extract import copy, state

_OF_SCHEDULES = state(
    {"ordway": ("billing_schedules", "plans", "subscriptions")},
    "select 'accounts ' || made_of from recon.extract where name = 'accounts'",
    "select 'periods ' || string_agg(concat_ws(' ', word, months), ', ' order by word)"
    " from recon.custom_billing_period",
)
MRR = copy(
    "mrr",
    "recon.mrr_span",
    "select schedule_id, account_id, subscription_id, product_id, currency, months, starts_on, ends_before, mrr_amount"
    " from model.mrr_span",
    _OF_SCHEDULES,
    rests_on=(ACCOUNTS,),
    looks_at_everything=True,
)
ACCOUNT_MRR = copy(
    "account_mrr",
    "recon.account_mrr",
    "select product, account_id, currency, starts_on, ends_before, mrr_amount, count_without_months, has_other_currency"
    " from model.account_mrr_span",
    state({"ordway": ("products",)}, "select 'mrr ' || made_of from recon.extract where name = 'mrr'"),
    rests_on=(MRR,),
    looks_at_everything=True,
)
RECURRING_SINCE = copy(
    "recurring_since",
    "recon.recurring_since",
    "select account_id, currency, began_on from model.recurring_since",
    _OF_SCHEDULES,
    rests_on=(ACCOUNTS,),
    looks_at_everything=True,
)
