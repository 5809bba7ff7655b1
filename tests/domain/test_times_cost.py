"""What reading one time costs: the modules it loads and the steps it takes, not seconds."""

from __future__ import annotations

import json
import subprocess
import sys
from types import FrameType
from typing import Any

import pytest

from tests.bench.times import READERS, reader
from timelog_cli.domain.time.grammar import EXAMPLE_MOMENT, FORMS, Form

DEAR = {
    *("calendar", "dataclasses", "dateutil", "decimal", "difflib", "enum", "inspect", "json"),
    *("locale", "pathlib", "re", "typing", "_strptime"),
}
LAST_RESORT = "python-dateutil"
MOST_CALLS = 800  # of functions; a tenth of a millisecond
# A fork for each form, so that each is the first that a process reads.
PROBE = """
import json, os, sys
for name, text, needs_moment in json.loads(sys.argv[1]):
    if os.fork():
        os.wait()
        continue
    for module in ("json", "json.decoder", "json.scanner", "json.encoder", "re", "enum"):
        sys.modules.pop(module, None)
    before = set(sys.modules)
    from timelog_cli.domain.time.scan import Moment
    moment = Moment(1_781_096_400, "Europe/Rome", 0, "DMY")
    module, _, function = name.partition(".")
    read = getattr(__import__("timelog_cli.domain.time." + module, fromlist=[function]), function)
    read(text, *([moment] if needs_moment else []))
    print(*(set(sys.modules) - before), flush=True)
    os._exit(0)
"""
common = [form for form in FORMS if LAST_RESORT not in form.form]
resorts = [form for form in FORMS if LAST_RESORT in form.form]


def example(form: Form) -> str:
    return f"{form.kind}: {form.example}"


@pytest.fixture(scope="module")
def loaded() -> dict[Form, set[str]]:
    """The modules that a process loads to read the example of each form."""
    read = [(READERS[form.kind][0], form.example, READERS[form.kind][1]) for form in FORMS]
    done = subprocess.run(
        [sys.executable, "-c", PROBE, json.dumps(read)], capture_output=True, text=True, check=True
    )
    lines = (set(line.split()) for line in done.stdout.splitlines())
    return dict(zip(FORMS, lines, strict=True))


@pytest.mark.parametrize("form", common, ids=example)
def test_a_form_of_the_grammar_loads_nothing_dear(form: Form, loaded: dict[Form, set[str]]) -> None:
    names = loaded[form]
    assert {name.partition(".")[0] for name in names} & DEAR == set()
    assert "timelog_cli.domain.time.last_resort" not in names


@pytest.mark.parametrize("form", resorts, ids=example)
def test_only_what_fits_no_form_loads_dateutil(form: Form, loaded: dict[Form, set[str]]) -> None:
    assert "dateutil.parser" in loaded[form]


@pytest.mark.parametrize("form", common, ids=example)
def test_a_reading_takes_few_steps(form: Form) -> None:
    name, needs_moment = READERS[form.kind]
    assert 0 < calls(name, form.example, needs_moment) < MOST_CALLS


def calls(name: str, text: str, needs_moment: bool) -> int:
    """How many functions a reading calls."""
    read, count = reader(name), 0
    arguments = (text, EXAMPLE_MOMENT) if needs_moment else (text,)
    read(*arguments)

    def counted(_: FrameType, event: str, __: Any) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        read(*arguments)
    finally:
        sys.setprofile(before)
    return count
