"""``exit-codes.md``: what a command ends with, each code with an example that is run."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from docbuilder import markdown as md
from docbuilder.run import Desk, Interrupting, Ran


@dataclass(frozen=True)
class Example:
    """A code, what it means, and how to come by it."""

    code: int
    meaning: str
    about: str
    line: str
    before: tuple[str, ...] = ()
    play: Callable[[Desk, str], Ran] | None = None

    def run(self, folder: Path) -> Ran:
        """The example, in an empty folder."""
        desk = Desk(folder)
        desk.done(*self.before)
        return self.play(desk, self.line) if self.play else desk.run(self.line)


def _busy(desk: Desk, line: str) -> Ran:
    other = sqlite3.connect(desk.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        return desk.run(line, env={"TIMELOG_BUSY_SECONDS": "0"})
    finally:
        other.close()


def _onto_a_file(desk: Desk, line: str) -> Ran:
    (desk.folder / "invoices").write_text("a file, and no folder\n", encoding="utf-8")
    return desk.run(line)


def _no_database(desk: Desk, line: str) -> Ran:
    (desk.folder / "notes.txt").write_text("these are my notes\n" * 100, encoding="utf-8")
    return desk.run(line)


def _interrupted(desk: Desk, line: str) -> Ran:
    ran = desk.run(line, stdin=Interrupting())
    return Ran(ran.line, ran.code, ran.out, ran.err.replace("[y/N] ", "[y/N] ^C\n"))


_RECORD = 'timelog record add "Fix the login" --type case'
_BILLABLE = (
    "timelog service add Consulting --price 60 --currency USD",
    "timelog customer add Acme",
    'timelog record add "Fix the login" --type case --customer Acme --service Consulting',
    "timelog record edit case-1 --billable",
    "timelog log add case-1 7:00-8:30 --billable",
    "timelog record resolve case-1",
)
_REVERSE = (
    "timelog customer add Bell --tax-treatment reverse-charge",
    'timelog record add "Move the server" --customer Bell --service Consulting --billable',
    "timelog log add task-2 8:30-9:00 --billable",
    "timelog record resolve task-2",
)

KINDS = (
    ("`no-timer`", "there is no timer to pause, resume, stop or cancel, or none on that record"),
    ("`several-timers`", "there are several, so a REF is needed"),
    ("`already-running`", "the timer is running already"),
    ("`already-paused`", "the timer is paused already, or there is a paused one on the record"),
    ("`other-running`", "another timer is running"),
    ("`overlap`", "the time is that of another log or timer"),
    ("`locked`", "the log starts in a period that is locked"),
)

EXAMPLES = (
    Example(
        0, "done, also when there was nothing to do", "", "timelog billing issue --all", (_RECORD,)
    ),
    Example(
        1,
        "refused; nothing changed",
        "In JSON, `kind` is `refused`, or one of these, so that a script can tell them apart:\n\n"
        + md.table(("kind", "meaning"), KINDS)
        + "\n\nYou have one running timer at a time:",
        "timelog start task-2",
        (_RECORD, 'timelog record add "Move the server"', "timelog start case-1"),
    ),
    Example(
        2,
        "invalid usage or input",
        "A bare number has no unit:",
        "timelog log add case-1 90",
        (_RECORD,),
    ),
    Example(3, "not found", "", "timelog start case-9", (_RECORD,)),
    Example(
        4,
        "the database or the output folder is in use, or mail is being sent",
        "Another process has held it for longer than five seconds, or `TIMELOG_BUSY_SECONDS`:",
        "timelog start case-1",
        (_RECORD,),
        _busy,
    ),
    Example(
        5,
        "partly done; the failures are listed",
        "One of two customers has no VAT id, which the invoice needs:",
        "timelog billing issue --all --out invoices",
        (*_BILLABLE, *_REVERSE, "timelog config set seller.name Ada"),
    ),
    Example(
        6,
        "cannot write the output, send a message, or reach the hub",
        "The output of a command, a file, or a message that the mail server rejects; also a"
        " hub that is not in reach. A reader"
        " that goes away, such as `head`, is no error."
        " `invoices` is a file, not a folder, so nothing is issued:",
        "timelog billing issue case-1 --out invoices",
        (*_BILLABLE, "timelog config set seller.name Ada"),
        _onto_a_file,
    ),
    Example(
        7,
        "the database cannot be used: it is damaged, newer than this program, not writable, or"
        " not a timelog database",
        "A database that you name with `--db` or `TIMELOG_DB` must also exist, unless the command"
        " writes:",
        "timelog --db notes.txt status",
        (),
        _no_database,
    ),
    Example(
        130,
        "interrupted",
        "Ctrl-C; unfinished changes are rolled back:",
        "timelog timer cancel",
        (_RECORD, "timelog start case-1 --at 8:00"),
        _interrupted,
    ),
)


def page() -> str:
    """The page."""
    return md.page(
        "Exit codes",
        "If the exit code is not 0, the reason is on standard error: `error:` and what is wrong,"
        " then, where there is one, `hint:` and the command that helps. With `--json` it is"
        " [an object](json.md#error).",
        md.table(("code", "meaning"), ((str(one.code), one.meaning) for one in EXAMPLES)),
        "Two commands use these codes for their result: for `timelog db check`, 7 means that it"
        " found damage; for `timelog prompt --exit-code`, 0 means running, 1 idle and"
        " 2 paused, and an error that would end with 1 or 2 ends with 64. If you answer a"
        " question with no, the code is 1.",
        *map(_section, EXAMPLES),
    )


def _section(example: Example) -> str:
    with TemporaryDirectory() as folder:
        ran = example.run(Path(folder).resolve())
    if ran.code != example.code:
        raise RuntimeError(f"code {ran.code} instead of {example.code}:\n{ran.shown()}")
    blocks = (
        f"## {example.code}: {example.meaning}",
        example.about,
        md.code(ran.shown(), "console"),
    )
    return "\n\n".join(block for block in blocks if block)
