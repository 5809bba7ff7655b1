"""Options of the commands for customers and services."""

from __future__ import annotations

from typing import Annotated, TypedDict

import typer

from timelog_cli.cli.completion import completers as complete
from timelog_cli.cli.options import Force, one_of
from timelog_cli.cli.options.parties import PartyOptions
from timelog_cli.cli.options.records import Budgets, Increments, PricesIncludeTax, TaxCategory
from timelog_cli.domain.records import TREATMENTS

CustomerName = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help="The customer's name, or part of the name.",
        autocompletion=complete.customers,
    ),
]


class _ReachedOptions(TypedDict):
    email: Annotated[
        list[str] | None, typer.Option(metavar="ADDRESS", help="An email address; can be repeated.")
    ]
    vat_id: Annotated[str | None, typer.Option(metavar="NUMBER", help="VAT id on invoices.")]
    address: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="Postal address on invoices; can have several lines."),
    ]


class _AgreedOptions(TypedDict):
    currency: Annotated[
        str | None,
        typer.Option(
            metavar="CODE",
            help="Billing currency, such as EUR.",
            autocompletion=complete.currencies,
        ),
    ]
    terms: Annotated[
        str | None,
        typer.Option(
            metavar="TERMS",
            help="Payment terms, such as 30d, '30d eom' or eom+30d; with a discount for early"
            " payment: '30d, 14d 2%'.",
            autocompletion=complete.terms,
        ),
    ]
    tax_treatment: Annotated[
        str | None,
        typer.Option(metavar="HOW", help="How invoices treat tax.", callback=one_of(TREATMENTS)),
    ]
    tax_note: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="Tax note on invoices, instead of the standard wording."),
    ]
    exemption_code: Annotated[
        str | None,
        typer.Option(
            metavar="CODE",
            help="Why no tax is due, as a VATEX code for structured invoices: VATEX-EU-132.",
            autocompletion=complete.exemption_codes,
        ),
    ]
    locale: Annotated[
        str | None,
        typer.Option(
            metavar="LOCALE",
            help="Language and country of documents, such as it_IT.",
            autocompletion=complete.locales,
        ),
    ]
    formats: Annotated[
        str | None,
        typer.Option(
            metavar="FORMATS",
            help="Formats of its documents, such as pdf,xrechnung.",
            autocompletion=complete.formats,
        ),
    ]
    code: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="Short code of letters and digits for document numbers."),
    ]
    surcharge: Annotated[
        str | None,
        typer.Option(
            metavar="CHARGE",
            help="Surcharge added to invoices before tax, such as '4% Pension fund', or none.",
        ),
    ]
    withholding: Annotated[
        str | None,
        typer.Option(
            metavar="CHARGE",
            help="Withholding tax deducted by the customer, such as '20% Income tax', or none.",
        ),
    ]


class CustomerDetails(_ReachedOptions, PartyOptions, _AgreedOptions, Budgets, Increments):
    """What is said of a customer that is made or changed, but for its name."""

    force: Force


ServiceName = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help="The service's name, or part of the name.",
        autocompletion=complete.services,
    ),
]
_PRICE = typer.Option("--price", metavar="AMOUNT", help="Price per unit, such as 60 or 66.50.")
FirstPrice = Annotated[str, _PRICE]
NewPrice = Annotated[str | None, _PRICE]


class ServiceDetails(TypedDict):
    """What is said of a service that is made or changed, but for its name and price."""

    currency: Annotated[
        str | None,
        typer.Option(
            metavar="CODE",
            help="Currency, such as USD. Default for a new service: the setting billing.currency.",
            autocompletion=complete.currencies,
        ),
    ]
    per: Annotated[
        str | None,
        typer.Option(
            metavar="UNIT",
            help="Unit of the price: hour, day, a duration such as 15m, or flat. Default for a new"
            " service: hour.",
            autocompletion=complete.units,
        ),
    ]
    tax_rate: Annotated[
        str | None, typer.Option(metavar="PERCENT", help="Tax rate in percent, such as 22.")
    ]
    tax_category: TaxCategory
    prices_include_tax: PricesIncludeTax
