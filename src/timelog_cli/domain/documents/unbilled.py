"""What is left to bill of a record, and what is missing for an invoice."""

from __future__ import annotations

from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

    from timelog_cli.domain.documents.billable import BillableRecord


class Missing(Frozen):
    """What keeps a record from being invoiced: a word, a sentence, the command that fixes it."""

    what: str
    message: str
    command: str


class LeftToBill(Frozen):
    """What of a record is unbilled: billable time, the number of items, its fixed price.

    ``worked_seconds`` is all its time, whether billable, invoiced or neither.

    ``net`` is what its lines come to before tax and before what is taken off a whole invoice, on
    an invoice with all that is ready; ``None`` if that is unknown. ``anything`` is whether there
    is something to invoice: time that a fixed price covers is not.
    """

    record: BillableRecord
    unbilled_seconds: int
    billed_seconds: int
    items: int
    flat: bool
    anything: bool
    net: Decimal | None
    missing: tuple[Missing, ...]
    worked_seconds: int = 0
    non_billable_seconds: int = 0

    @property
    def unknown(self) -> str | None:
        """Why its amount is unknown."""
        if self.net is not None:
            return None
        return next(one.message for one in self.missing if one.what in {"rate", "price"})
