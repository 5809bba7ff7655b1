"""``import``: planned, once, whole, and undone as one change."""

from __future__ import annotations

import json
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest

from tests.harness import Cli

NOW = "2026-11-02 18:00"


def frame(start: int, minutes: int, project: str = "web", **more: Any) -> list[Any]:
    """A frame of Watson that begins so many minutes after 2026-10-05 09:00 in Rome."""
    begin = 1_791_183_600 + start * 60
    id_ = more.get("id", blake2b(f"{start} {project}".encode(), digest_size=16).hexdigest())
    return [begin, begin + minutes * 60, project, id_, more.get("tags", []), begin]


def frames(cli: Cli, *found: list[Any], name: str = "frames") -> Path:
    path = cli.folder / name
    path.write_text(json.dumps(found), "utf-8")
    return path


def brought(cli: Cli, line: str, code: int = 0) -> dict[str, Any]:
    """What an import prints as JSON."""
    result = cli.at(NOW).run(f"import {line} --json", code=code)
    found: dict[str, Any] = json.loads(result.out)
    return found


def logs(cli: Cli) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(cli.run("log list all --json").out)
    return found


def test_what_was_found_is_new_the_same_or_left_out_to_the_second(cli: Cli) -> None:
    path = frames(cli, frame(0, 60), frame(60, 30, tags=["a"]), frame(100, 0))
    done = brought(cli, str(path))
    assert (done["found"], done["new"], done["skipped"]) == (3, 2, 1)
    assert (done["found_seconds"], done["new_seconds"]) == (5400, 5400)
    assert done["skipped_reasons"] == [{"reason": "no time", "entries": 1, "seconds": 0}]
    assert [(one["title"], one["entries"], one["new"]) for one in done["records"]] == [
        ("web", 2, True)
    ]
    assert [(log["title"], log["worked_seconds"], log["tags"]) for log in logs(cli)] == [
        ("web", 3600, []),
        ("web", 1800, ["a"]),
    ]


def test_a_dry_run_says_exactly_what_would_happen_and_does_nothing(cli: Cli) -> None:
    path = frames(cli, frame(0, 60), frame(90, 30, "shop", tags=["x"]))
    before = cli.path.read_bytes()
    would = brought(cli, f"{path} --dry-run")
    assert cli.path.read_bytes() == before
    done = brought(cli, str(path))
    assert would.pop("entry") is None
    assert done.pop("entry") == 1
    assert would == done


def test_the_same_file_twice_adds_nothing(cli: Cli) -> None:
    path = frames(cli, frame(0, 60), frame(90, 30, "shop"))
    brought(cli, str(path))
    before = cli.path.read_bytes()
    again = brought(cli, str(path))
    assert (again["new"], again["same"], again["entry"]) == (0, 2, None)
    assert cli.path.read_bytes() == before


def test_an_undo_takes_back_records_customers_and_what_is_known_of_the_file(cli: Cli) -> None:
    path = frames(cli, frame(0, 60))
    brought(cli, str(path))
    cli.run("undo")
    assert logs(cli) == []
    assert json.loads(cli.run("record list --all --json").out) == []
    assert brought(cli, f"{path} --dry-run")["new"] == 1
    cli.run("redo")
    assert brought(cli, f"{path} --dry-run")["same"] == 1


def test_an_undo_of_more_rows_than_are_read_at_once_takes_back_all(cli: Cli) -> None:
    cli.run("record add First")
    before = cli.dump()
    brought(cli, str(frames(cli, *(frame(10 * n, 5, tags=["a"]) for n in range(1200)))))
    after = cli.dump()
    cli.run("undo")
    assert cli.dump() == before
    cli.run("redo")
    assert cli.dump() == after


def test_a_log_that_was_deleted_here_does_not_come_back(cli: Cli) -> None:
    path = frames(cli, frame(0, 60))
    brought(cli, str(path))
    cli.run("log delete 1 --yes")
    again = brought(cli, str(path))
    assert again["skipped_reasons"][0]["reason"] == "deleted here since"
    assert logs(cli) == []


def test_joined_logs_are_known_by_the_entries_of_both(cli: Cli) -> None:
    path = frames(cli, frame(0, 60), frame(90, 30))
    brought(cli, str(path))
    cli.run("log join 1 2")
    assert brought(cli, str(path))["same"] == 2


