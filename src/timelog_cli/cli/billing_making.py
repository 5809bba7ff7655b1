"""``billing preview`` and ``billing issue``."""

from __future__ import annotations

from timelog_cli.cli.billing_choice import AS_OF, REFS, choice, cutoff, dated
from timelog_cli.cli.billing_common import (
    CUSTOMER,
    FILES,
    GROUP_BY,
    LOCALE,
    OUT,
    PERIOD,
    PREPAID,
    date_option,
    date_warnings,
    discount_option,
    formats,
    group,
    issuer,
    quote_warnings,
    seller_warning,
    terms,
)
from timelog_cli.cli.billing_issued import Wishes, holding, report
from timelog_cli.cli.billing_printing import TEMPLATE, printing, tried
from timelog_cli.cli.spec import flag
from timelog_cli.errors import Unreadable
from timelog_cli.render.invoices import invoice_shape, rendered
from timelog_cli.render.outcome import Outcome
from timelog_cli.usecases import billing, billing_files, billing_issue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from timelog_cli.context import Context
    from timelog_cli.usecases.billing_files import Written
    from timelog_cli.usecases.billing_issue import Batch
    from timelog_cli.usecases.work import Work

_DISCOUNT = discount_option("invoice")
_DATE = date_option("The date of issue")
_NOTES = flag("--with-notes", "Print the notes of the logs.")
_ALL = flag("--all", "Everything that can be billed; can be run again without harm.")
_FAIL_IF_EMPTY = flag("--fail-if-empty", "End with code 1 when there is nothing to bill.")
_SUMMARY = flag("--summary", "Print what was done, not the documents; with --json one object.")


@group.command(
    "billing preview",
    REFS,
    CUSTOMER,
    PERIOD,
    flag("--all", "Everything that can be billed, as if nothing is named."),
    AS_OF,
    _DATE,
    _DISCOUNT,
    PREPAID,
    GROUP_BY,
    _NOTES,
    LOCALE,
    TEMPLATE,
    examples=(
        "timelog billing preview case-1",
        "timelog billing preview --customer Northwind --group-by day",
    ),
)
def preview(
    context: Context,
    refs: list[str],
    customer: str | None,
    period: str | None,
    all: bool,
    as_of: str | None,
    date: str | None,
    discount: str | None,
    prepaid: str | None,
    group_by: str | None,
    with_notes: bool,
    locale: str | None,
    template: str | None,
) -> Outcome:
    """Show the invoices that would be issued; write nothing."""
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


@group.command(
    "billing issue",
    REFS,
    CUSTOMER,
    PERIOD,
    _ALL,
    AS_OF,
    OUT,
    FILES,
    _DATE,
    _DISCOUNT,
    PREPAID,
    GROUP_BY,
    _NOTES,
    LOCALE,
    TEMPLATE,
    _FAIL_IF_EMPTY,
    _SUMMARY,
    examples=(
        "timelog billing issue case-1 --out invoices",
        "timelog billing issue case-1 --discount 5% --prepaid 200.00",
        "timelog billing issue --customer Northwind --period 2026-11 --locale it_IT",
        "timelog billing issue --all --out invoices --format md,csv",
        "timelog billing issue --all --as-of 2026-11-30 --out invoices --summary --json",
    ),
)
def issue(
    context: Context,
    refs: list[str],
    customer: str | None,
    period: str | None,
    all: bool,
    as_of: str | None,
    out: str | None,
    format: str | None,
    date: str | None,
    discount: str | None,
    prepaid: str | None,
    group_by: str | None,
    with_notes: bool,
    locale: str | None,
    template: str | None,
    fail_if_empty: bool,
    summary: bool,
) -> Outcome:
    """Issue invoices of the billable time of records that are resolved or closed.

    One invoice for each customer and currency; prices that include tax have one of their own.
    Without --out the document is printed.
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
    kinds = formats(format)
    wishes = Wishes(out, kinds[0], all, summary, fail_if_empty)
    run = billing_issue.issue_all if all else billing_issue.issue
    with tried(context, template) as printer, holding(context, out):
        sender, render = issuer(context, printer), lambda document: rendered(document, printer)
        batch = run(context.work, chosen, sender, wanted, render)
        written = _write(context.work, batch, out, kinds, everything=all)
    return report(context, batch, written, wishes)


def _write(
    work: Work, batch: Batch, out: str | None, kinds: Sequence[str], *, everything: bool
) -> Written | None:
    """The files of the new documents; with ``--all`` also those that are missing of the others."""
    if out is None:
        return None
    numbers = None if everything else [one.number for one in batch.issued]
    return billing_files.write(work, out, kinds, numbers)
