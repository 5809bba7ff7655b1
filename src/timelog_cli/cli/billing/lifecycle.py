"""``billing show``, ``export``, ``send``, ``pay`` and ``credit``: after the issue."""

from __future__ import annotations

from timelog_cli.cli.billing.issue import output_failure
from timelog_cli.cli.billing.printing import file_mode, rendering, tried
from timelog_cli.cli.billing.selection import date_warnings, day, formats, issuer, money
from timelog_cli.cli.commands import Commands
from timelog_cli.domain.text import shown
from timelog_cli.errors import UsageError
from timelog_cli.render.documents.invoices import (
    invoice_shape,
    outstanding,
    payment_lines,
    view_shape,
)
from timelog_cli.render.result import Outcome
from timelog_cli.usecases.billing import credits, lifecycle
from timelog_cli.usecases.billing import files as billing_files
from timelog_cli.usecases.billing.unpay import unpay as reverse_payment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from timelog_cli.cli.completion import completers as complete
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options.billing import (
        DocumentFormat,
        DocumentFormats,
        DocumentNumber,
        DocumentTemplate,
        InvoiceNumber,
        IssueDate,
        OnDay,
        PaidNumber,
        PayableNumber,
    )
    from timelog_cli.cli.options.shared import filled
    from timelog_cli.usecases.billing.lifecycle import InvoiceView

app = Commands()


@app.command("show")
def show(context: Context, number: DocumentNumber, *, format: DocumentFormat = None) -> Outcome:
    """Print a document byte for byte as it was issued; --json also says what became of it.

    Its payments, and what is outstanding or to refund, are listed on standard error.

    Examples:
        timelog billing show 2026-0001
        timelog billing show 2026-0001 --format csv
    """
    view = lifecycle.view(context.work, number, day(context, None))
    kept = lifecycle.document(context.work, number, format or "md")
    said = () if context.options.json else payment_lines(view.document, view.standing)
    return Outcome(raw=kept.content, said=tuple(said), data=view_shape(*view))


@app.command("export")
def export(
    context: Context,
    numbers: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NUMBER",
            help="Only these; all invoices and credit notes if not given.",
            autocompletion=complete.documents,
        ),
    ] = None,
    *,
    out: Annotated[
        str,
        typer.Option(
            "--out",
            metavar="DIR",
            help="The folder; made if there is none.",
            autocompletion=complete.folders,
        ),
    ],
    format: DocumentFormats = None,
    quotes: Annotated[bool, typer.Option("--quotes", help="All quotes instead.")] = False,
) -> Outcome:
    """Write the documents as files where they are missing; never over a file that is there.

    Examples:
        timelog billing export --out invoices --format md,csv
    """
    if quotes and numbers:
        raise UsageError(
            f"--quotes and {shown(numbers[0][:40])} contradict each other", "leave one of them out"
        )
    done = billing_files.export(
        *(context.work, out, formats(format), numbers, context.patience),
        mode=file_mode(context),
        quotes=quotes,
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


@app.command("send")
def send(context: Context, number: DocumentNumber, *, date: OnDay = None) -> Outcome:
    """Note that a document was sent.

    Examples:
        timelog billing send 2026-0001
    """
    view = lifecycle.send(context.work, number, day(context, date), day(context, None))
    return Outcome(
        said=(f"{view.document.number} was sent on {view.standing.sent_on}.",),
        data=view_shape(*view),
    )


@app.command("pay")
def pay(
    context: Context,
    number: PayableNumber,
    *,
    amount: Annotated[
        str | None,
        typer.Option(
            "--amount",
            metavar="AMOUNT",
            help="A part of it; all that is due if not given.",
            callback=filled,
        ),
    ] = None,
    date: OnDay = None,
    back: Annotated[
        bool,
        typer.Option(
            "--back", help="It goes back to the customer, who paid what was credited since."
        ),
    ] = False,
) -> Outcome:
    """Note a payment. One of a day before the invoice is a pre-payment.

    Examples:
        timelog billing pay 2026-0001
        timelog billing pay 2026-0001 --amount 50
    """
    on, today = day(context, date), day(context, None)
    view, paid = lifecycle.pay(context.work, number, amount, on, today, back=back)
    document = view.document
    verb = "Paid back" if back else "Paid"
    early = f", a pre-payment of {on}" if on < document.issue_date else ""
    rest = _left(view, back=back)
    return Outcome(
        said=(f"{verb} {money(paid, document)} of {document.number}{early}: {rest}.",),
        warned=(f"{on} is in the future; it counts as paid already",) if on > today else (),
        data=view_shape(*view),
    )


@app.command("unpay")
def unpay(
    context: Context,
    number: PaidNumber,
    *,
    payment: Annotated[
        str | None,
        typer.Option(
            "--payment",
            metavar="N",
            help="Which payment, if there are several: its number in billing show.",
            autocompletion=complete.payments,
            callback=filled,
        ),
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="Why, such as returned by bank.")
    ] = None,
    date: OnDay = None,
) -> Outcome:
    """Reverse a payment that was wrong or was returned by the bank.

    The payment and its reversal stay on the invoice, and its status follows.

    Examples:
        timelog billing unpay 2026-0001
        timelog billing unpay 2026-0001 --payment 1 --reason "Returned by the bank"
    """
    today = day(context, None)
    on = day(context, date) if date else None
    view, gone = reverse_payment(context.work, number, payment, reason or "", on, today)
    document = view.document
    rest = outstanding(view.standing.due(document), document.currency)
    what = f"payment {gone.number} of {document.number}"
    return Outcome(
        said=(f"Reversed {what}, {money(gone.amount, document)} on {gone.paid_on}: {rest}.",),
        data=view_shape(*view),
    )


