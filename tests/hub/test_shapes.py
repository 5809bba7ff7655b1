"""What commands of ``sync`` print as JSON is as their schemas say."""

from __future__ import annotations

import pytest

from docbuilder import json_page
from docbuilder.shapes import SHAPES
from tests.docs.test_schemas import problems
from tests.hub.team import WORK, Team

NOON = "2026-03-02 12:00"


def test_what_is_printed_is_as_its_schema_says(team: Team) -> None:
    first = team.first(*WORK, "log add case-1 2026-03-01 9:00-10:00 --note Begun")
    desk = team.joined("desk")
    for cli, note in ((first, "One"), (desk, "Other")):
        cli.at(NOON).run(f"log edit 1 --note {note}")
    team.synced(desk, first)
    lines = (
        "sync --dry-run",
        "sync",
        "sync status",
        "sync conflicts",
        "sync resolve 1 --keep mine",
        "sync member add anna --role lead",
        "sync member list",
        "sync member remove anna",
        "sync leave --yes",
    )
    for line in lines:
        shape = SHAPES[
            " ".join(line.split(" --")[0].removesuffix(" 1").removesuffix(" anna").split())
        ]
        data = first.at(NOON).run(f"{line} --json").json
        assert problems(shape, data) == [], line
        recorded = json_page.RECORDED[shape]["prints"]
        one, other = (both[0] if isinstance(both, list) else both for both in (data, recorded))
        assert list(one) == list(other), line


@pytest.mark.parametrize("name", ["csv", "tsv", "md", "table", "jsonl"])
def test_lists_are_printed_in_every_format(team: Team, name: str) -> None:
    first = team.first()
    assert "ada" in first.run(f"sync member list --format {name}").out
    first.run(f"sync conflicts --format {name}")
