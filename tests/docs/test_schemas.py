from __future__ import annotations

import csv
import io
import json
import shlex
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from docbuilder import exit_codes, json_page, program
from docbuilder.commands import commands
from docbuilder.shapes import AT_THE_HUB, SCHEMAS, SHAPES, VARIANTS, names, schema
from tests.docs.story import CHAPTERS, Step, chapter
from tests.harness import Cli, Result
from timelog_cli import errors
from timelog_cli.cli import commands as index
from timelog_cli.domain.cells import tsv_cells
from timelog_cli.domain.logs import TIMER_KINDS
from timelog_cli.render.emit import FORMATS

WORDS = {command.load(): command.words for command, _ in commands()}
LISTINGS = sorted(
    command.words
    for command, _ in commands()
    if program.is_list(command) and command.words not in AT_THE_HUB
)
FORMS = FormatChecker()
REGISTRY: Registry[Any] = Registry().with_resources(
    (path.name, Resource.from_contents(json.loads(path.read_text("utf-8")), DRAFT202012))
    for path in SCHEMAS.glob("*.json")
)


@FORMS.checks("date-time", ValueError)
def _is_instant(text: object) -> bool:
    return not isinstance(text, str) or datetime.fromisoformat(text).tzinfo is not None


def problems(name: str, data: Any) -> list[str]:
    validator = Draft202012Validator(schema(name), registry=REGISTRY, format_checker=FORMS)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(data)]


def words_of(line: str) -> str:
    """The command that a line runs, by its first name."""
    command = index.find(shlex.split(line))
    assert command is not None, line
    words = WORDS[command.load()]
    return f"{words} --editor" if "--editor" in line else words


def run(cli: Cli, step: Step, more: str = "--json") -> Result:
    return cli.at(step.at).run(
        f"{step.line} {more}",
        code=step.code,
        stdin=step.stdin,
        user=step.user,
        answers=step.answers,
        env={"EDITOR": "true"},
    )


@pytest.mark.parametrize("name", CHAPTERS)
def test_what_is_printed_is_as_its_schema_says(
    cli: Cli, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(cli.folder)
    if name == "database":
        cli.path.unlink()
    if name == "hooks":
        json_page.install_hook(cli.folder / "hooks")
    for step in CHAPTERS[name]:
        result = run(cli, step)
        if step.answers is not None:
            assert result.json is None, step.line
        elif step.code and not step.finds:
            assert result.out == "", step.line
            assert problems("error", json.loads(result.err)) == [], step.line
        else:
            _check(step, result.json)


def _check(step: Step, data: Any) -> None:
    assert problems(_shape_of(step.line), data) == [], f"{step.line}:\n{data}"
    if step.shows is None:
        assert data is None
    elif step.shows:
        assert {key: data[key] for key in step.shows} == step.shows, step.line


def _shape_of(line: str) -> str:
    words = words_of(line)
    variants = (shape for (of, option), shape in VARIANTS.items() if of == words and option in line)
    return next(variants, SHAPES[words])


def test_a_setting_that_does_not_exist_is_unset_as_its_schema_says(cli: Cli) -> None:
    cli.config.write_text('colour = "red"\n', "utf-8")
    assert problems("setting", cli.run("config unset colour --json").json) == []


def test_every_command_has_a_schema_and_is_run_in_the_chapters() -> None:
    steps = [step for steps in CHAPTERS.values() for step in steps]
    run_ones = {words_of(step.line) for step in steps if not step.code}
    in_editor = {words for words in SHAPES if words.endswith(" --editor")}
    assert {*WORDS.values(), *in_editor} == set(SHAPES) == run_ones | set(AT_THE_HUB)


def test_every_schema_is_printed_or_part_of_one_and_has_an_example() -> None:
    printed = {*SHAPES.values(), *VARIANTS.values(), "error"}
    parts = {"day-off", "entry", "message"}
    assert printed | parts == set(names())
    assert printed == {*json_page.EXAMPLES, *json_page.RECORDED}


@pytest.mark.parametrize("name", json_page.RECORDED)
def test_an_example_of_a_hub_is_as_its_schema_says(name: str) -> None:
    assert problems(name, json_page.RECORDED[name]["prints"]) == []


@pytest.mark.parametrize("name", [*names(), "common"])
def test_a_schema_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("name", names())
def test_a_schema_takes_no_other_keys_and_asks_for_all(name: str) -> None:
    for part in _objects(schema(name)):
        assert part["additionalProperties"] is False
        optional = set(part["properties"]) - set(part.get("required", []))
        assert optional <= {"title"} or part.get("minProperties"), optional


def _objects(part: Any) -> list[dict[str, Any]]:
    """The objects with known keys in a schema."""
    if isinstance(part, list):
        return [found for item in part for found in _objects(item)]
    if not isinstance(part, dict):
        return []
    own = [part] if part.get("type") == "object" and "properties" in part else []
    return own + [found for item in part.values() for found in _objects(item)]


@pytest.mark.parametrize("name", names())
def test_every_key_of_a_schema_is_explained(name: str) -> None:
    silent = [
        key
        for part in _objects(schema(name))
        for key, value in part["properties"].items()
        if "description" not in value and "$ref" not in value and name != "status"
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("record-show", "record"),
        ("service-show", "service"),
        ("customer-show", "customer"),
        ("invoice-show", "invoice"),
        ("history-show", "entry"),
    ],
)
def test_what_is_shown_in_full_has_all_keys_of_the_plain_shape(name: str, base: str) -> None:
    assert set(schema(base)["properties"]) < set(schema(name)["properties"])


