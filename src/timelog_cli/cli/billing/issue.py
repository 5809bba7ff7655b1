"""``billing preview`` and ``billing issue``, and what they report."""

from __future__ import annotations

from timelog_cli.cli.billing import (
    app,
    choice,
    cutoff,
    date_warnings,
    dated,
    formats,
    issuer,
    money,
    quote_warnings,
    seller_warning,
    terms,
    to_mail,
)
from timelog_cli.cli.billing.attaching import attached
from timelog_cli.cli.billing.printing import (
    archive,
    file_mode,
    incomplete_warnings,
    logo_of_seller,
    printing,
    tried,
    writer_of,
)
from timelog_cli.cli.billing.showing import asked, check_terminal, previewed, printed, shapes
from timelog_cli.cli.progress import Progress
from timelog_cli.errors import OutputError, PartialFailure, Refused, UsageError
from timelog_cli.frozen import Frozen
from timelog_cli.render.documents.invoices import invoice_shape
from timelog_cli.render.plain.billing import aside_lines, in_fields, in_one_line, summary_shape
from timelog_cli.render.result import Event, Outcome
from timelog_cli.runtime.folder_lock import Held
from timelog_cli.usecases.billing import files, issuing, previews

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager
    from typing import Annotated, Any, Unpack

    import typer

    from timelog_cli.cli.billing.attaching import Attached
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options.billing import (
        BegunBy,
        CompareQuotes,
        DocumentFormats,
        DocumentLocale,
        DocumentTemplate,
        GroupBy,
        InPeriod,
        InvoiceDiscount,
        IssueDate,
        NoRetainer,
        NoSeller,
        OnlyCustomer,
        OutFolder,
        OwnOptions,
        Prepaid,
        RefsToBill,
        UseCredit,
        WithNotes,
        WithTimesheet,
    )
    from timelog_cli.domain.documents.billable import Terms
    from timelog_cli.domain.documents.invoices import Batch, Document, Failure, Made, Written
    from timelog_cli.errors import TimelogError
    from timelog_cli.usecases.billing.previews import BillingSelection

_MOST_HINTS = 3


class IssueOptions(Frozen):
    """How the files and the report are wanted; ``everything`` is ``--all``."""

    out: str | None
    formats: tuple[str, ...]
    everything: bool
    summary: bool
    fail_if_empty: bool
    format: str | None
    sheets: Attached | None = None


def report(
    context: Context, batch: Batch, written: Written | None, options: IssueOptions
) -> Outcome:
    """The outcome of an issue."""
    failed = _failure(batch, written, options.out) or _empty(batch, options)
    numbers = [one.number for one in batch.issued]
    return Outcome(
        said=(
            *_said(batch, written, options),
            *aside_lines(batch.left_aside),
            *to_mail(context, numbers),
        ),
        warned=(
            *quote_warnings((one.quoted, one) for one in batch.issued),
            *date_warnings(context, batch.issued),
            *(options.sheets.missing if options.sheets else ()),
        ),
        failed=failed,
        events=_events(context, numbers),
        **_data(context, batch, written, options),
    )


def _events(context: Context, numbers: Sequence[str]) -> tuple[Event, ...]:
    """That invoices were issued; they are read only if a hook is to be told."""
    return (Event("issue", lambda: list(shapes(context, numbers))),) if numbers else ()


def _said(batch: Batch, written: Written | None, options: IssueOptions) -> list[str]:
    if options.everything:
        return [in_one_line(batch, written)]
    return [line for one in batch.issued for line in _issued_lines(one)]


def _issued_lines(one: Made) -> Iterator[str]:
    yield (
        f"Issued {one.number} to {one.customer}:"
        f" {money(one.total, one)}{_payable(one)}, due {one.due_date}."
    )
    for number, amount in one.credits:
        yield f"Used {money(amount, one)} of credit from {number} for {one.number}."


def _payable(one: Made) -> str:
    return "" if one.payable == one.total else f", amount due {money(one.payable, one)}"


def _data(
    context: Context, batch: Batch, written: Written | None, options: IssueOptions
) -> dict[str, Any]:
    """What goes to standard output: the summary, else what was issued."""
    if options.summary:
        return {"data": summary_shape(batch, written), "text": in_fields(batch, written)}
    return printed(context, [one.number for one in batch.issued], written, options.format)


def _empty(batch: Batch, options: IssueOptions) -> TimelogError | None:
    if not options.fail_if_empty or batch.issued:
        return None
    return Refused("nothing to bill", "timelog billing unbilled")


