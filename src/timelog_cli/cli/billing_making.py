"""``billing preview`` and ``billing issue``."""

from __future__ import annotations

from timelog_cli.cli.billing_choice import choice, cutoff, dated
from timelog_cli.cli.billing_common import (
    date_warnings,
    formats,
    issuer,
    quote_warnings,
    seller_warning,
    terms,
)
from timelog_cli.cli.billing_issued import Wishes, holding, report
from timelog_cli.cli.billing_printing import printing, rendering, tried
from timelog_cli.cli.commands import Commands
from timelog_cli.errors import Unreadable
from timelog_cli.render.invoices import invoice_shape
from timelog_cli.render.outcome import Outcome
from timelog_cli.usecases import billing, billing_files, billing_issue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from timelog_cli.cli.options.billing import (
        BegunBy,
        DocumentFormats,
        DocumentLocale,
        DocumentTemplate,
        GroupBy,
        InPeriod,
        InvoiceDiscount,
        IssueDate,
        OnlyCustomer,
        OutFolder,
        Prepaid,
        RefsToBill,
        WithNotes,
    )
    from timelog_cli.context import Context
    from timelog_cli.domain.billable import Terms
    from timelog_cli.usecases.billing import Choice
    from timelog_cli.usecases.billing_files import Written
    from timelog_cli.usecases.billing_issue import Batch
    from timelog_cli.usecases.work import Work

app = Commands()


@app.command("preview")
def preview(
    context: Context,
    refs: RefsToBill = None,
    *,
    customer: OnlyCustomer = None,
    period: InPeriod = None,
    all: Annotated[
        bool, typer.Option("--all", help="Everything that can be billed, as if nothing is named.")
    ] = False,
    as_of: BegunBy = None,
    date: IssueDate = None,
    discount: InvoiceDiscount = None,
    prepaid: Prepaid = None,
    group_by: GroupBy = None,
    with_notes: WithNotes = False,
    locale: DocumentLocale = None,
    template: DocumentTemplate = None,
) -> Outcome:
    """Show the invoices that would be issued; write nothing.

    Examples:
        timelog billing preview case-1
        timelog billing preview --customer Northwind --group-by day
    """
    until = cutoff(context, as_of)
    chosen = choice(context, refs, customer, period, until, all=all)
    day = dated(date, until)
    wanted = terms(context, day, discount, prepaid, group_by, with_notes, locale)
    with printing(context, template) as printer:
        found = billing.preview(context.work, chosen, issuer(context, printer), wanted)
        documents = [draft.document for draft in found.drafts]
        unread = context.options.json and not printer.template.files
        texts = [] if unread else [printer.written(document, "md") for document in documents]
    return Outcome(
        said=() if documents else ("Nothing to bill.",),
        warned=(
            *found.warnings,
            *quote_warnings(documents),
            *(seller_warning(context) if documents else ()),
            *date_warnings(context, documents),
        ),
        data=[invoice_shape(document, "preview") for document in documents],
        text="\n".join(texts).rstrip("\n"),
    )


@app.command("issue")
def issue(
    context: Context,
    refs: RefsToBill = None,
    *,
    customer: OnlyCustomer = None,
    period: InPeriod = None,
    all: Annotated[
        bool,
        typer.Option("--all", help="Everything that can be billed; can be run again without harm."),
    ] = False,
    as_of: BegunBy = None,
    out: OutFolder = None,
    format: DocumentFormats = None,
    date: IssueDate = None,
    discount: InvoiceDiscount = None,
    prepaid: Prepaid = None,
    group_by: GroupBy = None,
    with_notes: WithNotes = False,
    locale: DocumentLocale = None,
    template: DocumentTemplate = None,
    fail_if_empty: Annotated[
        bool, typer.Option("--fail-if-empty", help="End with code 1 when there is nothing to bill.")
    ] = False,
    summary: Annotated[
        bool,
        typer.Option(
            "--summary", help="Print what was done, not the documents; with --json one object."
        ),
    ] = False,
) -> Outcome:
    """Issue invoices of the billable time of records that are resolved or closed.

    One invoice for each customer and currency; prices that include tax have one of their own.
    Without --out the document is printed.

    Examples:
        timelog billing issue case-1 --out invoices
        timelog billing issue case-1 --discount 5% --prepaid 200.00
        timelog billing issue --customer Northwind --period 2026-11 --locale it_IT
        timelog billing issue --all --out invoices --format md,csv
        timelog billing issue --all --as-of 2026-11-30 --out invoices --summary --json
    """
    if not (refs or customer or period or all):
        raise Unreadable(
            "billing issue needs to know what to bill: a REF, --customer, --period or --all",
            "timelog billing preview shows what can be billed",
        )
    until = cutoff(context, as_of)
    chosen = choice(context, refs, customer, period, until, all=all)
    day = dated(date, until)
    wanted = terms(context, day, discount, prepaid, group_by, with_notes, locale)
    wishes = Wishes(out, formats(format), all, summary, fail_if_empty)
    batch, written = _issued(context, chosen, wanted, template, wishes)
    return report(context, batch, written, wishes)


def _issued(
    context: Context, chosen: Choice, wanted: Terms, template: str | None, wishes: Wishes
) -> tuple[Batch, Written | None]:
    """What was issued, and its files."""
    run = billing_issue.issue_all if wishes.everything else billing_issue.issue
    with tried(context, template) as printer, holding(context, wishes.out):
        sender, render = issuer(context, printer), rendering(printer)
        batch = run(context.work, chosen, sender, wanted, render)
        return batch, _write(context.work, batch, wishes)


def _write(work: Work, batch: Batch, wishes: Wishes) -> Written | None:
    """The files of the new documents; with ``--all`` also those that are missing of the others."""
    if wishes.out is None:
        return None
    numbers = None if wishes.everything else [one.number for one in batch.issued]
    return billing_files.write(work, wishes.out, wishes.formats, numbers)
