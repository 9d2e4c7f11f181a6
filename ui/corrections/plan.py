"""A plan set for reading: each request, what it changes field by field, the money, what remains, what is in doubt."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from ui.answers import readable
from ui.corrections.fields import fields_of, publication_table
from ui.figures import line
from ui.ledger import Row
from ui.marks import state_mark, system_mark
from ui.retelling.retold import retold_or_marked
from ui.retelling.values import iso_day_told
from ui.sheet import Node, node
from ui.text import amount, count
from ui.wording import _, later

Plan = Mapping[str, Any]
_CERTAINTIES = {
    "inferred": "Not confirmed by the documentation, inferred from it",
    "unknown": "Not documented",
}
_STEP_STATES = {
    "waiting": ("waiting", later("Not sent yet")),
    "sending": ("running", later("Sent, not settled yet")),
    "applied": ("done", later("Carried out")),
    "refused": ("failed", later("Refused")),
    "conflicted": ("failed", later("Changed by somebody else")),
    "lost": ("failed", later("No trace of it")),
}


def plan_sheet(plan: Plan, kept: Sequence[Row] = (), notes: Sequence[tuple[str, Node | str]] = ()) -> Node:
    """The plan as it is sent, or work for a person; with `kept`, how far each request has come.

    `notes` are further names and texts, set beside what happens to the money.
    """
    plan = _with_ids(plan, kept)
    told: list[tuple[str, Node | str]] = [
        (_("Money"), retold_or_marked(plan["effect"])),
        (_("Exposure"), _exposure(plan)),
        (_("Settles"), _settled(plan)),
        (_("Remains"), retold_or_marked(plan["remains"])),
        (_("Stays open"), _followed(plan)),
        *notes,
    ]
    requests = [_step(step, place, _at(kept, place)) for place, step in enumerate(plan["steps"], start=1)]
    by_hand = [_by_hand(plan)] if plan["instructions"] or not requests else []
    after = [_published(one) for one in plan.get("publishes") or []]
    return node("div", told_list(told), *requests, *by_hand, *after)


def _with_ids(plan: Plan, kept: Sequence[Row]) -> Plan:
    """The plan with the ids of the records that its requests have made in the places that stand for them."""
    text = json.dumps(plan)
    for one in kept:
        if one["record_id"]:
            text = text.replace(f"{{made:{one['position']}}}", str(one["record_id"]))
    known: Plan = json.loads(text)
    return known


def told_list(pairs: Sequence[tuple[str, Node | str]]) -> Node:
    """Names and the sentences that belong to them; a name without a sentence is left out."""
    shown = [node("div", node("dt", name), node("dd", text)) for name, text in pairs if text]
    return node("dl", *shown, kind="told") if shown else node("div")


def doubt_line(text: str) -> Node:
    """What is not confirmed, marked as such by shape and colour."""
    sign = node("span", "◐", kind="sign", **{"aria-hidden": "true"})
    return node("p", sign, retold_or_marked(text), kind="doubt")


def lasting_line(text: str) -> Node:
    """What cannot be taken back, marked as such by shape, word and colour."""
    sign = node("span", "▲", kind="sign", **{"aria-hidden": "true"})
    return node("p", sign, node("strong", _("No way back.")), " ", retold_or_marked(text), kind="doubt")


def in_doubt(plan: Plan) -> list[str]:
    """What is in doubt of the calls of a plan, each once."""
    return list(dict.fromkeys(filter(None, map(_doubt, plan["steps"]))))


def exposed(plans: Sequence[Plan]) -> str:
    """All the money that plans move or commit, whatever is set off against it; '' where they do none."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for plan in plans:
        for currency, value in plan.get("exposure", {}).items():
            sums[currency] += Decimal(value)
    told = ", ".join(amount(value, currency) for currency, value in sums.items())
    return _("{told} moved or committed, nothing set off.", told=told) if told else ""


