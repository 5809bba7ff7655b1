"""What the settings of invoices and working hours take: what no daily command asks for."""

from __future__ import annotations

from timelog_cli.errors import UsageError


def _working_hours(value: str) -> str:
    from timelog_cli.domain.time.working_hours import read_working_hours, write_working_hours

    return write_working_hours(read_working_hours(value))


def _day(value: str) -> str:
    from datetime import date

    text = value.strip()
    try:
        if len(text) == 10 and date.fromisoformat(text).year >= 1970:
            return text
    except ValueError:
        pass
    raise UsageError(f"{value[:40]!r} is not a date", "give a date such as 2026-01-01")


def _signed_duration(value: str) -> str:
    read_signed_duration(value)
    return value.strip()


def read_signed_duration(text: str) -> int:
    """Seconds of a duration with or without a sign, such as ``+12:30``, ``-2h`` or ``0``.

    :raises UsageError: it is no duration
    """
    from timelog_cli.domain.time.durations import read_duration

    written = text.strip()
    length = written.lstrip("+-") if written[:2] not in {"++", "--", "+-", "-+"} else written
    if length.strip("0:") == "" and length[:1] == "0":
        return 0
    seconds = read_duration(length)
    return -seconds if written.startswith("-") else seconds


def _days(value: str) -> str:
    from timelog_cli.domain.money.terms import read_days

    read_days(value)
    return value.strip()


def _hours(value: str) -> str:
    from timelog_cli.domain.records import day_seconds

    day_seconds(value)
    return value.strip()


def _currency(value: str) -> str:
    from timelog_cli.domain.money import read_currency

    return read_currency(value)


def _locale(value: str) -> str:
    from timelog_cli.domain.documents.wording import read_locale

    return read_locale(value)


def _charge(value: str) -> str:
    from timelog_cli.domain.money.totals import charge_text

    return charge_text(value, "the text")


def _country(value: str) -> str:
    from timelog_cli.domain.parties.codes import read_country

    return read_country(value)


def _template(value: str) -> str:
    from timelog_cli.domain.documents.templates import read_name

    return read_name(value)


def _pattern(value: str) -> str:
    from timelog_cli.domain.documents.numbering import check_pattern

    check_pattern(value)
    return value


def _terms(value: str) -> str:
    from timelog_cli.domain.money.terms import read_terms

    terms = read_terms(value)
    if terms.days is None:
        raise UsageError(
            f"{value[:40]!r} do not say when an invoice is due", "use terms such as 30d, 14d 2%"
        )
    return str(terms)


def _mailbox(value: str) -> str:
    from timelog_cli.domain.parties.mailboxes import deliverable, read_mailbox

    deliverable(read_mailbox(value))
    return value.strip()


def _command(value: str) -> str:
    read_command(value)
    return value.strip()


def read_command(text: str) -> list[str]:
    """The words of a command line, as a shell would split them.

    :raises UsageError: there are none, or a quotation mark is not closed
    """
    from shlex import split

    from timelog_cli.domain.text import one_line

    line = one_line(text, "the command")
    try:
        words = split(line)
    except ValueError as error:
        raise UsageError(
            f"{line[:60]!r} is not a command: {str(error).lower()}",
            "give a program and its options, such as msmtp -t",
        ) from error
    return words


def _port(value: str) -> str:
    text = value.strip()
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 0 < int(text) < 65536):
        raise UsageError(f"{value[:40]!r} is not a port", "give a number such as 587")
    return text


def _host(value: str) -> str:
    text = value.strip()
    plain = text.replace(".", "").replace("-", "").isalnum()
    address = text.count(":") > 1 and set(text) <= set("0123456789abcdefABCDEF:.")
    if not (plain or address):
        raise UsageError(
            f"{value[:60]!r} is not the name of a server",
            "give a name such as smtp.example.com; the port is the setting mail.port",
        )
    return text


CHECKS = {
    "mailbox": _mailbox,
    "command": _command,
    "port": _port,
    "host": _host,
    "working_hours": _working_hours,
    "day": _day,
    "signed_duration": _signed_duration,
    "days": _days,
    "terms": _terms,
    "hours": _hours,
    "currency": _currency,
    "locale": _locale,
    "charge": _charge,
    "country": _country,
    "template": _template,
    "pattern": _pattern,
}
