"""``billing preview`` and ``billing issue``."""

from __future__ import annotations

from timelog_cli.cli.billing_common import (
    CUSTOMER,
    DISCOUNT,
    FILES,
    GROUP_BY,
    LOCALE,
    OUT,
    PERIOD,
    PREPAID,
    date_option,
    formats,
    group,
    issuer,
    money,
    seller_warning,
    terms,
)
from timelog_cli.cli.billing_printing import TEMPLATE, printing, tried
from timelog_cli.cli.spec import arg, flag
from timelog_cli.domain.text import shown
from timelog_cli.errors import DoneInPart, OutputFailed, Unreadable
from timelog_cli.render.invoices import invoice_shape, rendered
from timelog_cli.render.outcome import Outcome
from timelog_cli.usecases import billing, billing_files, billing_issue, billing_life
from timelog_cli.usecases.billing import Choice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from timelog_cli.context import Context
    from timelog_cli.domain.invoices import Document
    from timelog_cli.errors import TimelogError
    from timelog_cli.usecases.billing_files import Written
    from timelog_cli.usecases.billing_issue import Batch

_REFS = arg(
    "refs", "REF", "The records: case-12, or 12.", required=False, many=True, complete="refs"
)
_DATE = date_option("The date of issue")
_NOTES = flag("--with-notes", "Print the notes of the logs.")
_ALL = flag("--all", "Everything that can be billed; can be run again without harm.")


@group.command(
    "billing preview",
    _REFS,
    CUSTOMER,
    PERIOD,
    flag("--all", "Everything that can be billed, as if nothing is named."),
    _DATE,
    DISCOUNT,
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
    date: str | None,
    discount: str | None,
    prepaid: str | None,
    group_by: str | None,
    with_notes: bool,
    locale: str | None,
    template: str | None,
) -> Outcome:
    """Show the invoices that would be issued; write nothing."""
    choice = _choice(context, refs, customer, period, all)
    wanted = terms(context, date, discount, prepaid, group_by, with_notes, locale)
    with printing(context, template) as printer:
        found = billing.preview(context.work, choice, issuer(context, printer), wanted)
        documents = [draft.document for draft in found.drafts]
        texts = [printer.written(document, "md") for document in documents]
    return Outcome(
        said=() if documents else ("Nothing to bill.",),
        warned=(*found.warnings, *(seller_warning(context) if documents else ())),
        data=[invoice_shape(document, "preview") for document in documents],
        text="\n".join(texts).rstrip("\n"),
    )


@group.command(
    "billing issue",
    _REFS,
    CUSTOMER,
    PERIOD,
    _ALL,
    OUT,
    FILES,
    _DATE,
    DISCOUNT,
    PREPAID,
    GROUP_BY,
    _NOTES,
    LOCALE,
    TEMPLATE,
    examples=(
        "timelog billing issue case-1 --out invoices",
        "timelog billing issue case-1 --discount 5% --prepaid 200.00",
        "timelog billing issue --customer Northwind --period 2026-11 --locale it_IT",
        "timelog billing issue --all --out invoices --format md,csv",
    ),
)
def issue(
    context: Context,
    refs: list[str],
    customer: str | None,
    period: str | None,
    all: bool,
    out: str | None,
    format: str | None,
    date: str | None,
    discount: str | None,
    prepaid: str | None,
    group_by: str | None,
    with_notes: bool,
    locale: str | None,
    template: str | None,
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
    choice = _choice(context, refs, customer, period, all)
    wanted = terms(context, date, discount, prepaid, group_by, with_notes, locale)
    chosen = formats(format)
    with tried(context, template) as printer:
        sender, render = issuer(context, printer), lambda document: rendered(document, printer)
        if all:
            batch = billing_issue.issue_all(context.work, choice, sender, wanted, render)
        else:
            made = billing_issue.issue(context.work, choice, sender, wanted, render)
            batch = billing_issue.Batch(made, [])
    return _issued(context, batch, out, chosen, everything=all)


def _choice(
    context: Context, refs: list[str], customer: str | None, period: str | None, all: bool
) -> Choice:
    if all and refs:
        raise Unreadable(
            f"--all and {shown(refs[0][:40])} contradict each other", "leave one of them out"
        )
    if period is None:
        return Choice(tuple(refs), customer)
    from timelog_cli.domain.times import read_period

    reading = read_period(period, context.moment)
    return Choice(tuple(refs), customer, reading.start, reading.end)


def _issued(
    context: Context, batch: Batch, out: str | None, chosen: Sequence[str], *, everything: bool
) -> Outcome:
    documents = batch.issued
    written = _files(context, batch, out, chosen, everything) if out else None
    said = [
        f"Issued {document.number} to {document.buyer.name}:"
        f" {money(document.totals.total, document)}{_payable(document)}, due {document.due_date}."
        for document in documents
    ]
    return Outcome(
        said=tuple(said or ["Nothing to bill."]),
        warned=seller_warning(context) if documents else (),
        data=[invoice_shape(document) for document in documents],
        failed=_failure(batch, written, out),
        **_printed(context, documents, written, chosen[0]),
    )


def _payable(document: Document) -> str:
    totals = document.totals
    same = totals.payable == totals.total
    return "" if same else f", {money(totals.payable, document)} to pay"


def _files(
    context: Context, batch: Batch, out: str, chosen: Sequence[str], everything: bool
) -> Written:
    """The files of the new documents; with ``--all`` also those that are missing of the others."""
    numbers = None if everything else [document.number for document in batch.issued]
    try:
        return billing_files.write(context.work, out, chosen, numbers)
    except OutputFailed as error:
        return billing_files.Written([], [], [error.message])


def _printed(
    context: Context, documents: Sequence[Document], written: Written | None, format_name: str
) -> dict[str, Any]:
    """The names of the files; else the document; else, of several, their numbers."""
    if written:
        return {"text": "\n".join(written.new)}
    if len(documents) == 1:
        kept = billing_life.document(context.work, documents[0].number, format_name)
        return {"raw": kept.content}
    return {"text": "\n".join(document.number for document in documents)}


def _failure(batch: Batch, written: Written | None, out: str | None) -> TimelogError | None:
    lost = written.failed if written else []
    if batch.failed:
        reasons = [f"{one.customer}: {one.error.message}" for one in batch.failed]
        many = len(reasons) + len(batch.issued)
        message = f"{len(reasons)} of {many} invoices could not be issued: "
        return DoneInPart(message + "; ".join([*reasons, *lost]), batch.failed[0].error.hint)
    return output_failure(lost, out)


def output_failure(lost: Sequence[str], out: str | None) -> OutputFailed | None:
    """The error that names the files that could not be written."""
    if not lost:
        return None
    from timelog_cli.usecases.naming import typed

    return OutputFailed("; ".join(lost), f"timelog billing export --out {typed(out or 'DIR')}")
