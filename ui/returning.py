"""Coming back to a list as it was left: by Back in the browser, by the menu, and from what was opened in it.

The browser tells its own address only while no page has set one; after Back, Streamlit hands over the choices of the
page that was left instead of those of the list. So the list's own are kept for as long as the session.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NoReturn

import streamlit as st
from streamlit.navigation.page import StreamlitPage

_HERE, _BEFORE, _MEANT = "place-here", "place-before", "place-meant"


@dataclass(frozen=True)
class Place:
    """A page with its choices; `is_meant` where a link of the app named just these."""

    page: str
    chosen: Mapping[str, str]
    is_meant: bool = False


def arrive(page: StreamlitPage) -> None:
    """Note which page is drawn, with which choices. The frame says so before each drawing."""
    st.session_state[_BEFORE] = st.session_state.get(_HERE, Place("", {}))
    is_meant = st.session_state.pop(_MEANT, False)
    st.session_state[_HERE] = Place(page.url_path, st.query_params.to_dict(), is_meant)


def lead(page: StreamlitPage | str, /, **chosen: str) -> NoReturn:
    """Open a page with just these choices, whatever was chosen there before."""
    st.session_state[_MEANT] = True
    st.switch_page(page, query_params=chosen)


def come_back(own: Collection[str], opened: Collection[str] = ()) -> Mapping[str, str] | None:
    """The choices with which the list drawn now was left, where somebody came back to it; None where it is as asked.

    `own` are the names of all its choices; of these, `opened` are those the menu leaves behind.
    """
    here: Place = st.session_state[_HERE]
    kept = f"place-left-{here.page}"
    if not here.is_meant and _is_return(here, st.session_state[_BEFORE], own):
        left: Mapping[str, str] = st.session_state.get(kept, {})
        wanted = {name: value for name, value in left.items() if here.chosen or name not in opened}
        if wanted != here.chosen:
            return wanted
    st.session_state[kept] = here.chosen
    return None


def _is_return(here: Place, before: Place, own: Collection[str]) -> bool:
    """Whether somebody came from another page, with nothing chosen or with what was chosen there."""
    is_left_over = here.chosen.items() <= before.chosen.items() or not here.chosen.keys() <= set(own)
    return before.page != here.page and is_left_over
