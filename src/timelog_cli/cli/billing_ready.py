"""``billing unbilled``: what could be invoiced now, and what is missing for it."""

from __future__ import annotations

from timelog_cli.cli.billing_choice import AS_OF, choice, cutoff, dated
from timelog_cli.cli.billing_common import CUSTOMER, PERIOD, group, issuer, terms
from timelog_cli.cli.spec import flag
from timelog_cli.render.outcome import Listing, Outcome
from timelog_cli.render.unbilled import columns, shape, ways_out, with_currencies
from timelog_cli.usecases.billing_unbilled import all_unbilled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.context import Context


@group.command(
    "billing unbilled",
    CUSTOMER,
    PERIOD,
    AS_OF,
    flag("--ready/--not-ready", "Only what can be invoiced, or only what lacks something."),
    listing=True,
    examples=(
        "timelog billing unbilled",
        "timelog billing unbilled --not-ready",
        "timelog billing unbilled --customer Northwind --as-of last-month --format csv",
    ),
)
def unbilled(
    context: Context,
    customer: str | None,
    period: str | None,
    as_of: str | None,
    ready: bool | None,
) -> Outcome:
    """List the records with something to bill on no invoice, and what they lack for one.

    WORKED is the billable time, BILLED what an invoice bills of it. The amount is before tax, with
    the increments and discounts of the record, items and a flat price. MISSING names what is to
    be mended first.
    """
    until = cutoff(context, as_of)
    wanted = choice(context, (), customer, period, until)
    conditions = terms(context, dated(None, until), None, None, None, False)
    found = all_unbilled(context.work, wanted, issuer(context), conditions)
    rows = [row for row in found if ready is None or ready is not bool(row.missing)]
    shown = context.options.format in {None, "table", "md"} and not context.options.json
    return Outcome(
        said=tuple(ways_out(rows)) if shown else (),
        listing=Listing(
            [(with_currencies if shown else shape)(row) for row in rows],
            columns(rows),
            "there is nothing to bill; timelog log list all --billable --uninvoiced",
        ),
    )
