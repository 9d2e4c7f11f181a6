"""Every text of ours stands in the catalogue, whole and in all its forms; and nothing is written past it."""

import ast
import re
from collections.abc import Iterator
from typing import TypeGuard

import pytest

from queries.reconcile.rulebook import rulebook
from tests.project.sources import ROOT, Module, files, modules, parsed
from tests.project.wordings import SPEAKING, wordings, wordings_of
from ui.po import read
from ui.retelling.evidence_forms import CLAUSES
from ui.retelling.said import FIELDS, OF_CORRECTIONS, PARTS
from ui.retelling.said.link_reasons import LINK_REASONS
from ui.retelling.sentences import SENTENCES
from ui.terms import TERMS

FILE = ROOT / "ui/locale/pl.po"
POLISH = read(FILE)
SAID = {one.text: one for one in wordings()}
# Where the forms of what the layers below say stand.
_FORMS = ("ui/retelling/sentences.py", "ui/retelling/evidence_forms.py", "ui/retelling/said/")
# A sentence below may be put together of so many pieces between two places.
_PIECES = 3
_PLACE = re.compile(r"\{(\w*)\}")
# What these are given is read by people, unless it is one of the arguments named for the machine.
READ_BY_PEOPLE = {"titled", "show_nothing", "show_failure", "line", "Figure", "link", "link_here", "decision_form"}
OF_STREAMLIT = set("title subheader caption markdown button popover expander text_input text_area selectbox".split())
# These take a tag, an address or an object before what is read.
_BEFORE = {"node": 1, "decision_form": 1}
_AFTER = {"link": 1, "link_here": 1, "Figure": 3}


def unspoken(module: Module) -> Iterator[str]:
    """Texts that are put on the page as they are written, whatever language is spoken."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            yield from (
                f"{module.path}:{node.lineno} {text!r}" for text in _shown(node) if re.search(r"[A-Za-z]{2}", text)
            )


def _shown(call: ast.Call) -> Iterator[str]:
    name = ast.unparse(call.func)
    is_ours = name in READ_BY_PEOPLE or name == "node"
    if is_ours or (name.startswith("st.") and name[3:] in OF_STREAMLIT):
        for given in call.args[_BEFORE.get(name, 0) :][: _AFTER.get(name)]:
            if isinstance(given, ast.Constant) and isinstance(given.value, str):
                yield given.value


def said_below() -> str:
    """All that the layers below say, each text after the other; what they put into it is left out."""
    below = [one for one in modules() if one.area in ("queries", "corrections", "sync", "ui")]
    texts = [
        str(node.value)
        for one in below
        if not one.path.startswith(_FORMS)
        for node in ast.walk(one.tree)
        if _is_text(node)
    ]
    return "\n".join([*texts, *(file.read_text(encoding="utf-8") for file in files(".sql"))])


def _is_text(node: ast.AST) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_every_text_is_in_the_catalogue_and_nothing_else() -> None:
    known = POLISH.texts.keys() | POLISH.counted.keys()
    assert SAID.keys() - known == set()
    assert known - SAID.keys() == set()


def test_every_text_is_translated_and_none_is_in_doubt() -> None:
    assert [one for one, told in POLISH.texts.items() if not told.strip()] == []
    assert "fuzzy" not in FILE.read_text(encoding="utf-8")


def test_a_translation_has_the_places_of_its_text() -> None:
    assert [one for one, told in POLISH.texts.items() if set(_PLACE.findall(one)) != set(_PLACE.findall(told))] == []


def test_what_is_counted_has_all_three_forms() -> None:
    assert {one for one in SAID.values() if one.many and len(POLISH.counted[one.text]) != 3} == set()
    assert [POLISH.counted["day"][POLISH.form(number)] for number in (1, 2, 5, 12, 22, 100)] == [
        "dzień", "dni", "dni", "dni", "dni", "dni",
    ]  # fmt: skip
    assert [POLISH.form(number) for number in (0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 102, 112)] == [
        2, 0, 1, 1, 2, 2, 2, 2, 2, 1, 2, 1, 2,
    ]  # fmt: skip


def test_the_title_of_every_rule_is_a_word_of_ours() -> None:
    assert {one.title for one in rulebook()} - set(TERMS) == set()


def test_every_sentence_from_below_is_said_there() -> None:
    below = _words(said_below())
    forms = (*SENTENCES, *CLAUSES, *OF_CORRECTIONS, *PARTS, *FIELDS, *LINK_REASONS)
    parts = [(one, _words(part).split()) for one in forms for part in _PLACE.split(one)[::2]]
    assert {one for one, words in parts if not _is_said(words, below)} == set()


def _words(text: str) -> str:
    return " ".join(re.findall(r"[\w'’]+", text))


def _is_said(words: list[str], below: str) -> bool:
    """Whether words are said one after the other, in a few pieces: `failed` or `was interrupted` may be put in."""
    pieces = 0
    while words and pieces < _PIECES:
        longest = next((end for end in range(len(words), 0, -1) if " ".join(words[:end]) in below), 0)
        words, pieces = words[longest:] if longest else [], pieces + 1 if longest else _PIECES + 1
    return not words and pieces <= _PIECES


def test_no_text_is_written_past_the_catalogue() -> None:
    assert [one for module in modules() if module.area in SPEAKING for one in unspoken(module)] == []


def test_a_text_past_the_catalogue_is_found() -> None:
    told = parsed("ui/new.py", 'titled("Home", _("Fine"))\nst.button("Go", key="go")\nnode("p", "Text", kind="x")')
    assert len(list(unspoken(told))) == 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('_("Home")', ["Home"]),
        ('later("Home")', ["Home"]),
        ('column("name", "Name")', ["Name"]),
        ('_("In {system}" if there else "Not in {system}", system=1)', ["In {system}", "Not in {system}"]),
        ('count(3, "day")', ["day"]),
        ('within("key", "open")', ["key\x04open"]),
        ('these("one; two words")', ["one", "two words"]),
        ("_(told)", []),
    ],
)
def test_a_text_is_found_where_it_is_written(text: str, found: list[str]) -> None:
    assert [one.text for one in wordings_of(parsed("ui/new.py", text))] == found