def test_idle_has_the_keys_of_a_timer() -> None:
    live, idle = schema("status")["oneOf"]
    assert set(live["properties"]) == set(idle["properties"])
    assert set(live["properties"]) == {*schema("timer")["properties"], "others", "budgets"}


def test_the_kinds_of_errors_are_those_of_the_program() -> None:
    precise = (errors.Overlap, errors.Locked)
    kinds = [errors.TimelogError, *precise, *errors.TimelogError.__subclasses__()]
    told = schema("error")["properties"]["error"]["properties"]["kind"]["enum"]
    assert {kind.kind for kind in kinds} | set(TIMER_KINDS) == set(told)
    named = (*TIMER_KINDS, *(one.kind for one in precise))
    assert [f"`{kind}`" for kind in named] == [kind for kind, _ in exit_codes.KINDS]


@pytest.mark.parametrize("code", [one.code for one in exit_codes.EXAMPLES if one.code])
def test_an_error_of_every_code_is_an_object(code: int, tmp_path: Path) -> None:
    (example,) = (one for one in exit_codes.EXAMPLES if one.code == code)
    ran = replace(example, line=f"{example.line} --json").run(tmp_path)
    assert ran.code == code
    last = ran.err.splitlines()[-1]
    assert problems("error", json.loads(last)) == []


# The formats of lists

RICH = [
    *chapter("""
11-02 08:00 | service add Consulting --price 60 --currency USD --tax-rate 22
11-02 08:00 | customer add "=cmd|' /C calc'!A0" --email a@b.example --email c@d.example
11-02 08:00 | record add "=1+1, \\"quoted\\" [red]x[/] 日本" --type case \
 --customer = --service C --billable
11-02 08:00 | record add "-5"
11-02 08:00 | dayoff add 2026-12-25 "=1+1" --everybody
11-02 08:00 | dayoff add 2026-12-24 --half
11-02 08:00 | record add "@home" --description "One\\n\\ttwo"
11-02 12:00 | log add 1 8:00-9:30 --billable --note "+1\\n| two" --tag "-x" --tag y
11-02 12:00 | log add 2 10:00-10:20 --note "è"
11-02 12:00 | billing item add 1 "=1+1, \\"x\\"" 0.5 --quantity 3 --unit "@km" --tax-rate 0
11-02 12:00 | start case-1 --note "\\t=x"
11-02 12:00 | pause
11-02 12:00 | start 2
11-02 12:00 | record resolve 1 --stop-timer
11-02 12:00 | billing issue --all
11-02 12:00 | log add 1 7:00-7:30 --billable
11-02 12:00 | billing issue --all
11-02 12:00 | billing credit 2026-0001
11-02 12:00 | record add Offer --customer = --service C --estimate 2h
11-02 12:00 | billing quote 4
11-02 12:00 | billing retainer add = 2h --service C --no-seller
""")
]
NESTED = {"billing list", "billing quotes"}  # what is nested has no place in a table
MORE = {"report": "all --by record --by tag", "log list": "all", "record list": "--all"}


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """A database of which every list shows something."""
    made = Cli(tmp_path_factory.mktemp("rich"))
    for step in RICH:
        run(made, step)
    return made


