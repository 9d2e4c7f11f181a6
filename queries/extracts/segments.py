"""Of which industry and country each account is, and when it signed first: a copy of model.account_segment."""

from queries.extracts.extract import copy, state

SEGMENTS = copy(
    "segments",
    "recon.account_segment",
    "select account_id, industry, country, signed_on from model.account_segment",
    state(
        {"firmao": ("customers", "agreements")},
        "select 'won ' || string_agg(status, ' ' order by status) from recon.won_status",
    ),
)
