"""The options that fill a record, for every command that makes or changes one."""

from __future__ import annotations

from timelog_cli.cli.common import customer_option, service_option
from timelog_cli.cli.fields import (
    increment_fields,
    increment_options,
    put,
    read_tax_rate,
    read_unit,
    tax_in_price_option,
)
from timelog_cli.cli.spec import opt
from timelog_cli.errors import Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from timelog_cli.context import Context
    from timelog_cli.usecases.record_fields import RecordFields

DETAILS = (
    customer_option(),
    service_option(),
    opt("--rate", "AMOUNT", "A price of its own, instead of the price of the service."),
    opt(
        "--per",
        "UNIT",
        "What that price is for: hour, day, 15m; flat for all of its time, however long.",
        complete="units",
        filled=True,
    ),
    opt("--owner", "OWNER", "Whose it is: a user, or group:NAME.", complete="owners"),
    opt("--estimate", "DURATION", "How long it should take, as 3h."),
    opt("--description", "TEXT", "What it is about; may have several lines."),
    opt("--tax-rate", "PERCENT", "The tax rate, as 22, instead of that of the service."),
    tax_in_price_option(),
    opt("--discount", "PERCENT", "The discount on its lines of an invoice, as 5%."),
    *increment_options(),
)


DATED_RATES = (
    opt(
        "--from",
        "DAY",
        "The rate holds for logs that begin on this day or later: 2026-07-01.",
        name="from_day",
        filled=True,
    ),
    opt(
        "--no-rate-from",
        "DAY",
        "Take away the rate that holds from this day on; may be repeated.",
        many=True,
        filled=True,
    ),
)


def record_fields(context: Context, options: dict[str, Any]) -> RecordFields:
    """What the options of ``DETAILS`` and ``--billable`` say, with the ``--no-…`` of an edit."""
    from timelog_cli.domain.money import read_percentage
    from timelog_cli.domain.times import read_duration

    fields = increment_fields(options)
    for name in ("customer", "service", "rate"):
        put(fields, name, options[name], str)
        _take_away(fields, name, options)
    _price_fields(context, fields, options)
    put(fields, "estimate_seconds", options["estimate"], read_duration)
    _take_away(fields, "estimate", options, "estimate_seconds")
    put(fields, "tax_rate", options["tax_rate"], read_tax_rate)
    put(fields, "discount", options["discount"], lambda text: read_percentage(text, "the discount"))
    for name in ("owner", "description"):
        if options[name] is not None:
            fields[name] = options[name]
    if options["billable"] is not None:
        fields["billable"] = options["billable"]
    if options["prices_include_tax"] is not None:
        fields["includes_tax"] = options["prices_include_tax"]
    found: RecordFields = fields  # type: ignore[assignment]
    return found


def _price_fields(context: Context, fields: dict[str, Any], options: dict[str, Any]) -> None:
    """Read ``--per``, ``--from`` and ``--no-rate-from``.

    :raises Unreadable: there is no rate with them, or --per and --from are together
    """
    rate, day = fields.get("rate"), options.get("from_day")
    for option, text in (("--per", options["per"]), ("--from", day)):
        if text is not None and rate is None:
            raise Unreadable(f"{option} goes with a rate", f"--rate 60 {option} {text}")
    if options["per"] is not None and day is not None:
        raise Unreadable(
            "--per and --from contradict each other: a later rate is for the unit of the record",
            "leave one of them out",
        )
    put(fields, "per", options["per"], lambda text: read_unit(context, text))
    if day is not None:
        fields["dated_rate"] = (fields.pop("rate"), *_day_and_start(context, day))
    gone = [_day_and_start(context, text)[0] for text in options.get("no_rate_from", ())]
    if gone:
        fields["no_rate_from"] = gone


def _day_and_start(context: Context, text: str) -> tuple[date, int]:
    """A day, and the instant at which it begins here."""
    from timelog_cli.domain.times import read_day
    from timelog_cli.domain.zones import start_of_day

    day = read_day(text, context.moment)
    return day, start_of_day(day, context.zone, context.day_start)


def _take_away(
    fields: dict[str, Any], name: str, options: dict[str, Any], key: str | None = None
) -> None:
    """Read ``--no-customer`` and its like.

    :raises Unreadable: the option that gives one is there as well
    """
    key = key or name
    if not options.get(f"no_{name}"):
        return
    if key in fields:
        raise Unreadable(f"--{name} and --no-{name} contradict each other", "leave one of them out")
    fields[key] = None


def loses_flag(said: RecordFields) -> bool:
    """Whether what is said takes away the flag, or what it needs."""
    lost = said.get("service", "") is None or said.get("rate", "") is None
    return lost or said.get("billable") is False
