"""What a tag is used for."""

from __future__ import annotations

from timelog_cli.frozen import Frozen


class TagUse(Frozen):
    """A tag with how many logs and active timers have it, and when the last of these ended."""

    tag: str
    logs: int
    worked_seconds: int
    timers: int
    invoiced_logs: int
    last_used: int
