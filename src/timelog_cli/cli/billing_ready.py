"""``billing unbilled``: what could be invoiced now, and what is missing for it."""

from __future__ import annotations

from timelog_cli.cli.billing_choice import choice, cutoff, dated
from timelog_cli.cli.billing_common import issuer, terms
from timelog_cli.cli.commands import Commands
from timelog_cli.render.outcome import Listing, Outcome
from timelog_cli.render.unbilled import columns, shape, ways_out, with_currencies
from timelog_cli.usecases.billing_unbilled import all_unbilled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from timelog_cli.cli.options.billing import BegunBy, InPeriod, OnlyCustomer
    from timelog_cli.cli.options.shared import Format
    from timelog_cli.context import Context

app = Commands()


@app.command("unbilled")
def unbilled(
    context: Context,
    *,
    customer: OnlyCustomer = None,
    period: InPeriod = None,
    as_of: BegunBy = None,
    ready: Annotated[
        bool | None,
        typer.Option(
            "--ready/--not-ready", help="Only what can be invoiced, or only what lacks something."
        ),
    ] = None,
    format: Format = None,
) -> Outcome:
    """List the records with something to bill on no invoice, and what they lack for one.

    WORKED is the billable time, BILLED what an invoice bills of it. The amount is before tax, with
    the increments and discounts of the record, items and a flat price. MISSING names what is to
    be mended first.

    Examples:
        timelog billing unbilled
        timelog billing unbilled --not-ready
        timelog billing unbilled --customer Northwind --as-of last-month --format csv
    """
    until = cutoff(context, as_of)
    wanted = choice(context, (), customer, period, until)
    conditions = terms(context, dated(None, until), None, None, None, False)
    found = all_unbilled(context.work, wanted, issuer(context), conditions)
    rows = [row for row in found if ready is None or ready is not bool(row.missing)]
    shown = format in {None, "table", "md"} and not context.options.json
    return Outcome(
        said=tuple(ways_out(rows)) if shown else (),
        listing=Listing(
            [(with_currencies if shown else shape)(row) for row in rows],
            columns(rows),
            "there is nothing to bill; timelog log list all --billable --uninvoiced",
            format,
        ),
    )
