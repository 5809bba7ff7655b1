"""``billing send`` and ``remind``: documents go out by mail, or are marked as sent."""

from __future__ import annotations

from timelog_cli.cli.billing import app, day
from timelog_cli.domain.text import shown as text_shown
from timelog_cli.errors import UsageError
from timelog_cli.render.documents.invoices import view_shape
from timelog_cli.render.listing import Layout, Listing
from timelog_cli.render.result import Outcome
from timelog_cli.usecases.billing import lifecycle, reminders

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Annotated, Any, Unpack

    import typer

    from timelog_cli.cli.billing.mail import Delivered
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options.billing import DocumentNumbers, OnDay, OverdueNumbers
    from timelog_cli.cli.options.mail import MailOptions, ReminderLevel
    from timelog_cli.errors import TimelogError
    from timelog_cli.usecases.billing.lifecycle import InvoiceView
    from timelog_cli.usecases.billing.reminders import Overdue


@app.command("send")
def send(
    context: Context,
    numbers: DocumentNumbers,
    *,
    mail: Annotated[
        bool, typer.Option("--mail", help="Send them by email, then mark them as sent.")
    ] = False,
    date: OnDay = None,
    **options: Unpack[MailOptions],
) -> Outcome:
    """Mark documents as sent, or send them by email with --mail.

    All of them are marked, or none. With --mail, each document is a separate message, with files in
    the customer's formats, and is not sent twice unless you add --again. Set up email once, such as
    with timelog config set mail.command 'msmtp -t'.

    Examples:
        timelog billing send 2026-0001
        timelog billing send 2026-0001 2026-0002
        timelog billing send 2026-0001 --mail --dry-run
        timelog billing send 2026-0001 --mail --to grace@acme.example --text note.txt
    """
    if not mail:
        _check_mail(options)
        views = lifecycle.send(context.work, numbers, day(context, date), day(context, None))
        said = [f"Marked {one.document.number} as sent on {one.standing.sent_on}." for one in views]
        return Outcome(said=tuple(said), data=_shapes(views, numbers))
    if date is not None:
        raise UsageError("--date cannot be used with --mail", "use only one of them")
    return _mailed(context, numbers, options)


def _check_mail(options: MailOptions) -> None:
    given = [name for name, value in options.items() if value]
    if given:
        option = f"--{given[0].replace('_', '-')}"
        raise UsageError(f"{option} can be used only with --mail", "add --mail")


def _mailed(context: Context, numbers: Sequence[str], options: MailOptions) -> Outcome:
    from timelog_cli.cli.billing.mail import deliver, failure
    from timelog_cli.usecases.billing.mailing import unsent

    again = options["again"]
    done = deliver(
        context,
        options,
        lambda: unsent(context.work, numbers, again=again),
    )
    failed = failure(done.sent, "documents")
    if options["dry_run"]:
        return shown(done, failed)
    views = done.sent.views
    said = (f"Sent {one.document.number} to {_recipients(one)}." for one in views)
    return Outcome(
        said=tuple(said), warned=done.missing, data=_shapes(views, numbers), failed=failed
    )


def shown(done: Delivered, failed: TimelogError | None, said: Sequence[str] = ()) -> Outcome:
    """Messages that are not sent.

    :param said: what to say of documents that have none
    """
    from timelog_cli.render.plain.messages import message_shape, messages_text

    return Outcome(
        said=tuple(said),
        text=text_shown(messages_text(done.messages), lines=True),
        warned=done.missing,
        data=[message_shape(one) for one in done.messages],
        failed=failed,
    )


def _recipients(view: InvoiceView) -> str:
    return ", ".join(view.standing.messages[-1].recipients)


def _shapes(views: Sequence[InvoiceView], numbers: Sequence[str]) -> Any:
    """An array of several numbers, else the one document."""
    shapes = [view_shape(*view) for view in views]
    return shapes if len(numbers) > 1 else shapes[0]


