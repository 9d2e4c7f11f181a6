"""Every page with its filters, as somebody would open it."""

from dataclasses import dataclass, field

# In what is asked for, the number of an account and the id of a discrepancy, other ones at each drawing.
NUMBER, DISCREPANCY = "{number}", "{discrepancy}"


@dataclass(frozen=True)
class Case:
    """A page by its address, and what is chosen on it."""

    title: str
    page: str
    chosen: dict[str, str] = field(default_factory=dict)

    def address(self, number: int, discrepancy: str) -> dict[str, str]:
        """What stands in the address when it is drawn for an account or a discrepancy."""
        drawn_for = {NUMBER: str(number), DISCREPANCY: discrepancy}
        return {name: _filled(value, drawn_for) for name, value in self.chosen.items()}


def _filled(text: str, drawn_for: dict[str, str]) -> str:
    for place, value in drawn_for.items():
        text = text.replace(place, value)
    return text


def _accounts(by: str, choices: dict[str, str]) -> tuple[Case, ...]:
    return tuple(Case(f"Accounts, {words}", "accounts", {by: choice}) for choice, words in choices.items())


_NEEDS = {
    "overdue": "overdue invoices",
    "failed": "failed payments",
    "renewal": "renewing soon",
    "at_stake": "money at stake",
    "paid": "just paid",
}
_SORTS = {"balance": "by balance", "overdue": "by overdue", "mrr": "by MRR", "renewal": "by renewal"}
_VIEWS = {
    "retention": "retention",
    "cash": "contract to cash",
    "leakage": "leakage",
    "renewals": "renewals",
    "parts": "who and what",
}
# The rows behind a figure: which, of what, and from which day to which.
_ROWS = {
    "the accounts of a day": {"rows": "mrr", "on": "2026-10-31"},
    "the accounts of a product": {"rows": "mrr", "of": "product:Product 1"},
    "the accounts of a movement": {"rows": "movement", "of": "churn", "since": "2026-01-31", "on": "2026-11-23"},
    "the accounts of a year ago": {"rows": "retention", "on": "2026-11-23"},
    "the accounts of a step": {"rows": "loss", "of": "collected:"},
    "the accounts of a loss": {"rows": "loss", "of": "collected:overdue"},
    "the discrepancies of a month": {"rows": "leakage", "of": "open", "on": "2026-11-23"},
    "the subscriptions of a month": {"rows": "renewal", "of": "any", "on": "2027-11-01"},
    "the accounts of a cohort": {"rows": "cohort", "on": "2024-10-01"},
}
_TABS = ("Payments", "Billed and due", "Timeline", "Both sides", "Links", "Records")

