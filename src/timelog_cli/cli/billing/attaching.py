"""The timesheets that are written with invoices, in the formats of these."""

from __future__ import annotations

import os

from timelog_cli.cli.billing import issued_today
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
        if sheet is None or not sheet.rows:
            return None
        from timelog_cli.render.documents.timesheets import content

        stem, ending = os.path.splitext(document.file_name)
        name = f"{stem}_timesheet{ending}"
        return Rendered(document.format, name, content(sheet, document.format))

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
