"""Why a link is suggested, in the language of whoever looks; the audit and the command line say it in English."""

from ui.language import DEFAULT, language
from ui.retelling.forms import ANYTHING, Forms, Place, each_told
from ui.retelling.retold import in_english
from ui.retelling.said.link_reasons import LINK_REASONS
from ui.retelling.values import figure_told, value_told
from ui.sheet import Node
from ui.text import sentence

_NUMBER = Place(r"\d[\d,]*", figure_told)
_FORMS = Forms(LINK_REASONS, {"number": _NUMBER, "all": _NUMBER, "value": Place(ANYTHING, value_told)})


def reasons_told(text: str) -> Node | str:
    """What speaks for a link and against it, as a sentence; in English, and marked so, where a form is not known."""
    told = None if language() == DEFAULT else each_told(text.split("; "), _FORMS.told, "; ")
    return f"{sentence(told)}." if told else in_english(f"{sentence(text)}.")
