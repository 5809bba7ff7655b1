"""A line that says how far long work is: a bar, how much, how fast, and how long still."""

from __future__ import annotations

from timelog_cli.render.plain import clock, full_clock
from timelog_cli.render.terminal.screen import console

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

_ROOMY = 60  # columns from which there is a bar
_ERASE = "\r\x1b[K"


class Bar:
    """A line at the end of a stream that is drawn over itself.

    Rich draws it, but does not run it: there is no thread, and the cursor stays as it is.

    :param columns: how wide the terminal is
    """

    def __init__(self, stream: TextIO, columns: int, doing: str, unit: str, *, color: bool) -> None:
        from rich.progress import BarColumn, Progress, TextColumn

        self._stream, self._unit, self._is_roomy = stream, unit, columns >= _ROOMY
        # In the last column, a terminal may begin a new line.
        self._console = console(stream, columns - 1, color=color)
        self._texts = (
            TextColumn("{task.description}", markup=False),
            TextColumn("{task.fields[said]}", markup=False),
        )
        self._bar = BarColumn(None, complete_style="bright_blue", finished_style="bright_blue")
        self._progress = Progress(console=self._console, auto_refresh=False)
        self._task = self._progress.add_task(doing, total=None, said="")

    def draw(self, done: int, total: int | None, seconds: float) -> None:
        """Draw the line.

        :param seconds: how long it has taken so far
        """
        said = progress_text(done, total, seconds, self._unit)
        first, last = self._texts
        has_bar = self._is_roomy and bool(total)
        self._progress.columns = (first, self._bar, last) if has_bar else (first, last)
        self._progress.expand = has_bar
        self._progress.update(self._task, completed=done, total=total, said=said)
        with self._console.capture() as drawn:
            self._console.print(self._progress.get_renderable(), no_wrap=True, overflow="crop")
        self._write("\r" + drawn.get().split("\n")[0] + "\x1b[K")

    def clear(self) -> None:
        """Take the line off the screen."""
        self._write(_ERASE)

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError):
            pass  # what is done goes on without being watched


def progress_text(done: int, total: int | None, seconds: float, unit: str) -> str:
    """How much is done, how fast, and how long it still takes, as far as that is known."""
    if not done:
        return full_clock(int(seconds))
    rate = done / seconds if seconds > 0 else 0.0
    of = f" of {total:,}" if total else ""
    said = [
        f"{done:,}{of}{unit and ' '}{unit}",
        f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.1f}/s",
    ]
    if total and rate:
        said.append(f"{_short(max(0, total - done) / rate)} left")
    return "  ".join(said)


def _short(seconds: float) -> str:
    whole = int(seconds + 0.999)
    return clock(whole) if whole >= 3600 else f"{whole // 60}:{whole % 60:02}"