def test_what_changed_elsewhere_is_shown_and_taken_with_update(cli: Cli) -> None:
    path = frames(cli, frame(0, 60, tags=["old"], id="a" * 32))
    brought(cli, str(path))
    frames(cli, frame(0, 75, tags=["new"], id="a" * 32))
    seen = brought(cli, str(path))
    assert (seen["changed"], seen["entry"], logs(cli)[0]["worked_seconds"]) == (1, None, 3600)
    done = brought(cli, f"{path} --update")
    assert (done["changed"], done["updated"]) == (1, 1)
    (log,) = logs(cli)
    assert (log["worked_seconds"], log["tags"]) == (4500, ["new"])
    assert brought(cli, str(path))["same"] == 1
    cli.run("undo")
    assert logs(cli)[0]["worked_seconds"] == 3600


def test_an_invoiced_log_is_never_changed(cli: Cli) -> None:
    cli.config.write_text('[seller]\nname = "Ada"\n', "utf-8")
    cli.at(NOW).run("service add Work --price 60 --currency EUR")
    cli.at(NOW).run("record add web --service Work --billable --customer Acme", code=None)
    cli.at(NOW).run("customer add Acme")
    cli.at(NOW).run("record add web --service Work --billable --customer Acme", code=None)
    path = frames(cli, frame(0, 60, id="a" * 32))
    brought(cli, str(path))
    cli.at(NOW).run("log edit 1 --billable")
    cli.at(NOW).run("record resolve web")
    cli.at(NOW).run("billing issue web")
    frames(cli, frame(0, 75, id="a" * 32))
    done = brought(cli, f"{path} --update")
    assert done["skipped_reasons"][0]["reason"] == "changed there, but invoiced here"
    assert logs(cli)[0]["worked_seconds"] == 3600


OVERLAPPING = (frame(0, 60), frame(30, 60, "shop"), frame(30, 10, "deep"))


def test_overlaps_are_refused_all_at_once_by_line(cli: Cli) -> None:
    path = frames(cli, *OVERLAPPING)
    before = cli.path.read_bytes()
    seen = brought(cli, str(path), code=1)
    assert [(one["line"], one["message"]) for one in seen["problems"]] == [
        (2, "2026-10-05 09:30–10:30 overlaps entry 1 (2026-10-05 09:00–10:00)"),
        (3, "2026-10-05 09:30–09:40 overlaps entry 1 (2026-10-05 09:00–10:00)"),
    ]
    assert (seen["new"], seen["conflicting"], seen["entry"]) == (1, 2, None)
    assert cli.path.read_bytes() == before


def test_overlaps_are_trimmed_or_allowed(cli: Cli) -> None:
    path = frames(cli, *OVERLAPPING)
    trimmed = brought(cli, f"{path} --on-overlap trim --dry-run")
    assert (trimmed["new_seconds"], trimmed["skipped_seconds"]) == (5400, 2400)
    assert trimmed["found_seconds"] == 7800
    brought(cli, f"{path} --on-overlap trim")
    assert [log["worked_seconds"] for log in logs(cli)] == [3600, 1800]
    cli.run("undo")
    assert brought(cli, f"{path} --on-overlap allow")["new_seconds"] == 7800


def test_time_that_is_logged_already_is_not_free(cli: Cli) -> None:
    cli.at(NOW).run('add "By hand" "2026-10-05 9:30-9:45"')
    path = frames(cli, frame(0, 60))
    seen = brought(cli, str(path), code=1)
    assert seen["problems"][0]["message"] == (
        "2026-10-05 09:00–10:00 overlaps log 1 on task-1 (2026-10-05 09:30–09:45)"
    )
    brought(cli, f"{path} --on-overlap trim")
    (log,) = [one for one in logs(cli) if one["title"] == "web"]
    assert (log["worked_seconds"], len(log["segments"])) == (2700, 2)


