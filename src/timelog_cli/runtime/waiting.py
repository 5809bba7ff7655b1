"""Waiting for the next round of work that goes on until somebody ends it."""

from __future__ import annotations

import os
import select
import signal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType, TracebackType
    from typing import Any

_ENDING = (signal.SIGINT, signal.SIGTERM)


class Waiting:
    """Ctrl-C and the end of the service end the waiting, not what is being done meanwhile.

    A second one of them ends that too.
    """

    def __init__(self) -> None:
        self._before: dict[int, Any] = {}
        self._asked = False

    def __enter__(self) -> Waiting:
        self._awake, self._wake = os.pipe()
        for number in _ENDING:
            self._before[number] = signal.signal(number, self._on_signal)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        os.close(self._awake)
        os.close(self._wake)

    def wait(self, seconds: float) -> bool:
        """Wait so long; whether to go on."""
        if not self._asked:
            select.select([self._awake], [], [], seconds)
        return not self._asked

    def _on_signal(self, _number: int, _: FrameType | None) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True
        os.write(self._wake, b".")
