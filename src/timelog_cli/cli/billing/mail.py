"""How messages with documents are made and leave, by the settings and the options."""

from __future__ import annotations

from importlib.util import find_spec
from os.path import join, splitext

from timelog_cli.cli.billing.attaching import Attached
from timelog_cli.cli.billing.printing import archive, folder
from timelog_cli.cli.context import read_input
from timelog_cli.cli.progress import Progress
from timelog_cli.domain.documents.messages import Letter
from timelog_cli.domain.parties.mailboxes import Mailbox, read_address, read_mailbox
from timelog_cli.domain.text import many_lines, one_line
from timelog_cli.errors import PartialFailure, UsageError
from timelog_cli.frozen import Frozen
from timelog_cli.render.mail import attachment, wire
from timelog_cli.usecases.billing import mailing, templates
from timelog_cli.usecases.billing.mailing import Composer, Post, Recipients

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options.mail import MailOptions
    from timelog_cli.domain.documents.invoices import Rendered
    from timelog_cli.domain.documents.messages import Attachment, Message
    from timelog_cli.errors import TimelogError
    from timelog_cli.render.documents.letters import Letters, Reminder
    from timelog_cli.runtime.mail_transport import Courier
    from timelog_cli.runtime.outbox import Outbox
    from timelog_cli.settings import Settings
    from timelog_cli.usecases.billing.mailing import Ready, Sent, Wanted

    Choose = Callable[[], Sequence[Wanted]]
    Remind = Callable[[Wanted], Reminder]

_HERE = ("localhost", "127.0.0.1", "::1")
_OF_SHEETS = ("pdf", "html", "md", "csv", "json")


def sender(settings: Settings) -> Mailbox:
    """Who sends mail.

    :raises UsageError: the settings do not say
    """
    named = settings["mail.from"]
    if named:
        return read_mailbox(named)
    email = settings["seller.email"]
    if not email:
        raise UsageError(
            "email has no sender: neither mail.from nor seller.email is set",
            "timelog config set seller.email ADDRESS",
        )
    return Mailbox(settings.text("seller.name"), read_address(email))


def courier(context: Context) -> Courier:
    """What takes messages away.

    :raises UsageError: the settings do not say, or not enough
    """
    from timelog_cli.domain.time.durations import read_duration
    from timelog_cli.runtime import mail_transport

    settings, env = context.settings, context.world.env
    seconds = read_duration(settings.text("mail.timeout"))
    command, host = settings["mail.command"], settings["mail.host"]
    if command:
        return mail_transport.Command(_words(context, command), env, seconds)
    if not host:
        raise UsageError(
            "cannot send email: neither mail.command nor mail.host is set",
            "timelog config set mail.command 'msmtp -t'"
            " (or, for a mail server: timelog config set mail.host HOST)",
        )
    security, user = settings.text("mail.security"), settings.text("mail.user")
    if security == "none" and host not in _HERE:
        raise UsageError(
            f"mail.security none sends mail unencrypted, so it cannot be used with {host}",
            "timelog config set mail.security starttls",
        )
    printing = settings["mail.password_command"]
    if user and not printing:
        raise UsageError(
            "mail.user is set, but not mail.password_command",
            "timelog config set mail.password_command COMMAND",
        )
    port = int(settings["mail.port"] or mail_transport.PORTS[security])
    words = _words(context, printing) if printing else []
    password = lambda: mail_transport.password_of(words, env)  # noqa: E731
    return mail_transport.Smtp(mail_transport.Server(host, port, security, user, password, seconds))


def _words(context: Context, command: str) -> list[str]:
    """The words of a command, ``~/`` as the home folder: no shell reads it."""
    from timelog_cli.runtime.world import home
    from timelog_cli.settings.checks import read_command

    user = home(context.world.env)
    words = read_command(command)
    return [join(user, one[2:]) if user and one.startswith("~/") else one for one in words]


def letters(context: Context) -> Letters:
    """What writes the messages: the user's template, if there is one."""
    from timelog_cli.render.documents.letters import FILE, Letters

    own = templates.own_file(folder(context.settings, context.world.env), FILE)
    return Letters(own, sender(context.settings).name)


