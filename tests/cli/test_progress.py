"""Long work on a terminal: how far it is, and nothing of that where it is short or elsewhere."""

from __future__ import annotations

import io
import re
import sys
from typing import Any

import pytest

from tests import drawn
from tests.harness import Cli, _Keyboard, _Terminal, once
from timelog_cli.__main__ import main
from timelog_cli.cli import progress
from timelog_cli.render.terminal.progress import Bar, progress_text
from timelog_cli.runtime.world import World
from timelog_cli.store.maintenance import copies

NOW = "2026-11-06 15:20"
ERASED = "\r\x1b[K"
LOGS = "record,start,end\n" + "".join(
    f"1,2026-10-{day:02}T{hour:02}:00,2026-10-{day:02}T{hour:02}:30\n"
    for day in range(1, 4)
    for hour in range(20)
)
MAIL = "From a@b.example Mon Nov  2 08:40:00 2026\nFrom: a@b.example\nSubject: {0}\n\nText\n\n"


class Long:
    """Work that takes two seconds from one look at the clock to the next."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 2
        return self.now


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "monotonic", Long())


@pytest.fixture
@once
def prepared(cli: Cli) -> Cli:
    for line in (
        "service add Work --price 60 --currency USD",
        "customer add Acme",
        "record add One --customer Acme --service Work --billable",
        "log add 1 2026-11-05 9:00-10:00 --billable",
    ):
        cli.at(NOW).run(line)
    (cli.folder / "logs.csv").write_text(LOGS)
    (cli.folder / "mail.mbox").write_text("".join(map(MAIL.format, range(3))))
    return cli


def run(cli: Cli, words: list[str], stdin: io.BytesIO | None = None, **env: str) -> tuple[int, str]:
    """The exit code, and what is written to a terminal that is standard error."""
    err = io.BytesIO()
    stderr = _Terminal(err, encoding="utf-8", newline="", write_through=True)
    stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    environment = cli.environment(NOW) | {"COLUMNS": "80", "TERM": "xterm"} | env
    code = main(words, World(environment, stdin or _Keyboard(b""), stdout, stderr))
    return code, err.getvalue().decode()


WORK = [
    ("log add --from {0}/logs.csv", r"Adding +60 logs  \d"),
    ("record mail {0}/mail.mbox", r"Reading +2 messages  \d"),
    ("record mail {0}/mail.mbox", r"Adding +\S+ +2 of 3 messages  \d\S*/s  0:\d\d left"),
    ("db backup {0}/copy.db", r"Copying +\d+:\d\d:\d\d"),
    ("db check", "Checking +0:00:02"),
    ("demo", r"Playing +\S+ +1 of 14 commands  \d\S*/s  \d:\d\d left"),
    ("--no-color billing issue --all --no-seller", r"Issuing +━+ +1 of 1 invoices  \d"),
]


@pytest.mark.usefixtures("long")
@pytest.mark.parametrize(("line", "shown"), WORK)
def test_long_work_says_how_far_it_is_and_takes_it_away(
    prepared: Cli, line: str, shown: str
) -> None:
    if "issue" in line:
        prepared.at(NOW).run("record resolve 1")
    code, err = run(prepared, line.format(prepared.folder).split())
    assert code == 0
    assert re.search(shown, drawn.uncoloured(err.replace("\x1b[K", "").replace("\r", "\n"))), err
    last = err.rindex(ERASED)
    assert "\r" not in err[last + 1 :]
    for part in re.split(r"[\r\n]", err[:last]):
        assert drawn.widest(part.replace("\x1b[K", "")) < 80


@pytest.mark.usefixtures("long")
@pytest.mark.parametrize(
    ("more", "env"), [(["--quiet"], {}), ([], {"TERM": "dumb"}), (["--no-color"], {})]
)
def test_it_is_left_out_where_it_is_not_wanted(
    prepared: Cli, more: list[str], env: dict[str, str]
) -> None:
    _, err = run(prepared, [*more, "log", "add", "--from", f"{prepared.folder}/logs.csv"], **env)
    assert ("\r" in err) == (more == ["--no-color"])
    assert "\x1b[3" not in err


@pytest.mark.usefixtures("long")
def test_a_pipe_gets_none_of_it(prepared: Cli) -> None:
    assert "\r" not in prepared.at(NOW).run(f"log add --from {prepared.folder}/logs.csv").err


def test_short_work_shows_and_imports_nothing(
    prepared: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "timelog_cli.render.terminal.progress")
    monkeypatch.setattr(progress, "QUIET_SECONDS", 60.0)
    for line, _ in WORK[:5]:
        code, err = run(prepared, line.format(prepared.folder).split())
        assert code == 0
        assert "\r" not in err
    assert "timelog_cli.render.terminal.progress" not in sys.modules


@pytest.mark.usefixtures("long")
@pytest.mark.parametrize("line", ["log add --from {0}/logs.csv", "db check"])
def test_ctrl_c_leaves_no_half_line_and_no_change(
    prepared: Cli, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drawn_and_pressed(bar: Bar, *numbers: Any) -> None:
        draw(bar, *numbers)
        raise KeyboardInterrupt

    draw = Bar.draw
    monkeypatch.setattr(Bar, "draw", drawn_and_pressed)
    before = prepared.dump(stamps=True)
    code, err = run(prepared, line.format(prepared.folder).split(), NO_COLOR="1")
    assert code == 130
    assert err.endswith(f"{ERASED}error: interrupted; nothing was changed\n")
    assert len(err.split("\r")) == 3
    assert prepared.dump(stamps=True) == before


@pytest.mark.usefixtures("long")
@pytest.mark.parametrize("place", [progress.Progress, copies.Ticking])
def test_ctrl_c_ends_a_long_statement(
    prepared: Cli, place: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timelog_cli.store.maintenance.copies._STEPS", 1)

    def pressed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(place, "_tick", pressed)
    before = prepared.dump(stamps=True)
    for line in ("db check", "db compact --keep 0d --yes"):
        code, err = run(prepared, line.split(), NO_COLOR="1", TIMELOG_NOW="2027-01-01T00:00")
        said = err.rpartition(ERASED)[2]
        assert (code, said) == (130, "error: interrupted; nothing was changed\n"), line
    assert prepared.dump(stamps=True) == before
    prepared.run("db check")


@pytest.mark.parametrize(
    ("done", "total", "seconds", "said"),
    [
        (0, None, 75.0, "0:01:15"),
        (1500, None, 3.0, "1,500 logs  500/s"),
        (1500, 6000, 3.0, "1,500 of 6,000 logs  500/s  0:09 left"),
        (3, 6000, 10.0, "3 of 6,000 logs  0.3/s  5:33:10 left"),
        (7, 6, 1.0, "7 of 6 logs  7.0/s  0:00 left"),
    ],
)
def test_the_text_says_what_is_known(
    done: int, total: int | None, seconds: float, said: str
) -> None:
    assert progress_text(done, total, seconds, "logs") == said


@pytest.mark.parametrize("columns", [1, 2, 20, 59, 60, 80, 300])
def test_the_line_fits_the_terminal(columns: int) -> None:
    stream = io.StringIO()
    bar = Bar(stream, columns, "Adding", "logs", color=True)
    bar.draw(1500, 6000, 3.0)
    bar.clear()
    line, _, erased = stream.getvalue().rpartition("\r")
    assert erased == "\x1b[K"
    assert drawn.widest(line.removeprefix("\r").removesuffix("\x1b[K")) < max(2, columns)
    assert ("━" in line) == (columns >= 60)
