"""Bring in the time of other programs: read, planned and written as one change, or not at all.

Entries are staged without a lock, while the file is read. Inside the transaction they are compared
with what is there; then all that can be is written, and the plan tells what came of it. A dry run
does the same and takes it back, so that it shows exactly what would happen.
"""

from __future__ import annotations

import os
from functools import cached_property

from timelog_cli.domain.foreign import Reading
from timelog_cli.domain.imports import Count, Destination, Plan, target_of
from timelog_cli.domain.time.zones import check_zone
from timelog_cli.errors import Refused, UsageError
from timelog_cli.exchange import import_maps, trackers
from timelog_cli.frozen import Frozen
from timelog_cli.store.queries import imports as stored
from timelog_cli.store.queries import records, staged, staged_known, staged_logs
from timelog_cli.usecases.imports import placing, proposals, updating
from timelog_cli.usecases.imports.destinations import Destinations
from timelog_cli.usecases.imports.mapping import (
    offered,
    read_map,
    remembered,
    suggested,
    unknown_names,
)
from timelog_cli.usecases.imports.staging import Choice, Stager

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from timelog_cli.domain.proposals import Proposal
    from timelog_cli.domain.time.scan import Period
    from timelog_cli.domain.time.working_hours import WorkingHours
    from timelog_cli.exchange.trackers.sources import Source
    from timelog_cli.usecases import Work

    Report = Callable[[int, int | None], None] | None


_CACHE_MIB = 64  # a million rows touch much of each index
_MOST_UNKNOWN = 8


class Request(Frozen):
    """What is imported, and how.

    :param format: of ``trackers.FORMATS``; ``None`` finds it out
    :param hours: in which time without a start is laid out
    :param map_path: the file with the mapping; a dry run writes it if there is none
    :param zone: of times without one
    :param on_overlap: of ``domain.imports.POLICIES``
    :param updates: whether logs whose entries were changed are changed too
    :param bad_path: gets the refused entries, and the others are imported
    :param expected: the seconds of all that the files have, if they are to be checked
    :param owner: for whom all is logged
    :param choice: which entries are imported
    :param period: gives the period in which these begin, in a zone
    """

    format: str | None
    hours: WorkingHours
    map_path: str | None = None
    zone: str | None = None
    date_order: str | None = None
    on_overlap: str = "refuse"
    updates: bool = False
    bad_path: str | None = None
    expected: int | None = None
    owner: str | None = None
    choice: Choice = Choice()
    period: Callable[[str], Period] | None = None
    dry_run: bool = False


class Imported(Frozen):
    """What an import came to.

    :param label: the program that the files are from
    :param entry: its number in the history; ``None`` where nothing was changed
    :param written_map: the file that the mapping was written to
    """

    plan: Plan
    label: str
    entry: int | None
    written_map: str | None = None


class _TakeBack(Exception):
    pass


def opened(path: str, stdin: BinaryIO) -> Source:
    """The files of a path; what a pipe gives is read to its end, which can take long.

    :raises TimelogError: what cannot be read
    """
    from timelog_cli.exchange.trackers.sources import opened

    return opened(path, stdin)


def run(work: Work, source: Source, request: Request, report: Report = None) -> Imported:
    """Import what files have, or only say what would come of it.

    Where anything is refused, nothing is imported, unless ``bad_path`` takes what is refused.

    :raises UsageError: no format, a file that cannot be read as a whole, or no zone where it has
        to be known
    :raises OutputError: there is a file at ``bad_path``, or it cannot be written
    :raises Refused: the total is not the expected one
    """
    if request.bad_path is not None:
        from timelog_cli.runtime.files import check_new

        check_new(request.bad_path)
    name = trackers.named(request.format) if request.format else trackers.detected(source)
    return _Import(work, source, request, name).run(report)


