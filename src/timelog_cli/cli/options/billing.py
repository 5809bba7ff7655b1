"""What the commands of billing take."""

from __future__ import annotations

from typing import Annotated, TypedDict

import typer

from timelog_cli.cli.completion import completers as complete
from timelog_cli.cli.options import filled, one_of
from timelog_cli.domain.documents.billable import GROUPINGS
from timelog_cli.domain.documents.einvoices import PROFILES
from timelog_cli.domain.documents.invoices import QUOTE_STATUSES
from timelog_cli.domain.documents.invoices import STATUSES as INVOICE_STATUSES
from timelog_cli.domain.documents.receivables import KEYS as TOTALS_KEYS

# What is billed: which records and logs.
RefsToBill = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="REF",
        help="The records, such as case-12, 12, their keys or titles.",
        autocompletion=complete.refs,
    ),
]
OnlyCustomer = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Only this customer.",
        autocompletion=complete.customers,
        callback=filled,
    ),
]
InPeriod = Annotated[
    str | None,
    typer.Option(
        metavar="PERIOD",
        help="Only logs that start in this period, such as 2026-11 or last-month.",
        autocompletion=complete.periods,
        callback=filled,
    ),
]
BegunBy = Annotated[
    str | None,
    typer.Option(
        metavar="DAY|TIME",
        help="Bill as of this day or time, such as 2026-11-30 or last-month: only logs that"
        " started by then, and dated that day.",
        autocompletion=complete.periods,
        callback=filled,
    ),
]

# What a document says, and how it looks.
IssueDate = Annotated[
    str | None,
    typer.Option(
        metavar="DAY", help="The issue date, such as 2026-11-30 or yesterday. Default: today."
    ),
]
InvoiceDiscount = Annotated[
    str | None,
    typer.Option(
        metavar="10%|100.00",
        help="Discount on the whole invoice, such as 5% or 50.00.",
        callback=filled,
    ),
]
Prepaid = Annotated[
    str | None,
    typer.Option(
        metavar="AMOUNT", help="Amount already paid, deducted from the amount due.", callback=filled
    ),
]
UseCredit = Annotated[
    bool,
    typer.Option(
        "--use-credit",
        help="Deduct the customer's credit as a prepayment, from the oldest invoice first.",
    ),
]
DocumentNote = Annotated[
    str | None,
    typer.Option(
        metavar="TEXT",
        help="Text printed below the lines, such as a thank-you; can have several lines.",
        callback=filled,
    ),
]


class OwnOptions(TypedDict, total=False):
    """What is said of one document, and of no other."""

    order_reference: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT", help="The customer's order number, such as PO-4711.", callback=filled
        ),
    ]
    buyer_reference: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            help="Reference that the customer wants on the invoice. Default: the customer's.",
            callback=filled,
        ),
    ]
    note: DocumentNote
    due: Annotated[
        str | None,
        typer.Option(
            metavar="30d|DAY",
            help="Due date, such as 14d or 2026-12-31. Default: the customer's payment terms.",
            callback=filled,
        ),
    ]


GroupBy = Annotated[
    str | None,
    typer.Option(
        metavar="KEY",
        help="What makes one invoice line. Default: record.",
        callback=one_of(GROUPINGS),
    ),
]
WithNotes = Annotated[
    bool, typer.Option("--with-notes", help="Print the notes of the logs on the invoice.")
]
DocumentLocale = Annotated[
    str | None,
    typer.Option(
        metavar="LOCALE",
        help="Language and country of the document, such as it_IT. Default: the customer's.",
        autocompletion=complete.locales,
        callback=filled,
    ),
]
DocumentTemplate = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Template for the document. Default: the setting billing.template.",
        autocompletion=complete.templates,
        callback=filled,
    ),
]
CompareQuotes = Annotated[
    bool | None,
    typer.Option(
        "--compare-quotes/--no-compare-quotes",
        help="Show or leave out quoted amounts. Default: the setting billing.compare_quotes.",
    ),
]
WithTimesheet = Annotated[
    bool,
    typer.Option("--with-timesheet", help="Write the timesheet of each invoice to the folder too."),
]
NoRetainer = Annotated[bool, typer.Option("--no-retainer", help="Do not draw on retainers.")]
NoSeller = Annotated[
    bool,
    typer.Option("--no-seller", help="Issue it without a sender if seller.name is not set."),
]

