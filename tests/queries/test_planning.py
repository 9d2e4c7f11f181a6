"""A question asked of a lectern comes with its values as they are, however many others were asked before."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from queries.known.lectern import Dossier, Lectern
from queries.known.planning import after
from queries.reconcile.run import due_and_billed


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    """One without any record."""
    return Lectern().dossier({})


@pytest.mark.parametrize(
    "value",
    [
        "it’s 'so'; --",
        "",
        None,
        True,
        0,
        -7,
        Decimal("1.50"),
        date(2026, 11, 23),
        datetime.fromisoformat("2026-11-23T09:05:01.000002"),
    ],
)
def test_a_value_comes_back_as_it_was_given(dossier: Dossier, value: Any) -> None:
    with dossier.cursor() as cursor:
        assert cursor.value("select $told", told=value) == value


def test_an_account_is_told_as_it_is_named(dossier: Dossier) -> None:
    with dossier.cursor() as cursor:
        assert [cursor.value("select $account", account=name) for name in ("F1", "F'2")] == ["F1", "F'2"]


def test_more_questions_than_plans_are_kept_are_all_answered(dossier: Dossier) -> None:
    with dossier.cursor() as cursor:
        for _ in range(2):
            assert [cursor.value("select $number", number=number) for number in range(250)] == list(range(250))


def test_what_reads_a_variable_reads_its_value(dossier: Dossier) -> None:
    script = """
    set variable weight_of = (select map_from_entries([{'code': 'it’s', 'weight': 3}, {'code': 'q"', 'weight': 0}]));
    create or replace temp macro weight(code) as coalesce(getvariable('weight_of')[code], 2)
    """
    with dossier.cursor() as cursor:
        cursor.steps(script)
        assert [cursor.value("select weight($code)", code=code) for code in ("it’s", 'q"', "x", None)] == [3, 0, 2, 2]


@pytest.mark.parametrize("question", ["with told as (from doubled)\nfrom told", "-- The last one.\nfrom doubled"])
def test_a_question_reads_the_tables_of_the_steps_before_it(dossier: Dossier, question: str) -> None:
    script = """
    -- Made from what is asked for.
    create or replace temp table given_day as select $day as day;
    create or replace temp table doubled as select day, day + 1 as next_day from given_day
    """
    with dossier.cursor() as cursor:
        for day in (date(2026, 11, 23), date(2026, 12, 31)):
            found = cursor.rows(after(cursor.steps(script, day=day), question))
            assert found == [(day, day + timedelta(days=1))]


def test_a_currency_has_the_decimals_that_the_store_says(dossier: Dossier) -> None:
    with dossier.cursor() as cursor:
        for script in due_and_billed():
            if "macro decimals" in script:
                cursor.steps(script)
        told = cursor.rows("select code, decimals, decimals(code) from recon.currency")
    assert told
    assert [(code, decimals) for code, decimals, _ in told] == [(code, decimals) for code, _, decimals in told]


def test_what_cannot_be_written_in_a_statement_is_refused(dossier: Dossier) -> None:
    with pytest.raises(TypeError), dossier.cursor() as cursor:
        cursor.value("select $told", told=b"bytes")