def test_a_file_with_problems_brings_the_rest_where_the_bad_entries_get_a_file(cli: Cli) -> None:
    path = frames(cli, frame(0, 60), frame(70, -10), frame(80, 60 * 24 * 60), frame(30, 60, "shop"))
    assert len(brought(cli, str(path), code=1)["problems"]) == 3
    bad = cli.folder / "bad.json"
    done = brought(cli, f"{path} --skip-bad {bad}")
    assert (done["new"], len(done["problems"])) == (1, 3)
    assert json.loads(bad.read_text("utf-8")) == [
        frame(70, -10),
        frame(80, 60 * 24 * 60),
        frame(30, 60, "shop"),
    ]
    again = brought(cli, str(bad), code=1)
    assert [one["line"] for one in again["problems"]] == [1, 2, 3]


def test_a_total_that_is_not_the_expected_one_is_refused(cli: Cli) -> None:
    path = frames(cli, frame(0, 60), frame(90, 30))
    cli.at(NOW).refused(
        f"import {path} --expect 1:30:01",
        code=1,
        message="the file has 1:30, 0:00:01 less than the expected 1:30:01; nothing was imported",
        hint="to see what it has, add --dry-run and leave out --expect",
    )
    assert brought(cli, f"{path} --expect 1h30m")["new"] == 2


def test_a_mapping_is_written_read_and_remembered(cli: Cli) -> None:
    path, mapping = frames(cli, frame(0, 60, "acme", tags=["it"])), cli.folder / "map.toml"
    cli.at(NOW).run("service add Work --price 60 --currency EUR")
    brought(cli, f"{path} --dry-run --map {mapping}")
    assert '[project."acme"]\nrecord = "acme"\n' in mapping.read_text("utf-8")
    mapping.write_text(
        '[project."acme"]\nrecord = "Web shop"\ncustomer = "Acme Ltd"\nservice = "Work"\n'
        'type = "case"\nbillable = true\ntags = ["import"]\n',
        "utf-8",
    )
    done = brought(cli, f"{path} --map {mapping}")
    assert done["customers"] == ["Acme Ltd"]
    (log,) = logs(cli)
    assert (log["record"], log["title"], log["billable"]) == ("case-1", "Web shop", True)
    assert log["tags"] == ["import", "it"]
    cli.run('record edit case-1 --title "Another title"')
    more = frames(cli, frame(120, 60, "acme"))
    assert [one["ref"] for one in brought(cli, str(more))["records"]] == ["case-1"]


