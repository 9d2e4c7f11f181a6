"""Files offered on a page: found by their token alone, kept while a page is drawn anew, gone with the session."""

import gc

import pytest
from starlette.requests import Request
from starlette.responses import Response
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from ui.downloads import ROUTE, answer


def page() -> None:
    import streamlit as st

    from ui.downloads import offer

    def failing() -> bytes:
        raise ValueError("4711 is a secret")

    files = [("one", "müller.csv", lambda: b"1"), ("broken", "broken.csv", failing)]
    more = [(f"more {number}", "more.csv", lambda: b"2") for number in range(st.session_state.get("more", 0))]
    st.session_state["found"] = [offer(key, name, "text/csv", make) for key, name, make in files + more]


def asked(address: str, cookie: str = "") -> Response:
    token = address.removeprefix(ROUTE.format(token="").removeprefix("/"))
    return answer(Request({"type": "http", "path_params": {"token": token}, "headers": [(b"cookie", cookie.encode())]}))


@pytest.fixture
def shown() -> AppTest:
    return AppTest.from_function(page).run()


def test_a_file_is_handed_out_under_its_name_and_never_kept_by_the_browser(shown: AppTest) -> None:
    given = asked(shown.session_state["found"][0])
    assert (given.status_code, given.body) == (200, b"1")
    assert given.headers["content-disposition"] == "attachment; filename*=utf-8''m%C3%BCller.csv"
    assert given.headers["cache-control"] == "no-store"


def test_drawn_anew_a_file_keeps_its_address_and_another_session_gets_its_own(shown: AppTest) -> None:
    first = shown.session_state["found"][0]
    assert shown.run().session_state["found"][0] == first
    assert AppTest.from_function(page).run().session_state["found"][0] != first


def test_a_token_that_was_never_given_finds_nothing_and_says_what_to_do() -> None:
    given = asked("download/guessed")
    assert given.status_code == 404
    assert b"load the page again" in given.body


def test_only_whoever_is_signed_in_where_a_file_was_offered_takes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ContextProxy, "cookies", {"_streamlit_user": "anna", "theme": "dark"})
    shown = AppTest.from_function(page).run()
    address = shown.session_state["found"][0]
    assert asked(address, "_streamlit_user=anna; theme=light").body == b"1"
    assert [asked(address, other).status_code for other in ("", "theme=dark", "_streamlit_user=jan")] == [404] * 3


def test_with_the_session_its_files_end() -> None:
    address = AppTest.from_function(page).run().session_state["found"][0]
    gc.collect()
    assert asked(address).status_code == 404


def test_what_was_offered_long_ago_is_forgotten(shown: AppTest) -> None:
    first = shown.session_state["found"][0]
    shown.session_state["more"] = 60
    shown.run()
    assert asked(first).status_code == 404
    assert asked(shown.session_state["found"][-1]).body == b"2"


def test_a_failure_is_told_without_its_details(shown: AppTest, caplog: pytest.LogCaptureFixture) -> None:
    given = asked(shown.session_state["found"][1])
    assert given.status_code == 500
    assert b"4711" not in given.body
    assert "broken.csv could not be made" in caplog.text