def rows(cli: Cli, words: str, name: str) -> str:
    line = f"{words} {MORE.get(words, '')} --format {name}"
    return cli.at("2026-11-02 12:30").run(line).out


@pytest.mark.parametrize("words", LISTINGS)
def test_a_list_is_the_same_in_json_and_jsonl(rich: Cli, words: str) -> None:
    array = json.loads(rows(rich, words, "json"))
    assert array
    assert array == [json.loads(line) for line in rows(rich, words, "jsonl").splitlines()]
    assert array == json.loads(rows(rich, words, "json --json"))


@pytest.mark.parametrize("words", LISTINGS)
def test_the_cells_of_csv_and_tsv_are_the_values_of_the_rows(rich: Cli, words: str) -> None:
    array = json.loads(rows(rich, words, "json"))
    written = rows(rich, words, "csv")
    assert written.count("\r\n") >= len(array) + 1
    found = list(csv.DictReader(io.StringIO(written, newline="")))
    header, *lines = [tsv_cells(line) for line in rows(rich, words, "tsv")[:-1].split("\n")]
    assert found == [dict(zip(header, line, strict=True)) for line in lines]
    for cells, row in zip(found, array, strict=True):
        values = {**row, **row.get("group", {})}
        same = set(cells) & set(values)
        assert same >= set(values) - {"group", "amounts"} or words in NESTED
        for key in same:
            assert _read(cells[key], values[key], key) == values[key], (key, cells[key])


def _read(cell: str, value: Any, key: str) -> Any:
    """The value that a cell was, by the type of the value that it should be."""
    if value is None:
        return None if cell in {"", "(none)"} else cell
    if isinstance(value, bool):
        return {"true": True, "false": False, "billable": True, "internal": False}[cell]
    if isinstance(value, int):
        return int(cell)
    if isinstance(value, str):
        return cell.removeprefix("'")
    assert bool(cell) is bool(value), (key, cell)
    return value


@pytest.mark.parametrize("words", LISTINGS)
@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_no_cell_is_run_by_a_spreadsheet(rich: Cli, words: str, name: str) -> None:
    text = rows(rich, words, name)
    split = csv.reader(io.StringIO(text, newline="")) if name == "csv" else text.split("\n")
    cells = [cell for line in split for cell in (line.split("\t") if name == "tsv" else line)]
    bad = [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert [cell for cell in bad if not _is_number(cell)] == []


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def test_a_guarded_cell_keeps_its_text_and_a_number_is_left_alone(rich: Cli) -> None:
    titles = [row["title"] for row in csv.DictReader(rows(rich, "record list", "csv").splitlines())]
    assert titles[0].startswith('\'=1+1, "quoted"')
    totals = rows(rich, "billing list", "csv")
    assert ",-111.30," in totals


@pytest.mark.parametrize("words", LISTINGS)
@pytest.mark.parametrize("name", ["table", "md"])
def test_a_table_has_a_line_for_each_row(rich: Cli, words: str, name: str) -> None:
    count = len(json.loads(rows(rich, words, "json")))
    lines = rows(rich, words, name).splitlines()
    assert len(lines) >= count + 1
    if name == "md":
        assert len(lines) == count + 2
        assert len({line.replace("\\|", "").count("|") for line in lines}) == 1


NEVER_EMPTY = {
    "config list",
    "log gaps",
    "balance",
    "billing number list",
    "billing template list",
    "hook list",
}  # where nothing is there, all is one gap, and all is short


@pytest.mark.parametrize("words", [words for words in LISTINGS if words not in NEVER_EMPTY])
def test_a_list_without_rows_is_empty_in_every_format(cli: Cli, words: str) -> None:
    for name in FORMATS:
        out = rows(cli, words, name)
        if name in {"table", "jsonl"}:
            assert out == ""
        elif name == "json":
            assert json.loads(out) == []
        else:
            assert len(out.splitlines()) == (2 if name == "md" else 1)


@pytest.mark.parametrize("words", LISTINGS)
def test_an_unknown_format_is_refused(cli: Cli, words: str) -> None:
    cli.run("record add x")
    cli.at("2026-11-02 12:00").refused(
        f"{words} --format xml",
        code=2,
        message="invalid value for --format: 'xml'",
        hint="use one of " + ", ".join(FORMATS),
    )


def test_the_chapters_show_running_paused_and_idle() -> None:
    states = {step.shows.get("state") for step in CHAPTERS["timers"] if step.shows}
    assert states >= {"running", "paused", "idle"}
