"""``billing show``, ``export`` and ``credit``: after the issue."""

from __future__ import annotations

from timelog_cli.cli.billing import app, date_warnings, day, formats, issuer, money, to_mail
from timelog_cli.cli.billing.attaching import attached
from timelog_cli.cli.billing.issue import folder_lock, output_failure
from timelog_cli.cli.billing.printing import archive, file_mode, tried, writer_of
from timelog_cli.cli.billing.showing import asked, check_terminal, output
from timelog_cli.cli.context import printed_paths
from timelog_cli.cli.progress import Progress
from timelog_cli.domain.text import capitalized, shown
from timelog_cli.errors import UsageError
from timelog_cli.render.documents.invoices import (
    invoice_shape,
    message_lines,
    payment_lines,
    view_shape,
)
from timelog_cli.render.result import Event, Outcome
from timelog_cli.usecases.billing import credits, lifecycle
from timelog_cli.usecases.billing import files as billing_files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from timelog_cli.cli.completion import completers as complete
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options.billing import (
        DocumentFormats,
        DocumentNote,
        DocumentNumber,
        DocumentTemplate,
        InvoiceNumber,
        IssueDate,
        OutFolder,
        WithTimesheet,
    )


@app.command("show", reads=True)
def show(
    context: Context,
    number: DocumentNumber,
    *,
    out: OutFolder = None,
    format: DocumentFormats = None,
) -> Outcome:
    """Print a document exactly as it was issued.

    On a terminal, it is laid out as a document; --format md prints its Markdown, as in a pipe.

    Its payments, and what is outstanding or to refund, are listed on standard error. --json adds
    them and the status. With --out it is written to files instead.

    Examples:
        timelog billing show 2026-0001
        timelog billing show 2026-0001 --format csv
        timelog billing show 2026-0001 --out invoices --format html,csv
    """
    chosen = formats(format)
    if out is None and len(chosen) > 1:
        raise UsageError("only one format can be printed", "to write files, add --out DIR")
    if out is None:
        check_terminal(context, format)
    view = lifecycle.view(context.work, number, day(context, None))
    kept = [view.document.number]
    files = (context.work, out or "", archive(context, chosen), kept, context.patience)
    written = billing_files.export(*files, mode=file_mode(context)) if out else None
    said = []
    if not context.options.json:
        said = message_lines(view.standing, view.zone)
        said += payment_lines(view.document, view.standing, view.to_refund)
    return Outcome(
        said=tuple(said),
        data=view_shape(*view),
        failed=output_failure(written, out),
        **output(context, kept, written, asked(format)),
    )


@app.command("export", reads=True)
def export(
    context: Context,
    numbers: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NUMBER",
            help="Only these documents. Default: all invoices and credit notes.",
            autocompletion=complete.documents,
        ),
    ] = None,
    *,
    out: Annotated[
        str,
        typer.Option(
            metavar="DIR",
            help="The folder; created if it does not exist.",
            autocompletion=complete.folders,
        ),
    ],
    format: DocumentFormats = None,
    quotes: Annotated[
        bool, typer.Option("--quotes", help="Export quotes instead of invoices.")
    ] = False,
    with_timesheet: WithTimesheet = False,
) -> Outcome:
    """Write documents to files. Existing files are never overwritten.

    Examples:
        timelog billing export --out invoices --format md,csv
        timelog billing export 2026-0001 --out invoices --format html --with-timesheet
    """
    if quotes and numbers:
        raise UsageError(
            f"--quotes cannot be used with {shown(numbers[0][:40])}", "use only one of them"
        )
    sheets = attached(context, with_timesheet, out)
    with Progress(context, "Writing", "documents") as progress:
        done = billing_files.export(
            *(context.work, out, archive(context, formats(format)), numbers, context.patience),
            mode=file_mode(context),
            quotes=quotes,
            beside=sheets.beside if sheets else None,
            report=progress.report,
        )
    files = "file" if len(done.new) == 1 else "files"
    there = f"; {len(done.there)} already existed" if done.there else ""
    return Outcome(
        said=(f"Wrote {len(done.new)} {files} to {out}{there}",),
        warned=tuple(sheets.missing if sheets else ()),
        **printed_paths(context, done.new),
        data=[{"file": path, "written": path in done.new} for path in (*done.new, *done.there)],
        failed=output_failure(done, out),
    )


@app.command("credit")
def credit(
    context: Context,
    number: InvoiceNumber,
    *,
    line: Annotated[
        list[str] | None, typer.Option(metavar="N", help="Credit only this line; can be repeated.")
    ] = None,
    date: IssueDate = None,
    note: DocumentNote = None,
    out: OutFolder = None,
    format: DocumentFormats = None,
    template: DocumentTemplate = None,
) -> Outcome:
    """Cancel an invoice, or some of its lines, with a credit note.

    The logs can then be billed again. Without --out, prints the credit note.

    Examples:
        timelog billing credit 2026-0001
        timelog billing credit 2026-0001 --line 2 --out invoices
        timelog billing credit 2026-0001 --note "Two hours too many."
    """
    from timelog_cli.domain.documents.texts import read_note

    chosen = formats(format)
    if out is None:
        check_terminal(context, format)
    with tried(context, template) as printer, folder_lock(context, out):
        made = credits.credit_invoice(
            context.work,
            number,
            lines=_positions(line),
            day=day(context, date),
            note="" if note is None else read_note(note),
            issuer=issuer(context, printer),
            writer=writer_of(printer, chosen),
        )
        document = made.document
        to_write = archive(context, chosen), [document.number], file_mode(context)
        written = billing_files.write(context.work, out, *to_write) if out else None
    data = invoice_shape(document)
    return Outcome(
        said=(
            f"Issued credit note {document.number} for invoice {document.credits}:"
            f" {money(document.totals.total, document)}.{_freed(made)}",
            *_refund(context, number),
            *to_mail(context, [document.number]),
        ),
        warned=date_warnings(context, [document]),
        data=data,
        events=(Event("issue", [data]),),
        failed=output_failure(written, out),
        **output(context, [document.number], written, asked(format)),
    )


def _refund(context: Context, number: str) -> list[str]:
    """What is to be refunded now, with the command that records it."""
    view = lifecycle.view(context.work, number, day(context, None))
    document, due = view.document, view.standing.due(view.document)
    if due >= 0:
        return []
    pay = f"timelog billing pay {document.number} --refund"
    return [f"To refund: {money(-due, document)}. When it is refunded: {pay}"]


def _freed(made: credits.Credited) -> str:
    """`` 2 logs, 1 item and the fixed price of case-1 can be billed again.``, or nothing.

    Then what cannot, as its record is no longer billable.
    """
    counts = [(made.logs, "log")] if made.logs else []
    counts += [(made.items, "item")] if made.items else []
    parts = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts]
    parts += [f"the fixed price of {ref}" for ref in made.flats]
    return _can_be_billed(parts) + _cannot_be_billed(made.unmarked)


def _can_be_billed(parts: list[str]) -> str:
    if not parts:
        return ""
    *first, last = parts
    named = f"{', '.join(first)} and {last}" if first else last
    return f" {capitalized(named)} can be billed again."


def _cannot_be_billed(logs: int) -> str:
    if not logs:
        return ""
    if logs == 1:
        return " 1 log is now non-billable, like its record."
    return f" {logs} logs are now non-billable, like their records."


def _positions(texts: list[str] | None) -> set[int] | None:
    if texts is None:
        return None
    for text in texts:
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise UsageError(
                f"{text[:40]!r} is not a line number", "use a line number, such as --line 1"
            )
    return {int(text) for text in texts}
