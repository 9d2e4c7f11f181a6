"""Sentences of the layers below."""

from ui.wording import later

NAMED_SETS = {"right", "roles", "allowed"}
SENTENCES = (later("The month is not over."),)
