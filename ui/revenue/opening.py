"""What Revenue asks as it opens, and what takes longest of its other views."""

from collections.abc import Sequence
from datetime import date

from ui.reading import Question, Row
from ui.revenue.choice import usual
from ui.revenue.figures import asked_for_key_figures


def asked_as_it_opens(today: date, currencies: Sequence[Row]) -> list[Question]:
    """The key figures, the movements and the way to cash, in the currency that is shown where nothing is chosen."""
    if not currencies:
        return []
    choice = usual(today, currencies)
    movements: Question = ("revenue/mrr_movements", choice.asked(months=choice.months))
    return [*asked_for_key_figures(choice), movements, ("revenue/contract_to_cash", choice.asked())]
