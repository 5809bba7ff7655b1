"""Options that fill a field of a record, a customer or a service; an empty text takes it away."""

from __future__ import annotations

from timelog_cli.domain.records import EXACT_SECONDS, Rounding
from timelog_cli.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options.customers import CustomerDetails
    from timelog_cli.cli.options.records import Increments

_LONGEST_STEP = 86_400


def increment_fields(given: Increments, *, no_increment: bool = False) -> dict[str, Any]:
    """The fields that the increment options fill.

    :param no_increment: take all of them away
    :raises UsageError: no duration, a step longer than a day, or taken away and given at once
    """
    fields: dict[str, Any] = {}
    put(fields, "increment_seconds", given["increment"], lambda text: _own(text, EXACT_SECONDS))
    put(fields, "minimum_seconds", given["minimum"], lambda text: _own(text, 0))
    put(fields, "rounding", given["rounding"], str)
    put(fields, "round_per", given["round_per"], str)
    if no_increment and fields:
        raise UsageError(
            "--no-increment cannot be used with --increment, --rounding, --round-per or --minimum",
            "use only one of them",
        )
    return dict.fromkeys(Rounding._fields) if no_increment else fields


def put(fields: dict[str, Any], key: str, text: str | None, read: Callable[[str], object]) -> None:
    """Put what the option says into the fields, unless it was not given."""
    if text is not None:
        fields[key] = read(text) if text.strip() else None


def _own(text: str, none: int) -> int:
    """A step of billing, or ``none`` at all, whatever the next place has."""
    return none if text.strip().lower() == "none" else read_step(text)


def read_step(text: str) -> int:
    """A step of billing in seconds.

    :raises UsageError: no duration, or longer than a day
    """
    from timelog_cli.domain.time.durations import read_duration

    seconds = read_duration(text)
    if seconds > _LONGEST_STEP:
        raise UsageError(
            f"{text!r} is too long for a billing increment", "use a duration such as 15m"
        )
    return seconds


def read_tax_rate(text: str) -> object:
    """A tax rate in percent."""
    from timelog_cli.domain.money import read_percentage

    return read_percentage(text, "the tax rate")


def read_tax_category(text: str) -> str:
    """What a tax rate of zero means.

    :raises UsageError: neither of the two
    """
    from timelog_cli.domain.records import TAX_CATEGORIES

    category = text.strip().lower()
    if category not in TAX_CATEGORIES:
        raise UsageError(
            f"{text[:40]!r} is not a tax category", f"use one of {', '.join(TAX_CATEGORIES)}"
        )
    return category


def charge_fields(given: CustomerDetails) -> dict[str, Any]:
    """The fields of the surcharge and the withholding."""
    from timelog_cli.domain.money.totals import charge_text

    fields: dict[str, Any] = {}
    put(fields, "surcharge", given["surcharge"], lambda text: charge_text(text, "the surcharge"))
    put(
        fields,
        "withholding",
        given["withholding"],
        lambda text: charge_text(text, "the withholding"),
    )
    return fields


def read_unit(context: Context, text: str) -> tuple[str, int]:
    """The unit of a price; a day has the working hours of the settings."""
    from timelog_cli.domain import records

    return records.read_unit(
        text, records.day_seconds(context.settings.text("billing.hours_per_day"))
    )


def settings_rounding(context: Context) -> Rounding:
    """The increments that the settings name."""
    settings = context.settings
    increment, minimum = settings["billing.increment"], settings["billing.minimum"]
    return Rounding(
        read_step(increment) if increment else None,
        settings["billing.rounding"],
        settings["billing.round_per"],
        read_step(minimum) if minimum else None,
    )
