"""The timer as one line for shell prompts and status bars."""

from __future__ import annotations

ICONS = {"running": "▶", "paused": "⏸", "idle": ""}
FLAG = " ⚠"


def short(seconds: int) -> str:
    """Hours and minutes, as ``1:05``; what is left of the minute is not shown."""
    return f"{seconds // 3600}:{seconds % 3600 // 60:02}"


def line(ref: str, running: bool, elapsed: int, forgotten: bool) -> str:
    """``▶ case-12 1:05``, with a sign behind it if the timer seems forgotten."""
    icon = ICONS["running" if running else "paused"]
    return f"{icon} {ref} {short(elapsed)}" + (FLAG if forgotten else "")
