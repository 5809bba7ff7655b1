"""What the commands of services take."""

from __future__ import annotations

from typing import Annotated, TypedDict

import typer

from timelog_cli.cli import completers as complete
from timelog_cli.cli.options.records import PricesIncludeTax

ServiceName = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help="The service, or the beginning of its name.",
        autocompletion=complete.services,
    ),
]
_PRICE = typer.Option("--price", metavar="AMOUNT", help="The price of one unit, as 60 or 66.50.")
FirstPrice = Annotated[str, _PRICE]
NewPrice = Annotated[str | None, _PRICE]


class ServiceDetails(TypedDict):
    """What is said of a service that is made or changed, but for its name and price."""

    currency: Annotated[
        str | None,
        typer.Option(
            "--currency",
            metavar="CODE",
            help="The currency, as USD; a new one has that of the settings if not given.",
            autocompletion=complete.currencies,
        ),
    ]
    per: Annotated[
        str | None,
        typer.Option(
            "--per",
            metavar="UNIT",
            help="What the price is for: hour, day, 15m, flat; a new one is for an hour if not"
            " given.",
            autocompletion=complete.units,
        ),
    ]
    tax_rate: Annotated[
        str | None, typer.Option("--tax-rate", metavar="PERCENT", help="The tax rate, as 22.")
    ]
    prices_include_tax: PricesIncludeTax
