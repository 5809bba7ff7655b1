"""A database in which the examples of the help screens make sense, and what some need more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import copyfile, copytree

from docbuilder.json_page import install_hook
from docbuilder.run import Desk
from docbuilder.shapes import AT_THE_HUB
from timelog_cli.cli.demo import MAIL

HOLIDAYS = Path(__file__).parents[2] / "docs" / "files" / "holidays.ics"
# A Monday evening.
NOW = "2026-11-02 18:00"

BASE = (
    "timelog service add Consulting --price 60 --currency USD",
    "timelog service add Support --price 45 --currency USD",
    "timelog customer add Acme",
    "timelog customer add Northwind",
    'timelog record add "Fix the login" --type case --customer Acme --service Consulting',
    "timelog record edit case-1 --billable",
    'timelog record add "Plan the move"',
    'timelog record add "Train the team" --type case --customer Northwind --service Support',
    "timelog record edit case-3 --billable",
    *(f"timelog log add case-1 2026-10-{day:02} 9:00-11:30 --billable" for day in range(5, 15)),
    "timelog log add case-3 2026-10-20 9:00-10:00",
    "timelog log add case-1 2026-10-21 9:00-11:30",
    "timelog log add case-1 2026-10-22 14:00-17:00 --tag internal",
    "timelog log add case-3 2026-11-01 14:00-17:00 --billable",
)
RESOLVED = (
    "timelog config set seller.name 'Ada Rossi'",
    "timelog record resolve case-1",
    "timelog record resolve case-3",
)
ISSUED = (*RESOLVED, "timelog billing issue case-1 --group-by log")
MAILED = (
    "timelog config set mail.from ada@rossi.example",
    "timelog config set mail.command true",
    "timelog customer edit Acme --email grace@acme.example",
)
OVERDUE = (
    *RESOLVED,
    *MAILED,
    "timelog customer edit Acme --terms 0d",
    "timelog billing issue case-1 --date 2026-11-01",
)
ITEMS = tuple(f'timelog billing item add case-1 "Journey {day}" 48.00' for day in range(3))
ESTIMATED = (
    "timelog config set seller.name 'Ada Rossi'",
    "timelog record edit case-1 --estimate 8h",
    "timelog record edit case-3 --estimate 4h",
)
QUOTED = (*ESTIMATED, "timelog billing quote case-1")
RUNNING = ("timelog start case-1 --at 8:00",)
# What happens before the examples of a command, on the base.
BEFORE: dict[str, tuple[str, ...]] = {
    "timer pause": RUNNING,
    "timer resume": (*RUNNING, "timelog pause --at 9:00"),
    "timer start": ("timelog log add task-2 17:00-17:30",),
    "timer interrupt": RUNNING,
    "timer stop": RUNNING,
    "timer status": RUNNING,
    "timer list": RUNNING,
    "timer cancel": RUNNING,
    "record resolve": (),
    "dayoff list": ("timelog dayoff add 2026-12-24 --owner bob",),
    "dayoff delete": (
        "timelog dayoff add 2026-12-24",
        "timelog dayoff add 2026-12-28..2027-01-01",
        "timelog dayoff add 2026-12-25 --everybody",
    ),
    "billing preview": RESOLVED,
    "billing issue": RESOLVED,
    "billing check": (*ISSUED, "timelog customer edit Northwind --formats ubl"),
    "billing unbilled": RESOLVED,
    "billing retainer add": RESOLVED,
    "billing retainer list": (
        *RESOLVED,
        "timelog billing retainer add Northwind 10h --service Support",
    ),
    "billing list": ISSUED,
    "billing ageing": ISSUED,
    "billing totals": ISSUED,
    "billing show": ISSUED,
    "billing export": ISSUED,
    "timesheet": ISSUED,
    "billing item edit": ITEMS,
    "billing item delete": ITEMS,
    "billing send": (*ISSUED, *MAILED, "timelog billing issue case-3"),
    "billing remind": OVERDUE,
    "billing pay": (
        *ISSUED,
        'timelog record add "Move" --type case --customer Acme --service Consulting --billable',
        "timelog log add case-4 2026-10-23 9:00-10:00 --billable",
        "timelog record resolve case-4",
        "timelog billing issue case-4",
        "timelog billing pay 2026-0002 --amount 5000 --allow-overpayment",
    ),
    "billing unpay": (*ISSUED, "timelog billing pay 2026-0001"),
    "billing credit": ISSUED,
    "billing quote": ESTIMATED,
    "billing quotes": QUOTED,
    "billing accept": QUOTED,
    "billing decline": QUOTED,
    "tag rename": ("timelog log edit 11 --tag meting",),
    "tag merge": ("timelog log edit 11 --tag call --tag phone",),
    "tag delete": ("timelog log edit 11 --tag misc",),
    "redo": ("timelog undo",),
    "prompt": RUNNING,
    "db restore": ("timelog db backup timelog-20261102-090000.db",),
}
# Refused elsewhere; ``tests/cli/test_watch.py`` runs it on one.
ON_A_TERMINAL = {"timelog watch"}
# What needs a hub; ``tests/hub`` runs it with one.
AT_A_HUB = tuple(words for words in AT_THE_HUB if words not in {"sync status", "sync conflicts"})
# What they find ends with code 1.
INCOMPLETE = {
    "timelog billing check case-3",
    "timelog billing check 2026-0001 --format xrechnung",
    "timelog billing check case-3 --format peppol",
}
# These need an (almost) empty database: what they make is not there yet, or nothing uses it.
ALONE: dict[str, tuple[str, ...]] = {
    "service add": (),
    "service delete": ("timelog service add Consulting --price 60 --currency USD",),
    "customer add": (),
    "customer delete": ("timelog customer add Acme",),
    "record delete": ('timelog record add "Fix the login" --type case',),
}


def _mail(desk: Desk) -> None:
    (desk.folder / "message.eml").write_bytes(MAIL)
    for name in ("cur", "new", "tmp"):
        (desk.folder / "Maildir/.support" / name).mkdir(parents=True)
    (desk.folder / "Maildir/.support/new/1.host").write_bytes(MAIL)


def _backups(desk: Desk) -> None:
    (desk.folder / "backups").mkdir()


def _hook(desk: Desk) -> None:
    install_hook(desk.folder / ".config/timelog/hooks")


def _hours(desk: Desk) -> None:
    text = "record,start,end\ncase-1,2026-10-29 9:00,10:30\n"
    (desk.folder / "hours.csv").write_text(text, encoding="utf-8")


def _holidays(desk: Desk) -> None:
    copyfile(HOLIDAYS, desk.folder / "holidays.ics")


def _exported(desk: Desk) -> None:
    for name in ("frames", "toggl.csv"):
        copyfile(HOLIDAYS.with_name(name), desk.folder / name)


def _note(desk: Desk) -> None:
    (desk.folder / "note.txt").write_text("The work of October.\n", encoding="utf-8")


def _statement(desk: Desk) -> None:
    copyfile(HOLIDAYS.with_name("statement.xml"), desk.folder / "statement.xml")


FILES: dict[str, Callable[[Desk], None]] = {
    "billing pay": _statement,
    "billing send": _note,
    "record mail": _mail,
    "db backup": _backups,
    "hook run": _hook,
    "log add": _hours,
    "dayoff add": _holidays,
    "import": _exported,
}
# An editor that saves the file as it is.
EDITOR = {"EDITOR": "true"}
# What a shell reads of an example, or is typed at a question.
STDIN = {
    "timelog record mail - < message.eml": MAIL,
    "timelog import - --from watson < frames": HOLIDAYS.with_name("frames").read_bytes(),
    "timelog record delete case-1": b"y\n",
    "timelog tag delete misc": b"y\n",
}


def prepared(base: Path, folder: Path, words: str) -> Desk:
    """A desk on which the examples of a command can be tried.

    :param base: the home of a desk where ``BASE`` has happened
    """
    desk = Desk(folder)
    if words in ALONE:
        desk.done(*ALONE[words], at=NOW)
    else:
        copytree(base, folder, dirs_exist_ok=True)
        desk.done(*BEFORE.get(words, ()), at=NOW)
    if words in FILES:
        FILES[words](desk)
    return desk
