"""A terminal as a live display: keys, signals and a screen that is drawn again, and given back."""

from __future__ import annotations

import os
import select
import signal
import termios
import time
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType, TracebackType
    from typing import Any, BinaryIO, TextIO

_ENTER, _LEAVE = "\x1b[?1049h\x1b[?25l\x1b[?7l", "\x1b[?7h\x1b[?25h\x1b[?1049l"
_DEADLY = (signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT)
_HANDLED = (signal.SIGINT, signal.SIGTSTP, signal.SIGCONT, signal.SIGWINCH, *_DEADLY)


class Closed(Exception):
    """The terminal has gone."""


class LiveTerminal:
    """The alternate screen of a terminal, with keys as they are pressed.

    However it ends, the terminal is as it was: its modes, its cursor, its screen. A signal that
    ends the process does so after that.
    """

    def __init__(self, stdin: BinaryIO, stdout: TextIO) -> None:
        self._keys, self._stdout = stdin.fileno(), stdout
        self._modes: list[Any] | None = None
        self._before: dict[int, Any] = {}
        self._came: set[int] = set()
        self._pressed: list[str] = []
        self._shown: list[str] = []
        self._size = (0, 0)

    def __enter__(self) -> LiveTerminal:
        self._awake, self._wake = os.pipe()
        for end in (self._awake, self._wake):
            os.set_blocking(end, False)
        for number in _HANDLED:
            self._before[number] = signal.signal(number, self._on_signal)
        self._woken = signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
        try:
            self._open()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._give_back()
        signal.set_wakeup_fd(self._woken)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        os.close(self._awake)
        os.close(self._wake)
        for number in self._came.intersection(_DEADLY):
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows; zero where the terminal does not know."""
        try:
            columns, rows = os.get_terminal_size(self._stdout.fileno())
        except OSError:
            return 0, 0
        return columns, rows

    def key(self, seconds: float) -> str:
        """The key that is pressed within some seconds; empty if none is, or the size changes.

        :raises KeyboardInterrupt: Ctrl-C
        :raises Closed: the terminal has gone, or the process is to end
        """
        if self._pressed:
            return self._pressed.pop(0)
        ready, _, _ = select.select([self._keys, self._awake], [], [], max(0.0, seconds))
        if self._awake in ready:
            os.read(self._awake, 1024)
        self._obey()
        if self._keys not in ready:
            return ""
        try:
            pressed = os.read(self._keys, 64)
        except OSError as error:
            raise Closed from error
        if not pressed:
            raise Closed
        # Arrows and the like are several bytes that begin with ESC.
        self._pressed += pressed.partition(b"\x1b")[0].decode("ascii", "replace")
        return self._pressed.pop(0) if self._pressed else ""

    def draw(self, lines: Sequence[str]) -> None:
        """Show these lines from the top; only what differs from before is written."""
        if self.size != self._size:
            self.forget()
        parts = [] if self._shown else ["\x1b[H\x1b[2J"]
        for row in range(max(len(lines), len(self._shown))):
            line = lines[row] if row < len(lines) else ""
            before = self._shown[row] if row < len(self._shown) else ""
            if line != before:
                parts.append(f"\x1b[{row + 1}H{line}\x1b[K")
        self._shown = list(lines)
        if parts:
            self._write("".join(parts))

    def forget(self) -> None:
        """Draw everything the next time."""
        self._shown, self._size = [], self.size

    def _on_signal(self, number: int, _: FrameType | None) -> None:
        self._came.add(number)

    def _obey(self) -> None:
        """Do what the signals ask for that have come."""
        if self._came.intersection(_DEADLY):
            raise Closed
        if signal.SIGINT in self._came:
            self._came.clear()
            raise KeyboardInterrupt
        if signal.SIGTSTP in self._came:
            self._give_back()
            os.kill(os.getpid(), signal.SIGSTOP)  # Ctrl-Z: it goes on behind this line
            self._came.add(signal.SIGCONT)
        if signal.SIGCONT in self._came:
            self._open()
        self._came.clear()

    def _open(self) -> None:
        self._modes = self._modes or termios.tcgetattr(self._keys)
        modes = termios.tcgetattr(self._keys)
        modes[3] &= ~(termios.ICANON | termios.ECHO)
        modes[6][termios.VMIN], modes[6][termios.VTIME] = 1, 0
        termios.tcsetattr(self._keys, termios.TCSADRAIN, modes)
        self._write(_ENTER)
        self.forget()

    def _give_back(self) -> None:
        if self._modes is None:
            return
        with suppress(Closed):
            self._write(_LEAVE)
        with suppress(OSError, termios.error):
            termios.tcsetattr(self._keys, termios.TCSADRAIN, self._modes)
        self._modes = None

    def _write(self, text: str) -> None:
        try:
            self._stdout.write(text)
            self._stdout.flush()
        except (OSError, ValueError) as error:
            raise Closed from error


def until_next_second() -> float:
    """How long it is to the next whole second of the clock, more than nothing."""
    return 1.0 - time.time() % 1.0
