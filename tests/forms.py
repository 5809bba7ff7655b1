"""Every form in which a command can be typed, made from what the index says about it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from functools import cache

from hypothesis import find, settings

from docbuilder import program
from docbuilder.program import label
from tests.faults import walks
from timelog_cli.cli import commands, running
from timelog_cli.cli.commands import Command, Param

# What is typed for the arguments and options of a command; a flag's value is how it is spelled.
Given = tuple[tuple[Param, str], ...]
LINES = {**walks.EXAMPLES, **walks.READING, **walks.APART}
# Lines for options that go with few others, on the database of ``tests.ways``.
MORE = (
    *walks.MORE,
    "record add New --service S1 --rate 70 --per day --prices-include-tax --billable",
    "record add New --budget 40h --warn 75%",
    "record add New --service S1 --tax-rate 0 --tax-category exempt",
    "record edit 7 --tax-rate 0 --tax-category exempt",
    "add 'Plan it' 1h --service S1 --tax-rate 0 --tax-category exempt --on-overlap allow",
    "service add S3 --price 1 --currency USD --tax-rate 0 --tax-category exempt",
    "service edit S1 --tax-rate 0 --tax-category exempt",
    "billing item add 1 Stamps 9.50 --tax-rate 0 --tax-category exempt",
    "billing item edit 1 --tax-rate 0 --tax-category exempt",
    "record edit 7 --remove-rate-from 2026-11-05",
    "record edit 7 --budget 40h --warn 75%",
    "add 'Plan it' 1h --budget 40h --warn 75% --on-overlap allow",
    "customer add C3 --budget 40h --warn 75%",
    "customer edit C1 --budget 40h --warn 75%",
    "customer edit C1 --street '1 High St' --postcode 'SW1A 1AA' --city London --country GB",
    "customer edit C1 --vat-id JP123 --force",
    "customer add C3 --legal-id 732829320 --legal-scheme 0002",
    "customer edit C1 --legal-id 732829320 --legal-scheme 0002",
    "customer add C3 --electronic-address c3@example.com --electronic-scheme EM",
    "customer edit C1 --electronic-address c1@example.com --electronic-scheme EM",
    "timer start 2 --since-last --as bob",
    "timer start 7 --billable --switch",
    "timer start 'Made here' --create --type case --customer C1 --service S1 --switch",
    "timer start 7 a --switch",
    "timer interrupt 7 a",
    "continue 7 --billable --switch",
    "timer interrupt 7 --billable",
    "timer resume 4 --switch --at '2026-11-02 10:29'",
    "log add 7 --start 2026-10-06T9:00 --end 2026-10-06T10:00 --billable --rate 90",
    "report all --by day --chart --skip-empty",
    "log add 2 --start 2026-10-06T9:00 --duration 30m",
    "add 'Plan it' --start 2026-10-06T9:00 --end 2026-10-06T10:00",
    "add 'Plan it' --start 2026-10-06T9:00 --duration 30m",
    "add 'Plan it' 1h --service S1 --rate 70 --per day --prices-include-tax --billable"
    " --on-overlap allow",
    "log edit 2 --start 2026-10-01T12:45",
    "log edit 8 --remove-pause 1",
    "log edit 8 --segment 1 --end 9:20",
    "log edit 8 --remove-segment 2",
    "log move 4 --to 7 --billable",
    "log move all --to 7 --record 2",
    "billing credit 2026-0001 --template plain",
    "billing pay 2026-0001 --amount 999 --allow-overpayment",
    f"billing pay --from-bank {walks.STATEMENT} --column date=Day --date-order DMY --yes",
    "billing pay A2 --refund",
    "billing pay 2026-0001 --use-credit",
    "billing number set quote 5 --customer C1",
    "billing issue 5 --use-credit",
    "billing preview 5 --use-credit",
    "billing send 2026-0001 --mail --dry-run",
    "billing remind --all",
    "billing remind A1 --to bob@example.com",
    "billing preview --all",
    "billing preview 5 --format csv",
    "billing issue --all",
    "billing issue 5 --out out --with-timesheet",
    "billing issue 5 --as-of 2026-11-02",
    "timesheet --invoice 2026-0001",
    "timesheet all --format csv --delimiter tab",
    "timesheet all --group-by record --out sheet.md",
    "history --rows --format jsonl",
    f"import {walks.FRAMES} --from watson",
    f"import {walks.FRAMES} --expect 4:30:00",
    f"import {walks.FRAMES} --timezone Europe/Rome --dry-run --map mapping.toml",
    "export 2026-10 --to csv --delimiter ';'",
    "export --to jsonl --out everything.jsonl",
    *(
        f"{one.words} --format csv --raw --delimiter ';'"
        for one in program.commands()
        if program.is_list(one)
    ),
)
# Options that no database lets through; each says why in its refusal.
REFUSED = {("record edit", "--type")}


def paths(command: Command) -> list[tuple[str, ...]]:
    """All words that lead to what a command does: its own, and its shortcuts."""
    return [one.path for one in program.aliases(command)]


def example(command: Command) -> Given:
    """What is typed in the example of a command."""
    return _given(LINES[command.words])


def examples(command: Command) -> list[Given]:
    """What is typed in all lines that there are for a command, and in the shortest."""
    more = [line for line in MORE if commands.find(shlex.split(line)) == command]
    found = [_given(line) for line in (LINES[command.words], *more)]
    return [*found, *(tuple(one for one in line if _needed(one[0])) for line in found)]


def _needed(param: Param) -> bool:
    return param.required or not param.flags or label(param) == "--yes"


@cache
def _given(line: str) -> Given:
    reading = running.read(shlex.split(line))
    assert reading is not None, line
    values = reading.values | reading.shared
    found: list[tuple[Param, str]] = []
    for param in reading.command.params:
        value = values.get(param.name)
        if param.metavar is not None:
            several = value or [] if param.many else [] if value is None else [value]
            found.extend((param, one) for one in several)
        elif value is not None and (value or param.negative):
            found.append((param, (param.flags if value else param.negative)[0]))
    return tuple(found)


def options(command: Command) -> Iterator[tuple[Param, str]]:
    """Each option of a command with a value for it, a flag with each of its spellings."""
    for param in program.own(command):
        if param.metavar is None:
            yield from ((param, one) for one in program.spelled(param))
        elif param.flags:
            yield param, param.choices[0] if param.choices else _value(command.words, param)


@cache
def of_all_lists() -> tuple[Param, ...]:
    """The options that every list has."""
    first, *others = (set(one.params) for one in program.commands() if program.is_list(one))
    return tuple(first.intersection(*others))


def shared() -> list[tuple[Param, str]]:
    """The options of the program, each with a value."""
    return [(one, one.flags[0] if one.metavar is None else "x") for one in program.GLOBALS]


@cache
def _value(words: str, param: Param) -> str:
    """Something that can be typed, the same in each run."""
    strategy = walks.values(walks.commands()[words], param)
    found: str = find(strategy, bool, settings=settings(database=None, derandomize=True))
    return found


def everything(command: Command) -> Given:
    """What is typed with all options at once, whether or not they go together."""
    arguments = tuple(one for one in example(command) if not one[0].flags)
    one_of_each = {param.name: (param, text) for param, text in options(command)}
    return (*arguments, *one_of_each.values())


def ways_to_give(command: Command, param: Param, text: str) -> list[Given]:
    """What is typed with an option: lines that have it, and those that get it."""
    bases = examples(command)
    has = [base for base in bases if any(_is(one, param, text) for one in base)]
    gets = [(*(one for one in base if one[0] != param), (param, text)) for base in bases]
    return [*has, *gets]


def _is(one: tuple[Param, str], param: Param, text: str) -> bool:
    return one[0] == param and (param.metavar is not None or one[1] == text)


def spellings(given: Given) -> list[list[str]]:
    """The words after a command's name, in every form that means the same."""
    found = [
        line(given, joined=joined, place=place)
        for joined in (False, True)
        for place in ("behind", "before", "between", "reversed")
    ]
    return [line for number, line in enumerate(found) if line not in found[:number]]


