"""``billing check``: what a document lacks for a structured format."""

from __future__ import annotations

from timelog_cli.cli.billing import app, issued_today
from timelog_cli.domain.documents.einvoices import PROFILES
from timelog_cli.domain.documents.invoices import CREDIT_NOTE
from timelog_cli.domain.text import capitalized, shown, typed
from timelog_cli.render.result import Outcome
from timelog_cli.usecases.billing import checking

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated, Any

    import typer

    from timelog_cli.cli.completion import completers as complete
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options.billing import StructuredFormat
    from timelog_cli.usecases.billing.checking import Checked


@app.command("check", reads=True)
def check(
    context: Context,
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NUMBER|REF",
            help="The number of an invoice or credit note, or the records to invoice.",
            autocompletion=complete.documents_or_refs,
        ),
    ],
    *,
    format: StructuredFormat = None,
) -> Outcome:
    """Show what an invoice lacks for a structured format such as XRechnung.

    An issued document is checked as it was issued, records as they would be invoiced now. Each
    missing field is listed with its term in the European standard EN 16931, and with the command
    that fills it in. The exit code is 1 if anything is missing.

    Examples:
        timelog billing check case-3
        timelog billing check case-3 --format peppol
        timelog billing check 2026-0001 --format xrechnung
    """
    found = checking.check(context.work, names, format, *issued_today(context))
    return Outcome(
        said=_said(found),
        data=_shape(found),
        text="\n".join(_lines(found)),
        code=1 if found.missing else 0,
    )


def _said(found: Checked) -> tuple[str, ...]:
    number, title = found.document.number, PROFILES[found.format].title
    if not found.missing:
        what = shown(number) if number else f"the invoice to {shown(found.document.customer)}"
        return (f"{capitalized(what)} has everything that {title} needs.",)
    if not number:
        return ()
    without = f"{shown(number)} was issued without this"
    if found.document.kind == CREDIT_NOTE:
        return (f"{without}, and a credit note cannot be changed.",)
    return (
        f"{without}. Credit it, fill in what is missing, and issue it again:"
        f" timelog billing credit {typed(number)}",
    )


def _lines(found: Checked) -> list[str]:
    return [
        line
        for one in found.missing
        for line in (f"{one.field} ({one.term}): {one.reason}", f"    {one.command}")
    ]


def _shape(found: Checked) -> dict[str, Any]:
    return {
        "document": found.document.number or None,
        "customer": found.document.customer,
        "format": found.format,
        "missing": [one._asdict() for one in found.missing],
    }
