"""The session with the hub around a transaction in which documents are issued."""

from __future__ import annotations

from contextlib import ExitStack

from timelog_cli.errors import Busy, OutputError, TimelogError
from timelog_cli.store.sync import noting, outgoing
from timelog_cli.store.sync import state as states
from timelog_cli.usecases.sync import exchanging, meeting

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType

    from timelog_cli.usecases import Work
    from timelog_cli.usecases.sync.meeting import Meeting

_ROUNDS = 20


class Numbering:
    """The transaction of a command, and one of the hub around it.

    Both sides know the same when it begins, and nobody else changes anything at the hub until it
    ends. The hub's is committed first: where the answer to that is lost, nothing stays here, and
    the next exchange brings what was issued, if it was.
    """

    def __init__(self, work: Work) -> None:
        self._work = work
        self._stack = ExitStack()

    def __enter__(self) -> Numbering:
        store = self._work.store
        with ExitStack() as stack:
            self._met = stack.enter_context(_InReach(self._work))
            self._held = stack.enter_context(_Held(self._met))
            store.before_commit = self._send
            stack.callback(setattr, store, "before_commit", None)
            stack.enter_context(self._work.writing())
            states.update(store, issuing=1)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def _send(self) -> None:
        """Send what was issued, and commit it at the hub, before it is committed here."""
        store, met, token = self._work.store, self._met, self._held.token
        noting.note(store, self._work.now)
        number = met.state.sent + 1
        body = outgoing.batch(store, number, None, issue=True)
        pushed = met.send(number, body, token)
        self._held.commit()
        met.arrived(number, token, pushed)
        states.update(store, issuing=0)


class _InReach:
    """The hub, without which nothing is issued."""

    def __init__(self, work: Work) -> None:
        self._manager = meeting.met(work)

    def __enter__(self) -> Meeting:
        try:
            return self._manager.__enter__()
        except (OutputError, Busy) as error:
            raise type(error)(
                f"documents are issued with the hub: {error.message}",
                "to see what would be issued: timelog billing preview",
            ) from error

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._manager.__exit__(kind, error, trace)


class _Held:
    """A transaction of the hub in which nobody else sends anything.

    :param token: the token of the file after it
    """

    def __init__(self, met: Meeting) -> None:
        self._met = met
        self._open = False

    def __enter__(self) -> _Held:
        for _ in range(_ROUNDS):
            exchanging.exchange(self._met)
            self.token = meeting.next_token(self._met.store)
            if self._begin():
                return self
        raise Busy("the hub is in use by others all the time", "try again")

    def _begin(self) -> bool:
        """Lock the workspace; whether all that is there is here."""
        self._transaction = self._met.hub.transaction()
        self._transaction.__enter__()
        self._open = True
        try:
            state = self._met.state
            nothing = {"rows": {}, "deleted": {}, "issue": False}
            if self._met.send(state.batch, nothing, self.token).seq == state.seen:
                return True
        except BaseException as error:
            self.__exit__(type(error), error, error.__traceback__)
            raise
        self._end()
        return False

    def commit(self) -> None:
        """Commit it.

        :raises OutputError: nobody knows whether it was
        """
        try:
            self._end()
        except TimelogError as error:
            raise OutputError(
                "the answer of the hub was lost, so it is not known whether anything was issued",
                "to find out: timelog sync",
            ) from error

    def _end(self) -> None:
        self._open = False
        self._transaction.__exit__(None, None, None)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._open:
            self._open = False
            from contextlib import suppress

            with suppress(TimelogError):
                lost = error or OutputError("nothing was issued")
                self._transaction.__exit__(type(lost), lost, trace)
