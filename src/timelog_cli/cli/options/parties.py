"""Options that say what structured invoices need to know of a customer."""

from __future__ import annotations

from typing import Annotated, TypedDict

import typer

from timelog_cli.cli.completion import completers as complete


class _PostalOptions(TypedDict):
    street: Annotated[str | None, typer.Option(metavar="TEXT", help="Street and number.")]
    street2: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Second line of the street, such as Floor 3.")
    ]
    postcode: Annotated[str | None, typer.Option(metavar="TEXT", help="Postcode.")]
    city: Annotated[str | None, typer.Option(metavar="TEXT", help="City.")]
    region: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Region, such as a state or a province.")
    ]
    country: Annotated[
        str | None,
        typer.Option(
            metavar="COUNTRY",
            help="Country code (ISO 3166), such as DE.",
            autocompletion=complete.countries,
        ),
    ]


class PartyOptions(_PostalOptions):
    """What is said of a party; an empty text takes it away."""

    contact: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Person or department to contact.")
    ]
    phone: Annotated[str | None, typer.Option(metavar="TEXT", help="Phone number.")]
    tax_number: Annotated[
        str | None,
        typer.Option(metavar="NUMBER", help="Tax number at home, other than the VAT id."),
    ]
    legal_id: Annotated[
        str | None,
        typer.Option(metavar="NUMBER", help="Legal id, such as the number in the trade register."),
    ]
    legal_scheme: Annotated[
        str | None,
        typer.Option(
            metavar="SCHEME",
            help="What kind of number the legal id is (ISO 6523), such as 0002 for a SIREN.",
            autocompletion=complete.legal_schemes,
        ),
    ]
    electronic_address: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Address for electronic invoices.")
    ]
    electronic_scheme: Annotated[
        str | None,
        typer.Option(
            metavar="SCHEME",
            help="What kind of address the electronic address is (EAS), such as EM for email or"
            " 0204 for a Leitweg-ID.",
            autocompletion=complete.electronic_schemes,
        ),
    ]
    buyer_reference: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            help="Reference that the customer wants on its invoices, such as a Leitweg-ID.",
        ),
    ]
