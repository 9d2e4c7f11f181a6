"""Long lists cut into screens, in an order one chooses by a heading; order and screen stand in the address."""

from collections.abc import Collection
from dataclasses import dataclass

import streamlit as st

from ui.address import link_here
from ui.ledger import Cell, Column
from ui.sheet import Node, node
from ui.wording import _

# What stands in the address of such a list.
CHOICES = ("sort", "turned", "page")


@dataclass(frozen=True)
class Order:
    """By which column a list is sorted, and which way."""

    sort: str
    descending: bool


@dataclass(frozen=True)
class Orders:
    """The orders a list may be in: those one looks at from the largest, and those that may be turned round."""

    default: str
    sorts: Collection[str]
    largest_first: Collection[str]
    turnable: Collection[str]

    def chosen(self) -> Order:
        """The order in the address; an unknown one is the default."""
        told = st.query_params.get("sort", self.default)
        sort = told if told in self.sorts else self.default
        is_turned = sort in self.turnable and "turned" in st.query_params
        return Order(sort, descending=(sort in self.largest_first) != is_turned)

    def heading(self, one: Column, order: Order) -> Cell:
        """A heading that leads to the order by its column or, where the list is in it already, turns it round."""
        is_turned = order.descending != (order.sort in self.largest_first)
        turns = one.sort == order.sort and one.sort in self.turnable and not is_turned
        return link_here(_(one.label), sort=one.sort, turned="1" if turns else "", page="")


def asked_screen() -> int:
    """The screen in the address, whether there is one or not."""
    told = st.query_params.get("page", "1")
    return max(1, int(told) if told.isdecimal() else 1)


def chosen_screen(screens: int) -> int:
    """The screen in the address, kept within those there are."""
    return max(1, min(asked_screen(), screens))


def begin_anew() -> None:
    """Another search begins with its first screen."""
    st.query_params.pop("page", None)


def pager(screen: int, screens: int) -> list[Node]:
    """Links to the screens before and after; none where there is just one screen."""
    if screens == 1:
        return []
    before = link_here(_("Previous"), page=str(screen - 1)) if screen > 1 else node("span", _("Previous"), kind="quiet")
    after = link_here(_("Next"), page=str(screen + 1)) if screen < screens else node("span", _("Next"), kind="quiet")
    told = node("span", _("Screen {screen} of {screens}", screen=screen, screens=screens))
    return [node("nav", before, told, after, kind="pager", label=_("Screens"))]
