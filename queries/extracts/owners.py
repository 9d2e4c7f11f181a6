"""Who takes care of each account: a copy of model.account_owner, since it looks at every contract that was won."""

from queries.extracts.extract import copy, state

OWNERS = copy(
    "owners",
    "recon.account_owner",
    "select account_id, owner from model.account_owner",
    state(
        {"firmao": ("customers", "agreements", "users")},
        "select 'won ' || string_agg(status, ' ' order by status) from recon.won_status",
    ),
)
