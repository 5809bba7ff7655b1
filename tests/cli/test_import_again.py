"""What is exported is in the database already: imported again, it adds and changes nothing."""

from __future__ import annotations

import json
import shutil
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.harness import Cli
from timelog_cli.domain.text import folded, many_lines, one_line
from timelog_cli.errors import UsageError

NOW = "2026-11-02 18:00"
FORMATS = ("timewarrior", "watson", "klog", "timeclock", "toggl", "ics", "csv")
# Over both nights of a change of the clocks, and over midnight.
TIMES = [
    "2026-10-25 0:30-1:30",
    "2026-10-25 1:30-3:30",
    "2026-03-29 1:30-3:30",
    "2026-11-01 23:30-0:30",
    "2026-10-31 9:00-10:45",
]
signs = st.sampled_from("a1 #@+=-;,|\\'\"()[]{}<>:/\tß\u0301é\u00a0🎉") | st.characters(
    codec="utf-8", exclude_categories=["Cc", "Cs"]
)


def taken(text: str, *, lines: bool = False) -> bool:
    """Whether a log can have the text."""
    try:
        (many_lines if lines else one_line)(text, "it", 100)
    except UsageError:
        return False
    return True


titles = st.text(signs, min_size=1, max_size=16).filter(taken)
notes = st.text(signs | st.just("\n"), max_size=20).filter(lambda text: taken(text, lines=True))
tag = st.text(signs, min_size=1, max_size=8).filter(lambda text: taken(text) and text != "#")
tags = st.lists(tag, max_size=2)
logs = st.lists(
    st.tuples(titles, notes, tags),
    min_size=1,
    max_size=len(TIMES),
    unique_by=lambda log: folded(log[0]),
)
HOSTILE = [
    ("a; b", "one; two\n#project=x", ["a,b", "on site"]),
    ('it\'s "it"', '#a="', ["x=y z", "phase:first draft"]),
    ('#project="x"', "#start=2026-01-01T00:00Z", ["start=x", "project=x", "billable"]),
    ("Plan (task-1)", "=1+1", ["=x"]),
    ("; ;", "- 30m", ["#c"]),
]


def begin(cli: Cli) -> None:
    """Take back what an example before did."""
    empty = cli.folder / "empty"
    if not empty.exists():
        shutil.copy(cli.path, empty)
    for path in cli.path.parent.glob(cli.path.name + "*"):
        path.unlink()
    shutil.copy(empty, cli.path)


def plan(cli: Cli, format: str) -> dict[str, Any]:
    """What an import of what is exported comes to."""
    path = cli.folder / "exported"
    cli.at(NOW).run(f"export all --to {format} --out {path}")
    line = f"import {path} --from {format} --timezone Europe/Rome --json"
    result = cli.at(NOW).run(line, code=None)
    found: dict[str, Any] = json.loads(result.out)
    return found


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(logs=logs)
@example(logs=HOSTILE)
def test_an_export_has_nothing_new_whatever_the_texts_are(
    cli: Cli, logs: list[tuple[str, str, list[str]]]
) -> None:
    begin(cli)
    for (title, note, its), time in zip(logs, TIMES, strict=False):
        number = cli.at(NOW).run(["record", "add", "--json", "--", title]).json["ref"]
        line = ["log", "add", number, *time.split(), "--note", note]
        cli.at(NOW).run([*line, *(word for tag in its for word in ("--tag", tag))])
    for format in FORMATS:
        done = plan(cli, format)
        assert (format, done["new"], done["problems"]) == (format, 0, [])


TIMECLOCK = """\
i 2026-10-05 09:00:00 acme:web  read; the log, phase:first draft, urgent:
o 2026-10-05 10:00:00
i 2026-10-05 11:00:00 acme:web
o 2026-10-05 12:30:00
"""
KLOG = """\
2026-10-05
    9:00 - 10:00 #Project=web read #the log #phase="first draft"
    11:00 - 12:30 #project=web

2026-10-25
    3h #start="2026-10-25T01:30+02:00" #project=web
"""


@pytest.mark.parametrize(("format", "text"), [("timeclock", TIMECLOCK), ("klog", KLOG)])
def test_what_was_imported_is_the_same_in_an_export(cli: Cli, format: str, text: str) -> None:
    path = cli.folder / "theirs"
    path.write_text(text, "utf-8")
    cli.at(NOW).run(f"import {path} --from {format} --timezone Europe/Rome")
    done = plan(cli, format)
    assert (done["found"], done["new"], done["changed"], done["problems"]) == (
        *(done["same"], 0, 0, []),
    )
    assert done["found"] == len(cli.run("log list all --json").json) > 1
