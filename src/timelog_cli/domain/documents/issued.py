"""What a run of issuing gave: invoices, their files, and what failed."""

from __future__ import annotations

from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from timelog_cli.domain.documents.comparison import Quoted
    from timelog_cli.errors import TimelogError


class Failure(Frozen):
    """A customer without an invoice, and why."""

    customer: str
    error: TimelogError


class Made(Frozen):
    """An invoice that was issued, in so few words that thousands of them fit into the memory."""

    kind: str
    number: str
    customer: str
    currency: str
    issue_date: date
    due_date: date
    last_day: date | None
    total: Decimal
    payable: Decimal
    quoted: tuple[Quoted, ...]


class Batch(Frozen):
    """What was issued, and what could not be."""

    issued: list[Made]
    failed: list[Failure]
    left_aside: Sequence[tuple[str, int]] = ()


class Written(Frozen):
    """The files of a folder: new ones, existing ones, and those that could not be written."""

    new: list[str]
    there: list[str]
    failed: list[str]
