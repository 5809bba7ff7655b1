"""The options that fill a record, and records created on the way by a title."""

from __future__ import annotations

from timelog_cli.cli.context import confirmed
from timelog_cli.cli.fields import (
    increment_fields,
    put,
    read_tax_category,
    read_tax_rate,
    read_unit,
)
from timelog_cli.errors import UsageError
from timelog_cli.usecases.records.quick_create import New, NoSuchTitle
from timelog_cli.usecases.timers import control

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Any

    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options.records import RecordDetails
    from timelog_cli.cli.options.timers import NewRecord
    from timelog_cli.usecases.records.fields import RecordFields
    from timelog_cli.usecases.timers.control import Changed, Run


def record_fields(
    context: Context,
    details: RecordDetails,
    *,
    key: str | None = None,
    no_key: bool = False,
    owner: str | None = None,
    billable: bool | None = None,
    no_customer: bool = False,
    no_service: bool = False,
    no_rate: bool = False,
    from_day: str | None = None,
    remove_rate_from: Sequence[str] | None = None,
    no_estimate: bool = False,
    no_budget: bool = False,
    no_increment: bool = False,
    inherit_log_billable: bool = False,
) -> RecordFields:
    """What the options say of a record.

    :param from_day: the day from which the rate holds, where it is not the first one
    :param remove_rate_from: the days of the rates to take away
    :raises UsageError: a text has no meaning, or options do not go together
    """
    from timelog_cli.domain.time.durations import read_duration

    fields = increment_fields(details, no_increment=no_increment)
    if no_budget or (details["budget"], details["warn"]) != (None, None):
        from timelog_cli.cli.budgets import budget_fields

        fields |= budget_fields(details, no_budget=no_budget)
    put(fields, "key", key, lambda text: read_key(context, text))
    _take_away(fields, "key", no_key)
    put(fields, "customer", details["customer"], str)
    _take_away(fields, "customer", no_customer)
    put(fields, "service", details["service"], str)
    _take_away(fields, "service", no_service)
    put(fields, "rate", details["rate"], str)
    _take_away(fields, "rate", no_rate)
    _put_unit_and_days(context, fields, details["per"], from_day, remove_rate_from or ())
    put(fields, "estimate_seconds", details["estimate"], read_duration)
    _take_away(fields, "estimate", no_estimate, "estimate_seconds")
    _put_percentages(fields, details)
    said = {"owner": owner, "description": details["description"], "billable": billable}
    said["includes_tax"] = details["prices_include_tax"]
    said["log_billable"] = details["log_billable"]
    fields |= {name: value for name, value in said.items() if value is not None}
    if inherit_log_billable:
        _inherit_log_billable(fields)
    found: RecordFields = fields  # type: ignore[assignment]
    return found


def read_key(context: Context, text: str) -> str:
    """A key for a record.

    :raises UsageError: it would be read as something else
    """
    from timelog_cli.domain import records
    from timelog_cli.domain.time.ranges import is_time

    key = records.read_key(text)
    if is_time(key, context.moment):
        raise UsageError(f"{key!r} cannot be a key: it is a time", "use a key such as JIRA-42")
    return key


def _inherit_log_billable(fields: dict[str, Any]) -> None:
    if "log_billable" in fields:
        given = "--log-billable" if fields["log_billable"] else "--no-log-billable"
        message = f"{given} cannot be used with --inherit-log-billable"
        raise UsageError(message, "use only one of them")
    fields["log_billable"] = None


def _put_unit_and_days(
    context: Context,
    fields: dict[str, Any],
    per: str | None,
    from_day: str | None,
    remove_rate_from: Sequence[str],
) -> None:
    """Put what ``--per``, ``--from`` and ``--remove-rate-from`` say.

    :raises UsageError: there is no rate with them, or --per and --from are together
    """
    _check_rate(fields.get("rate"), per, from_day)
    put(fields, "per", per, lambda text: read_unit(context, text))
    if from_day is not None:
        fields["dated_rate"] = (fields.pop("rate"), *_day_and_start(context, from_day))
    if remove_rate_from:
        fields["remove_rate_from"] = [_day_and_start(context, text)[0] for text in remove_rate_from]


def _check_rate(rate: str | None, per: str | None, from_day: str | None) -> None:
    for option, text in (("--per", per), ("--from", from_day)):
        if text is not None and rate is None:
            raise UsageError(
                f"{option} can be used only with --rate",
                f"add a rate, such as --rate 60 {option} {text}",
            )
    if per is not None and from_day is not None:
        raise UsageError(
            "--per cannot be used with --from: a later rate keeps the record's unit",
            "use only one of them",
        )


def _day_and_start(context: Context, text: str) -> tuple[date, int]:
    """A day, and the instant at which it begins here."""
    from timelog_cli.domain.time.periods import read_day
    from timelog_cli.domain.time.zones import start_of_day

    day = read_day(text, context.moment)
    return day, start_of_day(day, context.zone, context.day_start)


def _put_percentages(fields: dict[str, Any], details: RecordDetails) -> None:
    from timelog_cli.domain.money import read_percentage

    put(fields, "tax_rate", details["tax_rate"], read_tax_rate)
    put(fields, "tax_category", details["tax_category"], read_tax_category)
    put(fields, "discount", details["discount"], lambda text: read_percentage(text, "the discount"))


def _take_away(fields: dict[str, Any], name: str, taken_away: bool, key: str | None = None) -> None:
    """Read ``--no-customer`` and its like.

    :raises UsageError: the option that gives one is there as well
    """
    key = key or name
    if not taken_away:
        return
    if key in fields:
        raise UsageError(f"--{name} cannot be used with --no-{name}", "use only one of them")
    fields[key] = None


def loses_flag(said: RecordFields) -> bool:
    """Whether what is said takes away the flag, or what it needs."""
    lost = said.get("service", "") is None or said.get("rate", "") is None
    return lost or said.get("billable") is False


def started(context: Context, text: str, run: Run, told: NewRecord) -> Changed | None:
    """Start the timer on the record of a reference or a title; somebody may be asked.

    ``None`` where the answer was no.

    :raises NoSuchTitle: nobody can be asked, and ``--create`` is not given
    """
    new = New(told["type"], _fields(context, told, run.billable), told["create"])
    try:
        return control.start(context.work, text, run._replace(new=new))
    except NoSuchTitle:
        if not context.world.interactive:
            raise
    made = f"Create a {new.kind or 'task'} with this title and start the timer?"
    if not confirmed(context, False, f'No record "{text.strip()}". {made}'):
        return None
    return control.start(context.work, text, run._replace(new=new._replace(create=True)))


def _fields(context: Context, told: NewRecord, billable: bool | None) -> RecordFields:
    fields: Any = {}
    put(fields, "key", told["key"], lambda text: read_key(context, text))
    put(fields, "customer", told["customer"], str)
    put(fields, "service", told["service"], str)
    if billable:
        fields["billable"] = True
    return fields  # type: ignore[no-any-return]
