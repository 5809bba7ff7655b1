"""``settings.md``: the keys of the settings file."""

from __future__ import annotations

from docbuilder import markdown as md
from timelog_cli.settings.keys import KEYS, Setting

PATTERN_FIELDS = (
    ("{year}", "2026", "the year of the issue date"),
    ("{yy}", "26", "its last two digits"),
    ("{month}", "03", "the month, two digits"),
    ("{day}", "09", "the day of the month, two digits"),
    ("{seq}", "7", "the counter; needed exactly once"),
    ("{seq:04}", "0007", "the counter with at least 4 digits"),
    ("{customer}", "ACME", "the code of the customer"),
)
TAKES = {
    "owner": "a name",
    "text": "one line of text",
    "lines": "text of one or more lines",
    "flag": "one of",
    "choice": "one of",
    "zone": "an IANA time zone, such as `Europe/Rome`",
    "clock": "a [time of day](times.md#time-of-day) up to 12:00",
    "working_hours": "days and hours, such as `mon-thu 9:00-17:00; fri 9:00-15:00`",
    "duration": "a [duration](times.md#duration)",
    "day": "a date, such as `2026-01-01`",
    "signed_duration": "a [duration](times.md#duration) with a sign, such as `-2h`, or `0:00`",
    "days": "a number of days, such as `30d`",
    "terms": "payment terms: `30d`, `30d eom`, `eom+30d`, with a discount `30d, 14d 2%`",
    "hours": "a number from 1 to 24, such as `7.5`",
    "country": "an ISO 3166 code of two letters, such as `DE`",
    "vat_id": "a VAT id with its country, such as `DE123456788`",
    "legal_scheme": "an ISO 6523 code, such as `0002`",
    "electronic_scheme": "a code of the EAS list, such as `EM`",
    "iban": "an IBAN",
    "bic": "a BIC",
    "logo": "the path of a picture, relative to the folder of the settings file",
    "currency": "an ISO 4217 code, such as `EUR`",
    "locale": "a locale, such as `it_IT`",
    "charge": "a percentage with a name, such as `4% Pension fund`, or `none`",
    "template": "the name of a template",
    "pattern": "a [pattern](#number-patterns), such as `{year}-{seq:04}`",
    "mailbox": "an email address, such as `ada@example.com` or `Ada Rossi <ada@example.com>`",
    "command": "a command line, which no shell reads; `~/` is your home folder",
    "port": "a number from 1 to 65535",
    "host": "a server, such as `smtp.example.com`",
}
EXAMPLE = """\
timezone = "Europe/Rome"

[timer]
on_start = "pause"

[seller]
name = "Ada Lovelace"
address = \"\"\"
1 Engine Street
London\"\"\"

[billing]
terms = "14d"
increment = "15m"
"""


def page() -> str:
    """The page."""
    return md.page(
        "Settings",
        "There is one settings file, in TOML. `timelog config path` shows where it is;"
        " `TIMELOG_CONFIG` sets another one. An option comes before an environment variable, then"
        " comes the file, then the default. A key that does not exist, or a value that cannot be"
        " used, is an error that names the key.",
        md.code(
            "timelog config set timer.on_start pause\ntimelog config get timer.on_start\n"
            "timelog config list\ntimelog config unset timer.on_start",
            "sh",
        ),
        "A key with a dot belongs to a table in the file:",
        md.code(EXAMPLE, "toml"),
        "## Keys",
        md.table(
            ("key", "what it is", "takes", "default"),
            ((md.verbatim(key), one.help, _takes(one), _default(one)) for key, one in KEYS.items()),
        ),
        "## Number patterns",
        "A pattern is text with these fields in it:",
        md.table(
            ("field", "becomes", "what it is"),
            ((md.verbatim(field), md.verbatim(text), what) for field, text, what in PATTERN_FIELDS),
        ),
        "Documents whose numbers differ only in the counter are a *series*: their numbers follow"
        " each other without gaps. So the counter starts again each year if the pattern contains"
        " the year, and never starts again without it. With `{customer}`, each customer has a"
        " series: `{customer}-{year}-{seq:03}` gives `ACME-2026-001`. A customer without a code"
        " cannot be invoiced then, and changing the code later starts a new series. Between"
        " `{customer}` and `{seq}`, a pattern needs a separator, such as a hyphen. How to see the"
        " series, and continue the numbers of another program:"
        " [Number invoices](../how-to/number-invoices.md).",
    )


def _takes(setting: Setting) -> str:
    return f"{TAKES[setting.kind]} {md.listed(setting.choices)}".rstrip()


def _default(setting: Setting) -> str:
    return "" if setting.default is None else md.verbatim(setting.default)
