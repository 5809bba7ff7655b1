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
