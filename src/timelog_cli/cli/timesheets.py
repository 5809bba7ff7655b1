"""``timesheet``: what was worked, for the customer."""

from __future__ import annotations

import os

from timelog_cli.cli.billing import issued_today
from timelog_cli.cli.billing.printing import file_mode
from timelog_cli.cli.commands import Commands
from timelog_cli.cli.context import check_printable, printed_paths
from timelog_cli.cli.filters import filters_within, named_period, nothing
from timelog_cli.domain.cells import DELIMITERS
from timelog_cli.domain.documents.timesheets import FORMATS
from timelog_cli.domain.text import typed
from timelog_cli.errors import UsageError
from timelog_cli.frozen import Frozen
from timelog_cli.render.plain.timers import unlogged_lines
from timelog_cli.render.plain.timesheets import timesheet_listing, total_lines
from timelog_cli.render.result import Outcome
from timelog_cli.usecases.billing import timesheets
from timelog_cli.usecases.billing.timesheets import TimesheetLook
from timelog_cli.usecases.logs import adding
from timelog_cli.usecases.names import listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any, Unpack

    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options.billing import DocumentLocale
    from timelog_cli.cli.options.logs import FilterOptions, OnlyBillable, Period
    from timelog_cli.cli.options.timesheets import (
        Delimiter,
        NoNotes,
        OfInvoice,
        OutFile,
        Rates,
        TimesheetFormat,
        TimesheetGroup,
    )
    from timelog_cli.domain.documents.timesheets import Timesheet
    from timelog_cli.domain.filters import Filters
    from timelog_cli.domain.time.scan import Period as Days
    from timelog_cli.usecases.billing.timesheets import FoundTimesheet

app = Commands()


class Output(Frozen):
    """Where a timesheet is written, and how; without a format it is a table on a terminal."""

    format: str | None
    delimiter: str
    out: str | None


_BINARY = ("xlsx", "pdf")


@app.command("timesheet", reads=True)
def timesheet(
    context: Context,
    period: Period = None,
    *,
    invoice: OfInvoice = None,
    format: TimesheetFormat = None,
    group_by: TimesheetGroup = None,
    rates: Rates = False,
    no_notes: NoNotes = False,
    locale: DocumentLocale = None,
    delimiter: Delimiter = None,
    out: OutFile = None,
    billable: OnlyBillable = None,
    **filters: Unpack[FilterOptions],
) -> Outcome:
    """Write a timesheet for a customer: what was worked, when, by whom and how long.

    Default period: this week. A log counts whole, on the day and in the period in which it starts,
    as on invoices. The timesheet of an invoice has exactly the time worked that it bills.

    It is written in the language of the customer, with notes, but without tags. With --rates, the
    amounts are those of billing: as they were billed, or as billing preview would bill them.

    Examples:
        timelog timesheet last-month --customer Acme
        timelog timesheet 2026-11 --customer Acme --rates --out november.pdf
        timelog timesheet --invoice 2026-0001 --out timesheet.xlsx
        timelog timesheet week --group-by owner --format html --out week.html
    """
    output = _output(context, format, delimiter, out)
    look = TimesheetLook(group_by or "day", rates, not no_notes, _locale(locale))
    if invoice is not None:
        _check_alone(period, {**filters, "billable": billable})
        sheet = timesheets.of_invoice(context.work, invoice, issued_today(context)[0], look)
        return _outcome(context, sheet, output, f"{sheet.invoice} bills no time.")
    meant = named_period(context, period)
    return _of_period(
        context, meant, filters_within(context, meant, filters, billable), look, output
    )


def _of_period(
    context: Context, meant: Days, wanted: Filters, look: TimesheetLook, output: Output
) -> Outcome:
    """The timesheet of a period, and what about it a user should know."""
    days = meant.first_day, meant.last_day
    found = timesheets.of_period(context.work, wanted, days, *issued_today(context), look)
    unlogged = unlogged_lines(adding.unlogged(context.work, wanted), context.user)
    done = _outcome(context, found.sheet, output, nothing("time", wanted, "timesheet"))
    said = (*done.said, *_said(found), *unlogged)
    return done._replace(said=said, warned=tuple(_warnings(found)))


