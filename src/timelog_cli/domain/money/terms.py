"""Payment terms: when an invoice is due, and a discount for early payment.

``30d``; ``30d eom`` is the end of the month in which the 30 days are over; ``eom+30d`` counts them
from the end of the month of the issue. ``30d, 14d 2%`` has 2% off for payment within 14 days.
"""

from __future__ import annotations

from datetime import MAXYEAR, date, timedelta
from decimal import Decimal

from timelog_cli.domain.money import plain, read_percentage
from timelog_cli.errors import Refused, UsageError
from timelog_cli.frozen import Frozen

NONE = "none"
BEFORE_MONTH_END = "before-month-end"
AFTER_MONTH_END = "after-month-end"
_MONTH_END = "eom"
_MOST_DAYS = 3650
_MONTH_DAYS = 30  # from the first day of a long month to its end
_MOST_DIGITS = 2
_MOST_DECIMALS = 8
_HINT = "use terms such as 30d, 30d eom, eom+30d, or with a discount: 30d, 14d 2%"


class EarlyTerms(Frozen):
    """A discount, in percent, for payment within days of the issue."""

    days: int
    percent: Decimal

    def __str__(self) -> str:
        return f"{self.days}d {plain(self.percent)}%"


class DueTerms(Frozen):
    """When an invoice is due, as far as it is said: so many days, and from where they count.

    ``early`` is the text of the discount for early payment, ``none`` for none at all.
    """

    days: int | None = None
    counted: str | None = None
    early: str | None = None

    def __str__(self) -> str:
        return ", ".join(filter(None, (self._due(), self.early)))

    def _due(self) -> str:
        if self.days is None:
            return ""
        if self.counted == AFTER_MONTH_END:
            return f"eom+{self.days}d" if self.days else "eom"
        return f"{self.days}d eom" if self.counted == BEFORE_MONTH_END else f"{self.days}d"

    @property
    def discount(self) -> EarlyTerms | None:
        """The discount for early payment, if there is one."""
        return None if self.early in {None, NONE} else read_early(self.early or "")


def read_terms(text: str) -> DueTerms:
    """The terms that are typed, such as ``30d eom, 14d 2%``.

    :raises UsageError: they cannot be read, or the discount period is longer than the payment terms
    """
    parts = [" ".join(part.lower().split()) for part in text.split(",")]
    found = DueTerms()
    for part in parts:
        due = _due_of(part) if (found.days, found.early) == (None, None) else None
        if found.early is None and (part == NONE or part.endswith("%")):
            found = found._replace(early=part if part == NONE else str(read_early(part)))
        elif due:
            found = found._replace(days=due[0], counted=due[1])
        else:
            raise UsageError(f"{text[:40]!r} are not payment terms", _HINT)
    _check_order(found, text)
    return found


def read_early(text: str) -> EarlyTerms:
    """A discount for early payment, such as ``14d 2%``.

    :raises UsageError: it cannot be read, or is nothing
    """
    days, _, percent = text.removesuffix("%").rstrip().rpartition(" ")
    digits = _digits(days)
    if digits is None or not text.endswith("%") or not _is_percent(percent):
        raise UsageError(f"{text[:40]!r} is not a discount for early payment", _HINT)
    found = read_percentage(percent, "the discount for early payment")
    if not found:
        raise UsageError(
            "the discount for early payment is 0%", "use none for no discount, such as 30d, none"
        )
    return EarlyTerms(read_days(f"{digits}d"), found)


def _is_percent(text: str) -> bool:
    """Whether it is below 100, with decimals or without."""
    whole, _, part = text.partition(".")
    figures = (whole + part).isdecimal() and text.isascii() and not text.endswith(".")
    return figures and 0 < len(whole) <= _MOST_DIGITS and len(part) <= _MOST_DECIMALS


def _due_of(part: str) -> tuple[int, str | None] | None:
    """The days and from where they count; nothing where it is something else."""
    if part == _MONTH_END:
        return 0, AFTER_MONTH_END
    counted, digits = None, _digits(part)
    if part.endswith(_MONTH_END):
        counted, digits = BEFORE_MONTH_END, _digits(part.removesuffix(_MONTH_END))
    elif part.startswith(_MONTH_END):
        plus, days = part.removeprefix(_MONTH_END).strip()[:1], part.partition("+")[2]
        counted, digits = AFTER_MONTH_END, _digits(days) if plus == "+" else None
    return None if digits is None else (read_days(f"{digits}d"), counted)


def _digits(text: str) -> str | None:
    """``30`` of ``30d``, ``30 days`` or ``30``."""
    digits = text.strip().removesuffix("days").removesuffix("day").removesuffix("d").strip()
    return digits if digits.isascii() and digits.isdigit() and len(digits) < 5 else None


def _check_order(terms: DueTerms, text: str) -> None:
    early = terms.discount
    if early is None or terms.days is None:
        return
    longest = terms.days + (_MONTH_DAYS if terms.counted else 0)
    if early.days > longest:
        due = terms._replace(early=None)
        raise UsageError(
            f"{text[:40]!r}: the discount period is longer than the payment terms",
            f"use fewer days for the discount, such as {due}, {min(14, longest)}d 2%",
        )


def read_days(text: str) -> int:
    """``30d`` or ``30`` as a number of days.

    :raises UsageError: no number of days from 0 to 3650
    """
    digits = text.strip().lower().removesuffix("days").removesuffix("d").strip()
    is_one = digits.isascii() and digits.isdigit() and len(digits) < 5
    if not is_one or int(digits) > _MOST_DAYS:
        raise UsageError(
            f"{text[:40]!r} is not a number of days", "give a number of days, such as 30d"
        )
    return int(digits)


def due_date(issue_date: date, days: int, counted: str | None = None) -> date:
    """The last day for payment: so many calendar days after the date of issue.

    :param counted: ``BEFORE_MONTH_END`` where it is the end of the month in which they are over,
        ``AFTER_MONTH_END`` where they count from the end of the month of the issue
    :raises Refused: negative terms, or a date past the calendar's end
    """
    if days < 0:
        raise Refused(
            f"payment terms cannot be negative: {days} days",
            "use fewer days, such as --terms 30d",
        )
    start = _month_end(issue_date) if counted == AFTER_MONTH_END else issue_date
    try:
        due = start + timedelta(days=days)
    except OverflowError as error:
        raise Refused(
            f"the due date, {days} days after {start}, is past the end of the calendar",
            "use fewer days, such as --terms 30d",
        ) from error
    return _month_end(due) if counted == BEFORE_MONTH_END else due


def _month_end(day: date) -> date:
    if (day.year, day.month) == (MAXYEAR, 12):
        return day.replace(day=31)
    following = day.replace(day=28) + timedelta(days=4)
    return following.replace(day=1) - timedelta(days=1)
