"""The timesheets that are written with invoices, in the formats of these."""

from __future__ import annotations

from timelog_cli.cli.billing import issued_today
from timelog_cli.domain.documents.formats import XML, ending
from timelog_cli.domain.documents.invoices import INVOICE, Rendered
from timelog_cli.errors import Refused, UsageError
from timelog_cli.usecases.billing import lifecycle, timesheets
from timelog_cli.usecases.billing.timesheets import TimesheetLook

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.cli.context import Context
    from timelog_cli.domain.documents.timesheets import Timesheet


class Attached:
    """Makes the timesheet of each invoice; ``missing`` says why some have none."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._last: tuple[str, Timesheet | None] = ("", None)
        self.missing: list[str] = []

    def beside(self, number: str, document: Rendered) -> Rendered | None:
        """The file beside that of a document; none for one that bills no time."""
        if self._last[0] != number:
            self._last = (number, self._sheet(number))
        sheet = self._last[1]
        if sheet is None or not sheet.rows or document.format in XML:
            return None
        from timelog_cli.render.documents.timesheets import content

        # Beside an invoice with XML inside is the same as beside one without.
        format_name = "pdf" if document.format == "facturx" else document.format
        stem = document.file_name.removesuffix(f".{ending(document.format)}")
        name = f"{stem}_timesheet.{format_name}"
        return Rendered(format_name, name, content(sheet, format_name))

    def _sheet(self, number: str) -> Timesheet | None:
        work = self._context.work
        if lifecycle.find(work, number).document.kind != INVOICE:
            return None
        try:
            issuer, _ = issued_today(self._context)
            return timesheets.of_invoice(work, number, issuer, TimesheetLook())
        except Refused as error:
            self.missing.append(error.message)
            return None


def attached(context: Context, wanted: bool, out: str | None) -> Attached | None:
    """What makes the timesheets, if they are wanted.

    :raises UsageError: there is no folder for them
    """
    if wanted and out is None:
        raise UsageError("--with-timesheet needs --out", "add --out DIR")
    return Attached(context) if wanted else None
