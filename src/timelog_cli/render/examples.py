"""Examples of what hooks are told, for those who write one."""

from __future__ import annotations

from datetime import date

from timelog_cli.domain.documents.invoices import InvoiceState, Payment
from timelog_cli.domain.logs import Log, Segment, Timer
from timelog_cli.render.documents.invoices import invoice_shape, view_shape
from timelog_cli.render.shapes import log_shape, timer_shape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

COMMANDS = {
    "start": "timelog start case-1",
    "pause": "timelog pause",
    "resume": "timelog resume",
    "stop": "timelog stop --note 'Fixed the login'",
    "cancel": "timelog timer cancel --yes",
    "log": "timelog log add case-1 8:00-9:30 --note 'Fixed the login'",
    "issue": "timelog billing issue case-1",
    "pay": "timelog billing pay 2026-0001",
}
_START = 1793606400
_END = _START + 5400
_SEGMENTS = (Segment(_START, _END),)
_NOTE = "Fixed the login"


def example_of(event: str, zone: str) -> tuple[Any, int]:
    """What happened, as the JSON of its command has it, and the instant in UTC seconds."""
    if event in {"log", "stop"}:
        log = log_shape(_log(timed=event == "stop"), zone)
        return (log if event == "stop" else [log]), _END
    if event in {"issue", "pay"}:
        return _document(event), _END
    at = _START if event == "start" else _END
    return timer_shape(_timer(event), at, zone), at


def _timer(event: str) -> Timer:
    at = _START if event in {"start", "cancel"} else _END
    return Timer(
        *(1, 1, "case-1", "Fix the login", "ada", _START, at),
        running_since=None if event == "pause" else at,
        zone="UTC",
        note=_NOTE,
        billable=True,
        segments=() if event in {"start", "cancel"} else _SEGMENTS,
        tags=("login",),
    )


def _log(*, timed: bool) -> Log:
    return Log(
        *(12, 1, "case-1", "Fix the login", "ada", _START, _END, "UTC", _NOTE),
        billable=True,
        timed=timed,
        invoice=None,
        segments=_SEGMENTS,
        tags=("login",),
    )


def _document(event: str) -> Any:
    from timelog_cli.render.documents.samples import samples

    invoice = samples()[0]
    if event == "issue":
        return [invoice_shape(invoice)]
    due = InvoiceState().due(invoice)
    paid = InvoiceState(payments=(Payment(due, date(2026, 11, 20), 1, None, ""),))
    return view_shape(invoice, "paid", paid, None)
