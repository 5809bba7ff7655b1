"""``import --update``: logs follow their entries; and what ``--skip-bad`` never replaces."""

from __future__ import annotations

import os

import pytest

from tests.cli.test_import import NOW, brought, frame, frames, logs
from tests.harness import Cli

A, B, C = "a" * 32, "b" * 32, "c" * 32


def times(cli: Cli) -> list[tuple[str, int]]:
    return [(log["start"][11:16], log["worked_seconds"] // 60) for log in logs(cli)]


def test_entries_that_swapped_their_times_are_changed_together(cli: Cli) -> None:
    path = frames(cli, frame(0, 60, id=A), frame(90, 30, id=B))
    brought(cli, str(path))
    frames(cli, frame(75, 60, id=A), frame(0, 60, id=B))
    assert brought(cli, f"{path} --update")["updated"] == 2
    assert times(cli) == [("09:00", 60), ("10:15", 60)]
    cli.run("undo")
    assert times(cli) == [("09:00", 60), ("10:30", 30)]


def test_a_new_entry_gets_the_time_that_a_changed_one_gives_up(cli: Cli) -> None:
    path = frames(cli, frame(0, 60, id=A))
    brought(cli, str(path))
    frames(cli, frame(0, 30, id=A), frame(30, 30, "shop", id=C))
    done = brought(cli, f"{path} --update")
    assert (done["new"], done["updated"]) == (1, 1)
    assert times(cli) == [("09:00", 30), ("09:30", 30)]


def test_a_change_that_is_refused_keeps_its_time_from_the_others(cli: Cli) -> None:
    cli.at(NOW).run('add Meeting "2026-10-05 12:00-13:00"')
    path = frames(cli, frame(0, 60, id=A), frame(60, 60, id=B), frame(120, 30, id=C))
    brought(cli, str(path))
    frames(cli, frame(60, 60, id=A), frame(180, 60, id=B), frame(120, 45, id=C))
    bad = cli.folder / "bad"
    done = brought(cli, f"{path} --update --skip-bad {bad}")
    assert (done["updated"], done["changed"], done["conflicting"]) == (1, 1, 2)
    assert times(cli) == [("09:00", 60), ("10:00", 60), ("11:00", 45), ("12:00", 60)]


def test_what_a_changed_entry_lost_to_others_is_counted(cli: Cli) -> None:
    path = frames(cli, frame(0, 60, id=A), frame(90, 30, id=B))
    brought(cli, str(path))
    frames(cli, frame(0, 100, id=A), frame(90, 30, id=B))
    done = brought(cli, f"{path} --update --on-overlap trim")
    assert (done["found_seconds"], done["changed_seconds"]) == (7800, 5400)
    assert done["skipped_seconds"] == 600
    assert times(cli) == [("09:00", 90), ("10:30", 30)]


def test_a_log_that_was_joined_of_entries_does_not_become_one_of_them(cli: Cli) -> None:
    path = frames(cli, frame(0, 60, id=A), frame(60, 60, id=B))
    brought(cli, str(path))
    cli.at(NOW).run("log join 1 2")
    frames(cli, frame(0, 50, id=A), frame(60, 55, id=B))
    done = brought(cli, f"{path} --update")
    assert done["skipped_reasons"] == [
        {"reason": "changed there, but joined here", "entries": 2, "seconds": 6300}
    ]
    assert times(cli) == [("09:00", 120)]


@pytest.mark.parametrize("name", ["frames", "timelog.db", "link", "."])
def test_refused_entries_never_replace_what_is_there(cli: Cli, name: str) -> None:
    path = frames(cli, frame(0, 60), frame(30, 60, "shop"))
    (cli.folder / "link").symlink_to(path)
    before = path.read_bytes(), cli.path.read_bytes()
    cli.at(NOW).refused(
        f"import {path} --skip-bad {cli.folder / name}",
        code=6,
        message=f"cannot write {cli.folder / name}: a file is already there",
        hint="give it another name",
    )
    assert (path.read_bytes(), cli.path.read_bytes()) == before


def test_a_device_is_never_replaced(cli: Cli) -> None:
    fifo = cli.folder / "fifo"
    os.mkfifo(fifo)
    path = frames(cli, frame(0, 60), frame(30, 60, "shop"))
    result = cli.at(NOW).run(f"import {path} --skip-bad {fifo}", code=6)
    assert "already there" in result.err
    assert fifo.is_fifo()


def test_time_of_a_running_timer_is_taken(cli: Cli) -> None:
    cli.at("2026-10-05 09:30").run("start Live --create")
    path = frames(cli, frame(0, 60), frame(90, 30), frame(-60, 60))
    seen = brought(cli, str(path), code=1)
    taken = [one["message"].partition(" overlaps ")[2][:19] for one in seen["problems"]]
    assert taken == ["the timer on task-1"] * 2
    assert seen["new"] == 1


def test_a_timer_that_was_started_by_an_import_is_not_started_again(cli: Cli) -> None:
    folder = cli.folder / "watson"
    folder.mkdir()
    (folder / "frames").write_text("[]", "utf-8")
    (folder / "state").write_text('{"project": "live", "start": 1791190800, "tags": []}', "utf-8")
    brought(cli, f"{folder} --running start")
    again = brought(cli, f"{folder} --running start")
    assert (again["same"], again["entry"]) == (1, None)


def test_a_log_stands_for_one_of_two_entries_that_are_the_same(cli: Cli) -> None:
    cli.at(NOW).run('add web "2026-10-05 9:00-10:00"')
    path = frames(cli, frame(0, 60, id=A), frame(0, 60, id=B))
    done = brought(cli, f"{path} --on-overlap allow")
    assert (done["same"], done["new"]) == (1, 1)
    assert times(cli) == [("09:00", 60), ("09:00", 60)]
    assert brought(cli, f"{path} --on-overlap allow")["same"] == 2


def test_a_period_is_of_the_zone_in_which_the_times_are(cli: Cli) -> None:
    rows = ("2026-05-31 23:30", "2026-06-30 23:00")
    path = cli.folder / "tools.bartib"
    path.write_text("".join(f"{one} - {one[:-2]}59 | web | x\n" for one in rows), "utf-8")
    done = brought(cli, f"{path} --timezone America/New_York --period 2026-06")
    assert (done["new"], done["new_seconds"]) == (1, 3540)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ('[default]\ntags = [""]', "a tag in [default] of the mapping is empty"),
        (f'[default]\ntags = ["{"t" * 101}"]', "a tag in [default] of the mapping has 101"),
        ('date_order = "XYZ"', "date_order of the mapping is not an order of year, month and day"),
    ],
)
def test_a_mapping_is_checked_before_anything_is_written(cli: Cli, said: str, message: str) -> None:
    mapping = cli.folder / "map.toml"
    mapping.write_text(said, "utf-8")
    result = cli.at(NOW).run(f"import {frames(cli, frame(0, 60))} --map {mapping}", code=2)
    assert message in result.err