class _Import:
    """One import."""

    def __init__(self, work: Work, source: Source, request: Request, name: str) -> None:
        self._source, self._request, self._name = source, request, name
        self._format = trackers.FORMATS[name]
        self._label = self._format.label
        given = read_map(request.map_path, is_made=request.dry_run)
        known = remembered(work, name) if given is None else given
        self._is_given = given is not None
        self._writes_map = given is None and request.map_path is not None
        self._zone = request.zone or known.timezone
        order = request.date_order or known.date_order
        self._map = known._replace(timezone=self._zone, date_order=order)
        self._work = work._replace(zone=self._zone or work.zone)
        self._here = work

    def run(self, report: Report) -> Imported:
        self._check_zone()
        stager = self._staged(report)
        self._remark_unknown(stager)
        done: Imported | None = None
        try:
            with self._work.writing() as transaction:
                self._work.store.grow_cache(_CACHE_MIB)
                offered = self._proposals(stager)
                plan, destinations = self._written(stager, report)
                plan = plan._replace(proposals=self._left(offered, plan))
                done = Imported(plan, self._label, transaction.entry_id)
                self._finish(plan, destinations)
        except _TakeBack:
            assert done is not None
            done = done._replace(entry=None)
        assert done is not None
        if self._writes_map:
            return self._with_map(done, stager)
        return done if self._has_changes(done.plan) else done._replace(entry=None)

    def _check_zone(self) -> None:
        if self._zone is not None:
            check_zone(self._zone)
        elif trackers.FORMATS[self._name].has_local_times:
            raise UsageError(
                f"the file does not say in which time zone {self._label} shows its times",
                f"add --timezone {self._here.zone}, if that is the zone of the account there",
            )

    def _staged(self, report: Report) -> Stager:
        stager = Stager(self._work, self._choice, self._source.files[0].name, report)
        reading = Reading(
            self._work.zone,
            self._work.now,
            stager.refuse,
            self._remark,
            self._map.date_order,
            self._zone is not None,
            self._map.columns,
        )
        for entry in trackers.reader(self._name).entries(self._source, reading):
            stager.take(entry)
        stager.finish()
        return stager

    def _remark_unknown(self, stager: Stager) -> None:
        """Tell of names in the mapping that the file does not have."""
        unknown = unknown_names(self._map, stager.names) if self._is_given else []
        if unknown:
            more = f" and {len(unknown) - _MOST_UNKNOWN:,} more" if unknown[_MOST_UNKNOWN:] else ""
            listed = ", ".join(unknown[:_MOST_UNKNOWN])
            self._remark(f"No entry has these names of the mapping: {listed}{more}")

    @property
    def _choice(self) -> Choice:
        request = self._request
        choice = request.choice._replace(
            keeps_raw=request.bad_path is not None, tags=frozenset(self._map.tags)
        )
        if request.period is None:
            return choice
        period = request.period(self._work.zone)
        return choice._replace(start=period.start, end=period.end)

    def _remark(self, sentence: str) -> None:
        notices = self._here.notices
        if notices is not None and sentence not in notices:
            notices.append(sentence)

    @cached_property
    def _place(self) -> str:
        """What the places of entries count: JSON is read by elements, whatever its lines are."""
        if not trackers.FORMATS[self._name].may_be_json:
            return "line"
        frame = trackers.reader(self._name).frame(self._source)
        return "entry" if frame.before.startswith(("[", "{")) else "line"

    def _written(self, stager: Stager, report: Report) -> tuple[Plan, Destinations]:
        """Write what can be written, and say what it comes to."""
        work, request = self._work, self._request
        placing.tell_twins_apart(work, stager.refuse, self._place, have_ids=stager.have_ids)
        staged_known.compare(work.store, self._name)
        found = Destinations(work, self._map, self._format, request.owner, stager.refuse)
        found.find(stager.names)
        staged_known.compare_times(work.store, self._name)
        updating.settle(work)
        tags = staged_logs.new_tags(work.store)
        changed = updating.Updated()
        if request.updates:  # first, as new entries may get time that is given up
            changed = updating.update(work, self._name, request.on_overlap, stager.refuse)
        trimmed = self._placed(stager, report) + changed.trimmed
        timers = updating.start_timers(work, stager.refuse)
        staged_logs.write_keys(work.store, self._name)
        plan = self._plan(stager, found, tags, trimmed)
        return plan._replace(updated=changed.logs, timers=timers), found

    def _proposals(self, stager: Stager) -> list[Proposal]:
        """What presence at a computer suggests, as long as nothing of it is written."""
        if not self._format.is_presence:
            return []
        names = enumerate(stager.names, 1)
        left_out = {number for number, its in names if target_of(its, self._map).skip}
        return proposals.found(self._work, self._request.owner, self._choice, left_out)

    def _left(self, offered: list[Proposal], plan: Plan) -> list[Proposal]:
        """The proposals that are still of use: none once the import is made."""
        if self._is_refused(plan) or not offered:
            return offered
        return proposals.beside_new(self._work, offered) if self._request.dry_run else []

    def _is_refused(self, plan: Plan) -> bool:
        return bool(plan.problems) and self._request.bad_path is None

    def _placed(self, stager: Stager, report: Report) -> int:
        """Write the logs; the seconds that were trimmed."""
        work, policy = self._work, self._request.on_overlap
        placing.refuse_locked(work, stager.refuse)
        overlaps = {} if policy == "allow" else placing.overlapping(work)
        if policy == "refuse":
            placing.refuse_overlaps(work, overlaps, stager.refuse, self._place)
        for number in overlaps if policy == "trim" else ():
            staged.set_status(work.store, number, "waiting")
        staged_logs.write(work.store, report)
        lost = placing.trim(work, list(overlaps)) if policy == "trim" else 0
        placing.lay_out(work, self._request.hours, stager.refuse)
        placing.refuse_locked(work, stager.refuse)
        staged_logs.write(work.store, report)
        return lost

    def _plan(self, stager: Stager, found: Destinations, tags: list[str], trimmed: int) -> Plan:
        store = self._work.store
        counts = staged_logs.counts(store)

        def of(status: str) -> Count:
            return sum((one for (its, _), one in counts.items() if its == status), Count())

        skipped = {str(why): one for (its, why), one in counts.items() if its == "skipped"}
        return Plan(
            self._name,
            of("new"),
            of("same"),
            of("changed"),
            skipped,
            of("conflicting"),
            stager.months,
            [
                self._destination(number, one, found)
                for number, one in staged_logs.by_record(store).items()
            ],
            found.new_customers,
            found.new_owners,
            tags,
            sorted(stager.problems, key=lambda one: (one.file, one.line)),
            stager.more,
            trimmed,
            staged_logs.unbillable(store),
            place=self._place,
        )

    def _destination(self, number: int, total: Count, found: Destinations) -> Destination:
        record = records.find(self._work.store, number)
        assert record is not None
        is_new = number in found.new_records
        return Destination(record.ref, record.title, record.customer, is_new, total)

    def _finish(self, plan: Plan, found: Destinations) -> None:
        """Keep what was written, or take it back.

        :raises Refused: the total is not the expected one
        """
        request = self._request
        self._check_total(plan)
        if request.dry_run or self._is_refused(plan):
            raise _TakeBack
        if request.bad_path is not None:
            self._write_refused(request.bad_path)
        if self._has_changes(plan):
            kept = suggested(self._map, found.used, self._label)
            text = import_maps.write(kept, self._label)
            stored.keep_mapping(self._work.store, self._name, text)

    @staticmethod
    def _has_changes(plan: Plan) -> bool:
        return bool(plan.new.entries or plan.updated)

    def _check_total(self, plan: Plan) -> None:
        expected, found = self._request.expected, plan.found.seconds
        if expected is None or expected == found:
            return
        from timelog_cli.domain.time.durations import write_duration

        more = "more" if found > expected else "less"
        raise Refused(
            f"the file has {write_duration(found)}, {write_duration(abs(found - expected))} {more}"
            f" than the expected {write_duration(expected)}; nothing was imported",
            "to see what it has, add --dry-run and leave out --expect",
        )

    def _write_refused(self, path: str) -> None:
        """Write the refused entries in the format of their file."""
        from timelog_cli.runtime.files import ensure_folder, put

        store = self._work.store
        staged.refuse_conflicting(store)
        texts = list(staged.refused(store))
        if texts:
            frame = trackers.reader(self._name).frame(self._source)
            folder, name = os.path.split(os.path.abspath(path))
            ensure_folder(folder)
            put(folder, name, (frame.before + frame.between.join(texts) + frame.after).encode())

    def _with_map(self, done: Imported, stager: Stager) -> Imported:
        from timelog_cli.runtime.files import replace

        path = self._request.map_path
        assert path is not None
        names = dict.fromkeys(stager.names)
        every = suggested(self._map, names, self._label)
        text = import_maps.write(every, self._label)
        replace(path, (text + offered(self._work, every, stager.names)).encode())
        return done._replace(written_map=path)
