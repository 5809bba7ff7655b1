"""Giving a file a hub, getting a new file from one, and leaving it."""

from __future__ import annotations

from timelog_cli.domain.sync.results import Exchanged
from timelog_cli.errors import Refused, TimelogError, UsageError
from timelog_cli.frozen import Frozen
from timelog_cli.store import open_store
from timelog_cli.store.connection import CommandInfo, new_uuid
from timelog_cli.store.schema.upgrading import unmake_file
from timelog_cli.store.sync import noting, renumbering
from timelog_cli.store.sync import pending as unsent
from timelog_cli.store.sync import state as states
from timelog_cli.usecases import Work
from timelog_cli.usecases.sync.places import device_name, kept_address, needed, place_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.store.connection import Store
    from timelog_cli.store.hub.calls import Hello, Hub, Place
    from timelog_cli.usecases.sync.exchanging import Report


_LONGEST = 100  # characters of a workspace's name


class NewFile(Frozen):
    """The file that is to be made, when and by which command."""

    path: str
    now: int
    user: str
    line: str


def init(
    work: Work, url: str, workspace: str, *, insecure: bool, report: Report | None
) -> Exchanged:
    """Make a database the hub of the file, and send all that is in it.

    :raises Refused: the file has a hub, or the hub has such a workspace
    """
    from timelog_cli.store.hub import calls
    from timelog_cli.usecases.sync import exchanging, meeting

    _check_alone(work.store)
    if not 0 < len(workspace.strip()) <= _LONGEST or not workspace.isprintable():
        raise UsageError(
            f"the name of a workspace has 1 to {_LONGEST} characters on one line",
            "timelog sync init --help",
        )
    with calls.connect(url, insecure=insecure) as hub:
        with states.writing(work.store):
            place = hub.init(workspace, device_name(), states.last_record_number(work.store))
            hello = _begin(work.store, hub, place, insecure)
            noting.everything(work.store, work.now)
        return exchanging.whole(meeting.Meeting(work, hub, hello), report)


def _check_alone(store: Store) -> None:
    state = states.read(store)
    if state is not None:
        raise Refused(
            f"this file already has a hub: workspace {state.workspace} at {state.hub}",
            "to leave it first: timelog sync leave",
        )


def _begin(store: Store, hub: Hub, place: Place, insecure: bool) -> Hello:
    token = new_uuid()
    hub.at(place.workspace, place.node)
    hello = hub.hello(token, 0)
    states.begin(
        store,
        hub=kept_address(hub.shown, insecure=insecure),
        workspace=place.name,
        workspace_id=place.workspace,
        node=place.node,
        member=hello.member,
        role=hello.role,
        token=token,
        clock=hello.clock,
    )
    return hello


def join(
    new: NewFile,
    url: str,
    workspace: str | None,
    *,
    insecure: bool,
    busy_seconds: float,
    report: Report | None,
) -> Exchanged:
    """Get all that a hub has into a new file.

    :raises Refused: there is a file with data of its own, or the hub does not let one in
    """
    from timelog_cli.store.hub import calls

    with calls.connect(url, insecure=insecure) as hub:
        hub.check()
        store = open_store(new.path, busy_seconds=busy_seconds)
        try:
            if states.read(store) is not None:
                return _apart(new, store, hub, insecure, report)
            _check_empty(store, new.path)
            return _cloned(new, store, hub, workspace, insecure, report)
        except BaseException:
            if store.created:
                store.close()
                unmake_file(new.path)
            raise
        finally:
            store.close()


def _check_empty(store: Store, path: str) -> None:
    if unsent.has_data(store):
        raise Refused(
            f"cannot join with {path}: it already has data",
            "to join with a new file, add --db PATH; to make a hub of this one: timelog sync init"
            " --hub URL",
        )


def _cloned(
    new: NewFile,
    store: Store,
    hub: Hub,
    workspace: str | None,
    insecure: bool,
    report: Report | None,
) -> Exchanged:
    from timelog_cli.usecases.sync import exchanging, meeting

    place = hub.join(workspace, device_name())
    work = Work(store, new.now, "UTC", new.user, new.line)
    try:
        with states.Pulling(store, CommandInfo(new.now, new.user, new.line, "sync")) as entry:
            met = meeting.Meeting(work, hub, _begin(store, hub, place, insecure))
            received = exchanging.clone(met, entry.entry_id, report)
    except BaseException:
        _give_up(hub)
        raise
    exchanging.keep_numbers(met)
    return Exchanged(place_of(met.state), {}, received, met.open_conflicts(), new.now)


def _give_up(hub: Hub) -> None:
    """Tell the hub that the file takes no part, if it can still be told."""
    from contextlib import suppress

    with suppress(TimelogError):
        hub.leave()


def _apart(
    new: NewFile, store: Store, hub: Hub, insecure: bool, report: Report | None
) -> Exchanged:
    """Make a copy of another file one of its own, which keeps what was changed in it.

    So does the file of somebody who was taken out, and added again.

    :raises Refused: it takes part as it is
    """
    from timelog_cli.usecases.sync import exchanging, meeting

    state = needed(store)
    if hub.login != state.member:
        raise Refused(
            f"cannot join with {new.path}: it is a file of {state.member}, not of {hub.login}",
            "to join with a new file, add --db PATH",
        )
    hub.at(state.workspace_id, state.node, state.role)
    hello = meeting.recognized(hub, state)
    if hello and meeting.is_expected(state, hello):
        raise Refused(f"{new.path} has already joined workspace {state.workspace}", "timelog sync")
    meeting.check_whole(hub, state, hello)
    place = hub.join(state.workspace, device_name())
    hub.at(place.workspace, place.node, state.role)
    with states.writing(store):
        noting.note(store, new.now)
        meeting.new_place(store, place.workspace, place.node)
        states.update(store, hub=kept_address(hub.shown, insecure=insecure))
    hello = hub.hello(needed(store).token, state.seen)
    work = Work(store, new.now, "UTC", new.user, new.line)
    _renumber(work, hub)
    return exchanging.whole(meeting.Meeting(work, hub, hello), report)


def _renumber(work: Work, hub: Hub) -> None:
    """Give records that were added in the copy numbers that only this file has.

    Those that were there when it was made have come from the other file, as they are.
    """
    from timelog_cli.usecases.sync import exchanging

    store = work.store
    added = renumbering.unsent(store)
    known = hub.known_records(added.values())
    numbers = [number for number, uuid in added.items() if uuid not in known]
    if numbers:
        first, last = exchanging.lease(hub, len(numbers))
        with states.Pulling(store, CommandInfo(work.now, work.user, work.line, "sync")):
            states.add_block(store, first, last)
            renumbering.renumber(store, numbers)


def leave(work: Work) -> bool:
    """Make the file one without a hub; whether the hub was told."""
    told = _tell(work)
    with states.writing(work.store):
        states.forget(work.store)
    return told


def _tell(work: Work) -> bool:
    from timelog_cli.usecases.sync import meeting

    try:
        with meeting.met(work, reads=True) as met:
            met.hub.leave()
    except TimelogError:
        return False
    return True
