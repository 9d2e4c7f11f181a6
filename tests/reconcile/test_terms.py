"""Severities by the money at stake, and which contracts are won, as the policy says."""

from decimal import Decimal
from pathlib import Path

import pytest

from queries.reconcile.run import Terms
from queries.reconcile.terms import Thresholds
from tests.reconcile.agreed import AGREEMENT, BILLED, INVOICE, INVOICE_LINE, SUBSCRIPTION, Agreed
from tests.stores import fresh_store

STATUSES = ["NEW", "SENT", "DURING_NEGOTIATIONS", "ACCEPTED", "REJECTED", "EXECUTED"]
CHARGED_TOO_MUCH = "effective_price = effective_price + 100"


def severity(agreed: Agreed, code: str, high: str, medium: str) -> str:
    """How grave the rule's finding is with these thresholds in the account's currency."""
    thresholds = {agreed.chosen["currency"]: Thresholds(Decimal(high), Decimal(medium))}
    rows = agreed.discrepancies(Terms(severities=thresholds))
    return next(str(row["severity"]) for row in rows if row["rule"] == code)


@pytest.mark.parametrize(
    ("high", "medium", "grave"),
    [("100", "50", "high"), ("100.01", "100", "medium"), ("200", "100.01", "low")],
)
def test_the_money_at_stake_says_how_grave_it_is(agreed: Agreed, high: str, medium: str, grave: str) -> None:
    agreed.change(INVOICE_LINE, CHARGED_TOO_MUCH)
    assert severity(agreed, "I5", high, medium) == grave


def test_without_money_at_stake_the_rule_says_how_grave_it_is(agreed: Agreed) -> None:
    agreed.change(BILLED, "mapped_tax_id = '1111111111'")
    agreed.change(SUBSCRIPTION, "auto_renew = not auto_renew")
    agreed.change(INVOICE, "due_date = due_date + 1")
    for code, own in (("L4", "low"), ("T10", "low"), ("I7", "medium")):
        assert severity(agreed, code, "0.01", "0.01") == own


def test_a_cause_is_as_grave_as_what_it_explains(agreed: Agreed) -> None:
    agreed.change("update ordway.subscriptions set deleted_at = now() where id = '{subscription_id}'")
    assert severity(agreed, "C1", "1000000", "1000000") == "low"
    assert severity(agreed, "C1", "1", "0") == "high"


def test_other_currencies_keep_the_rules_own_severity(agreed: Agreed) -> None:
    agreed.change(INVOICE_LINE, CHARGED_TOO_MUCH)
    rows = agreed.discrepancies(Terms(severities={"XTS": Thresholds(Decimal(1000), Decimal(500))}))
    assert {row["severity"] for row in rows if row["rule"] == "I5"} == {"high"}


def test_the_policy_says_which_contracts_are_won(agreed: Agreed) -> None:
    agreed.change(AGREEMENT, "offer_status = 'SENT'")
    assert "C2" in agreed.found()
    assert "C2" not in agreed.found(Terms(won=("ACCEPTED", "EXECUTED", "SENT")))
    assert "C2" in agreed.found()


def test_before_anything_is_reconciled_accepted_and_executed_are_won(tmp_path: Path) -> None:
    store = fresh_store(tmp_path / "tieout.duckdb")
    with store.transaction() as cursor:
        cursor.run("insert into firmao.agreements by name select unnest($all) as id, id as offer_status", all=STATUSES)
        won = cursor.rows("select status from model.contract where is_won order by status")
    store.close()
    assert won == [("accepted",), ("executed",)]


@pytest.mark.parametrize(
    ("days", "code", "sql", "what"),
    [
        ("grace_days", "C8", SUBSCRIPTION, "status = 'Draft', service_start_date = '2026-11-20'"),
        ("late_days", "I2", INVOICE, "invoice_date = invoice_date + 5"),
        ("draft_days", "I9", INVOICE, "status = 'Draft', invoice_date = '2026-11-18'"),
    ],
)
def test_one_day_less_is_one_day_earlier(agreed: Agreed, days: str, code: str, sql: str, what: str) -> None:
    agreed.change(sql, what)
    allowed = Terms()
    assert code not in agreed.found(allowed)
    assert code in agreed.found(Terms(**{days: getattr(allowed, days) - 1}))
