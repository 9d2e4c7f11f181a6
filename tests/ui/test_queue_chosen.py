"""What an address asks of the queue is understood as people mean it, also where they typed it by hand."""

import pytest
from streamlit.testing.v1 import AppTest


def _app() -> None:
    import streamlit as st

    from ui.discrepancies import filters

    told = filters.chosen({}).told
    st.json({name: told[name] for name in ("month", "search")})


@pytest.mark.parametrize(
    ("month", "understood"), [("2026-10", "2026-10"), ("2026-1", "2026-01"), ("2026-13", ""), ("October", ""), ("", "")]
)
def test_a_month_typed_by_hand_is_understood_or_left_out(month: str, understood: str) -> None:
    session = AppTest.from_function(_app)
    session.query_params["month"] = month
    session.query_params["search"] = "\t Zorza\n"
    session.run()
    assert not session.exception
    assert session.json[0].value == f'{{"month": "{understood}", "search": "Zorza"}}'