@pytest.mark.parametrize("end", ["-wal", "-shm", "-journal"])
def test_an_export_does_not_replace_a_part_of_the_database(cli: Cli, end: str) -> None:
    out = f"{cli.path}{end}"
    cli.at(NOW).refused(
        f"export --to csv --out {out}", code=2, message=f"{out} is the database itself"
    )


def test_titles_and_customers_with_several_blanks_are_found_again(cli: Cli) -> None:
    cli.at(NOW).run('customer add "Acme  Ltd"')
    cli.at(NOW).run('record add "Web  shop" --customer "Acme  Ltd"')
    cli.at(NOW).run('add task-1 "2026-10-05 9:00-10:00"')
    out = cli.folder / "out.csv"
    cli.at(NOW).run(f"export --to toggl --out {out}")
    done = brought(cli, f"{out} --timezone Europe/Rome")
    assert (done["same"], done["new"], done["customers"]) == (1, 0, [])


def test_many_changes_that_wait_for_one_another_end_soon(cli: Cli) -> None:
    ids = [f"{number:032x}" for number in range(12)]
    path = frames(cli, *(frame(10 * at, 10, id=one) for at, one in enumerate(ids)))
    brought(cli, str(path))
    cli.at(NOW).run('add Meeting "2026-10-05 11:00-11:10"')
    frames(cli, *(frame(10 * at + 10, 10, id=one) for at, one in enumerate(ids)))
    done = brought(cli, f"{path} --update --skip-bad {cli.folder / 'bad'}")
    assert (done["updated"], done["conflicting"]) == (0, 12)
    assert times(cli)[0] == ("09:00", 10)


def test_an_entry_without_an_id_is_known_by_its_time_when_its_text_has_changed(cli: Cli) -> None:
    path = cli.folder / "tools.timeclock"
    path.write_text("i 2026-10-05 09:00:00 web  Read\no 2026-10-05 10:00:00\n", "utf-8")
    line = f"{path} --from timeclock"
    brought(cli, line)
    again = path.read_text("utf-8").replace("Read", "Wrote")
    path.write_text(again, "utf-8")
    assert (brought(cli, line)["same"], times(cli)) == (1, [("09:00", 60)])
    path.write_text(again + again.replace("Wrote", "Read"), "utf-8")
    done = brought(cli, f"{line} --on-overlap allow")
    assert (done["same"], done["new"]) == (1, 1)
