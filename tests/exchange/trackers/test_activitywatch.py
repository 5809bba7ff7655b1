"""ActivityWatch: when somebody was at the computer, as proposals that need a record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.exchange.trackers.told import Told, told, worked
from tests.harness import Cli
from timelog_cli.errors import UsageError


def event(at: str, seconds: float, status: str = "not-afk") -> dict[str, object]:
    return {"timestamp": at, "duration": seconds, "data": {"status": status}}


def exported(*events: object, kind: str = "afkstatus", host: str | None = "laptop") -> str:
    bucket = {"id": "aw-watcher-afk_laptop", "type": kind, "hostname": host, "events": events}
    return json.dumps({"buckets": {"aw-watcher-afk_laptop": bucket}})


def spans(read: Told) -> list[tuple[str, int]]:
    assert read.problems == []
    return [(one.id, (one.end or 0) - (one.start or 0)) for one in read.entries]


def test_stretches_less_than_a_minute_apart_are_one_whatever_their_order() -> None:
    read = told(
        "activitywatch",
        exported(
            event("2026-03-02T10:00:00+00:00", 60),
            event("2026-03-02T09:10:59.4+00:00", 600.5),
            event("2026-03-02T09:10:00+00:00", 0.0),
            event("2026-03-02T09:00:00.9+00:00", 600),
            event("2026-03-02T08:00:00+00:00", 3600, "afk"),
        ),
    )
    assert spans(read) == [
        ("aw-watcher-afk_laptop/1772438400", 3600),
        ("aw-watcher-afk_laptop/1772442000", 1259),
        ("aw-watcher-afk_laptop/1772445600", 60),
    ]
    assert {one.project for one in read.entries} == {"laptop"}
    assert [one.skip for one in read.entries] == ["away from the computer", "", ""]


def test_no_second_is_both_at_the_computer_and_away_from_it() -> None:
    read = told(
        "activitywatch",
        exported(
            event("2026-03-02T08:00:00Z", 3600),
            event("2026-03-02T08:50:00Z", 1200, "afk"),
            event("2026-03-02T09:10:00.5Z", 600, "afk"),
            event("2026-03-02T09:15:00Z", 30),
            event("2026-03-02T09:30:00Z", 600, "hibernating"),
        ),
    )
    minutes = [((one.start or 0) % 3600 / 60, (one.end or 0) % 3600 / 60) for one in read.entries]
    assert minutes == [(0, 0), (0, 15), (15, 15.5), (15.5, 20)]
    assert [(one.line, bool(one.skip)) for one in read.entries] == [
        (1, False),
        (2, True),
        (4, False),
        (2, True),
    ]


def test_time_away_is_written_as_it_was_read() -> None:
    read = told("activitywatch", exported(event("2026-03-02T08:00:00Z", 3600, "afk")))
    again = told("activitywatch", exported(*(json.loads(one.raw) for one in read.entries)))
    assert again.entries == read.entries


def test_a_bucket_without_a_computer_is_called_by_its_own_name() -> None:
    read = told("activitywatch", exported(event("2026-03-02T10:00:00Z", 5), host=None))
    assert read.entries[0].project == "aw-watcher-afk_laptop"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (event("2026-03-02T10:00:00Z", -1), "its duration is not that of an event"),
        (event("2026-03-02T10:00:00Z", float("nan")), "its duration is not that of an event"),
        (event("2026-03-02T10:00:00Z", 1e300), "its duration is not that of an event"),
        (event("2026-03-02T10:00:00", 5), "'2026-03-02T10:00:00' is not a time such as"),
        (event("9999-03-02T10:00:00Z", 5), "the year 9999 is not between"),
        ({"timestamp": 5}, "it is not an event of ActivityWatch"),
        ([], "it is not an event of ActivityWatch"),
    ],
)
def test_what_is_no_event_is_told_by_its_number(wrong: object, message: str) -> None:
    read = told("activitywatch", exported(event("2026-03-02T10:00:00Z", 60), wrong))
    assert worked(read.entries) == 60
    ((number, said),) = read.places
    assert number == 2
    assert said.startswith(message)


@pytest.mark.parametrize(
    "content", ["{}", "[]", '{"buckets": 1}', "x", exported(kind="currentwindow")]
)
def test_a_file_that_does_not_say_it_is_refused_with_the_export_to_take(content: str) -> None:
    with pytest.raises(UsageError) as refusal:
        told("activitywatch", content)
    assert "aw-watcher-afk" in (refusal.value.hint or "")


def test_nothing_is_logged_until_a_mapping_names_the_record(cli: Cli, tmp_path: Path) -> None:
    file, names = tmp_path / "aw.json", tmp_path / "map.toml"
    file.write_text(exported(event("2026-11-02T08:00:00Z", 7200)))
    at = cli.at("2026-11-02 18:00")
    at.run("record add Work")
    at.run("log add 1 9:30-10:00")
    refused = at.run(f"import {file}", code=1)
    assert "ActivityWatch says when you were at the computer, but not what you" in refused.err
    names.write_text('[project."laptop"]\nrecord = "task-1"\n')
    at.run(f"import {file} --map {names} --on-overlap trim")
    logs = at.run("log list all --json").json
    assert sum(one["worked_seconds"] for one in logs) == 7200