def test_tags_stand_for_records_where_a_mapping_says_so(cli: Cli) -> None:
    path, mapping = frames(cli, frame(0, 60, tags=["acme"]), frame(60, 5)), cli.folder / "map.toml"
    mapping.write_text('[tag."acme"]\nrecord = "Acme"\n[project."web"]\nskip = true\n', "utf-8")
    done = brought(cli, f"{path} --map {mapping}")
    assert done["skipped_reasons"][0]["reason"] == "left out by the mapping"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[project", "is not valid TOML"),
        ("[projects.a]\nrecord = 'x'", "has the unknown key 'projects'"),
        ("[project.a]\nrecrod = 'x'", "has the unknown key 'recrod'"),
        ("[project.a]\nrecord = 3", "is not text"),
        ("[project.a]\nbillable = 'yes'", "is not true or false"),
        ("[project.a]\ntags = 'yes'", "is not a list of texts"),
        ("[project.a]\ntype = 'bug'", "is not a record type"),
        ("project = 3", "is not a table"),
        ("a = " + "[" * 100_000, "is not valid TOML"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(cli: Cli, text: str, message: str) -> None:
    mapping = cli.folder / "map.toml"
    mapping.write_text(text, "utf-8")
    result = cli.at(NOW).run(f"import {frames(cli, frame(0, 60))} --map {mapping}", code=2)
    assert message in result.err


def test_a_mapping_that_names_no_record_is_told_by_line(cli: Cli) -> None:
    path, mapping = frames(cli, frame(0, 60), frame(70, 5)), cli.folder / "map.toml"
    mapping.write_text('[project."web"]\nrecord = "task-9"\n', "utf-8")
    seen = brought(cli, f"{path} --map {mapping}", code=1)
    assert [(one["line"], one["message"]) for one in seen["problems"]] == [(1, "no record task-9")]


def test_projects_that_differ_in_letter_case_are_one_record(cli: Cli) -> None:
    path = frames(cli, frame(0, 60, "Web"), frame(60, 60, "web"))
    assert [one["title"] for one in brought(cli, str(path))["records"]] == ["Web"]


def test_only_what_was_chosen_is_imported(cli: Cli) -> None:
    path = frames(cli, frame(0, 60), frame(60 * 24 * 20, 60, "shop"), frame(120, 5, tags=["SHOP"]))
    done = brought(cli, f"{path} --period 2026-10-05 --text shop --dry-run")
    assert (done["new"], done["skipped"]) == (1, 2)
    assert {one["reason"] for one in done["skipped_reasons"]} == {
        "outside --period",
        "without --text",
    }


def test_a_timer_that_runs_there_is_skipped_or_started(cli: Cli) -> None:
    folder = cli.folder / "watson"
    folder.mkdir()
    frames(cli, frame(0, 60), name="watson/frames")
    state = {"project": "web", "start": 1_793_635_200, "tags": ["now"]}
    (folder / "state").write_text(json.dumps(state), "utf-8")
    assert brought(cli, str(folder))["skipped_reasons"][0]["reason"] == "still running"
    would = cli.at(NOW).run(f"import {folder} --running start --dry-run")
    assert "Would start 1 timer. To do so, leave out --dry-run" in would.err
    frames(cli, frame(0, 60), frame(60, 30), name="watson/frames")
    done = cli.at(NOW).run(f"import {folder} --running start")
    assert done.err.splitlines()[0] == "Imported 1 log and started 1 timer. To undo: timelog undo"
    timer = json.loads(cli.at(NOW).run("status --json").out)
    assert (timer["title"], timer["tags"]) == ("web", ["now"])


def test_what_was_billed_elsewhere_is_never_billed_here(cli: Cli) -> None:
    path, mapping = cli.folder / "report.csv", cli.folder / "map.toml"
    path.write_text(
        "Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,Invoiced?\n"
        "2026-10-05,Acme,Web,,Design,First,2.5,Yes,Yes\n"
        "2026-10-05,Acme,Web,,Design,Second,1.5,Yes,No\n",
        "utf-8",
    )
    cli.at(NOW).run("service add Work --price 60 --currency EUR")
    mapping.write_text('[default]\nservice = "Work"\n', "utf-8")
    brought(cli, f"{path} --from harvest --map {mapping}")
    first, second = logs(cli)
    assert (first["billed_elsewhere"], first["billable"], first["laid_out"]) == (True, False, True)
    assert (second["billed_elsewhere"], second["billable"]) == (False, True)
    cli.at(NOW).refused(
        "log edit 1 --billable",
        code=1,
        message="log 1 was invoiced by the program it was imported from, so it cannot be billable",
        hint="timelog log show 1",
    )
    said = cli.at(NOW).run("log mark all --billable").err
    assert "No logs to mark as billable. 1 was already billable.\n" in said
    assert "Left as they are: log 1, invoiced by the program of the import." in said
    assert [log["billable"] for log in logs(cli)] == [False, True]


def test_hours_without_a_start_are_laid_out_around_what_is_there(cli: Cli) -> None:
    path = cli.folder / "report.csv"
    path.write_text(
        "Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,Invoiced?\n"
        + "".join(f"2026-10-05,Acme,Web,,Design,Part {n},3.0,No,No\n" for n in range(4)),
        "utf-8",
    )
    cli.run("config set work.hours 'mon-fri 9:00-13:00 14:00-18:00'")
    cli.at(NOW).run('add "By hand" "2026-10-05 10:00-11:00"')
    brought(cli, f"{path} --from harvest")
    spans = [
        [(one["start"][11:16], one["end"][11:16]) for one in log["segments"]]
        for log in logs(cli)
        if log["laid_out"]
    ]
    assert spans == [
        [("09:00", "10:00"), ("11:00", "13:00")],
        [("14:00", "17:00")],
        [("17:00", "20:00")],
        [("20:00", "23:00")],
    ]
    assert "laid out by an import" in cli.run("log show 2").out
    assert brought(cli, f"{path} --from harvest")["same"] == 4
    cli.at(NOW).run("log edit 2 --start '2026-10-05 9:15'")
    assert [log["laid_out"] for log in logs(cli)].count(True) == 3


def test_more_hours_than_a_day_has_left_are_refused(cli: Cli) -> None:
    path = cli.folder / "report.csv"
    path.write_text(
        "Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,Invoiced?\n"
        "2026-10-05,Acme,Web,,Design,One,20.0,No,No\n"
        "2026-10-05,Acme,Web,,Design,Two,5.0,No,No\n",
        "utf-8",
    )
    seen = brought(cli, f"{path} --from harvest", code=1)
    assert seen["problems"][0]["message"] == "5:00 is more than the free time of 2026-10-05, 4:00"


def test_times_without_a_zone_need_one(cli: Cli) -> None:
    path = cli.folder / "toggl.csv"
    path.write_text(
        "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,"
        "End time,Duration,Tags\n"
        "Ada,a@b.example,,Web,,Text,No,2026-10-05,09:00:00,2026-10-05,10:00:00,01:00:00,\n",
        "utf-8",
    )
    cli.at(NOW).refused(
        f"import {path}",
        code=2,
        message="the file does not say in which time zone Toggl shows its times",
        hint="add --timezone Europe/Rome, if that is the zone of the account there",
    )
    assert brought(cli, f"{path} --timezone America/New_York")["new"] == 1
    assert logs(cli)[0]["start"] == "2026-10-05T15:00:00+02:00"
    assert brought(cli, str(path))["same"] == 1  # the zone is remembered


def test_several_users_are_owners_and_one_is_the_user(cli: Cli) -> None:
    head = (
        "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,"
        "End time,Duration,Tags\n"
    )
    row = "{},a@b.example,,Web,,Text,No,2026-10-05,0{}:00:00,2026-10-05,0{}:30:00,00:30:00,\n"
    path = cli.folder / "toggl.csv"
    path.write_text(head + row.format("Ada L", 8, 8), "utf-8")
    brought(cli, f"{path} --timezone Europe/Rome")
    path.write_text(head + row.format("Ada L", 9, 9) + row.format("Bob", 9, 9), "utf-8")
    done = brought(cli, str(path))
    assert done["owners"] == ["Ada L", "Bob"]
    assert [log["owner"] for log in logs(cli)] == ["ada", "Ada L", "Bob"]
    cli.run("undo")
    assert brought(cli, f"{path} --owner ada --on-overlap allow")["owners"] == []


def test_an_id_that_two_entries_have_is_refused_and_the_same_entry_twice_counts_once(
    cli: Cli,
) -> None:
    path = frames(cli, frame(0, 60, id="a" * 32), frame(0, 60, id="a" * 32))
    assert brought(cli, f"{path} --dry-run")["skipped_reasons"][0]["reason"] == "twice in the file"
    frames(cli, frame(0, 60, id="a" * 32), frame(90, 60, id="a" * 32))
    seen = brought(cli, str(path), code=1)
    assert seen["problems"][0]["message"] == "it has the same id as that of entry 1"


def test_hostile_text_does_nothing(cli: Cli) -> None:
    path = frames(cli, frame(0, 60, "\x1b[31m[red]x\x07\u202e", tags=["=1+1", "\x1b]0;t\x07"]))
    result = cli.at(NOW).run(f"import {path}")
    assert "\x1b" not in result.out + result.err
    assert logs(cli)[0]["title"] == "[31m[red]x"


@pytest.mark.parametrize("content", [b"", b"\0\0\0", b"no format at all\n", b"[" * 100_000])
def test_what_has_no_known_format_is_refused(cli: Cli, content: bytes) -> None:
    path = cli.folder / "file"
    path.write_bytes(content)
    result = cli.at(NOW).run(f"import {path}", code=2)
    assert "hint: " in result.err
    assert cli.run("undo", code=None).err.startswith("Nothing to undo")


def test_a_file_that_is_too_large_is_refused_before_it_is_read(cli: Cli) -> None:
    path = cli.folder / "frames"
    with path.open("wb") as file:
        file.truncate(2_000_000_001)  # it takes no room
    cli.at(NOW).refused(
        f"import {path}",
        code=2,
        message=f"{path} is larger than 1 GB",
        hint="export it in several parts, such as one for each year",
    )