def _left(view: InvoiceView, *, back: bool) -> str:
    due = view.standing.due(view.document)
    if due:
        return f"{money(abs(due), view.document)} left to pay{' back' if back else ''}"
    return "nothing is left" if back else "paid in full"


@app.command("credit")
def credit(
    context: Context,
    number: InvoiceNumber,
    *,
    line: Annotated[
        list[str] | None,
        typer.Option("--line", metavar="N", help="Only this line of it; may be repeated."),
    ] = None,
    date: IssueDate = None,
    template: DocumentTemplate = None,
) -> Outcome:
    """Take an invoice back with a credit note; its logs can be billed again.

    Examples:
        timelog billing credit 2026-0001
        timelog billing credit 2026-0001 --line 2
    """
    with tried(context, template) as printer:
        made = credits.credit_invoice(
            context.work,
            number,
            lines=_positions(line),
            day=day(context, date),
            issuer=issuer(context, printer),
            render=rendering(printer),
        )
    document = made.document
    return Outcome(
        said=(
            f"Issued {document.number} for {document.credits}:"
            f" {money(document.totals.total, document)}; {_freed(made)} can be billed again.",
            *_refund(context, number),
        ),
        warned=date_warnings(context, [document]),
        data=invoice_shape(document),
        raw=lifecycle.document(context.work, document.number, "md").content,
    )


def _refund(context: Context, number: str) -> list[str]:
    """What is to be refunded now, with the command that records it."""
    view = lifecycle.view(context.work, number, day(context, None))
    document, due = view.document, view.standing.due(view.document)
    if due >= 0:
        return []
    pay = f"timelog billing pay {document.number} --back"
    return [f"To refund: {money(-due, document)}. When it is refunded: {pay}"]


def _freed(made: credits.Credited) -> str:
    """``2 logs``; ``2 logs, 1 item and the flat price of case-1``."""
    counts = [(made.logs, "log")] if made.logs or not (made.items or made.flats) else []
    counts += [(made.items, "item")] if made.items else []
    parts = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts]
    parts += [f"the flat price of {ref}" for ref in made.flats]
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def _positions(texts: list[str] | None) -> set[int] | None:
    if texts is None:
        return None
    for text in texts:
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise UsageError(f"{text[:40]!r} is not the number of a line", "--line 1")
    return {int(text) for text in texts}
