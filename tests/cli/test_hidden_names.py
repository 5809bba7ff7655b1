"""Other names of options, commands and settings: they work like the first, and are not shown."""

from __future__ import annotations

import re

import pytest

from docbuilder import program
from tests.harness import Cli
from timelog_cli.cli.commands import HIDDEN
from timelog_cli.cli.completion import offer
from timelog_cli.settings.keys import RENAMED

OPTIONS = [
    ("billing pay", "--refund", "--back"),
    ("billing quote", "--valid-until", "--valid"),
    ("log edit", "--remove-pause", "--no-pause"),
    ("log edit", "--remove-segment", "--drop-segment"),
    ("record edit", "--remove-rate-from", "--no-rate-from"),
    ("record edit", "--unmark-logs", "--clear-logs"),
    ("timer start", "--since-last", "--no-gap"),
]
COMMANDS = [
    ("log join", "log merge"),
    ("timer cancel", "timer discard"),
    ("billing ageing", "billing aging"),
    ("logs", "ls"),
    ("delete", "rm"),
    ("today", "day"),
    ("calendar", "month"),
    ("calendar", "cal"),
]


@pytest.fixture
def paused(cli: Cli) -> Cli:
    cli.at("2026-11-02 08:00").run('record add "Fix: login" --type case')
    cli.at("2026-11-02 09:00").run("start case-1")
    cli.at("2026-11-02 10:00").run("pause")
    cli.at("2026-11-02 11:00").run("resume")
    cli.at("2026-11-02 12:00").run("stop")
    return cli.at("2026-11-02 13:00")


def test_every_other_name_of_an_option_is_known_here() -> None:
    found = [
        (command.words, param.flags[0], other)
        for command in program.commands()
        if program.aliases(command)[0] == command
        for param in command.params
        for other in param.flags[1:]
        if len(other) > 2
    ]
    assert found == sorted(OPTIONS, key=found.index)


@pytest.mark.parametrize(("command", "shown", "hidden"), OPTIONS)
def test_a_hidden_option_is_neither_in_help_nor_offered(
    cli: Cli, command: str, shown: str, hidden: str
) -> None:
    page = cli.run(f"{command} --help").out.replace(",", " ").split()
    assert shown in page
    assert hidden not in page
    names = [name for name, _ in offer(command.split(), "--", {}).names]
    assert shown in names
    assert hidden not in names


@pytest.mark.parametrize(("shown", "hidden"), COMMANDS)
def test_a_hidden_command_is_neither_listed_nor_offered(cli: Cli, shown: str, hidden: str) -> None:
    *group, name = shown.split()
    other = hidden.rpartition(" ")[2]
    page = re.findall(r"^  (\S+)", cli.run([*group, "--help"]).out, flags=re.MULTILINE)
    assert name in page
    assert other not in page
    names = [word for word, _ in offer(group, "", {}).names]
    assert name in names
    assert other not in names
    assert cli.run(f"{hidden} --help").out.startswith(f"Usage: timelog {hidden} ")


def test_every_other_name_of_a_top_level_command_is_known_here() -> None:
    assert set(HIDDEN) == {other for _, other in COMMANDS if " " not in other}


@pytest.mark.parametrize("hidden", HIDDEN)
def test_a_word_from_another_program_does_what_the_shown_one_does(paused: Cli, hidden: str) -> None:
    shown = next(shown for shown, other in COMMANDS if other == hidden)
    words = {"rm": " 1"}.get(hidden, " --json")
    done = paused.run(hidden + words)
    if hidden == "rm":
        paused.run("undo")
    again = paused.run(shown + words)
    assert (done.out, done.err) == (again.out, again.err)
    assert offer([hidden], "--", {}) == offer([shown], "--", {})


def test_a_hidden_option_does_the_same(paused: Cli) -> None:
    done = paused.run("log edit 1 --no-pause 1 --json")
    assert done.json["worked_seconds"] == 3 * 3600


