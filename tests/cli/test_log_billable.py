"""Logs that are billable without being told so: as their record says, else as the settings do."""

from __future__ import annotations

import pytest

from tests.cli.bills import record, service
from tests.harness import Cli, once

MORNING, NOON = "2026-11-02 09:00", "2026-11-02 12:00"


@pytest.fixture
@once
def acme(cli: Cli) -> Cli:
    """Billable case-1, and case-2 that is not."""
    cli.run("customer add Acme")
    service(cli)
    record(cli)
    cli.run("record add Lunch --type case")
    return cli


def added(cli: Cli, words: str = "case-1 8:00-8:30") -> bool:
    """Whether a log added by hand is billable; it is undone then."""
    log = cli.at(NOON).run(f"log add {words} --json").json
    cli.at(NOON).run("undo")
    return bool(log["billable"])


def timed(cli: Cli, start: str = "start case-1", stop: str = "stop") -> bool:
    """Whether the log of a timer is billable; both are undone then."""
    cli.at(MORNING).run(start)
    log = cli.at(NOON).run(f"{stop} --json").json
    cli.at(NOON).run("undo")
    cli.at(NOON).run("undo")
    return bool(log["billable"])


@pytest.mark.parametrize(
    ("setting", "of_record", "billable"),
    [
        (None, None, False),
        ("yes", None, True),
        ("no", None, False),
        (None, "--log-billable", True),
        ("no", "--log-billable", True),
        ("yes", "--no-log-billable", False),
    ],
)
def test_the_record_counts_before_the_settings(
    acme: Cli, setting: str | None, of_record: str | None, billable: bool
) -> None:
    if setting:
        acme.run(f"config set log.billable {setting}")
    if of_record:
        acme.run(f"record edit case-1 {of_record}")
    assert added(acme) is timed(acme) is billable
    assert timed(acme, "interrupt case-1") is billable
    for flag, told in (("--billable", True), ("--no-billable", False)):
        assert added(acme, f"case-1 8:00-8:30 {flag}") is told
        assert timed(acme, f"start case-1 {flag}") is told
        assert timed(acme, stop=f"stop {flag}") is told
    assert added(acme, "case-2 8:00-8:30") is timed(acme, "start case-2") is False


def test_a_new_record_is_told_at_once(acme: Cli) -> None:
    made = acme.run("record add More --service Consulting --billable --log-billable --json").json
    assert made["log_billable"] is True
    assert added(acme, f"{made['ref']} 8:00-8:30")
    assert acme.run("record show case-1 --json").json["log_billable"] is None
    assert acme.run("record edit case-1 --no-log-billable").err == (
        "Changed case-1: new logs non-billable.\n"
    )
    assert acme.run("record show case-1 --json").json["log_billable"] is False
    assert "new logs  non-billable\n" in acme.run("record show case-1").out
    acme.run("undo")
    assert acme.run("record show case-1 --json").json["log_billable"] is None
    acme.run("redo")
    assert acme.run("record show case-1 --json").json["log_billable"] is False


def test_logs_of_a_record_that_is_not_billable_cannot_be(acme: Cli) -> None:
    hint = "--service SERVICE --billable --log-billable"
    message = "the logs of a record that is not billable cannot be billable"
    acme.at(MORNING).refused(
        "record edit case-2 --log-billable",
        message=message,
        hint=f"timelog record edit case-2 {hint}",
    )
    acme.at(MORNING).refused("record add New --log-billable", message=message)
    acme.run("record edit case-2 --no-log-billable")
    acme.run("record edit case-1 --log-billable")
    acme.run("record edit case-1 --no-billable")
    assert added(acme) is False
    acme.at(NOON).refused(
        "log add case-2 8:00-8:30 --billable",
        message="cannot mark time on case-2 as billable: the record is not billable",
    )


def test_a_record_made_on_the_way_inherits_too(acme: Cli) -> None:
    acme.run("config set log.billable yes")
    line = "add Talk 8:00-8:30 --service Consulting"
    assert acme.at(NOON).run(f"{line} --json").json["billable"] is False
    told = acme.at(NOON).run("add Walk 8:30-9:00 --service Consulting --billable --json").json
    assert told["billable"] is True
    assert added(acme, f"{told['record']} 9:00-9:30")
    assert timed(acme, "interrupt Call --create --service Consulting --billable")


