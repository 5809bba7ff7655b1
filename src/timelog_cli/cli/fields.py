"""Options that fill a field of a record, a customer or a service; an empty text takes it away."""

from __future__ import annotations

from timelog_cli.cli.spec import flag, opt
from timelog_cli.domain.billing import ROUNDINGS, SCOPES
from timelog_cli.domain.records import Rounding
from timelog_cli.errors import Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from timelog_cli.cli.spec import Param
    from timelog_cli.context import Context

_LONGEST_STEP = 86_400


def increment_options() -> tuple[Param, ...]:
    """How time is rounded for billing, on a record or a customer."""
    return (
        opt("--increment", "DURATION", "Bill time in steps of this, as 15m."),
        opt("--rounding", "HOW", "How time is rounded to the step.", choices=ROUNDINGS),
        opt("--round-per", "WHAT", "Round each log, or the line.", choices=SCOPES),
        opt("--minimum", "DURATION", "The least that is billed, as 15m."),
    )


def no_increment_option() -> Param:
    """The option that takes all increments away."""
    return flag(
        "--no-increment", "Take the steps of billing away: those of the next place count again."
    )


def tax_in_price_option() -> Param:
    """Whether prices include tax, on a service or a record."""
    return flag(
        "--prices-include-tax/--prices-exclude-tax", "The price includes the tax, or does not."
    )


def increment_fields(options: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that the increment options fill.

    :raises Unreadable: no duration, a step longer than a day, or taken away and given at once
    """
    fields: dict[str, Any] = {}
    for name, key in (("increment", "increment_seconds"), ("minimum", "minimum_seconds")):
        put(fields, key, options[name], read_step)
    for name in ("rounding", "round_per"):
        put(fields, name, options[name], str)
    if options.get("no_increment"):
        if fields:
            raise Unreadable(
                "--no-increment takes all steps of billing away, and others are given with it",
                "leave one of them out",
            )
        fields = dict.fromkeys(Rounding._fields)
    return fields


def put(fields: dict[str, Any], key: str, text: str | None, read: Callable[[str], object]) -> None:
    """Put what the option says into the fields, unless it was not given."""
    if text is not None:
        fields[key] = read(text) if text.strip() else None


def read_step(text: str) -> int:
    """A step of billing in seconds.

    :raises Unreadable: no duration, or longer than a day
    """
    from timelog_cli.domain.times import read_duration

    seconds = read_duration(text)
    if seconds > _LONGEST_STEP:
        raise Unreadable(f"{text!r} is too long for a step of billing", "a step looks like 15m")
    return seconds


def read_tax_rate(text: str) -> object:
    """A tax rate in percent."""
    from timelog_cli.domain.money import read_percentage

    return read_percentage(text, "the tax rate")


def charge_option(name: str, what: str) -> Param:
    """A surcharge or a withholding of a customer."""
    return opt(f"--{name}", "CHARGE", f"{what}, as '4% Pension fund'; none for none at all.")


def charge_fields(options: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the surcharge and the withholding."""
    from timelog_cli.domain.charges import charge_text

    fields: dict[str, Any] = {}
    put(fields, "surcharge", options["surcharge"], lambda text: charge_text(text, "the surcharge"))
    put(
        fields,
        "withholding",
        options["withholding"],
        lambda text: charge_text(text, "the withholding"),
    )
    return fields


def read_unit(context: Context, text: str) -> tuple[str, int]:
    """The unit of a price; a day has the working hours of the settings."""
    from timelog_cli.domain import records

    return records.read_unit(text, records.day_seconds(context.settings.text("hours_per_day")))


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
