"""What daily commands read does not grow with the file: counted in steps of SQLite."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.bench import histories
from tests.store.test_issue_cost import ISSUER
from tests.store.test_undo_cost import Cost, counted
from timelog_cli.domain.documents.billable import Terms
from timelog_cli.domain.filters import Filters
from timelog_cli.store import open_store, prompt
from timelog_cli.store.maintenance import checks
from timelog_cli.store.maintenance.invariants import OF_ROWS
from timelog_cli.usecases import Work, history, records, reports, timers
from timelog_cli.usecases.logs import adding, edits
from timelog_cli.usecases.logs.adding import NewLog
from timelog_cli.usecases.logs.edits import LogChange
from timelog_cli.usecases.timers import control, stops

A_DAY, A_MONTH, A_QUARTER = 400, 8000, 24_000  # logs of the team
NOW = int(histories.NOW.timestamp())
TODAY = Filters(NOW - NOW % 86_400, NOW - NOW % 86_400 + 86_400)
THIS_MONTH = Filters(int(datetime(2026, 11, 1, tzinfo=UTC).timestamp()), NOW)
EVERYTHING = Filters()


def a_day_of_the_timer(work: Work) -> None:
    control.start(work, "1")
    timers.status(work, None)
    control.pause(work._replace(now=NOW + 60))
    control.resume(work._replace(now=NOW + 120))
    stops.stop(work._replace(now=NOW + 180))


def undone_and_redone(work: Work) -> None:
    adding.add(work, "1", NewLog(NOW - 180, NOW - 120))
    history.undo(work)
    history.redo(work)


COMMANDS: dict[str, Callable[[Work], object]] = {
    "status": lambda work: timers.status(work, None),
    "timer list": timers.everybody,
    "start, status, pause, resume, stop": a_day_of_the_timer,
    "log add": lambda work: adding.add(work, "1", NewLog(NOW - 60, NOW)),
    "log add, undo, redo": undone_and_redone,
    "log show": lambda work: adding.show(work, "7"),
    "log edit": lambda work: edits.edit(work, "7", LogChange(note="x", duration=300)),
    "log delete": lambda work: edits.delete(work, ["7"]),
    "record show": lambda work: records.view(work, "1", ISSUER, Terms(date(2026, 11, 23))),
    "report of a day": lambda work: list(reports.report(work, TODAY, ("record",), 0).rows),
    "report of a day by month": lambda work: list(
        reports.report(work, TODAY, ("month", "owner"), 0).rows
    ),
    "log list of a day": lambda work: list(adding.matching(work, TODAY)),
}
# With a month in both files, and with more than is read at a time.
LONGER: dict[str, Callable[[Work], object]] = {
    **{
        f"report of a month by {' and '.join(keys)}": lambda work, keys=keys: list(
            reports.report(work, THIS_MONTH, keys, 0).rows
        )
        for keys in (("record",), ("day",), ("customer", "month"), ("owner",), ("tag",))
    },
    "log list of a month": lambda work: list(adding.matching(work, THIS_MONTH)),
    "log list of everything, the first row": lambda work: next(adding.matching(work, EVERYTHING)),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    folder = tmp_path_factory.mktemp("histories")
    found = {count: folder / f"{count}.db" for count in (A_DAY, A_MONTH, A_QUARTER)}
    for count, path in found.items():
        histories.team(str(path), count)
    return found


def cost_of(path: Path, command: Callable[[Work], object]) -> Cost:
    with closing(open_store(str(path))) as store, counted(store) as cost:
        command(Work(store, NOW, "UTC", "user01", "timelog"))
    return cost


def check_takes_no_more(few: Cost, many: Cost) -> None:
    assert few.steps > 0
    assert many.statements == few.statements
    assert many.steps <= few.steps * 1.1 + 5


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_of_today_reads_no_more_in_a_file_of_many_logs(
    files: dict[int, Path], name: str
) -> None:
    check_takes_no_more(*(cost_of(files[count], COMMANDS[name]) for count in (A_DAY, A_MONTH)))


@pytest.mark.parametrize("name", LONGER)
def test_a_month_and_the_start_of_a_list_read_no_more_in_a_file_of_many_months(
    files: dict[int, Path], name: str
) -> None:
    check_takes_no_more(*(cost_of(files[count], LONGER[name]) for count in (A_MONTH, A_QUARTER)))


def test_the_prompt_sums_today_only(files: dict[int, Path]) -> None:
    found = []
    for path in files.values():
        with closing(open_store(str(path))) as store, counted(store) as cost:
            values = {"user": "user01", "start": TODAY.start, "end": NOW}
            (seconds,) = store.row(prompt._WORKED, values)
        assert seconds == prompt.worked_between(str(path), "user01", TODAY.start or 0, NOW) > 0
        found.append(cost.steps)
    assert found[1] <= found[0] * 1.1 + 5


def test_a_check_lets_others_write_between_what_it_looks_at(files: dict[int, Path]) -> None:
    written = 0
    with (
        closing(open_store(str(files[A_DAY]))) as store,
        closing(open_store(str(files[A_DAY]), busy_seconds=0)) as other,
    ):

        def write(statement: str) -> None:
            nonlocal written
            if statement == "BEGIN":
                other.run("UPDATE owner SET name = name")
                written += 1

        store.connection.set_trace_callback(write)
        assert checks.problems(store) == []
    assert written > len(OF_ROWS)


def test_a_file_takes_less_than_250_bytes_a_log(files: dict[int, Path]) -> None:
    """Beside what an empty file takes, without the history."""
    path = files[A_MONTH]
    with closing(open_store(str(path))) as store:
        tables = "SELECT name FROM sqlite_schema WHERE tbl_name IN ('log', 'segment', 'log_tag')"
        (used,) = store.row(f"SELECT sum(pgsize) FROM dbstat WHERE name IN ({tables})")
        (count,) = store.row("SELECT count(*) FROM log")
    assert used / count < 250