def _failure(batch: Batch, written: Written | None, out: str | None) -> TimelogError | None:
    if batch.failed:
        lost = [*written.failed, *_reasons(written.refused)] if written else []
        reasons = _reasons(batch.failed)
        many = len(reasons) + len(batch.issued)
        message = f"cannot issue {len(reasons)} of {many} invoices: "
        return PartialFailure(message + "; ".join([*reasons, *lost]), _ways_out(batch.failed))
    return output_failure(written, out)


def _reasons(failed: Sequence[Failure]) -> list[str]:
    return [f"{one.customer}: {one.error.message}" for one in failed]


def _ways_out(failed: Sequence[Failure]) -> str | None:
    """The commands that help, apart as a shell takes them."""
    hints = list(dict.fromkeys(one.error.hint for one in failed if one.error.hint))
    more = ["timelog billing unbilled"] if len(hints) > _MOST_HINTS else []
    return "; ".join([*hints[:_MOST_HINTS], *more]) or None


def folder_lock(context: Context, out: str | None) -> AbstractContextManager[object]:
    """The folder for the files, made and tried before anything is issued, and held to the end."""
    if out is not None:
        return Held(out, context.patience)
    from contextlib import nullcontext

    return nullcontext()


def output_failure(written: Written | None, out: str | None) -> TimelogError | None:
    """The error that names the files that could not be written, if there are any."""
    if written is None:
        return None
    if written.failed:
        from timelog_cli.domain.text import typed

        hint = f"timelog billing export --out {typed(out or 'DIR')}"
        return OutputError("; ".join([*written.failed, *_reasons(written.refused)]), hint)
    if not written.refused:
        return None
    if not (written.new or written.there) and len(written.refused) == 1:
        return written.refused[0].error
    message = "; ".join(_reasons(written.refused))
    return PartialFailure(f"cannot write all documents: {message}", _ways_out(written.refused))


@app.command("preview", reads=True)
def preview(
    context: Context,
    refs: RefsToBill = None,
    *,
    customer: OnlyCustomer = None,
    period: InPeriod = None,
    all: Annotated[
        bool, typer.Option("--all", help="Everything that can be billed. This is the default.")
    ] = False,
    as_of: BegunBy = None,
    date: IssueDate = None,
    discount: InvoiceDiscount = None,
    prepaid: Prepaid = None,
    use_credit: UseCredit = False,
    group_by: GroupBy = None,
    with_notes: WithNotes = False,
    locale: DocumentLocale = None,
    compare_quotes: CompareQuotes = None,
    template: DocumentTemplate = None,
    no_retainer: NoRetainer = False,
    format: DocumentFormats = None,
    **own: Unpack[OwnOptions],
) -> Outcome:
    """Show the invoices that would be issued, without issuing them.

    On a terminal, they are laid out as documents. In a pipe, with --template or --format md, they
    are Markdown.

    Examples:
        timelog billing preview case-1
        timelog billing preview case-1 --format md
        timelog billing preview --customer Northwind --group-by day
    """
    until = cutoff(context, as_of)
    chosen = choice(context, refs, customer, period, until, all=all)
    day = dated(date, until)
    look = group_by, with_notes, locale, compare_quotes
    wanted = terms(context, day, discount, prepaid, *look, own)
    wanted = wanted._replace(use_credit=use_credit, draw=not no_retainer)
    check_terminal(context, format, "to write a file: timelog billing preview … > preview.pdf")
    with printing(context, template) as printer:
        sender = issuer(context, printer)._replace(logo=logo_of_seller(context))
        found = previews.preview(context.work, chosen, sender, wanted)
        documents = [draft.document for draft in found.drafts]
        aside = {one.ref: one.seconds for one in found.left_aside if not one.overlaps}
        shown = previewed(context, documents, printer, template, format, sender.logo)
    return Outcome(
        said=(*(() if documents else ("Nothing to bill.",)), *aside_lines(found.left_aside)),
        warned=(
            *found.warnings,
            *quote_warnings((draft.quoted, draft.document) for draft in found.drafts),
            *(seller_warning(context) if documents else ()),
            *date_warnings(context, documents),
            *incomplete_warnings(documents, asked(format)),
        ),
        data=[_preview_shape(document, aside) for document in documents],
        **shown,
    )


