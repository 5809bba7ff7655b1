"""``demo``: the whole story in a throw-away database, each real command before its output."""

from __future__ import annotations

import io

from timelog_cli.cli.commands import Commands
from timelog_cli.cli.context import Context, Options
from timelog_cli.cli.progress import Progress
from timelog_cli.frozen import Frozen
from timelog_cli.render.plain import styled
from timelog_cli.render.result import Outcome
from timelog_cli.runtime.world import World

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

app = Commands()

MAIL = b"""\
From: Grace Hopper <grace@acme.example>
To: help@consulting.example
Subject: Login fails since the update
Date: Mon, 02 Nov 2026 08:40:00 +0100
Message-ID: <20261102084000.17@acme.example>
Content-Type: text/plain; charset=utf-8

Good morning,

since the update of last night nobody can log in.
Could you have a look today?

Grace
"""


class Step(Frozen):
    """A command line at a moment, by a user; ``about`` says why."""

    about: str
    moment: str
    user: str
    line: str
    stdin: bytes = b""


_WIDE = 120
STORY = (
    Step(
        "Set the name for your invoices, and a rate of 60 USD an hour.",
        "2026-11-02T08:55",
        "ada",
        'config set seller.name "Lovelace Consulting"',
    ),
    Step(
        "", "2026-11-02T08:56", "ada", "service add Consulting --price 60 --per hour --currency USD"
    ),
    Step(
        "A customer's email becomes a case.",
        "2026-11-02T09:00",
        "ada",
        "record mail -",
        stdin=MAIL,
    ),
    Step(
        "Before work starts, make the case billable.",
        "2026-11-02T09:01",
        "ada",
        "record edit case-1 --service Consulting --billable",
    ),
    Step(
        "Ada starts the timer.",
        "2026-11-02T09:05",
        "ada",
        'start case-1 --billable --note "Call with Grace, reading the logs"',
    ),
    Step("She pauses for a coffee, then resumes.", "2026-11-02T09:50", "ada", "pause"),
    Step("", "2026-11-02T10:10", "ada", "resume"),
    Step("", "2026-11-02T10:40", "ada", "status"),
    Step("", "2026-11-02T10:55", "ada", "stop"),
    Step(
        "The next day, Bob logs his time by hand.",
        "2026-11-03T17:00",
        "bob",
        'log add case-1 14:00-14:45 --billable --note "Repaired the session store"',
    ),
    Step(
        "Internal time is logged too, but never billed.",
        "2026-11-04T09:35",
        "ada",
        'log add case-1 9:00-9:30 --note "What we learned, with the team"',
    ),
    Step("The case at a glance.", "2026-11-04T09:40", "ada", "record show case-1"),
    Step("The work is done: resolve the case.", "2026-11-04T10:00", "ada", "record resolve case-1"),
    Step(
        "The billable time becomes an invoice.", "2026-11-04T10:01", "ada", "billing issue case-1"
    ),
)


@app.command("demo")
def demo(context: Context) -> Outcome:
    """Play the story of an invoice in a throw-away database: mail, timer, logs, invoice.

    Examples:
        timelog demo
    """
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="timelog-demo-") as folder:
        _make_database(context, folder)
        parts = list(_all_played(context, folder))
    code = max(code for _, code in parts)
    return Outcome(
        text="\n".join(text for text, _ in parts).rstrip(),
        data=[{"command": _typed(step), "at": step.moment, "user": step.user} for step in STORY],
        code=code,
    )


def _make_database(context: Context, folder: str) -> None:
    """Make it beforehand: a notice would name the folder, which is another one each time."""
    world = _world(context, STORY[0], folder, _Screen())
    made = Context(world, Options(), "", reads=False)
    assert made.store.created
    made.close()


def _all_played(context: Context, folder: str) -> Iterator[tuple[str, int]]:
    with Progress(context, "Playing", "commands") as progress:
        report = progress.report
        for done, step in enumerate(STORY):
            if report is not None:
                report(done, len(STORY))
            yield _played(context, step, folder)


class _Screen(io.StringIO):
    """Where the commands of the demo write: what a user would see at a terminal."""

    def isatty(self) -> bool:
        return True


def _played(context: Context, step: Step, folder: str) -> tuple[str, int]:
    """What the command wrote, behind its command line, and its exit code."""
    from shlex import split

    from timelog_cli.__main__ import main

    screen = _Screen()
    code = main(split(step.line), _world(context, step, folder, screen))
    color = context.color
    about = styled(f"# {step.about}\n", "dim", color) if step.about else ""
    head = styled(f"$ {_typed(step)}", "bold", color)
    when = styled(f"   # {step.user}, {step.moment.replace('T', ' ')}", "dim", color)
    return f"{about}{head}{when}\n{screen.getvalue()}", code


def _world(context: Context, step: Step, folder: str, screen: _Screen) -> World:
    env = {
        "HOME": folder,
        "TIMELOG_DB": f"{folder}/timelog.db",
        "TIMELOG_CONFIG": f"{folder}/config.toml",
        "TIMELOG_USER": step.user,
        "TIMELOG_NOW": step.moment,
        "TZ": "Europe/Rome",
        "COLUMNS": str(context.world.width() or _WIDE),
        "NO_COLOR": "" if context.color else "1",
    }
    return World(env, io.BytesIO(step.stdin), screen, screen)


def _typed(step: Step) -> str:
    command = f"timelog {step.line}"
    return f"{command} < mail.eml" if step.stdin else command
