"""What the commands of billing take."""

from __future__ import annotations

from typing import Annotated

import typer

from timelog_cli.cli.completion import completers as complete
from timelog_cli.cli.options.shared import filled, one_of
from timelog_cli.domain.documents.billable import GROUPINGS
from timelog_cli.domain.documents.invoices import FORMATS as DOCUMENT_FORMATS
from timelog_cli.domain.documents.invoices import QUOTE_STATUSES
from timelog_cli.domain.documents.invoices import STATUSES as INVOICE_STATUSES
from timelog_cli.domain.documents.receivables import KEYS as TOTALS_KEYS

# What is billed: which records and logs.
RefsToBill = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="REF", help="The records: case-12, or 12.", autocompletion=complete.refs
    ),
]
OnlyCustomer = Annotated[
    str | None,
    typer.Option(
        "--customer",
        metavar="NAME",
        help="Only this customer.",
        autocompletion=complete.customers,
        callback=filled,
    ),
]
InPeriod = Annotated[
    str | None,
    typer.Option(
        "--period",
        metavar="PERIOD",
        help="Only logs that begin in it: 2026-11, last-month, …",
        autocompletion=complete.periods,
        callback=filled,
    ),
]
BegunBy = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DAY|TIME",
        help="As on that day, or at that time: only logs that began by then, and dated so;"
        " last-month.",
        autocompletion=complete.periods,
        callback=filled,
    ),
]

# What a document says, and how it looks.
IssueDate = Annotated[
    str | None,
    typer.Option(
        "--date", metavar="DAY", help="The date of issue, if not today: 2026-11-30, yesterday."
    ),
]
InvoiceDiscount = Annotated[
    str | None,
    typer.Option(
        "--discount", metavar="10%|100.00", help="A discount on the whole invoice.", callback=filled
    ),
]
Prepaid = Annotated[
    str | None,
    typer.Option(
        "--prepaid",
        metavar="AMOUNT",
        help="What was paid before, taken off what is to be paid.",
        callback=filled,
    ),
]
GroupBy = Annotated[
    str | None,
    typer.Option(
        "--group-by",
        metavar="KEY",
        help="What becomes one line; a record if not given.",
        callback=one_of(GROUPINGS),
    ),
]
WithNotes = Annotated[bool, typer.Option("--with-notes", help="Print the notes of the logs.")]
DocumentLocale = Annotated[
    str | None,
    typer.Option(
        "--locale",
        metavar="LOCALE",
        help="The language and country of the document: it_IT; the customer's if not given.",
        autocompletion=complete.locales,
        callback=filled,
    ),
]
DocumentTemplate = Annotated[
    str | None,
    typer.Option(
        "--template",
        metavar="NAME",
        help="The template of the document; billing.template if not given.",
        autocompletion=complete.templates,
        callback=filled,
    ),
]
NoSeller = Annotated[
    bool,
    typer.Option("--no-seller", help="Issue it without a sender, where seller.name is not set."),
]

# Its files.
OutFolder = Annotated[
    str | None,
    typer.Option(
        "--out",
        metavar="DIR",
        help="Write the documents into this folder.",
        autocompletion=complete.folders,
        callback=filled,
    ),
]
DocumentFormats = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMATS",
        help="Which documents: md, csv, json, html, apart by commas; md if not given.",
        autocompletion=complete.formats,
        callback=filled,
    ),
]
DocumentFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="Which document; md if not given.",
        callback=one_of(DOCUMENT_FORMATS),
    ),
]

# A document that was issued, and what became of it.
DocumentNumber = Annotated[
    str,
    typer.Argument(
        metavar="NUMBER",
        help="The invoice, credit note or quote.",
        autocompletion=complete.documents,
    ),
]
InvoiceNumber = Annotated[
    str, typer.Argument(metavar="NUMBER", help="The invoice.", autocompletion=complete.invoices)
]
PayableNumber = Annotated[
    str, typer.Argument(metavar="NUMBER", help="The invoice.", autocompletion=complete.payable)
]
PaidNumber = Annotated[
    str, typer.Argument(metavar="NUMBER", help="The invoice.", autocompletion=complete.paid)
]
QuoteNumber = Annotated[
    str, typer.Argument(metavar="NUMBER", help="The quote.", autocompletion=complete.quotes)
]
OnDay = Annotated[
    str | None,
    typer.Option("--date", metavar="DAY", help="When, if not today: 2026-11-30, yesterday."),
]

# Lists and sums of documents.
IssuedIn = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PERIOD",
        help="Only those dated in it: 2026, last-month.",
        autocompletion=complete.periods,
    ),
]
OnlyCurrency = Annotated[
    str | None,
    typer.Option(
        "--currency",
        metavar="CODE",
        help="Only those in this currency.",
        autocompletion=complete.currencies,
        callback=filled,
    ),
]
AsOfDay = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DAY",
        help="As on that day, with what had become of them until then; today if not given.",
        autocompletion=complete.periods,
        callback=filled,
    ),
]
InvoiceStatus = Annotated[
    str | None,
    typer.Option(
        "--status",
        metavar="STATUS",
        help="Only those with this status.",
        callback=one_of(INVOICE_STATUSES),
    ),
]
QuoteStatus = Annotated[
    str | None,
    typer.Option(
        "--status",
        metavar="STATUS",
        help="Only those with this status.",
        callback=one_of(QUOTE_STATUSES),
    ),
]
TotalsBy = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="KEY",
        help="A row for each of these; repeated: of each pair; customer and month if not given.",
        callback=one_of(TOTALS_KEYS),
    ),
]

# What is billed beside time.
ItemQuantity = Annotated[
    str | None,
    typer.Option("--quantity", metavar="NUMBER", help="How many; 1 if not given.", callback=filled),
]
ItemUnit = Annotated[
    str | None,
    typer.Option(
        "--unit", metavar="UNIT", help="What is counted, as km or night.", callback=filled
    ),
]
ItemDay = Annotated[
    str | None,
    typer.Option(
        "--date",
        metavar="DAY",
        help="The day of it, if not today: 2026-11-30, yesterday.",
        callback=filled,
    ),
]
ItemTaxRate = Annotated[
    str | None,
    typer.Option(
        "--tax-rate", metavar="PERCENT", help="The tax rate, as 22, instead of that of the record."
    ),
]
ItemDiscount = Annotated[
    str | None, typer.Option("--discount", metavar="PERCENT", help="A discount on it, as 5%.")
]
