"""The keys of the settings file: what each is for, and how its text is checked."""

from __future__ import annotations

from timelog_cli.frozen import Frozen


class Setting(Frozen):
    """One key of the file: the kind says how its text is checked."""

    kind: str
    default: str | None
    help: str
    choices: tuple[str, ...] = ()


KEYS: dict[str, Setting] = {
    "user": Setting("owner", None, "Your user name. Default: your login name."),
    "timezone": Setting(
        "zone",
        None,
        "Time zone for display and for day boundaries, such as Europe/Rome."
        " Default: the system time zone.",
    ),
    "day_start": Setting(
        "clock", "00:00", "The time at which a new day starts, for people who work past midnight."
    ),
    "date_order": Setting(
        "choice",
        None,
        "Order of day, month and year in dates such as 3/4/26.",
        ("YMD", "DMY", "MDY"),
    ),
    "work.hours": Setting(
        "working_hours",
        "mon-fri 9:00-17:00",
        "Your working hours: the target of each day, and where log gaps looks for gaps.",
    ),
    "work.balance_since": Setting(
        "day", None, "The day on which the sum of balance begins, such as 2026-01-01."
    ),
    "work.opening_balance": Setting(
        "signed_duration",
        "0:00",
        "What the sum of balance begins with, such as +12:30 or -2h, on the day of"
        " work.balance_since.",
    ),
    "timer.on_start": Setting(
        "choice",
        "refuse",
        "What start does when another timer is running.",
        ("refuse", "pause", "stop"),
    ),
    "timer.warn_after": Setting(
        "duration", "10h", "Flag timers that have been running for longer than this."
    ),
    "log.billable": Setting(
        "flag",
        "no",
        "Whether new logs on billable records are billable by default.",
        ("no", "yes"),
    ),
    "seller.name": Setting("text", None, "Your name on invoices."),
    "seller.address": Setting(
        "lines", None, "Your address on invoices, where its parts are not set."
    ),
    "seller.street": Setting("text", None, "Your street and number."),
    "seller.street2": Setting("text", None, "Second line of your street, such as Floor 3."),
    "seller.postcode": Setting("text", None, "Your postcode."),
    "seller.city": Setting("text", None, "Your city."),
    "seller.region": Setting("text", None, "Your region, such as a state or a province."),
    "seller.country": Setting("country", None, "Your country."),
    "seller.contact": Setting("text", None, "Person or department to contact."),
    "seller.phone": Setting("text", None, "Your phone number."),
    "seller.email": Setting("text", None, "Your email address on invoices."),
    "seller.vat_id": Setting("vat_id", None, "Your VAT id on invoices."),
    "seller.tax_number": Setting("text", None, "Your tax number at home, other than the VAT id."),
    "seller.legal_id": Setting(
        "text", None, "Your legal id, such as the number in the trade register."
    ),
    "seller.legal_scheme": Setting("legal_scheme", None, "What kind of number your legal id is."),
    "seller.electronic_address": Setting("text", None, "Your address for electronic invoices."),
    "seller.electronic_scheme": Setting(
        "electronic_scheme",
        None,
        "What kind of address your electronic address is, such as 9930 for a German VAT id.",
    ),
    "seller.iban": Setting("iban", None, "The bank account (IBAN) printed on invoices."),
    "seller.bic": Setting("bic", None, "The BIC of your bank."),
    "seller.logo": Setting("logo", None, "Your logo: a PNG, JPEG or SVG file of at most 1 MB."),
    "billing.number": Setting("pattern", "{year}-{seq:04}", "Pattern for invoice numbers."),
    "billing.credit_number": Setting(
        "pattern", "CN-{year}-{seq:04}", "Pattern for credit note numbers."
    ),
    "billing.quote_number": Setting("pattern", "Q{year}-{seq:04}", "Pattern for quote numbers."),
    "billing.quote_validity": Setting("days", "30d", "How long quotes are valid."),
    "billing.terms": Setting(
        "terms", "30d", "Default payment terms, such as 30d, 30d eom, eom+30d, or 30d, 14d 2%."
    ),
    "billing.currency": Setting("currency", None, "Default currency for new services."),
    "billing.hours_per_day": Setting("hours", "8", "Number of hours in a day for prices per day."),
    "billing.locale": Setting("locale", "en", "Default language and country for documents."),
    "billing.template": Setting("template", "plain", "Template for documents."),
    "billing.template_dir": Setting(
        "text",
        None,
        "Folder with your own templates. Default: templates, next to the settings file.",
    ),
    "billing.file_mode": Setting(
        "choice",
        "600",
        "The permissions of the invoice files that are written.",
        ("600", "640", "644"),
    ),
    "billing.compare_quotes": Setting(
        "flag",
        "yes",
        "Whether invoices show the quoted amounts next to the billed amounts.",
        ("no", "yes"),
    ),
    "billing.increment": Setting("duration", None, "Billing increment, such as 15m."),
    "billing.rounding": Setting(
        "choice", "up", "How time is rounded to the billing increment.", ("up", "nearest", "down")
    ),
    "billing.round_per": Setting(
        "choice", "log", "Whether each log or each invoice line is rounded.", ("log", "line")
    ),
    "billing.minimum": Setting("duration", None, "Minimum time billed, such as 15m."),
    "billing.surcharge": Setting(
        "charge", "none", "Surcharge added to invoices before tax, such as 4% Pension fund."
    ),
    "billing.withholding": Setting(
        "charge", "none", "Withholding tax deducted by customers, such as 20% Income tax."
    ),
    "billing.withholding_base": Setting(
        "choice",
        "net",
        "What withholding is calculated on: the net amount, or the net amount plus surcharge.",
        ("net", "net-and-surcharge"),
    ),
    "billing.reverse_charge_note": Setting(
        "text", None, "Note on reverse-charge invoices, instead of the standard wording."
    ),
    "billing.intra_community_note": Setting(
        "text", None, "Note on intra-Community supplies, instead of the standard wording."
    ),
    "billing.export_note": Setting(
        "text", None, "Note on exports, instead of the standard wording."
    ),
    "billing.exempt_note": Setting(
        "text", None, "Note on tax-exempt invoices, instead of the standard wording."
    ),
    "billing.out_of_scope_note": Setting(
        "text", None, "Note on invoices outside the scope of tax, instead of the standard wording."
    ),
    "mail.from": Setting(
        "mailbox",
        None,
        "Sender of your email, such as Ada Rossi <ada@example.com>. Default: seller.name with"
        " seller.email.",
    ),
    "mail.bcc": Setting("mailbox", None, "Address for a hidden copy of each message (BCC)."),
    "mail.command": Setting(
        "command",
        None,
        "The program that sends your email, such as msmtp -t. It reads the message, with its"
        " recipients, from standard input.",
    ),
    "mail.host": Setting("host", None, "Your mail server (SMTP), if no mail.command is set."),
    "mail.port": Setting(
        "port",
        None,
        "The port of the mail server. Default: 587 with starttls, 465 with tls, 25 with none.",
    ),
    "mail.security": Setting(
        "choice",
        "starttls",
        "How the connection to the mail server is encrypted; none only on this computer.",
        ("starttls", "tls", "none"),
    ),
    "mail.user": Setting("text", None, "Your login name on the mail server."),
    "mail.password_command": Setting(
        "command",
        None,
        "The program that prints your mail password, such as pass show mail.",
    ),
    "mail.timeout": Setting(
        "duration", "30s", "How long to wait for the mail server, or for mail.command."
    ),
    "mail.remind_after": Setting(
        "days", "14d", "Minimum days between reminders for the same invoice."
    ),
}

# Keys that had another name, which still works.
RENAMED = {
    "currency": "billing.currency",
    "hours_per_day": "billing.hours_per_day",
    "billing.quote_valid": "billing.quote_validity",
    "billing.templates": "billing.template_dir",
    "billing.withholding_on": "billing.withholding_base",
}
