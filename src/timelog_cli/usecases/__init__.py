"""One module for each subject: ``Work`` and values in, a frozen result out."""

from __future__ import annotations

from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.store.connection import Store, Transaction


class Work(Frozen):
    """One command at one moment. ``now`` is UTC seconds, ``zone`` the IANA name for display.

    ``log_billable`` is the setting: whether new logs are billable unless they, or their record,
    say otherwise. ``notices`` takes sentences for the user. ``for_other`` is with ``--as``.
    """

    store: Store
    now: int
    zone: str
    user: str
    line: str
    log_billable: bool = False
    notices: list[str] | None = None
    for_other: bool = False

    @property
    def user_has(self) -> str:
        """``you have``, or ``bob has`` where somebody else is named."""
        from timelog_cli.domain.text import shown

        return f"{shown(self.user)} has" if self.for_other else "you have"

    def writing(self) -> Transaction:
        """The command's one transaction, with its entry in the history."""
        from timelog_cli.store.connection import CommandInfo

        return self.store.writing(CommandInfo(self.now, self.user, self.line))

    def say_found(self, text: str, name: str) -> None:
        """Tell the user, once, what was found by a part of its name."""
        from timelog_cli.domain.text import shown

        said = f"Read {shown(text.strip()[:60])} as {name}."
        if self.notices is not None and said not in self.notices:
            self.notices.append(said)

    def written(self, instant: int) -> str:
        """An instant as local time: ``2026-11-02 09:00:00``."""
        from timelog_cli.domain.time.zones import written

        return written(instant, self.zone)
