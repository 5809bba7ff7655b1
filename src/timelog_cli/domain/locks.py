"""The period in which logs are locked."""

from __future__ import annotations

from timelog_cli.errors import Locked
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date


class PeriodLock(Frozen):
    """The day up to which logs are locked: those that start before an instant stay as they are."""

    last_day: date
    before: int

    def refusal(self, what: str) -> Locked:
        """That something cannot be done to a log that starts in the period."""
        return Locked(
            f"cannot {what}: logs up to {self.last_day} are locked", "timelog billing unlock"
        )