def _exposure(plan: Plan) -> Node | str:
    """All of it and, where several parts make it up, which request moves or commits how much."""
    parts = [
        (_("request {number}", number=place), one)
        for place, step in enumerate(plan["steps"], 1)
        for one in step["moves"]
    ]
    parts += [(_("by hand"), one) for one in plan.get("moves") or ()]
    told = exposed([plan])
    if not told or not parts:
        return told
    return node("span", told, node("span", " + ".join(_part_told(where, one) for where, one in parts), kind="sub"))


def _part_told(where: str, part: Mapping[str, Any]) -> str:
    """`1,200.00 PLN (request 1, 1 Aug 2026 to 31 Jul 2027)`: what moves or commits it, and for which days."""
    said = ", ".join(filter(None, (where, _days_told(part))))
    return f"{amount(Decimal(part['amount']), part['currency'])} ({said})"


def _days_told(part: Mapping[str, Any]) -> str:
    """The days a part is for; '' for one that is for none, such as a document that is taken back."""
    since, until = part.get("since"), part.get("until")
    if not since:
        return ""
    if not until:
        return _("from {first}", first=iso_day_told(since))
    return _("{first} to {last}", first=iso_day_told(since), last=iso_day_told(until))


def _settled(plan: Plan) -> str:
    others = len(plan["settles"]) - 1
    if others < 0:
        return ""
    if not others:
        return _("One discrepancy.")
    return _("One discrepancy and {others} with it.", others=count(others, "other"))


def _followed(plan: Plan) -> str:
    """What is only told about has to be looked at again."""
    if not plan.get("follows"):
        return ""
    on = plan.get("follow_up_on")
    return (
        _("What it is about is not settled by it, to be looked at again on {on}.", on=iso_day_told(on))
        if on
        else _("What it is about is not settled by it.")
    )


def _by_hand(plan: Plan) -> Node:
    steps = node("ol", *(node("li", retold_or_marked(one)) for one in plan["instructions"]), kind="instructions")
    told = _("The API cannot do this, so a person does it over there:")
    if plan["steps"]:
        told = _("The rest no request does, so a person does it over there:")
    return node("section", line(told, kind="note"), steps)


def _published(account: Plan) -> Node:
    """The last step, which the approval covers: a correction of its own once it was pulled and compared."""
    says = _("Then publish what {name} owes, once what was sent is pulled and compared", name=account["name"])
    head = node("h3", node("span", "→", kind="quiet"), system_mark("firmao"), node("span", says))
    return node("section", head, publication_table(account))


def _at(kept: Sequence[Row], place: int) -> Row | None:
    return next((one for one in kept if one["position"] == place), None)


def _step(step: Plan, place: int, kept: Row | None) -> Node:
    state = [_step_state(kept)] if kept else []
    head = node(
        "h3",
        node("span", f"{place}", kind="quiet"),
        system_mark(step["system"]),
        node("span", retold_or_marked(step["says"])),
    )
    doubt = [doubt_line(told)] if (told := _doubt(step)) else []
    return node("section", head, *(line(one) for one in state), *fields_of(step, kept), *doubt, *_traffic(step, kept))


def _step_state(kept: Row) -> Node:
    state, told = _STEP_STATES[kept["state"]]
    return state_mark(state, _(told))


def _doubt(step: Plan) -> str:
    """What is not known of a call, or of what follows from it; '' where nothing is in doubt."""
    if step["certainty"] == "confirmed":
        return str(step["doubt"])
    return f"{_CERTAINTIES[step['certainty']]}. {step['doubt'] or 'It is judged by reading back.'}"


def _traffic(step: Plan, kept: Row | None) -> list[Node]:
    """The request, and what came back; folded away, since who wants it knows what to look for."""
    if kept and kept["request"]:
        told = [_folded(_("Request as sent"), kept["request"])]
    else:
        told = [_folded(_("Request"), _request(step))]
    if kept and kept["answer"]:
        status, _space, body = kept["answer"].partition(" ")
        told.append(_folded(_("Answer: {status}", status=status), body))
    return told


def _request(step: Plan) -> str:
    return json.dumps({name: step[name] for name in ("method", "path", "body")}, ensure_ascii=False)


def _folded(name: str, text: str) -> Node:
    shown = node("pre", readable(text), tabindex="0", role="region", label=name)
    return node("details", node("summary", name), shown)
