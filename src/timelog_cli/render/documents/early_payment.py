"""The discount for early payment, as documents print it."""

from __future__ import annotations

from timelog_cli.domain.documents.early_payment import early_discount
from timelog_cli.domain.money import written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from timelog_cli.domain.documents.invoices import Document
    from timelog_cli.render.documents.figures import Figures

EARLY_PAYMENT_FIELDS = {
    "early_payment": "Empty if there is no discount for early payment.",
    "early_payment.sentence": "What it is, and until when it can be taken off.",
    "early_payment.percent": "The percentage.",
    "early_payment.amount": "The amount, with its currency.",
    "early_payment.date": "The last day.",
    "early_payment.day": "The same as `2026-11-30`.",
    "early_payment.exact": "The amount as `1.22`.",
}


def early_payment_view(
    document: Document, figures: Figures, words: Mapping[str, str], style: str
) -> dict[str, str] | None:
    """What can be taken off the amount due, and until when; ``None`` where nothing can.

    :param style: how long the day is written
    """
    early = early_discount(document)
    if early is None:
        return None
    exact, day = written(early.amount, document.currency), early.last_day
    found = {
        "percent": figures.percent(early.percent),
        "amount": figures.money(exact, document.currency),
        "date": figures.day(day, style),
    }
    sentence = words["early_payment_by"].format(**found)
    return {**found, "day": day.isoformat(), "exact": exact, "sentence": sentence}
