"""Subject and text of the messages that carry documents: built in, or by a user's own template."""

from __future__ import annotations

from timelog_cli.domain.documents.invoices import INVOICE
from timelog_cli.domain.documents.letters import phrases
from timelog_cli.domain.documents.messages import LAST_LEVEL, Letter
from timelog_cli.domain.money import written
from timelog_cli.domain.text import many_lines, one_line, typed
from timelog_cli.errors import Refused, UsageError
from timelog_cli.frozen import Frozen
from timelog_cli.render.documents.party_view import on_one_line
from timelog_cli.render.documents.process import TemplateProcess
from timelog_cli.render.documents.templates import names, text_of
from timelog_cli.render.documents.view import figures_of, view

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal
    from typing import Any

    from timelog_cli.domain.documents.invoices import Document

    View = dict[str, Any]

FILE = "mail.txt.j2"
SUBJECT = "Subject:"
FIELDS = {
    "message.level": "0 for a message with a document; 1, 2 or 3 for a reminder.",
    "message.subject": "The subject.",
    "message.greeting": "The greeting, with the customer's contact if it is known.",
    "message.text": "The text, such as that the invoice is attached.",
    "message.rows[]": "The details, each with `name` and `text`: number, date, due date, amount,"
    " account; in a reminder, the days overdue.",
    "message.attached": "In a reminder, that the invoice is attached again; else empty.",
    "message.closing": "The closing, such as Kind regards.",
    "message.sender": "The name of the sender.",
    "message.days_overdue": "The days since the due date, in a reminder; else 0.",
    "message.amount_due": "The outstanding amount with its currency, in a reminder; else empty.",
}


class Reminder(Frozen):
    """What a reminder says of an invoice: which one it is, and what is overdue since when."""

    level: int
    days_overdue: int
    due: Decimal


def values_of(document: Document, sender: str, reminder: Reminder | None) -> View:
    """What a template of messages is given: the document, and the texts of its language.

    :param sender: the name of who sends the message
    """
    values = view(document)
    return {**values, "message": _letter(document, on_one_line(sender), values, reminder)}


def _letter(
    document: Document, sender: str, values: Mapping[str, Any], reminder: Reminder | None
) -> View:
    said = phrases(document.locale)
    due, days = "", 0
    if reminder:
        shown = figures_of(document.locale, document.customer, plain=False)
        due = shown.money(written(reminder.due, document.currency), document.currency)
        days = reminder.days_overdue
    contact = on_one_line(document.buyer.contact)
    return {
        "level": reminder.level if reminder else 0,
        "subject": _subject(values, said, sender, reminder),
        "greeting": said["greeting-name"].format(name=contact) if contact else said["greeting"],
        "text": _text(document, values, said, reminder),
        "rows": _rows(document, values, said, due, days),
        "attached": said["attached"] if reminder else "",
        "closing": said["closing"],
        "sender": sender,
        "days_overdue": days,
        "amount_due": due,
    }


def _subject(
    values: Mapping[str, Any], said: Mapping[str, str], sender: str, reminder: Reminder | None
) -> str:
    if reminder:
        return said[f"subject-{reminder.level}"].format(number=values["number"])
    titled = f"{values['title']} {values['number']}"
    return f"{titled}, {sender}" if sender else titled


def _text(
    document: Document,
    values: Mapping[str, Any],
    said: Mapping[str, str],
    reminder: Reminder | None,
) -> str:
    key = f"reminder-{reminder.level}" if reminder else document.kind
    return said[key].format(
        number=values["number"],
        date=values["facts"][0]["text"],
        due=values["facts"][1]["text"],
        credits=on_one_line(document.credits or ""),
    )


def _rows(
    document: Document, values: Mapping[str, Any], said: Mapping[str, str], due: str, days: int
) -> list[View]:
    word = "payable" if document.kind == INVOICE else "total"
    name = said["outstanding"] if due else values["words"][word]
    rows = [(values["title"], values["number"])]
    rows += [(fact["name"], fact["text"]) for fact in values["facts"]]
    rows += [(said["days_overdue"], str(days))] if due else []
    rows.append((name, due or values[word]))
    # The due date is said above, and it is too late for the discount that follows it.
    said_or_past = 2 if due and values["early_payment"] else 1
    payment = values["payment"]["rows"][said_or_past:] if values["payment"] else ()
    rows += [(row["name"], row["text"]) for row in payment]
    return [{"name": name, "text": text} for name, text in rows]


class Letters:
    """Writes messages, with the user's template if there is one. To be closed.

    :param own: path and text of the user's template
    :param sender: the name of who sends them
    """

    def __init__(self, own: tuple[str, str] | None, sender: str = "") -> None:
        self._own, self._sender = own, sender
        self._process: TemplateProcess | None = None

    def __enter__(self) -> Letters:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process:
            self._process.close()

    def written(self, document: Document, reminder: Reminder | None) -> Letter:
        """Subject and text of the message for a document.

        :raises Refused: the template is wrong: its file and line are named
        """
        values, known = values_of(document, self._sender, reminder), (*names(), "message")
        if self._own is None:
            return _read(_builtin(values, known))
        self._process = self._process or TemplateProcess()
        path, text = self._own
        answer = self._process.render(path, text, "txt", known, values)
        try:
            if "text" not in answer:
                raise UsageError(answer["message"])
            return _read(answer["text"])
        except UsageError as error:
            where = f"{path}, line {answer['line']}" if answer.get("line") else path
            raise Refused(
                f"the template {where}: {error.message}",
                f"timelog billing template check {typed(path)}",
            ) from error


def _builtin(values: Mapping[str, Any], known: Sequence[str]) -> str:
    from timelog_cli.render.documents.sandbox import compiled

    return compiled(text_of(FILE), "txt", known, "<mail>", limited=False).render(values)


def _read(text: str) -> Letter:
    """The message that a template has written.

    :raises UsageError: it does not begin with a subject, or says nothing
    """
    first, _, rest = text.partition("\n")
    if not first.startswith(SUBJECT):
        raise UsageError("it must begin with a line such as 'Subject: Invoice'")
    subject = one_line(first.removeprefix(SUBJECT), "the subject")
    said = many_lines(rest, "the text")
    if not said:
        raise UsageError("it has no text below the subject")
    return Letter(subject, said)


def check(own: tuple[str, str], samples: Sequence[Document]) -> None:
    """Try a user's template on sample documents, and on reminders of those that are invoices.

    :raises Refused: it is wrong: file and line are named
    """
    with Letters(own, "Ada") as letters:
        for document in samples:
            last = LAST_LEVEL if document.kind == INVOICE else 0
            for level in range(last + 1):
                due = document.totals.payable
                letters.written(document, Reminder(level, level, due) if level else None)
