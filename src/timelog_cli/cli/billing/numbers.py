"""``billing number list`` and ``set``."""

from __future__ import annotations

from timelog_cli.cli.billing import app as billing
from timelog_cli.cli.billing import day, issuer
from timelog_cli.cli.commands import Commands
from timelog_cli.render.headers import header
from timelog_cli.render.listing import Listing
from timelog_cli.render.plain.numbers import COLUMNS, series_shape, set_sentence
from timelog_cli.render.result import Outcome
from timelog_cli.usecases.billing import numbers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated, Unpack

    import typer

    from timelog_cli.cli.completion import completers as complete
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import ListOptions, filled

app = Commands("number", help="Series of document numbers, and where they start.")
billing.add_typer(app)


@app.command("list", reads=True)
def list_numbers(context: Context, **layout: Unpack[ListOptions]) -> Outcome:
    """List the number series of invoices, credit notes and quotes.

    The series of the current number patterns are listed even without documents.

    Examples:
        timelog billing number list
        timelog billing number list --json
    """
    found = numbers.listed(context.work, issuer(context), day(context, None))
    rows = [series_shape(one) for one in found]
    shown = context.layout(layout)
    empty = "No number series yet."
    return Outcome(listing=Listing(rows, COLUMNS, empty, shown, header("billing number list")))


@app.command("set")
def set_number(
    context: Context,
    series: Annotated[
        str,
        typer.Argument(
            metavar="SERIES",
            help="invoice, credit-note or quote, or a series as billing number list shows it.",
            autocompletion=complete.series,
        ),
    ],
    last: Annotated[
        str,
        typer.Argument(metavar="NUMBER", help="The last number that was used, such as 331."),
    ],
    *,
    date: Annotated[
        str | None,
        typer.Option(
            metavar="DAY",
            help="The series for documents dated this day, such as 2027-01-01. Default: today.",
            callback=filled,
        ),
    ] = None,
    customer: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The series of this customer, if the pattern contains {customer}.",
            autocompletion=complete.customers,
            callback=filled,
        ),
    ] = None,
) -> Outcome:
    """Continue the numbers of the program that you used before.

    The next document gets the number after NUMBER. You can set it only before the first document of
    the series is issued, and only upwards; until then you can also undo it.

    Examples:
        timelog billing number set invoice 331
        timelog billing number set credit-note 17 --date 2027-01-01
    """
    from timelog_cli.domain.documents.numbering import read_last

    found = numbers.continue_after(
        context.work,
        issuer(context),
        series,
        read_last(last),
        day=day(context, date),
        is_dated=date is not None,
        customer=customer,
    )
    return Outcome(said=(set_sentence(found),), data=series_shape(found))