def line(given: Given, *, joined: bool = False, place: str = "behind") -> list[str]:
    """The words after a command's name.

    :param joined: whether an option and its value are one word, apart by ``=``
    :param place: where the options stand: behind the arguments, before them, behind the first
        with ``--`` before the rest, or behind in the other order
    """
    arguments = [text for param, text in given if not param.flags]
    options = [_option(param, text, joined) for param, text in given if param.flags]
    if place == "reversed":
        options = sorted(options, key=lambda words: words[0].partition("=")[0], reverse=True)
    flat = [word for words in options for word in words]
    return {
        "behind": [*arguments, *flat],
        "reversed": [*arguments, *flat],
        "before": [*flat, *arguments],
        "between": [*arguments[:1], *flat, "--", *arguments[1:]],
    }[place]


def _option(param: Param, text: str, joined: bool) -> list[str]:
    if param.metavar is None:
        return [text]
    return [f"{param.flags[-1]}={text}"] if joined else [param.flags[0], text]


def wrong(command: Command) -> list[list[str]]:
    """Words after a command's name that cannot all be what they should be."""
    right = line(example(command))
    found = [
        ["--xyzzy", *right],
        [*right, "--xyzzy=1"],
        [*right, "-x"],
        [*right, "-hx"],
        [*right, "---"],
        [*right, "--help=1"],
        [*right, "--json=yes"],
        [*right, "--JSON"],
        [*right, *"abcdef"],
        [*right, "--", "--json"],
        [*right, ""],
        [*right, "-"],
        right[1:],
        [],
    ]
    for param in command.params:
        for spelled in program.spelled(param):
            found += [[*right, spelled[:-1]], [*right, spelled[1:]], [*right, spelled.upper()]]
            if param.metavar is None:
                found += [[*right, f"{spelled}="], [*right, f"{spelled}=yes"]]
            else:
                found.append([*right, spelled])
    return found
