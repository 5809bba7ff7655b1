"""``import``: what its plan shows, and what the mapping that it writes offers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.harness import Cli

NOW = "2026-11-02 18:00"
TAGGED = (
    "inc 20261005T070000Z - 20261005T083000Z # acme web\n"
    "inc 20261005T090000Z - 20261005T093000Z # acme\n"
    "inc 20261005T100000Z - 20261005T110000Z\n"
)
TOGGL = (
    "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,"
    "End time,Duration,Tags\n"
    "Ada L,a@b.example,,Web,,Text,Yes,2026-10-05,08:00:00,2026-10-05,08:30:00,00:30:00,\n"
    "Bob,b@b.example,,Web,,Text,Yes,2026-10-05,09:00:00,2026-10-05,09:30:00,00:30:00,call\n"
)


def written(cli: Cli, name: str, text: str) -> Path:
    path = cli.folder / name
    path.write_text(text, "utf-8")
    return path


def titles(cli: Cli) -> dict[str, int]:
    """The seconds logged on each record, by its title."""
    found: dict[str, int] = {}
    for log in json.loads(cli.at(NOW).run("log list all --json").out):
        found[log["title"]] = found.get(log["title"], 0) + log["worked_seconds"]
    return found


def test_a_mapping_offers_the_tags_of_a_file_without_projects_with_their_time(cli: Cli) -> None:
    path, mapping = written(cli, "2026-10.data", TAGGED), cli.folder / "new.toml"
    cli.at(NOW).run(f"import {path} --dry-run --map {mapping}")
    text = mapping.read_text("utf-8")
    assert '# [tag."acme"]  # 2 entries, 2:00\n# record = "acme"\n' in text
    assert '# [tag."web"]  # 1 entry, 1:30\n# record = "web"\n' in text
    mapping.write_text(text.replace('# [tag."acme', '[tag."acme').replace("# rec", "rec", 1))
    cli.at(NOW).run(f"import {path} --map {mapping}")
    assert titles(cli) == {"acme": 7200, "Imported from timewarrior": 3600}


def test_a_mapping_offers_users_where_there_are_several_and_tags_only_without_projects(
    cli: Cli,
) -> None:
    path, mapping = written(cli, "toggl.csv", TOGGL), cli.folder / "new.toml"
    cli.at(NOW).run(f"import {path} --timezone Europe/Rome --dry-run --map {mapping}")
    text = mapping.read_text("utf-8")
    assert '# [user."Ada L"]  # 1 entry, 0:30\n# owner = "Ada L"\n' in text
    assert "# To log the time of a tag" not in text


def test_the_record_of_a_tag_is_found_again_under_another_title(cli: Cli) -> None:
    mapping = written(cli, "map.toml", '[tag."acme"]\nrecord = "Acme"\n')
    path = written(cli, "2026-10.data", TAGGED)
    cli.at(NOW).run(f"import {path} --map {mapping}")
    cli.at(NOW).run("record edit Acme --title 'Web site'")
    written(cli, "2026-10.data", TAGGED + "inc 20261006T070000Z - 20261006T080000Z # acme\n")
    cli.at(NOW).run(f"import {path}")
    assert titles(cli) == {"Web site": 10_800, "Imported from timewarrior": 3600}


def test_a_tag_that_decides_does_not_decide_for_its_project(cli: Cli) -> None:
    mapping = written(cli, "map.toml", '[tag."call"]\nrecord = "Calls"\n')
    path = written(cli, "toggl.csv", TOGGL)
    cli.at(NOW).run(f"import {path} --timezone Europe/Rome --map {mapping}")
    row = TOGGL.splitlines()[1].replace("10-05", "10-06")
    written(cli, "toggl.csv", f"{TOGGL}{row}\n")
    cli.at(NOW).run(f"import {path}")
    assert titles(cli) == {"Web": 3600, "Calls": 1800}


def test_it_says_whether_it_was_done_or_would_be(cli: Cli) -> None:
    path = written(cli, "2026-10.data", TAGGED)
    would = cli.at(NOW).run(f"import {path} --dry-run")
    assert would.err == (
        "To choose the record of each tag, add --map timewarrior.toml\n"
        "Would import 3 logs. To do so, leave out --dry-run\n"
    )
    assert cli.at(NOW).run(f"import {path}").err == "Imported 3 logs. To undo: timelog undo\n"
    assert cli.at(NOW).run(f"import {path}").err == "Nothing changed.\n"
    assert cli.at(NOW).run(f"--quiet import {path}").err == ""


def test_a_plan_of_many_records_and_years_is_short_and_complete(cli: Cli) -> None:
    def frame(number: int) -> list[Any]:
        begin = 1_500_000_000 + number * 2_000_000
        return [begin, begin + 3600, f"project {number}", f"{number:032x}", [], begin]

    path = written(cli, "frames", json.dumps([frame(number) for number in range(100)]))
    lines = cli.at(NOW).run(f"import {path} --dry-run").out.splitlines()
    assert len(lines) < 70
    assert lines[-1].split() == ["61", "other", "records", "61", "61:00"]
    assert ["2018", "16", "16:00"] in [line.split() for line in lines]


def test_the_one_who_imports_is_no_new_owner(bare: Cli) -> None:
    path = written(bare, "2026-10.data", TAGGED)
    done = json.loads(bare.at(NOW).run(f"import {path} --json").out)
    assert done["owners"] == []


def test_what_was_invoiced_elsewhere_is_not_offered_to_be_billed(cli: Cli) -> None:
    rows = (
        "Project,Client,User,Type,Billable,Invoiced,Start Date,Start Time,End Date,End Time\n"
        "Web,Acme,Ada,Regular,Yes,Yes,2026-10-05,09:00:00,2026-10-05,10:00:00\n"
        "Web,Acme,Ada,Regular,Yes,No,2026-10-05,10:00:00,2026-10-05,12:00:00\n"
    )
    path = written(cli, "clockify.csv", rows)
    mapping = written(cli, "map.toml", '[default]\nservice = "Work"\n')
    cli.at(NOW).run("service add Work --price 60 --currency EUR")
    cli.at(NOW).run(f"import {path} --from clockify --timezone Europe/Rome --map {mapping}")
    assert cli.at(NOW).run("record resolve Web").err == (
        "Resolved task-1 (Web).\nUnbilled: 2:00. To invoice: timelog billing issue task-1\n"
    )


def test_a_problem_in_json_is_named_by_its_entry_and_in_text_by_its_line(cli: Cli) -> None:
    begin = 1_791_183_600
    frames = [[begin, begin - 60, "web", "a" * 32, [], begin]]
    path = written(cli, "frames", "\n\n" + json.dumps(frames))
    assert "    entry 1: the end" in cli.at(NOW).run(f"import {path}", code=1).err
    path = written(cli, "2026-10.data", TAGGED + "inc nonsense\n")
    assert "    line 4: 'inc nonsense'" in cli.at(NOW).run(f"import {path}", code=1).err


def test_names_of_a_mapping_that_no_entry_has_are_told(cli: Cli) -> None:
    path = written(cli, "toggl.csv", TOGGL)
    said = (
        '[project."Web"]\nrecord = "Web"\n[tag."call"]\nrecord = "Calls"\n[user."Bob"]\nskip = true'
    )
    option = f"--timezone Europe/Rome --dry-run --map {cli.folder / 'map.toml'}"
    written(cli, "map.toml", said)
    assert "No entry has" not in cli.at(NOW).run(f"import {path} {option}").err
    more = '[project."Wbe"]\nrecord = "Web"\n[client."Acme".project."Web".task."T"]\nskip = true\n'
    written(cli, "map.toml", f"{said}\n{more}")
    assert (
        cli.at(NOW)
        .run(f"import {path} {option}")
        .err.startswith("No entry has these names of the mapping: project 'Wbe', task 'T'\n")
    )
