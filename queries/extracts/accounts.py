"""The kept list of accounts: a copy of model.account, since joining both systems costs a look at every customer."""

from queries.extracts.extract import copy, state

_TOLD = """
select account_id, firmao_customer_id, ordway_customer_id, name, tax_id, link, model.folded(name) as sort_name
from model.account
"""
# Accounts are told by the customers of both systems, by what people say of them and by the model.
_DECIDED = "select 'decided ' || count(*) from ledger.link_decision where kind = 'account'"
ACCOUNTS = copy(
    "accounts",
    "recon.listed_account",
    _TOLD,
    state({"firmao": ("customers",), "ordway": ("customers",)}, _DECIDED),
)
