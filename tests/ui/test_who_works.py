"""Who works in the app, and in which roles: by claim, by the policy, in the demo, and where nobody signs in."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

PEOPLE = {"fin@example.com": frozenset({"finance"})}


def told(people: dict[str, frozenset[str]], **user: Any) -> tuple[str, str]:
    """Name and roles of whoever opened the page."""

    def page(people: dict[str, frozenset[str]]) -> None:
        import streamlit as st

        from ui.access import know_people, person

        know_people(people)
        st.text(person().name)
        st.text(", ".join(sorted(person().roles)))

    run = AppTest.from_function(page, args=(people,))
    if user:
        run.user = {"is_logged_in": True} | user
    run.run()
    assert not run.exception
    name, roles = (one.value for one in run.text)
    return name, roles


def test_where_nobody_is_named_and_nobody_signs_in_one_does_everything() -> None:
    assert told({}) == ("Local user", "admin")


def test_where_somebody_is_named_nobody_in_particular_may_only_read() -> None:
    assert told(PEOPLE) == ("Local user", "")


def test_the_policy_gives_roles_by_address() -> None:
    assert told(PEOPLE, email="Fin@Example.com") == ("Fin@Example.com", "finance")


def test_an_address_that_was_not_verified_gives_none() -> None:
    assert told(PEOPLE, email="fin@example.com", email_verified=False) == ("fin@example.com", "")


@pytest.mark.parametrize("claim", [{"roles": ["Approver"]}, {"groups": ["approver"]}, {"roles": "approver"}])
def test_a_claim_gives_roles_too(claim: dict[str, Any]) -> None:
    assert told({}, email="app@example.com", **claim) == ("app@example.com", "approver")


def test_whoever_signs_in_without_a_role_may_only_read() -> None:
    assert told({}, email="new@example.com") == ("new@example.com", "")


def test_in_the_demo_one_is_finance_at_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIEOUT_DEMO", "1")
    assert told(PEOPLE) == ("Demo finance", "finance")


def own(**user: Any) -> str:
    """The address by which whoever opened the page is shown what is only theirs."""

    def page() -> None:
        import streamlit as st

        from ui.access import own_address

        st.text(own_address())

    run = AppTest.from_function(page)
    if user:
        run.user = {"is_logged_in": True} | user
    run.run()
    assert not run.exception
    return str(run.text[0].value)


def test_what_is_only_theirs_is_shown_by_an_address_that_is_surely_theirs() -> None:
    assert own(email="jan@example.com") == "jan@example.com"
    assert own(email="jan@example.com", email_verified=True) == "jan@example.com"


@pytest.mark.parametrize(
    "user", [{}, {"name": "jan@example.com"}, {"email": "jan@example.com", "email_verified": False}]
)
def test_neither_a_name_nor_an_unverified_address_shows_it(user: dict[str, Any]) -> None:
    assert own(**user) == ""