def composer(
    context: Context,
    writer: Letters,
    sheets: Attached,
    options: MailOptions,
    remind: Remind | None = None,
) -> Composer:
    """What makes the messages.

    :param sheets: makes the timesheets that go with them
    :param remind: what a reminder says of an invoice
    :raises UsageError: what is typed is not an address, or not a text
    """
    settings = context.settings
    bcc = settings["mail.bcc"]
    to, cc = (tuple(map(read_mailbox, given or ())) for given in (options["to"], options["cc"]))
    recipients = Recipients(sender(settings), to, cc, (read_mailbox(bcc),) if bcc else ())
    subject = options["subject"] and one_line(options["subject"], "the subject")
    text = options["text"] and _text(context, options["text"])

    def letter(one: Wanted) -> Letter:
        reminder = remind(one) if remind and one.level else None
        if subject and text:
            return Letter(subject, text)
        made = writer.written(one.found.document, reminder)
        return Letter(subject or made.subject, text or made.text)

    documents, pdf = archive(context, ()), find_spec("typst") is not None

    def files(one: Wanted) -> list[Attachment]:
        found = mailing.documents(context.work, one, documents, pdf=pdf)
        if options["with_timesheet"]:
            found += _sheet(sheets, one.found.document.number, found)
        return [attachment(each) for each in found]

    return Composer(recipients, letter, files)


def _sheet(sheets: Attached, number: str, found: Sequence[Rendered]) -> list[Rendered]:
    """The timesheet, in the first format of the document that timesheets have too."""
    beside = next((one for one in found if one.format in _OF_SHEETS), found[0])
    if beside.format not in _OF_SHEETS:
        beside = beside._replace(format="html", file_name=f"{splitext(beside.file_name)[0]}.html")
    made = sheets.beside(number, beside)
    return [made] if made else []


def _text(context: Context, path: str) -> str:
    text = many_lines(read_input(context, path, "the text"), "the text")
    if not text:
        raise UsageError("the text of the message is empty", "give --text a file with text in it")
    return text


class Delivered(Frozen):
    """The messages that could be made, and what became of them; ``missing`` are timesheets."""

    messages: list[Message]
    sent: Sent
    missing: tuple[str, ...]


def deliver(
    context: Context, options: MailOptions, choose: Choose, remind: Remind | None = None
) -> Delivered:
    """Send messages with documents; with ``--dry-run`` only make them.

    :param choose: the documents; it is asked while nobody else sends mail
    :param remind: what a reminder says of an invoice
    :raises Busy: another process sends mail
    """
    carrier = None if options["dry_run"] else courier(context)
    sheets = Attached(context)
    with letters(context) as writer, _outbox(context, carrier) as outbox:
        made = composer(context, writer, sheets, options, remind)
        found, done = mailing.prepared(context.work, choose(), made)
        if carrier and outbox:
            clear = mailing.clear(found, outbox, done, again=options["again"])
            _send(context, clear, _post(context, carrier, outbox), done)
    return Delivered([one.message for one in found], done, tuple(sheets.missing))


def _outbox(context: Context, carrier: Courier | None) -> AbstractContextManager[Outbox | None]:
    if carrier is None:
        from contextlib import nullcontext

        return nullcontext()
    from timelog_cli.runtime.outbox import Outbox

    return Outbox(context.work.store.path, context.patience)


def _post(context: Context, carrier: Courier, outbox: Outbox) -> Post:
    now, zone = context.now, context.zone
    return Post(
        carrier, outbox, lambda message: wire(message, now, zone, with_bcc=carrier.reads_bcc)
    )


def _send(context: Context, found: list[Ready], post: Post, done: Sent) -> None:
    try:
        with Progress(context, "Sending", "messages") as progress:
            mailing.send(context.work, found, post, context.day, done, progress.report)
    finally:
        post.courier.close()


def failure(done: Sent, what: str) -> TimelogError | None:
    """The error that names what was not sent.

    :param what: of several, such as ``documents``
    :raises TimelogError: it was the only one
    """
    if not done.failed:
        return None
    many = len(done.failed) + len(done.left) + len(done.views)
    number, error = done.failed[0]
    if many == 1:
        error.message = f"cannot send {number}: {error.message}"
        raise error
    reasons = [f"{number}: {error.message}" for number, error in done.failed]
    left = [f"not tried: {', '.join(done.left)}"] if done.left else []
    message = f"cannot send {many - len(done.views)} of {many} {what}: "
    hints = (error.hint for _, error in done.failed if error.hint)
    return PartialFailure(message + "; ".join([*reasons, *left]), next(hints, None))