CASES = (
    Case("Home", ""),
    Case("Accounts", "accounts"),
    Case("Accounts, a name", "accounts", {"search": f"Customer {NUMBER}"}),
    Case("Accounts, a contract", "accounts", {"search": f"UM/{NUMBER}"}),
    Case("Accounts, an invoice", "accounts", {"search": f"INV-{NUMBER}"}),
    *_accounts("need", _NEEDS),
    Case("Accounts, one owner’s", "accounts", {"owner": "seller7@example.com"}),
    *_accounts("sort", _SORTS),
    Case("Accounts, a late screen", "accounts", {"page": "900"}),
    Case("Discrepancies", "discrepancies"),
    Case("Discrepancies, a rule", "discrepancies", {"rule": "T4"}),
    Case("Discrepancies, a rule that finds symptoms alone", "discrepancies", {"rule": "I5"}),
    Case("Discrepancies, a severity", "discrepancies", {"severity": "high"}),
    Case("Discrepancies, an owner", "discrepancies", {"owner": "seller6@example.com"}),
    Case("Discrepancies, overdue", "discrepancies", {"due": "overdue"}),
    Case("Discrepancies, new", "discrepancies", {"change": "new"}),
    Case("Discrepancies, too little", "discrepancies", {"way": "under"}),
    Case("Discrepancies, over the limit", "discrepancies", {"over": "1"}),
    Case("Discrepancies, any status", "discrepancies", {"status": "all"}),
    Case("Discrepancies, with symptoms", "discrepancies", {"symptoms": "1"}),
    Case("Discrepancies, a search", "discrepancies", {"search": f"Customer {NUMBER}"}),
    Case("Discrepancies, a currency", "discrepancies", {"currency": "PLN"}),
    Case("Discrepancies, an age", "discrepancies", {"age": "0-7"}),
    Case("Discrepancies, an account", "discrepancies", {"account": f"F{NUMBER}"}),
    Case("Discrepancies, where a comment waits", "discrepancies", {"mentioned": "seller6@example.com"}),
    Case("Discrepancies, with snoozed ones", "discrepancies", {"snoozed": "1"}),
    Case("Discrepancies, by account", "discrepancies", {"sort": "account"}),
    Case("Discrepancies, what is not checked", "discrepancies", {"show": "unchecked"}),
    Case("A discrepancy", "discrepancies", {"discrepancy": DISCREPANCY}),
    Case("Commission", "commission"),
    Case("Commission, one rep’s", "commission", {"rep": "seller7@example.com"}),
    Case("Commission, at risk", "commission", {"state": "at risk"}),
    Case("Commission, a late screen", "commission", {"page": "900"}),
    Case("Commission, a statement", "commission", {"show": "statement", "rep": "seller7@example.com"}),
    Case("Commission, a changed plan", "commission", {"show": "what-if", "rate": "7.5"}),
    Case("Month-end, last month", "month-end"),
    Case("Month-end, this month", "month-end", {"month": "2026-11"}),
    Case("New business", "new-business"),
    Case("New business, one owner’s", "new-business", {"owner": "seller10@example.com"}),
    Case("Corrections", "corrections"),
    Case("Corrections, waiting", "corrections", {"standing": "waiting"}),
    Case("Corrections, one system’s", "corrections", {"side": "firmao"}),
    Case("Corrections, a kind", "corrections", {"kind": "change_line"}),
    Case("Corrections, a person’s", "corrections", {"who": "seller6@example.com"}),
    Case("Corrections, by account", "corrections", {"sort": "account"}),
    Case("Collections", "collections"),
    Case("Collections, one stage", "collections", {"stage": "final"}),
    Case("Collections, aging", "collections", {"view": "aging"}),
    Case("Collections, cash forecast", "collections", {"view": "cash"}),
    Case("Collections, days to pay", "collections", {"view": "days"}),
    Case("Collections, a customer", "collections", {"customer": f"F{NUMBER}"}),
    Case("Collections, a statement", "collections", {"customer": f"F{NUMBER}", "statement": "1"}),
    Case("Revenue", "revenue"),
    *(Case(f"Revenue, {words}", "revenue", {"show": view}) for view, words in _VIEWS.items()),
    Case("Revenue, two years", "revenue", {"months": "24"}),
    Case("Revenue, retention for two years", "revenue", {"show": "retention", "months": "24"}),
    Case("Revenue, one currency", "revenue", {"currency": "PLN"}),
    Case("Revenue, a past day", "revenue", {"as_of": "2026-03-17"}),
    Case("Revenue, contract to cash by a past day", "revenue", {"show": "cash", "as_of": "2026-03-17"}),
    Case("Revenue, cohorts of an industry", "revenue", {"show": "retention", "cut": "industry:Industry 3"}),
    Case("Revenue, cohorts of a product", "revenue", {"show": "retention", "cut": "product:Product 1"}),
    *(Case(f"Revenue, {words}", "revenue", chosen) for words, chosen in _ROWS.items()),
    Case("Account", "account", {"account": f"F{NUMBER}"}),
    *(Case(f"Account, {tab.lower()}", "account", {"account": f"F{NUMBER}", "show": tab}) for tab in _TABS),
    Case("Account, to print", "account", {"account": f"F{NUMBER}", "print": "1"}),
    Case("Search, a name", "search", {"search": f"Customer {NUMBER}"}),
    Case("Search, a contract", "search", {"search": f"UM/{NUMBER}"}),
    Case("Search, an invoice", "search", {"search": f"INV-{NUMBER}"}),
    Case("Data health", "health"),
)