def test_a_log_of_an_edited_day_inherits_too(acme: Cli) -> None:
    acme.run("config set log.billable yes")
    script = acme.folder / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "file.write_text(file.read_text('utf-8') + '\\n+ 08:00-08:30 case-1\\n', 'utf-8')\n"
    )
    env = {"EDITOR": f"python3 {script}"}
    acme.at(NOON).run("log edit --day today --editor", env=env)
    (log,) = acme.at(NOON).run("log list today --json").json
    assert log["billable"] is True


def test_a_case_of_a_mail_has_billable_logs_once_it_is_billable(acme: Cli) -> None:
    acme.run("config set log.billable yes")
    mail = b"From: a@b.example\r\nSubject: Broken\r\nMessage-ID: <1@b>\r\n\r\nHelp\r\n"
    (case,) = acme.run("record mail --json", stdin=mail).json
    assert added(acme, f"{case['ref']} 8:00-8:30") is False
    acme.run(f"record edit {case['ref']} --service Consulting --billable")
    assert added(acme, f"{case['ref']} 8:00-8:30") is True


@pytest.mark.parametrize("text", ["true", '"yes"', '"On"', "1"])
def test_the_setting_is_true_or_yes(acme: Cli, text: str) -> None:
    acme.config.write_text(f"[log]\nbillable = {text}\n", "utf-8")
    assert added(acme) is True
    assert acme.run("config get log.billable").out == "yes\n"


def test_another_value_of_the_setting_is_refused_by_name(acme: Cli) -> None:
    acme.at(NOON).refused(
        "config set log.billable maybe",
        code=2,
        message="invalid setting log.billable: 'maybe' is not yes or no",
    )


@pytest.mark.parametrize("told", ["--log-billable", "--no-log-billable"])
@pytest.mark.parametrize(("setting", "billable"), [("yes", True), ("no", False)])
def test_a_record_goes_back_to_the_setting(
    acme: Cli, told: str, setting: str, billable: bool
) -> None:
    acme.run(f"config set log.billable {setting}")
    acme.run(f"record edit case-1 {told}")
    edited = acme.run("record edit case-1 --inherit-log-billable --json")
    assert edited.json["log_billable"] is None
    assert added(acme) is billable
    acme.run("undo")
    assert acme.run("record show case-1 --json").json["log_billable"] is (told[2:4] != "no")


def test_going_back_is_said_and_contradicts_being_told(acme: Cli) -> None:
    acme.run("record edit case-1 --log-billable")
    said = acme.run("record edit case-1 --inherit-log-billable").err
    assert said == "Changed case-1: new logs as log.billable says.\n"
    again = acme.run("record edit case-1 --inherit-log-billable").err
    assert again == "Nothing changed.\n"
    for told in ("--log-billable", "--no-log-billable"):
        acme.at(NOON).refused(
            f"record edit case-1 {told} --inherit-log-billable",
            code=2,
            message=f"{told} cannot be used with --inherit-log-billable",
            hint="use only one of them",
        )


@pytest.mark.parametrize(
    ("mark", "by_default", "billable"),
    [
        ("", "--log-billable", True),
        ("", "--no-log-billable", False),
        ("non-billable", "--log-billable", False),
        ("Non-Billable #web", "--log-billable", False),
        ("billable", "--no-log-billable", True),
    ],
)
def test_a_new_line_of_a_day_says_whether_it_is_billable(
    acme: Cli, mark: str, by_default: str, billable: bool
) -> None:
    acme.run(f"record edit case-1 {by_default}")
    editor = {"EDITOR": f"sed -i '$a+ 8:00-8:30 case-1 {mark}'"}
    saved = acme.at(NOON).run("log edit --day today --editor --json", env=editor)
    assert [one["billable"] for one in saved.json["added"]] == [billable]


def test_a_line_of_a_log_says_it_too_but_not_both(acme: Cli) -> None:
    acme.at(NOON).run("log add case-1 8:00-8:30 --billable")
    for mark, billable in (("non-billable", False), ("billable", True), ("", False)):
        editor = {"EDITOR": f"sed -i 's/^1 .*/1 8:00-8:30 case-1 {mark}/'"}
        acme.at(NOON).run("log edit --day today --editor", env=editor)
        assert acme.run("log show 1 --json").json["billable"] is billable
    editor = {"EDITOR": "sed -i 's/^1 .*/1 8:00-8:30 case-1 billable non-billable/'"}
    refused = acme.at(NOON).run("log edit --day today --editor", env=editor, code=2)
    assert "billable cannot be used with non-billable" in refused.err