def _locale(text: str | None) -> str | None:
    from timelog_cli.domain.documents.wording import read_locale

    return None if text is None else read_locale(text)


def _output(context: Context, format: str | None, delimiter: str | None, out: str | None) -> Output:
    """Where it is written, and how.

    :raises UsageError: the format is not known, does not go with another option, or is not for a
        terminal
    """
    name = format or (os.path.splitext(out)[1].lstrip(".").lower() if out else None)
    if out and name not in FORMATS:
        raise UsageError(
            f"the name {out!r} does not say the format", f"use --format {', '.join(FORMATS)}"
        )
    if delimiter and name != "csv":
        raise UsageError("--delimiter needs CSV", "add --format csv")
    if name in _BINARY and not out:
        check_printable(context, name, f"add --out timesheet.{name}")
    if name is None and not context.world.screen():
        name = "md"
    return Output(name, DELIMITERS[delimiter or ","], out)


def _check_alone(period: list[str] | None, filters: Mapping[str, Any]) -> None:
    """Refuse to leave out logs of an invoice, which would not add up any more.

    :raises UsageError: a period or a filter is given
    """
    given = [_typed(name, value) for name, value in filters.items() if value is not None]
    if period or given:
        what = given[0] if given else "a period"
        raise UsageError(
            f"--invoice cannot be used with {what}: a timesheet has all logs of the invoice",
            "use only one of them",
        )


def _typed(name: str, value: Any) -> str:
    """The option that gives a filter its value."""
    if value is False:
        return {"billable": "--no-billable", "invoiced": "--uninvoiced"}[name]
    return f"--{name.replace('_', '-')}"


def _outcome(context: Context, sheet: Timesheet, output: Output, empty: str) -> Outcome:
    """The timesheet: in a file, as JSON, as a table on a terminal, else in its format."""
    said = () if sheet.rows else (empty,)
    if output.out is None and output.format is None and not context.options.json:
        return Outcome(said=total_lines(sheet), listing=timesheet_listing(sheet, empty))
    from timelog_cli.render.documents.timesheets import content, timesheet_shape

    done = Outcome(said=said, data=lambda: timesheet_shape(sheet))
    if output.format is None or (context.options.json and not output.out):
        return done
    written = content(sheet, output.format, output.delimiter)
    if output.out is None:
        return done._replace(raw=written)
    _write(context, output.out, written)
    return done._replace(**printed_paths(context, [output.out]))


def _write(context: Context, path: str, written: bytes) -> None:
    """Write a new file.

    :raises OutputError: a different one is already there, or it cannot be written
    """
    from timelog_cli.runtime import files

    folder, name = os.path.split(path)
    files.ensure_folder(folder or ".")
    files.put(folder or ".", name, written, mode=file_mode(context))


def _said(found: FoundTimesheet) -> Iterator[str]:
    """What of the period is counted elsewhere, or counts here although it ends later."""
    if found.before:
        logs = "1 log that" if found.before == 1 else f"{found.before} logs that"
        yield f"Not included: {logs} started before the period."
    if found.beyond:
        logs = "1 log that ends" if found.beyond == 1 else f"{found.beyond} logs that end"
        yield f"Counted in full: {logs} after the period."


def _warnings(found: FoundTimesheet) -> Iterator[str]:
    """What a customer should not see, and what has no amount."""
    customers = found.sheet.customers
    if len(customers) > 1:
        names = [name for name in customers if name]
        others = " and of records without a customer" * (None in customers)
        shows = f"the timesheet shows logs of {listed(names)}{others}"
        yield f"{shows}; to choose: --customer {typed(names[0])}"
    for message in found.unpriced:
        yield f"no amount for some time: {message}"
    invoices = dict.fromkeys(line.invoice for line in found.sheet.lines if line.net is None)
    for number in invoices:
        yield (
            f"no amount for some time: {number} bills it together with other logs;"
            f" to see them all: timelog timesheet --invoice {number} --rates"
        )
