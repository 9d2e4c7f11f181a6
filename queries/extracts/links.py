"""Which contract is billed by which subscription: a copy of model.contract_link, since it links every contract anew."""

from queries.extracts.extract import copy, state

LINKS = copy(
    "links",
    "recon.linked_contract",
    "select contract_id, subscription_id, link from model.contract_link",
    state(
        {"firmao": ("customers", "agreements"), "ordway": ("customers", "subscriptions")},
        "select 'decided ' || count(*) from ledger.link_decision where kind in ('account', 'contract')",
        "select 'won ' || string_agg(status, ' ' order by status) from recon.won_status",
    ),
)
