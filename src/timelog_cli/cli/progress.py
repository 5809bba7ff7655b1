"""How far long work is, on a terminal; nothing is shown, or imported, for less than a second."""

from __future__ import annotations

from time import monotonic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from timelog_cli.cli.context import Context
    from timelog_cli.render.terminal.progress import Bar

    Report = Callable[[int, int | None], None]

QUIET_SECONDS = 1.0
_PAUSE_SECONDS = 0.2


class Progress:
    """A line on standard error while work goes on, gone when it ends, however it ends.

    Use cases are given ``report``, which takes how much is done and of how much, if that is known,
    and ``tick`` where they can only say that they are still at it.

    :param doing: what is done, such as ``Adding``
    :param unit: what is counted, such as ``logs``
    """

    def __init__(self, context: Context, doing: str, unit: str = "") -> None:
        self._context, self._doing, self._unit = context, doing, unit
        stderr = context.world.stderr
        is_seen = stderr.isatty() and context.world.env.get("TERM") != "dumb"
        self._is_seen = is_seen and not context.options.quiet
        self._begun = monotonic()
        self._next = self._begun + QUIET_SECONDS
        self._done: int = 0
        self._total: int | None = None
        self._bar: Bar | None = None

    @property
    def report(self) -> Report | None:
        """What a use case calls; ``None`` where nobody would see it."""
        return self._report if self._is_seen else None

    @property
    def tick(self) -> Callable[[], None] | None:
        """The same without numbers."""
        return self._tick if self._is_seen else None

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        bar, self._bar = self._bar, None
        if bar is not None:
            bar.clear()

    def _report(self, done: int, total: int | None = None) -> None:
        self._done, self._total = done, total
        self._tick()

    def _tick(self) -> None:
        now = monotonic()
        if now < self._next:
            return
        if self._bar is None:
            self._bar = self._made()
        self._bar.draw(self._done, self._total, now - self._begun)
        self._next = monotonic() + _PAUSE_SECONDS

    def _made(self) -> Bar:
        from timelog_cli.render.terminal.progress import Bar

        world = self._context.world
        color = self._context.options.color(world, world.stderr)
        columns = world.width(world.stderr) or 80
        return Bar(world.stderr, columns, self._doing, self._unit, color=color)
