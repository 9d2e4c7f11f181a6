"""Answers of the two systems as text: indented, with every digit of every number kept."""

import msgspec


def readable(raw: str) -> str:
    """An answer with indentation; what is no JSON at all comes as it is."""
    try:
        # Only the space between the parts changes: nothing is taken apart, so no number is rounded.
        return msgspec.json.format(raw, indent=2)
    except msgspec.DecodeError:
        return raw
