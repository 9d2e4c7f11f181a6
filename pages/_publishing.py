"""Publishing an account to Firmao from its page: the button, why it is not for everybody, and how it goes."""

from functools import partial

import streamlit as st

from corrections import duty
from corrections.errors import refusal_of
from corrections.offers import Offer
from corrections.people import Right, refusal
from corrections.proposing import submit
from corrections.publish_all import publications
from pages._desk import desk
from queries.run import records
from sync.running import running
from ui.account.publishing import is_shown_already, is_under_way
from ui.actions import draw_actions
from ui.discrepancies.forms import draw_refusal
from ui.reading import Reader
from ui.retelling.retold import retold
from ui.text import plain
from ui.watching import watch
from ui.wording import _

_WHY = "published from the account's page"


def draw_publishing(now: Reader, read: Reader, account_id: str) -> None:
    """The button that publishes what is not shown there yet, or why whoever works may not.

    `now` reads all as it is, and is where a correction is proposed; `read` reads the account's dossier.
    """
    not_allowed = refusal(desk(now).person, Right.PUBLISH)
    missing = not_allowed or is_shown_already(read, account_id)
    draw_actions([Offer(_("Publish to Firmao"), partial(_publish, now, account_id), missing=missing)], key="publish")
    draw_refusal()
    if not_allowed:
        st.caption(plain(retold(not_allowed)))
    if is_under_way(read, account_id):
        watch(partial(_standing, account_id))


def _publish(now: Reader, account_id: str, _why: str) -> str:
    """Whether the person may is checked where it is submitted. Why it was refused, '' where it was done."""
    here, submitted = desk(now), list[str]()
    plans = publications(now.store, here.meanings, here.today, account_id)
    refused = refusal_of(lambda: submitted.extend(submit(here, plan, _WHY) for plan in plans))
    if submitted:
        running().worker.ask_duty(duty.NAME)
    return refused if refused or submitted else _("Firmao shows these figures already, only written in another way.")


def _standing(account_id: str) -> str:
    return str(records(running().store, "account/publishing", account=account_id))