# Its files.
OutFolder = Annotated[
    str | None,
    typer.Option(
        metavar="DIR",
        help="Write the documents to this folder.",
        autocompletion=complete.folders,
        callback=filled,
    ),
]
DocumentFormats = Annotated[
    str | None,
    typer.Option(
        metavar="FORMATS",
        help="Formats, separated by commas: md, csv, json, html, pdf, ubl, cii, xrechnung, peppol,"
        " facturx. Default: those of the customer, else md.",
        autocompletion=complete.formats,
        callback=filled,
    ),
]
QuoteFormats = Annotated[
    str | None,
    typer.Option(
        metavar="FORMATS",
        help="Formats, separated by commas: md, csv, json, html, pdf. Default: those of the"
        " customer without XML, else md.",
        autocompletion=complete.quote_formats,
        callback=filled,
    ),
]
StructuredFormat = Annotated[
    str | None,
    typer.Option(
        metavar="FORMAT",
        help="The structured format, such as xrechnung. Default: the customer's.",
        callback=one_of(tuple(PROFILES)),
    ),
]

# A document that was issued, and what became of it.
DocumentNumber = Annotated[
    str,
    typer.Argument(
        metavar="NUMBER",
        help="The number of the invoice, credit note or quote.",
        autocompletion=complete.documents,
    ),
]
DocumentNumbers = Annotated[
    list[str],
    typer.Argument(
        metavar="NUMBER",
        help="The numbers of the invoices, credit notes or quotes.",
        autocompletion=complete.unsent,
    ),
]
InvoiceNumber = Annotated[
    str,
    typer.Argument(
        metavar="NUMBER", help="The number of the invoice.", autocompletion=complete.invoices
    ),
]
PayableNumbers = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="NUMBER", help="The numbers of the invoices.", autocompletion=complete.payable
    ),
]
OverdueNumbers = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="NUMBER",
        help="The numbers of the overdue invoices. Default: list them.",
        autocompletion=complete.payable,
    ),
]
PaidNumber = Annotated[
    str,
    typer.Argument(
        metavar="NUMBER", help="The number of the invoice.", autocompletion=complete.paid
    ),
]
QuoteNumber = Annotated[
    str,
    typer.Argument(
        metavar="NUMBER", help="The number of the quote.", autocompletion=complete.quotes
    ),
]
OnDay = Annotated[
    str | None,
    typer.Option(metavar="DAY", help="The date, such as 2026-11-30 or yesterday. Default: today."),
]

# Lists and sums of documents.
IssuedIn = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PERIOD",
        help="Only those dated in this period, such as 2026 or last-month.",
        autocompletion=complete.periods,
    ),
]
OnlyCurrency = Annotated[
    str | None,
    typer.Option(
        metavar="CODE",
        help="Only those in this currency.",
        autocompletion=complete.currencies,
        callback=filled,
    ),
]
AsOfDay = Annotated[
    str | None,
    typer.Option(
        metavar="DAY",
        help="Show the position on this date. Default: today.",
        autocompletion=complete.periods,
        callback=filled,
    ),
]
InvoiceStatus = Annotated[
    str | None,
    typer.Option(
        metavar="STATUS", help="Only those with this status.", callback=one_of(INVOICE_STATUSES)
    ),
]
QuoteStatus = Annotated[
    str | None,
    typer.Option(
        metavar="STATUS", help="Only those with this status.", callback=one_of(QUOTE_STATUSES)
    ),
]
TotalsBy = Annotated[
    list[str] | None,
    typer.Option(
        metavar="KEY",
        help="Group by this; can be repeated. Default: customer and month.",
        callback=one_of(TOTALS_KEYS),
    ),
]

# What is billed beside time.
ItemQuantity = Annotated[
    str | None, typer.Option(metavar="NUMBER", help="How many. Default: 1.", callback=filled)
]
ItemUnit = Annotated[
    str | None, typer.Option(metavar="UNIT", help="The unit, such as km or night.", callback=filled)
]
ItemUnitCode = Annotated[
    str | None,
    typer.Option(
        metavar="CODE",
        help="Code of the unit in structured invoices (UN/ECE Rec. 20), such as KMT. Default: that"
        " of its word.",
        autocompletion=complete.unit_codes,
    ),
]
ItemDay = Annotated[
    str | None,
    typer.Option(
        metavar="DAY",
        help="The date of the item, such as 2026-11-30 or yesterday. Default: today.",
        callback=filled,
    ),
]
ItemTaxRate = Annotated[
    str | None,
    typer.Option(metavar="PERCENT", help="Tax rate in percent, such as 22. Default: the record's."),
]
ItemTaxCategory = Annotated[
    str | None,
    typer.Option(
        metavar="CATEGORY",
        help="What a tax rate of 0 means: zero-rated or exempt. Default: the record's.",
        autocompletion=complete.tax_categories,
    ),
]
ItemDiscount = Annotated[
    str | None, typer.Option(metavar="PERCENT", help="Discount on the item, such as 5%.")
]
