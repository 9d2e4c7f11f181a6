"""Home: what needs whoever works here today, what moved, how fresh it is, and one box to find anything."""

from datetime import timedelta

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages._leading import follow
from sync.running import running
from ui.access import Person, guarded, hand_over, is_alone, own_address, person
from ui.collections.listing import FILTERS
from ui.failing import show_never_pulled
from ui.figures import line
from ui.home import work
from ui.home.collecting import collecting
from ui.home.earning import earning
from ui.home.figures import fresh, moved
from ui.home.leading import asked_by_leader, business
from ui.marks import titled
from ui.reading import Question, Reader, Row, reader
from ui.returning import lead
from ui.search_box import draw_search_box
from ui.sheet import Node, draw_sheet, node
from ui.text import day, figure, plain
from ui.wording import _, later

_NO_ROLE = later("You have no role yet, so nothing waits for you. Roles are given in the table [people] of the policy.")
# The worklist is asked for as Collections does, so that one answer serves both.
_EVERYBODY = dict.fromkeys(FILTERS, "") | {"reporting": ""}
_ROLES = ("finance", "approver", "customer success", "sales", "admin")


def page() -> StreamlitPage:
    """How the page is reached: it is the start address."""
    return st.Page(draw, title=_("Home"), icon=":material/home:", default=True)


def page_by_its_name() -> StreamlitPage:
    """The address `/home`, which people try since the other pages are reached by their names."""
    return st.Page(_lead_home, title=_("Home"), url_path="home", visibility="hidden")


@guarded
def _lead_home() -> None:
    lead(page())


@guarded
def draw() -> None:
    """The day of whoever works here, by role."""
    read = reader(running().store)
    reconciled = read.rows("discrepancies/reconciled")[0]
    freshness = fresh(read.rows("health/freshness"), reconciled["reconciled_at"])
    titled(
        _("Home"), plain(_("What needs you today, {today}. {freshness}.", today=day(read.today), freshness=freshness))
    )
    draw_search_box("home", width=480)
    if not read.rows("health/tie_out"):
        worker = running().worker
        show_never_pulled(is_pulling=worker.progress().running, pull=worker.ask)
        return
    with read.ahead(*_asked(read, person())):
        opened = _draw_work(read, reconciled)
    if opened:
        follow(opened)


def _draw_work(read: Reader, reconciled: Row) -> str | None:
    """What waits and what moved; the link that was followed just now, if any."""
    parts = [_part(read, role, person()) for role in _ROLES if _has(role)]
    if not parts and not _works_as("leader"):
        parts = [line(_(_NO_ROLE))]
    needed = draw_sheet(node("div", *_mentions(read, person()), *parts), key="needs")
    st.subheader(_("What moved"), anchor=False)
    return needed or draw_sheet(_moved(read, reconciled), key="moved")


def _asked(read: Reader, who: Person) -> list[Question]:
    """What takes long of what the page asks, in its order."""
    as_of = {"as_of": read.today}
    whose = as_of | {"owner": _owner(read, who)} if _has("customer success") or _has("sales") else {}
    asked: dict[str, list[Question]] = {
        "finance": [
            ("home/discrepancies", as_of | {"owner": who.name}),
            ("home/corrections", {"who": who.name}),
            ("collections/worklist_count", as_of | _EVERYBODY),
        ],
        "approver": [("home/waiting_money", {"who": who.name}), ("home/corrections", {"who": who.name})],
        "customer success": [("home/accounts", whose)],
        "sales": [("corrections/new_business", whose), ("commission/rep_of", {"who": own_address()})],
    }
    mentions: Question = ("discrepancies/mentions", {"who": who.name})
    moved: list[Question] = [
        ("home/moved_discrepancies", as_of | {"before": read.today - timedelta(days=1)}),
        ("home/moved_money", as_of),
    ]
    led = asked_by_leader(read) if _works_as("leader") else []
    return [*(one for role, questions in asked.items() if _has(role) for one in questions), mentions, *led, *moved]


def _has(role: str) -> bool:
    return is_alone() or _works_as(role)