def _preview_shape(document: Document, aside: dict[str, int]) -> dict[str, Any]:
    """The document with the non-billable time of its records."""
    seconds = sum(aside.get(ref, 0) for ref in document.refs)
    return {**invoice_shape(document, "preview"), "non_billable_seconds": seconds}


@app.command("issue")
def issue(
    context: Context,
    refs: RefsToBill = None,
    *,
    customer: OnlyCustomer = None,
    period: InPeriod = None,
    all: Annotated[
        bool,
        typer.Option("--all", help="Everything that can be billed. Safe to repeat."),
    ] = False,
    as_of: BegunBy = None,
    out: OutFolder = None,
    format: DocumentFormats = None,
    date: IssueDate = None,
    discount: InvoiceDiscount = None,
    prepaid: Prepaid = None,
    use_credit: UseCredit = False,
    group_by: GroupBy = None,
    with_notes: WithNotes = False,
    locale: DocumentLocale = None,
    compare_quotes: CompareQuotes = None,
    template: DocumentTemplate = None,
    no_seller: NoSeller = False,
    no_retainer: NoRetainer = False,
    with_timesheet: WithTimesheet = False,
    fail_if_empty: Annotated[
        bool, typer.Option("--fail-if-empty", help="Exit with code 1 if there is nothing to bill.")
    ] = False,
    summary: Annotated[
        bool,
        typer.Option(
            "--summary",
            help="Print a summary instead of the documents; with --json, a single object.",
        ),
    ] = False,
    **own: Unpack[OwnOptions],
) -> Outcome:
    """Issue invoices for the billable time on resolved or closed records.

    Makes one invoice per customer and currency; records with tax-inclusive prices get a
    separate invoice. Without --out, prints the document, or of several their numbers. Set the
    sender first, once: timelog config set seller.name NAME.

    Examples:
        timelog billing issue case-1 --out invoices
        timelog billing issue case-1 --discount 5% --prepaid 200.00
        timelog billing issue case-1 --order-reference PO-4711 --note "Thank you." --due 2027-01-15
        timelog billing issue case-1 --use-credit
        timelog billing issue --customer Northwind --period 2026-11 --locale it_IT
        timelog billing issue --all --out invoices --format md,csv
        timelog billing issue --customer Northwind --out invoices --with-timesheet
        timelog billing issue --all --as-of 2026-11-30 --out invoices --summary --json
    """
    if not (refs or customer or period or all):
        raise UsageError(
            "nothing selected to bill: give a REF, --customer, --period or --all",
            "to see what can be billed: timelog billing preview",
        )
    until = cutoff(context, as_of)
    chosen = choice(context, refs, customer, period, until, all=all)
    day = dated(date, until)
    look = group_by, with_notes, locale, compare_quotes
    wanted = terms(context, day, discount, prepaid, *look, own)
    wanted = wanted._replace(use_credit=use_credit, draw=not no_retainer)
    sheets = attached(context, with_timesheet, out)
    if out is None:
        check_terminal(context, format)
    options = IssueOptions(out, formats(format), all, summary, fail_if_empty, asked(format), sheets)
    batch, written = _issued(context, chosen, wanted, template, options, no_seller)
    return report(context, batch, written, options)


def _issued(
    context: Context,
    chosen: BillingSelection,
    wanted: Terms,
    template: str | None,
    options: IssueOptions,
    no_seller: bool,
) -> tuple[Batch, Written | None]:
    """What was issued, and its files."""
    with tried(context, template) as printer, folder_lock(context, options.out):
        sender = issuer(context, printer)
        sender = sender._replace(anonymous=no_seller, logo=logo_of_seller(context))
        writer = writer_of(printer, options.formats)
        if options.everything:
            with Progress(context, "Issuing", "invoices") as progress:
                batch = issuing.issue_all(
                    context.work, chosen, sender, wanted, writer, progress.report
                )
        else:
            batch = issuing.issue(context.work, chosen, sender, wanted, writer)
        return batch, _write(context, batch, options)


def _write(context: Context, batch: Batch, options: IssueOptions) -> Written | None:
    """The files of the new documents; with ``--all`` also those that are missing of the others."""
    if options.out is None:
        return None
    numbers = None if options.everything else [one.number for one in batch.issued]
    with Progress(context, "Writing", "documents") as progress:
        return files.write(
            *(context.work, options.out, archive(context, options.formats)),
            *(numbers, file_mode(context)),
            progress.report,
            options.sheets.beside if options.sheets else None,
        )
