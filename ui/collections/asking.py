"""What takes long of what the page asks, in its order, so that it is answered ahead while the page is drawn."""

from datetime import date
from typing import Any

import streamlit as st

from ui.collections.listing import chosen_filters
from ui.reading import Question, Reader
from ui.screens import asked_screen

ROWS_A_SCREEN = 50


def asked_in_all(read: Reader, together: str, whose: dict[str, str]) -> list[Question]:
    """The figures above every view; of the worklist, which one sees first, its rows too."""
    told: dict[str, Any] = {"as_of": read.today, "reporting": together}
    figures = _of_the_figures(told, whose)
    return figures if st.query_params.get("view") else [*figures, *_of_the_worklist(read, told, together)]


def asked_as_it_opens(today: date) -> list[Question]:
    """The figures above every view and what the filters offer, where nothing is chosen yet."""
    figures = _of_the_figures({"as_of": today, "reporting": ""}, {"owner": "", "currency": ""})
    return [*figures, _offered(today)]


def _of_the_figures(told: dict[str, Any], whose: dict[str, str]) -> list[Question]:
    return [
        ("collections/aging_totals", told | whose),
        ("collections/dso", told | {"currency": whose["currency"]}),
        ("collections/cash_forecast", told | whose),
    ]


def _offered(today: date) -> Question:
    return "collections/choices", {"as_of": today}


def _of_the_worklist(read: Reader, told: dict[str, Any], together: str) -> list[Question]:
    asked = told | chosen_filters(together)
    return [
        _offered(read.today),
        ("collections/worklist_count", asked),
        ("collections/worklist", asked | rows_of(asked_screen())),
    ]


def rows_of(number: int) -> dict[str, int]:
    """The rows of one screen of a list, as queries are asked for them."""
    return {"row_limit": ROWS_A_SCREEN, "row_offset": (number - 1) * ROWS_A_SCREEN}
