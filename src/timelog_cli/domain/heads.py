"""What names a record, and the little of it that the timer needs."""

from __future__ import annotations

from timelog_cli.errors import Unreadable
from timelog_cli.frozen import Frozen

TYPES = ("task", "case", "ticket", "work-order")
DONE = ("resolved", "closed")


class Head(Frozen):
    """What the timer needs to know of a record.

    ``log_billable`` is what its new logs are unless they are told; ``None``: as in the settings.
    """

    id: int
    type: str
    title: str
    status: str
    billable: bool
    log_billable: int | None = None

    @property
    def ref(self) -> str:
        """The reference a user types, such as ``case-12``."""
        return f"{self.type}-{self.id}"

    @property
    def done(self) -> bool:
        """Whether the record is resolved or closed."""
        return self.status in DONE

    def marks_logs(self, by_default: bool) -> bool:
        """Whether a new log on it is billable, where the command does not say so.

        :param by_default: what the settings say
        """
        marked = by_default if self.log_billable is None else bool(self.log_billable)
        return self.billable and marked


def read_ref(text: str) -> tuple[str | None, int]:
    """``case-12``, any letter case, or ``12`` alone, as type (or ``None``) and number.

    :raises Unreadable: no reference
    """
    word = text.strip().lower()
    kind, dash, number = word.rpartition("-")
    if not dash:
        kind = ""
    readable = number.isascii() and number.isdigit() and len(number) <= 15  # noqa: PLR2004
    if not readable or (dash and kind not in TYPES) or int(number) == 0:
        raise Unreadable(
            f"{text[:60]!r} is not a reference of a record",
            "references look like case-12, or 12; timelog record list shows them",
        )
    return kind or None, int(number)