def _mentions(read: Reader, who: Person) -> list[Node]:
    """Whose comments wait for them, whatever the role; nothing where none does."""
    needs = work.mentions(read.rows("discrepancies/mentions", who=who.name), who.name)
    return [work.work(_("Mentions"), needs, "")] if needs else []


def _works_as(role: str) -> bool:
    """Whether the person has the role; a finance lead does all that finance does."""
    roles = person().roles
    return role in roles or (role == "finance" and "finance lead" in roles)


def _part(read: Reader, role: str, who: Person) -> Node:
    drawn = {
        "finance": _finance,
        "approver": _approver,
        "customer success": _customer_success,
        "sales": _sales,
        "admin": _admin,
    }
    return drawn[role](read, who)


def _finance(read: Reader, who: Person) -> Node:
    found = read.rows("home/discrepancies", owner=who.name, as_of=read.today)
    needs = work.finance(found, _waiting(read, who), who.name)
    found = work.work(
        _("Discrepancies and corrections"), needs, _("Nothing is open, and every correction went through.")
    )
    return node("div", found, _collecting(read))


def _collecting(read: Reader) -> Node:
    counted = read.rows("collections/worklist_count", as_of=read.today, **_EVERYBODY)
    return work.work(_("To collect"), collecting(counted), _("Nobody is to be asked for money today."))


def _approver(read: Reader, who: Person) -> Node:
    weighed = read.rows("home/waiting_money", who=who.name)
    return work.work(
        _("To approve"), work.approver(_waiting(read, who), weighed), _("No correction waits for your approval.")
    )


def _customer_success(read: Reader, who: Person) -> Node:
    owner = _owner(read, who)
    needs = work.customer_success(read.rows("home/accounts", owner=owner, as_of=read.today), owner)
    return work.work(
        _("Accounts{whose}", whose=_whose(owner)), needs, _("No account owes, fails to pay or renews soon.")
    )


def _sales(read: Reader, who: Person) -> Node:
    owner = _owner(read, who)
    contracts = read.rows("corrections/new_business", owner=owner, as_of=read.today)
    needs = work.sales(read.rows("home/accounts", owner=owner, as_of=read.today), contracts, owner)
    sold = work.work(
        _("What was sold{whose}", whose=_whose(owner)),
        needs,
        _("Everything that was won is billed, and nothing is late."),
    )
    return node("div", sold, *_earning(read))


def _earning(read: Reader) -> list[Node]:
    """How the person's own commission stands; nothing where there is none. Asked as Commission does."""
    found = read.first("commission/rep_of", who=own_address())
    if not found:
        return []
    rep, asked = found["rep"], {"as_of": read.today, "rep": found["rep"], "reporting": ""}
    months = read.rows("commission/months", currency="", **asked)
    held = read.rows("commission/lines", as_of=read.today, rep=rep, state="earned")
    return [earning(read.rows("commission/summary", **asked), months, held, read.today, rep)]


def _admin(read: Reader, _who: Person) -> Node:
    size = round(read.store.path.stat().st_size / 1_000_000)
    nothing = _("Every sync went through and every record was read. The store holds {size} MB.", size=figure(size))
    return work.work(_("Data and store"), work.admin(read.rows("home/health")[0]), nothing)


def _waiting(read: Reader, who: Person) -> dict[str, Row]:
    return {row["item"]: row for row in read.rows("home/corrections", who=who.name)}


def _owner(read: Reader, who: Person) -> str:
    """Under which address Firmao knows the person as an owner, '' where it does not: then it is everybody's."""
    found = read.first("home/owners", who=who.name)
    return str(found["owner"]) if found else ""


def _whose(owner: str) -> str:
    return _(" of yours") if owner else _(", everybody’s, since Firmao names you as owner of none")


def _moved(read: Reader, reconciled: Row) -> Node:
    yesterday = read.today - timedelta(days=1)
    found = read.rows("home/moved_discrepancies", before=yesterday, as_of=read.today)
    money = read.rows("home/moved_money", as_of=read.today)
    led = [business(read)] if _works_as("leader") else []
    return node("div", *led, moved(found, money, yesterday, reconciled["first_compared_at"]))


if __name__ == "__main__":
    hand_over()