def test_both_names_of_an_option_can_be_given(paused: Cli) -> None:
    paused.run("log edit 1 --pause 9:30-9:40")
    assert paused.run("log edit 1 --no-pause 1 --remove-pause=2 --json").json["segments"] == [
        {"start": "2026-11-02T09:00:00+01:00", "end": "2026-11-02T12:00:00+01:00"}
    ]
    paused.run("record edit case-1 --no-billable --clear-logs --unmark-logs")


def test_two_values_for_one_option_are_refused_under_any_name(paused: Cli) -> None:
    paused.refused(
        "billing quote case-1 --valid 7d --valid-until 8d",
        code=2,
        message="--valid-until can be given only once",
        hint="timelog billing quote --help",
    )


def test_a_misspelt_option_is_met_with_the_shown_name(paused: Cli) -> None:
    paused.refused(
        "log edit 1 --remove-paus 1",
        code=2,
        message="log edit: unknown option --remove-paus",
        hint="did you mean --remove-pause?",
    )


def test_logs_merge_timers_are_discarded_and_amounts_age(paused: Cli) -> None:
    paused.run("log add case-1 12:10-12:50")
    paused.run("log merge 1 2")
    paused.run("start case-1")
    paused.run("timer discard --yes")
    assert paused.run("timer list --json").json == []
    assert paused.run("billing aging").err == paused.run("billing ageing").err


SETTINGS = [
    ("billing.currency", "currency", "EUR"),
    ("billing.hours_per_day", "hours_per_day", "7"),
    ("billing.quote_validity", "billing.quote_valid", "14d"),
    ("billing.template_dir", "billing.templates", "letters"),
    ("billing.withholding_base", "billing.withholding_on", "net-and-surcharge"),
]


@pytest.mark.parametrize(("key", "old", "value"), SETTINGS)
def test_a_setting_is_read_changed_and_removed_under_its_old_name(
    cli: Cli, key: str, old: str, value: str
) -> None:
    assert {old: key for key, old, _ in SETTINGS} == RENAMED
    now = f"{old} is now called {key}"
    cli.config.write_text(f'{old} = "{value}"\n')
    listed = {
        row["key"]: (row["value"], row["source"]) for row in cli.run("config list --json").json
    }
    assert listed[key] == (value, "file")
    assert old not in listed
    assert cli.run(f"config get {key}").out == f"{value}\n"
    assert cli.run(f"config get {key}").err == ""
    got = cli.run(f"config get {old}")
    assert (got.out, got.err) == (f"{value}\n", f"warning: {now}\n")
    done = cli.run(f"config set {old} {value}")
    assert done.err == f"Set {key} to {value}\nwarning: {now}\n"
    name = key.removeprefix("billing.")
    assert cli.config.read_text().strip() == f'[billing]\n{name} = "{value}"'
    cli.run(f"config unset {old}")
    assert cli.run(f"config get {key} --json").json["source"] != "file"


def test_a_setting_of_both_names_is_refused(cli: Cli) -> None:
    cli.config.write_text('currency = "EUR"\n[billing]\ncurrency = "USD"\n')
    cli.at("2026-11-02 09:00").refused(
        "service list",
        code=2,
        message=f"currency and billing.currency in {cli.config} are the same setting",
        hint="timelog config edit",
    )


def test_an_old_name_in_the_file_counts_and_survives_an_edit(cli: Cli) -> None:
    cli.config.write_text('currency = "CHF"\n')
    assert cli.run("service add Coaching --price 60 --json").json["currency"] == "CHF"
    editor = cli.folder / "editor"
    editor.write_text('#!/bin/sh\necho \'user = "ada"\' >> "$1"\n')
    editor.chmod(0o700)
    cli.run("config edit", env={"EDITOR": str(editor)})
    assert cli.config.read_text() == 'currency = "CHF"\nuser = "ada"\n'
