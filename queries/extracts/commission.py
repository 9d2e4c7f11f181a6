"""What commission is reckoned from, and what comes of it on every day at once, worked out by the steps of
`queries/commission/keep/`, one after the other.

A question about commission need not go through every invoice line then, nor weigh what each brings. It holds no day of
its own, so any may be asked for.
"""

import hashlib
from pathlib import Path

from queries.extracts.accounts import ACCOUNTS
from queries.extracts.extract import Extract, state

_STEPS = sorted((Path(__file__).parents[1] / "commission" / "keep").glob("[0-9]*.sql"))
_KEEP = "\n".join(step.read_text(encoding="utf-8") for step in _STEPS)
COMMISSION = Extract(
    name="commission",
    tables=tuple(f"recon.commission_{one}" for one in ("contract", "split", "share", "cash", "withheld", "span")),
    keep=_KEEP,
    made_of=state(
        {
            "firmao": ("agreements", "entries", "products"),
            "ordway": (
                "subscriptions",
                "plans",
                "products",
                "orders",
                "invoices",
                "payments",
                "credits",
                "refunds",
            ),
        },
        f"select '{hashlib.sha256(_KEEP.encode()).hexdigest()}'",
        "select told from recon.commission_told",
        "select 'accounts ' || made_of from recon.extract where name = 'accounts'",
        "select 'won ' || string_agg(status, ' ' order by status) from recon.won_status",
        "select 'periods ' || string_agg(concat_ws(' ', word, months), ', ' order by word)"
        " from recon.custom_billing_period",
        "select 'links ' || count(*) from ledger.link_decision",
        "select 'purposes ' || count(*) from ledger.correction_purpose",
    ),
    rests_on=(ACCOUNTS,),
    looks_at_everything=True,
)
