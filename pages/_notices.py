"""Notifications on Data health: who is told of what, what that would be now, a test, and what became of the last."""

from functools import partial

import streamlit as st

from queries.ledger.notices import ask_test
from queries.people import Right, refusal
from queries.run import records
from sync.notices import duty
from sync.notices.sending import preview, services
from sync.running import running
from ui.access import decider
from ui.discrepancies.forms import carry_out, draw_refusal
from ui.health.notices import ON_ITS_WAY, last_notices, previewed, roles_told
from ui.reading import Row
from ui.retelling.retold import retold
from ui.sheet import draw_sheet
from ui.text import plain
from ui.watching import watch
from ui.wording import _


def draw_notices() -> None:
    """All of it. The page reads; what is wanted is sent by the worker."""
    here = running()
    policy, addresses = here.settings.policy.notifications, here.settings.addresses
    names = {role: one.name for role, one in services(addresses).items()}
    draw_sheet(roles_told(policy.roles, names), key="notice-roles")
    _draw_tests(list(names))
    if st.toggle(_("Show what would be told now"), key="notice-preview"):
        draw_sheet(previewed(preview(here.store, policy, addresses), names), key="notice-previewed")
    rows = _last()
    draw_sheet(last_notices(rows), key="notices")
    if any(row["state"] in ON_ITS_WAY for row in rows):
        watch(lambda: str(_last()))


def _draw_tests(roles: list[str]) -> None:
    """A button for each role that has an address, and why it is not for everybody."""
    missing = refusal(decider(), Right.TEST_NOTICES)
    with st.container(horizontal=True, gap="small"):
        for role in roles:
            label = _("Send a test to {role}", role=_(role))
            st.button(label, key=f"notice-test-{role}", on_click=partial(_test, role), disabled=bool(missing))
    draw_refusal()
    if roles and missing:
        st.caption(plain(retold(missing)))


def _test(role: str) -> None:
    """Whether the person may is checked where it is kept."""
    if carry_out(partial(ask_test, running().store, decider(), role)):
        running().worker.ask_duty(duty.NAME)


def _last() -> list[Row]:
    return records(running().store, "health/notices")
