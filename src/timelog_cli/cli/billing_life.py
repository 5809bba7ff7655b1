"""``billing show``, ``export``, ``send``, ``pay`` and ``credit``: after the issue."""

from __future__ import annotations

from timelog_cli.cli.billing_common import (
    FILES,
    date_option,
    date_warnings,
    day,
    formats,
    group,
    issuer,
    money,
)
from timelog_cli.cli.billing_issued import output_failure
from timelog_cli.cli.billing_printing import TEMPLATE, tried
from timelog_cli.cli.spec import arg, flag, opt
from timelog_cli.domain.invoices import FORMATS
from timelog_cli.domain.text import shown
from timelog_cli.errors import Unreadable
from timelog_cli.render.invoices import invoice_shape, rendered, view_shape
from timelog_cli.render.outcome import Outcome
from timelog_cli.usecases import billing_credit, billing_files, billing_life

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.context import Context
    from timelog_cli.usecases.billing_life import View

_NUMBER = arg("number", "NUMBER", "The invoice, credit note or quote.", complete="documents")


@group.command(
    "billing show",
    _NUMBER,
    opt("--format", "FORMAT", "Which document; md if not given.", choices=FORMATS),
    examples=("timelog billing show 2026-0001", "timelog billing show 2026-0001 --format csv"),
)
def show(context: Context, number: str, format: str | None) -> Outcome:
    """Print a document byte for byte as it was issued; --json also says what became of it."""
    view = billing_life.view(context.work, number, day(context, None))
    kept = billing_life.document(context.work, number, format or "md")
    return Outcome(raw=kept.content, data=view_shape(*view))


@group.command(
    "billing export",
    arg(
        "numbers",
        "NUMBER",
        "Only these; all invoices and credit notes if not given.",
        required=False,
        many=True,
        complete="documents",
    ),
    opt("--out", "DIR", "The folder; made if there is none.", required=True, complete="folders"),
    FILES,
    flag("--quotes", "All quotes instead."),
    examples=("timelog billing export --out invoices --format md,csv",),
)
def export(
    context: Context, numbers: list[str], out: str, format: str | None, quotes: bool
) -> Outcome:
    """Write the documents as files where they are missing; never over a file that is there."""
    if quotes and numbers:
        raise Unreadable(
            f"--quotes and {shown(numbers[0][:40])} contradict each other", "leave one of them out"
        )
    done = billing_files.export(
        context.work, out, formats(format), numbers or None, context.patience, quotes=quotes
    )
    files = "file" if len(done.new) == 1 else "files"
    were = "was" if len(done.there) == 1 else "were"
    there = f"; {len(done.there)} {were} there already" if done.there else ""
    return Outcome(
        said=(f"Wrote {len(done.new)} {files} to {out}{there}.",),
        text="\n".join(done.new),
        data=[{"file": path, "written": path in done.new} for path in (*done.new, *done.there)],
        failed=output_failure(done.failed, out),
    )


@group.command(
    "billing send",
    _NUMBER,
    date_option("When it was sent"),
    examples=("timelog billing send 2026-0001",),
)
def send(context: Context, number: str, date: str | None) -> Outcome:
    """Note that a document was sent."""
    view = billing_life.send(context.work, number, day(context, date), day(context, None))
    return Outcome(
        said=(f"{view.document.number} was sent on {view.standing.sent_on}.",),
        data=view_shape(*view),
    )


@group.command(
    "billing pay",
    arg("number", "NUMBER", "The invoice.", complete="invoices"),
    opt("--amount", "AMOUNT", "A part of it; all that is due if not given.", filled=True),
    date_option("When it was paid"),
    flag("--back", "It goes back to the customer, who paid what was credited since."),
    examples=("timelog billing pay 2026-0001", "timelog billing pay 2026-0001 --amount 50"),
)
def pay(context: Context, number: str, amount: str | None, date: str | None, back: bool) -> Outcome:
    """Note a payment. One of a day before the invoice is a pre-payment."""
    on, today = day(context, date), day(context, None)
    view, paid = billing_life.pay(context.work, number, amount, on, today, back=back)
    document = view.document
    verb = "Paid back" if back else "Paid"
    early = f", a pre-payment of {on}" if on < document.issue_date else ""
    rest = _left(view, back=back)
    return Outcome(
        said=(f"{verb} {money(paid, document)} of {document.number}{early}: {rest}.",),
        warned=(f"{on} is in the future; it counts as paid already",) if on > today else (),
        data=view_shape(*view),
    )


def _left(view: View, *, back: bool) -> str:
    due = view.standing.due(view.document)
    if due:
        return f"{money(abs(due), view.document)} left to pay{' back' if back else ''}"
    return "nothing is left" if back else "paid in full"


@group.command(
    "billing credit",
    arg("number", "NUMBER", "The invoice.", complete="invoices"),
    opt("--line", "N", "Only this line of it; may be repeated.", many=True),
    date_option("The date of the credit note"),
    TEMPLATE,
    examples=("timelog billing credit 2026-0001", "timelog billing credit 2026-0001 --line 2"),
)
def credit(
    context: Context, number: str, line: list[str], date: str | None, template: str | None
) -> Outcome:
    """Take an invoice back with a credit note; its logs can be billed again."""
    with tried(context, template) as printer:
        made = billing_credit.credit_invoice(
            context.work,
            number,
            lines=_positions(line),
            day=day(context, date),
            issuer=issuer(context, printer),
            render=lambda document: rendered(document, printer),
        )
    document = made.document
    return Outcome(
        said=(
            f"Issued {document.number} for {document.credits}:"
            f" {money(document.totals.total, document)}; {_freed(made)} can be billed again.",
        ),
        warned=date_warnings(context, [document]),
        data=invoice_shape(document),
        raw=billing_life.document(context.work, document.number, "md").content,
    )


def _freed(made: billing_credit.Credited) -> str:
    """``2 logs``; ``2 logs, 1 item and the flat price of case-1``."""
    counts = [(made.logs, "log")] if made.logs or not (made.items or made.flats) else []
    counts += [(made.items, "item")] if made.items else []
    parts = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts]
    parts += [f"the flat price of {ref}" for ref in made.flats]
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def _positions(texts: list[str]) -> set[int] | None:
    if not texts:
        return None
    for text in texts:
        if not (text.isascii() and text.isdigit() and len(text) < 10):  # noqa: PLR2004
            raise Unreadable(f"{text[:40]!r} is not the number of a line", "--line 1")
    return {int(text) for text in texts}