@app.command("remind", reads=lambda values: not values.get("numbers") and not values.get("all"))
def remind(
    context: Context,
    numbers: OverdueNumbers = None,
    *,
    all: Annotated[
        bool,
        typer.Option("--all", help="For every overdue invoice, unless one was sent recently."),
    ] = False,
    level: ReminderLevel = None,
    **options: Unpack[MailOptions],
) -> Outcome:
    """Send payment reminders, or list the invoices that are overdue.

    The list shows the level of the next reminder, the date of the last one, and from when the next
    one can be sent. The invoice is attached to each reminder. Reminders for the same invoice are at
    least 14 days apart (the setting mail.remind_after), unless you add --again.

    Examples:
        timelog billing remind
        timelog billing remind 2026-0001 --dry-run
        timelog billing remind --all
    """
    if not numbers and not all:
        _check_chosen(level, options)
        found = reminders.overdue(context.work, context.day)
        return Outcome(said=_how_to_send(context, found), listing=_listing(context, found))
    _check_all(numbers, all, options)
    return _reminded(context, numbers or [], level, options)


def _check_chosen(level: str | None, options: MailOptions) -> None:
    if level or any(options.values()):
        raise UsageError(
            "nothing selected: give a NUMBER or --all",
            "to see what is overdue: timelog billing remind",
        )


def _check_all(numbers: Sequence[str] | None, all: bool, options: MailOptions) -> None:
    if all and (numbers or options["to"]):
        other = text_shown(numbers[0][:40]) if numbers else "--to"
        raise UsageError(f"--all cannot be used with {other}", "use only one of them")


def _how_to_send(context: Context, found: Sequence[Overdue]) -> tuple[str, ...]:
    """The command that sends what is listed, unless it was all sent recently."""
    days = _days_between(context)
    due = not all(one.is_recent(context.now, days) for one in found)
    return ("To send reminders: timelog billing remind --all",) if due else ()


def _days_between(context: Context) -> int:
    """The days between two reminders for an invoice."""
    from timelog_cli.domain.money.terms import read_days

    return read_days(context.settings.text("mail.remind_after"))


def _listing(context: Context, found: Sequence[Overdue]) -> Listing:
    from timelog_cli.render.plain.messages import reminder_columns

    rows = [_reminder(context, one.view, one.level, sent=False) for one in found]
    layout = Layout("json" if context.options.json else "table")
    return Listing(rows, reminder_columns(), "No overdue invoices.", layout, ())


def _reminder(context: Context, view: InvoiceView, level: int, *, sent: bool) -> dict[str, Any]:
    from timelog_cli.render.plain.messages import reminder_shape

    about = view.document, view.standing, view.due_in_days, view.zone
    next_at = reminders.next_at(view, context.now, _days_between(context))
    return reminder_shape(*about, level=level, sent=sent, next_at=next_at)


def _reminded(
    context: Context, numbers: Sequence[str], level: str | None, options: MailOptions
) -> Outcome:
    from timelog_cli.cli.billing.mail import deliver, failure
    from timelog_cli.render.documents.letters import Reminder
    from timelog_cli.usecases.billing.mailing import Wanted

    days, again = _days_between(context), options["again"]
    chosen: dict[int, Overdue] = {}
    recent: list[Overdue] = []

    def choose() -> list[Wanted]:
        work, today = context.work, context.day
        if numbers:
            found = reminders.named(work, numbers, today, days, again=again)
        else:
            found = reminders.overdue(work, today)
            recent.extend(one for one in found if one.is_recent(work.now, days) and not again)
        chosen.update((one.found.id, one) for one in found if one not in recent)
        return [Wanted(one.found, int(level or one.level)) for one in chosen.values()]

    def said_of(wanted: Wanted) -> Reminder:
        one = chosen[wanted.found.id]
        due = one.view.standing.due(wanted.found.document)
        return Reminder(wanted.level or one.level, one.days, due)

    done = deliver(context, options, choose, said_of)
    failed = failure(done.sent, "reminders")
    aside = [_left_out(recent, days)] if recent else []
    aside += [] if chosen or recent else ["No overdue invoices."]
    if options["dry_run"]:
        return shown(done, failed, aside)
    views = done.sent.views
    said = [
        f"Sent reminder {_level(one)} for {one.document.number} to {_recipients(one)}."
        for one in views
    ]
    said += aside
    return Outcome(
        said=tuple(said),
        warned=done.missing,
        data=[_reminder(context, one, _level(one), sent=True) for one in views],
        failed=failed,
    )


def _level(view: InvoiceView) -> int:
    return view.standing.messages[-1].level or 0


def _left_out(recent: Sequence[Overdue], days: int) -> str:
    numbers = ", ".join(one.found.document.number for one in recent)
    return f"Left out, as the last reminder is less than {days} days old: {numbers}."
