"""What can go wrong with a correction, each saying what happened and what to do.

CorrectionError
├── RightMissingError       the person may not do this
├── ReasonMissingError      nobody said why
├── NotPlannableError       no request would put this right; the message says what a person can do
├── ImpossibleMoveError     the correction is in a state from which this does not follow
└── UnknownCorrectionError  there is no such correction, or no such batch
"""

from collections.abc import Callable

from queries.errors import QueryError


class CorrectionError(Exception):
    """Anything this package refuses."""


class RightMissingError(CorrectionError):
    """The person may not do this."""


class ReasonMissingError(CorrectionError):
    """Nobody said why."""

    def __init__(self) -> None:
        super().__init__("Say why: the reason is kept with the correction. Nothing was changed.")


class NotPlannableError(CorrectionError):
    """No correction can be planned for this, and why."""


class ImpossibleMoveError(CorrectionError):
    """The correction is in a state from which this does not follow."""

    def __init__(self, correction_id: str, state: str, wanted: str) -> None:
        super().__init__(
            f"Correction {correction_id} is {state} and cannot become {wanted}. Nothing was changed; look at it again: "
            "somebody else may have been quicker."
        )


class UnknownCorrectionError(CorrectionError):
    """There is no such correction."""

    def __init__(self, correction_id: str) -> None:
        super().__init__(
            f"There is no correction {correction_id}. `python -m sync corrections list` names all of them."
        )


def refusal_of(act: Callable[[], object]) -> str:
    """Carry something out; why it was refused, '' where it was done."""
    try:
        act()
    except (CorrectionError, QueryError) as refused:
        return str(refused)
    return ""
