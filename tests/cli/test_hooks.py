"""A user's hooks: what they are told, and that nothing they do harms the command."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import time
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from docbuilder.shapes import SHAPES
from tests import processes
from tests.docs.test_schemas import problems
from tests.harness import Cli, Result
from timelog_cli.runtime import hook_process
from timelog_cli.runtime.hooks import HOOKS

RECORD = "#!/bin/sh\n(cat; echo) >> told\n"  # what it is told, below the folder of the command


@pytest.fixture
def cli(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Two records, in the folder of the test."""
    monkeypatch.chdir(cli.folder)
    cli.env["PATH"] = os.environ["PATH"]
    return processes.prepare(cli)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hooks have little time, so that tests need not wait for long."""
    monkeypatch.setattr(hook_process, "SECONDS", 0.5)


def hook(cli: Cli, name: str, text: str = RECORD) -> Path:
    """Put a hook into the folder."""
    path = cli.folder / "hooks" / name
    path.parent.mkdir(mode=0o755, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(0o755)
    return path


def told(cli: Cli) -> list[dict[str, Any]]:
    """What the hooks were told until now."""
    path = cli.folder / "told"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    path.unlink(missing_ok=True)
    return [json.loads(line) for line in lines if line]


def run(cli: Cli, line: str, at: str = "09:00", **more: Any) -> Result:
    return cli.at(f"2026-11-02 {at}").run(line, **more)


def work(cli: Cli) -> Result:
    """A command that runs on-start."""
    return run(cli, "start case-1")


# When they run

DAY: list[tuple[str, list[str]]] = [
    ("start case-1", ["start"]),
    ("pause", ["pause"]),
    ("resume", ["resume"]),
    ("start task-2 --switch", ["pause", "start"]),
    ("resume case-1 --switch", ["pause", "resume"]),
    ("timer cancel task-2 --yes", ["cancel"]),
    ("interrupt task-2", ["pause", "start"]),
    ("stop task-2", ["stop", "resume"]),
    ("interrupt task-2", ["pause", "start"]),
    ("timer cancel task-2 --yes", ["cancel", "resume"]),
    ("interrupt task-2", ["pause", "start"]),
    ("record resolve task-2 --stop-timer", ["stop", "resume"]),
    ("stop --billable", ["stop"]),
    ("log add task-2 07:00-07:30", ["log"]),
    ("add 'Something new' 07:30-08:00", ["log"]),
    ("status", []),
    ("log edit 1 --note Again", []),
    ("record resolve case-1", []),
    ("undo", []),
    ("redo", []),
    ("billing preview", []),
    ("billing issue case-1", ["issue"]),
    ("billing issue --all", []),
    ("billing pay 2026-0001 --amount 10", ["pay"]),
    ("billing unpay 2026-0001", ["pay"]),
    ("billing credit 2026-0001", ["issue"]),
]


def test_each_command_runs_the_hooks_of_what_happened_in_order(cli: Cli) -> None:
    for name in HOOKS:
        hook(cli, name)
    for minute, (line, events) in enumerate(DAY):
        run(cli, line, f"09:{minute:02}")
        found = told(cli)
        assert [one["event"] for one in found] == events, line
        for one in found:
            assert problems("event", one) == [], line
            assert one["command"] == f"timelog {line}" or "billing" in line
            assert one["user"] == "ada"
            assert one["at"] == f"2026-11-02T09:{minute:02}:00+01:00"


def test_a_hook_is_told_the_json_of_the_command(cli: Cli) -> None:
    for name in HOOKS:
        hook(cli, name)
    started = run(cli, "start case-1 --note Ärger --json").json
    stopped = run(cli, "stop --billable --json", "09:30").json
    logged = run(cli, "log add task-2 07:00-07:30 --json", "09:30").json
    run(cli, "record resolve case-1", "09:30")
    issued = run(cli, "billing issue case-1 --json", "09:30").json
    paid = run(cli, "billing pay 2026-0001 --json", "09:30").json
    found = [one["data"] for one in told(cli)]
    assert found == [started, stopped, [logged], issued, paid]


def test_the_invoices_of_one_command_are_told_once_with_a_summary_too(cli: Cli) -> None:
    run(cli, "customer add Globex")
    run(cli, "record edit 2 --customer Globex --service Consulting --billable")
    run(cli, "log add 2 08:00-08:30 --billable")
    run(cli, "record resolve 1")
    run(cli, "record resolve 2")
    hook(cli, "on-issue")
    run(cli, "billing issue --all --out out --summary")
    (event,) = told(cli)
    assert [one["number"] for one in event["data"]] == ["2026-0001", "2026-0002"]


def test_an_invoice_whose_file_cannot_be_written_is_told_too(cli: Cli) -> None:
    run(cli, "record resolve 1")
    hook(cli, "on-issue")
    (cli.folder / "out").mkdir()
    (cli.folder / "out" / "2026-0001_Acme.md").mkdir()
    run(cli, "billing issue 1 --out out", code=6)
    assert [one["event"] for one in told(cli)] == ["issue"]


def test_logs_that_an_edited_day_adds_are_told_together(cli: Cli) -> None:
    hook(cli, "on-log")
    editor = "sed -i '$a + 11:00-11:30 task-2\\n+ 11:30-12:00 task-2'"
    done = run(cli, "log edit --day today --editor --json", "12:00", env={"EDITOR": editor})
    assert len(done.json["added"]) == 2
    (event,) = told(cli)
    assert event["data"] == done.json["added"]


def test_a_question_answered_with_no_runs_none(cli: Cli) -> None:
    run(cli, "start case-1")
    hook(cli, "on-cancel")
    run(cli, "timer cancel", code=1, answers="n\n")
    assert told(cli) == []


def test_a_refused_command_runs_none(cli: Cli) -> None:
    hook(cli, "on-stop")
    run(cli, "stop", code=1)
    assert told(cli) == []


def test_a_command_read_by_typer_runs_them_too(cli: Cli) -> None:
    from timelog_cli.cli.app import app
    from timelog_cli.cli.running import Call
    from timelog_cli.runtime.world import World

    hook(cli, "on-start")
    env = cli.environment("2026-11-02 09:00")
    call = Call(["start", "case-1"], World(env))
    assert app(obj=call, standalone_mode=False) == 0
    assert [one["event"] for one in told(cli)] == ["start"]


# What they are given

ENVIRONMENT = '#!/bin/sh\necho "$TIMELOG_HOOK|$TIMELOG_DB|$TIMELOG_CONFIG|$TIMELOG_USER|$PWD"\n'


def test_a_hook_finds_database_settings_user_and_folder_of_the_command(cli: Cli) -> None:
    hook(cli, "on-start", ENVIRONMENT)
    below = cli.folder / "below"
    below.mkdir()
    os.chdir(below)
    run(cli, "record add One --db other.db")
    env = {"TIMELOG_CONFIG": "../config.toml"}
    done = run(cli, "start 1 --db other.db --as bob", env=env)
    told = f"on-start|{below}/other.db|{cli.folder}/config.toml|bob|{below}"
    assert done.err.splitlines()[-1] == told


def test_hooks_are_beside_the_settings_file_that_is_used(cli: Cli) -> None:
    hook(cli, "on-start")
    other = cli.folder / "other"
    other.mkdir()
    run(cli, "start case-1", env={"TIMELOG_CONFIG": str(other / "config.toml")})
    assert told(cli) == []


def test_a_hook_may_write_to_the_same_database_and_runs_no_hooks_itself(cli: Cli) -> None:
    hook(cli, "on-stop", '#!/bin/sh\ntimelog start task-2 --note "$TIMELOG_HOOK" --quiet\n')
    hook(cli, "on-start")
    run(cli, "start case-1", "09:00")
    told(cli)
    done = run(cli, "stop", "09:30")
    assert "warning" not in done.err
    assert told(cli) == []
    status = run(cli, "status --json", "09:40").json
    assert (status["record"], status["note"]) == ("task-2", "on-stop")


def test_the_output_of_the_command_comes_before_that_of_its_hooks(cli: Cli) -> None:
    hook(cli, "on-start", "#!/bin/sh\ntimelog status --json | jq -r .record\necho done >&2\n")
    assert work(cli).err == "Started case-1 (Fix login) at 09:00.\ncase-1\ndone\n"


# What they say

SPEAKING = "#!/bin/sh\nprintf 'one..\\n\\033[31mtwo\\tthree\\303\\n'\necho four >&2\n"


def test_what_a_hook_says_is_shown_on_standard_error_without_control_characters(cli: Cli) -> None:
    hook(cli, "on-start", SPEAKING)
    done = run(cli, "start case-1 --json")
    assert done.json["record"] == "case-1"
    assert done.err.splitlines()[1:] == ["one..", "\\x1b[31mtwo        three\ufffd", "four"]


def test_quiet_leaves_out_what_hooks_say_and_the_warnings_about_them(cli: Cli) -> None:
    hook(cli, "on-start", "#!/bin/sh\necho hello\nexit 3\n")
    done = run(cli, "start case-1 --quiet")
    assert (done.out, done.err) == ("", "")


def test_a_flood_is_read_to_its_end_and_cut(cli: Cli) -> None:
    flood = "#!/bin/sh\nhead -c 100000000 /dev/zero | tr '\\0' x\necho >> told\n"
    hook(cli, "on-start", flood)
    done = work(cli)
    assert (cli.folder / "told").exists()
    assert len(done.err) < 11_000
    warning = "warning: the output of the hook on-start was cut after 10,000 bytes"
    assert done.err.splitlines()[-1] == warning


# What goes wrong with them


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("#!/bin/sh\nexit 3\n", "the hook on-start failed with exit code 3"),
        ("#!/bin/sh\nkill -9 $$\n", "the hook on-start was ended by the signal SIGKILL"),
        ("#!/bin/sh\nkill 0\n", "the hook on-start was ended by the signal SIGTERM"),
        ("#!/bin/sh\nkill -50 $$\n", "the hook on-start was ended by the signal"),
        ("echo hello\n", "cannot run the hook on-start: its first line does not name a program"),
        ("\x7fELF", "cannot run the hook on-start: its first line does not name a program"),
        ("", "cannot run the hook on-start: its first line does not name a program"),
        ("#!/no/such\n", "cannot run the hook on-start: the program that its first line names"),
        ("#!/bin/sh\r\ntrue\r\n", "cannot run the hook on-start: the program that its first"),
        ("#!/etc/passwd\n", "cannot run the hook on-start: permission denied"),
    ],
)
def test_a_hook_that_fails_is_a_warning(cli: Cli, text: str, why: str) -> None:
    hook(cli, "on-start", text)
    done = work(cli)
    assert done.err.splitlines()[-1].startswith(f"warning: {why}")
    assert cli.rows("SELECT count(*) FROM timer") == [(1,)]


def test_a_hook_that_hangs_is_killed_with_its_children(cli: Cli, at_once: None) -> None:
    text = "#!/bin/sh\ntrap '' TERM\necho said\nsleep 300 &\necho $! > child\nsleep 300\n"
    hook(cli, "on-start", text)
    begun = time.monotonic()
    done = work(cli)
    assert time.monotonic() - begun < 5
    lines = done.err.splitlines()
    assert lines[1:] == ["said", "warning: the hook on-start was stopped after 0.5 seconds"]
    assert _is_gone(int((cli.folder / "child").read_text()))


def _is_gone(pid: int) -> bool:
    """Whether a process has ended, or does so in a moment."""
    for _ in range(500):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            try:
                os.kill(pid, 0)
            except ProcessLookupError:
                return True
        else:
            if state == "Z":
                return True
        time.sleep(0.01)
    return False


def test_a_hook_that_closes_its_output_and_hangs_is_killed_too(cli: Cli, at_once: None) -> None:
    hook(cli, "on-start", "#!/bin/sh\nexec > /dev/null 2>&1\nsleep 300\n")
    assert "was stopped after" in work(cli).err


def test_what_a_hook_leaves_in_the_background_is_not_waited_for(cli: Cli) -> None:
    text = "#!/bin/sh\necho said\n(sleep 30; echo late) &\necho $! > child\n"
    hook(cli, "on-start", text)
    begun = time.monotonic()
    done = work(cli)
    assert time.monotonic() - begun < hook_process.SECONDS
    assert done.err.splitlines()[1:] == ["said"]
    os.kill(int((cli.folder / "child").read_text()), signal.SIGKILL)


def test_a_background_process_that_floods_is_not_waited_for(cli: Cli) -> None:
    hook(cli, "on-start", "#!/bin/sh\nyes &\necho $! > child\nexit 0\n")
    begun = time.monotonic()
    work(cli)
    assert time.monotonic() - begun < hook_process.SECONDS
    assert _is_gone(int((cli.folder / "child").read_text()))  # nobody reads it


@pytest.mark.parametrize("text", ["#!/bin/sh\nexit 0\n", "#!/bin/sh\nexec <&-\nexit 0\n"])
def test_a_hook_need_not_read(cli: Cli, text: str) -> None:
    hook(cli, "on-start", text)
    done = run(cli, ["start", "case-1", "--note", "x" * 99_000])
    assert done.err == "Started case-1 (Fix login) at 09:00.\n"


def test_a_hook_that_reads_slowly_gets_all(cli: Cli) -> None:
    hook(cli, "on-start", "#!/bin/sh\ndd bs=1000 2> /dev/null > told\n")
    run(cli, ["start", "case-1", "--note", "é" * 99_000])
    (event,) = told(cli)
    assert event["data"]["note"] == "é" * 99_000


def test_a_hook_that_closes_its_output_first_gets_all(cli: Cli) -> None:
    hook(cli, "on-start", "#!/bin/sh\nexec > told 2>&1\ncat\n")
    done = run(cli, ["start", "case-1", "--note", "é" * 99_000])
    assert done.err == "Started case-1 (Fix login) at 09:00.\n"
    (event,) = told(cli)
    assert event["data"]["note"] == "é" * 99_000


def test_a_hook_that_neither_reads_nor_speaks_and_hangs_is_killed(cli: Cli, at_once: None) -> None:
    hook(cli, "on-start", "#!/bin/sh\nexec > /dev/null 2>&1\nsleep 300\n")
    done = run(cli, ["start", "case-1", "--note", "é" * 99_000])
    assert "was stopped after" in done.err


def test_hooks_run_though_nobody_reads_the_output(cli: Cli) -> None:
    hook(cli, "on-start")
    done = processes.shell(cli, "timelog start case-1 --json | true; exit ${PIPESTATUS[0]}")
    assert done.returncode == 0
    assert [one["event"] for one in told(cli)] == ["start"]


def test_ctrl_c_ends_the_hook_and_says_that_the_change_was_saved(cli: Cli) -> None:
    hook(cli, "on-start", "#!/bin/sh\necho $$ > child\nkill -INT $PPID\nsleep 300\n")
    done = processes.run(cli, "start case-1")
    assert done.returncode == 130
    assert done.stderr.splitlines()[-1] == b"error: interrupted; the change itself was saved"
    assert _is_gone(int((cli.folder / "child").read_text()))
    assert cli.rows("SELECT count(*) FROM timer") == [(1,)]


def test_ctrl_c_while_the_hook_is_started_ends_it_too(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[subprocess.Popen[bytes]] = []

    class Interrupted(subprocess.Popen[bytes]):
        def __init__(self, *words: Any, **more: Any) -> None:
            super().__init__(*words, **more)
            started.append(self)
            signal.raise_signal(signal.SIGINT)

    hook(cli, "on-start", "#!/bin/sh\nsleep 300\n")
    monkeypatch.setattr(subprocess, "Popen", Interrupted)
    done = run(cli, "start case-1", code=130)
    assert done.err.splitlines()[-1] == "error: interrupted; the change itself was saved"
    assert started[0].poll() == -signal.SIGKILL
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


# Which are run


def _warned(cli: Cli) -> str:
    """The warning of on-start, which must not have run."""
    done = work(cli)
    assert told(cli) == []
    line = done.err.splitlines()[-1]
    assert line.startswith("warning: did not run the hook on-start: ")
    return line.removeprefix("warning: did not run the hook on-start: ")


@pytest.mark.parametrize(
    ("mode", "why"),
    [
        (0o644, "{} is not executable. To fix it: chmod +x {}"),
        (0o757, "other users can write to {}. To fix it: chmod go-w {}"),
        (0o777, "other users can write to {}. To fix it: chmod go-w {}"),
    ],
)
def test_a_hook_that_others_can_write_or_nobody_run_is_not_run(
    cli: Cli, mode: int, why: str
) -> None:
    path = hook(cli, "on-start")
    path.chmod(mode)
    assert _warned(cli) == why.format(path, path)


def test_no_hook_is_run_in_a_folder_that_others_can_write(cli: Cli) -> None:
    folder = hook(cli, "on-start").parent
    folder.chmod(0o777)
    assert _warned(cli).startswith(f"other users can write to {folder}.")


@pytest.mark.parametrize("group", ["shared", "of the user alone"])
def test_a_group_may_write_only_where_it_is_the_users_alone(
    cli: Cli, group: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import grp
    import pwd

    path = hook(cli, "on-start")
    path.chmod(0o775)
    user = pwd.getpwuid(os.geteuid()).pw_name
    entry = grp.struct_group((user, "x", path.stat().st_gid, ["bob"] if group == "shared" else []))
    monkeypatch.setattr(grp, "getgrgid", lambda _: entry)
    if group == "shared":
        assert _warned(cli).startswith("other users can write to ")
    else:
        work(cli)
        assert len(told(cli)) == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
@pytest.mark.parametrize("given", ["file", "folder"])
def test_a_hook_of_another_user_is_not_run(cli: Cli, given: str) -> None:
    path = hook(cli, "on-start")
    os.chown(path if given == "file" else path.parent, 12345, 12345)
    assert "belongs to another user" in _warned(cli)


def test_a_link_is_run_if_what_it_leads_to_may_be(cli: Cli) -> None:
    path = hook(cli, "on-start")
    elsewhere = path.rename(cli.folder / "mine.sh")
    path.symlink_to(elsewhere)
    work(cli)
    assert len(told(cli)) == 1
    run(cli, "timer cancel --yes")
    elsewhere.chmod(0o777)
    assert _warned(cli).startswith("other users can write to ")


def test_a_link_to_nothing_or_a_folder_is_not_run(cli: Cli) -> None:
    path = hook(cli, "on-start")
    path.unlink()
    path.symlink_to(cli.folder / "nowhere")
    assert _warned(cli).startswith(f"{path} is a link to a file that does not exist")
    run(cli, "timer cancel --yes")
    path.unlink()
    path.mkdir()
    assert _warned(cli).startswith(f"{path} is not a file")


@pytest.mark.parametrize("kind", ["nothing", "file"])
def test_without_a_folder_nothing_is_said(cli: Cli, kind: str) -> None:
    if kind == "file":
        (cli.folder / "hooks").write_text("")
    assert work(cli).err == "Started case-1 (Fix login) at 09:00.\n"


def test_without_a_home_there_are_no_hooks_and_no_complaint(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    hook(cli, "on-start")
    done = run(cli, "start case-1", env={"TIMELOG_CONFIG": "", "HOME": "", "XDG_CONFIG_HOME": ""})
    assert "hook" not in done.err


# What they cost those who have none


@pytest.mark.skipif(which("strace") is None, reason="strace is missing")
def test_without_hooks_a_stop_asks_the_system_one_thing_more(cli: Cli) -> None:
    with_question, without = (_asked(cli, hooked) for hooked in ("", "on-stop"))
    more = [call for call in with_question if "/hooks" in call]
    assert len(more) == 1
    assert len(with_question) == len(without) + 1


def _asked(cli: Cli, within_hook: str) -> list[str]:
    """The questions about files that a stop asks, with or without looking for hooks."""
    run(cli, "start task-2")
    words = processes.command(["stop"])
    trace = cli.folder / "trace"
    subprocess.run(
        ["strace", "-f", "-e", "trace=%file", "-o", trace, *words],
        env=processes.environment(cli, "2026-11-02 09:30", TIMELOG_HOOK=within_hook),
        capture_output=True,
        check=True,
    )
    run(cli, "undo --any", "09:40")
    run(cli, "undo --any", "09:41")
    return [line for line in trace.read_text().splitlines() if "(" in line]


def test_without_hooks_a_stop_loads_nothing_more(cli: Cli) -> None:
    from tests.test_imports import loaded

    run(cli, "start task-2", "08:30")
    with_question = loaded(cli, ["stop"])
    run(cli, "start task-2", "09:10")
    cli.env["TIMELOG_HOOK"] = "on-stop"
    run(cli, "undo")
    run(cli, "undo")
    assert not {one for one in with_question if "hook" in one}
    assert "subprocess" not in with_question


# hook list, path, check, example, run


def test_the_list_says_which_hooks_are_there_and_can_run(cli: Cli) -> None:
    hook(cli, "on-stop")
    broken = hook(cli, "on-pay")
    broken.chmod(0o644)
    done = run(cli, "hook list --json")
    states = {row["hook"]: row["state"] for row in done.json}
    assert list(states) == list(HOOKS)
    assert {name for name, state in states.items() if state == "ready"} == {"on-stop"}
    assert {name for name, state in states.items() if state == "unusable"} == {"on-pay"}
    problem = f"{broken} is not executable"
    assert done.json[-1]["problem"] == problem
    assert done.err == f"warning: {problem}. To fix it: chmod +x {broken}\n"


def test_the_folder_is_printed_whether_it_is_there_or_not(cli: Cli) -> None:
    folder = cli.folder / "hooks"
    assert run(cli, "hook path").out == f"{folder}\n"
    assert run(cli, "hook path --json").json == {"path": str(folder), "exists": False}
    env = {"TIMELOG_CONFIG": "below/config.toml"}
    assert run(cli, "hook path", env=env).out == f"{cli.folder}/below/hooks\n"


@pytest.mark.parametrize("line", ["hook list", "hook path", "hook check", "hook run on-stop"])
def test_without_a_home_there_is_no_folder(
    cli: Cli, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    cli.at("2026-11-02 09:00").refused(
        line,
        message="no folder for hooks: this user has no home folder",
        env={"TIMELOG_CONFIG": "", "HOME": "", "XDG_CONFIG_HOME": ""},
    )


def test_a_folder_without_mistakes_passes_the_check(cli: Cli) -> None:
    assert run(cli, "hook check").out == "OK: no hooks\n"
    hook(cli, "on-stop")
    for name in ("on-stop.sample", "on-stop~", ".on-stop.swp"):
        hook(cli, name)
    hook(cli, "lib.sh").chmod(0o644)
    (cli.folder / "hooks" / "on-parts").mkdir()
    assert run(cli, "hook check").out == "OK: on-stop\n"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("on-strat", "did you mean on-start?"),
        ("on-stop.sh", "did you mean on-stop?"),
        ("on_stop", "did you mean on-stop?"),
        ("xyz", "hooks are on-start, on-pause, "),
    ],
)
def test_the_check_finds_names_that_are_none(cli: Cli, name: str, hint: str) -> None:
    path = hook(cli, name)
    done = run(cli, "hook check", code=1)
    assert done.out.startswith(f"problem: {path} is not the name of a hook: {hint}")
    assert run(cli, "hook check --json", code=1).json["ok"] is False


def test_the_check_says_what_cannot_run(cli: Cli) -> None:
    path = hook(cli, "on-stop")
    path.chmod(0o644)
    hook(cli, "on-start")
    done = run(cli, "hook check --json", code=1).json
    assert done["problems"] == [f"{path} is not executable. To fix it: chmod +x {path}"]
    assert done["ready"] == ["on-start"]
    path.parent.chmod(0o777)
    done = run(cli, "hook check --json", code=1).json
    assert done["problems"][0].startswith(f"other users can write to {path.parent}.")
    assert done["ready"] == []


def test_names_with_control_characters_are_shown(cli: Cli) -> None:
    hook(cli, "on-\x1b[31m\n")
    done = run(cli, "hook check", code=1)
    assert "\x1b" not in done.out
    assert len(done.out.splitlines()) == 1


@pytest.mark.parametrize("name", HOOKS)
def test_an_example_is_what_the_hook_gets_when_it_is_tried(cli: Cli, name: str) -> None:
    hook(cli, name)
    example = run(cli, f"hook example {name}")
    assert problems("event", example.json) == []
    tried = run(cli, f"hook run {name}")
    assert tried.err == f"Ran {name}.\n"
    assert told(cli) == [example.json]


def test_every_hook_has_an_event_in_the_schema() -> None:
    from docbuilder.shapes import schema

    events = schema("event")["properties"]["event"]["enum"]
    assert [f"on-{event}" for event in events] == list(HOOKS)
    assert SHAPES["hook example"] == "event"


def test_trying_a_hook_changes_nothing_and_says_how_it_failed(cli: Cli) -> None:
    hook(cli, "on-stop", '#!/bin/sh\necho "hello $TIMELOG_HOOK"\nexit 7\n')
    before = cli.dump()
    done = run(cli, "hook run on-stop", code=1)
    assert done.out == "hello on-stop\n"
    assert done.err == "error: the hook on-stop failed with exit code 7\n"
    assert cli.dump() == before


def test_a_missing_or_unusable_hook_cannot_be_tried(cli: Cli) -> None:
    at = cli.at("2026-11-02 09:00")
    hint = "to list hooks: timelog hook list"
    at.refused("hook run on-stop", code=3, message="no hook on-stop", hint=hint)
    path = hook(cli, "on-stop")
    path.chmod(0o644)
    at.refused("hook run on-stop", message=f"{path} is not executable", hint=f"chmod +x {path}")
    hook(cli, "on-stop", "echo\n")
    done = run(cli, "hook run on-stop", code=1)
    assert done.err.startswith("error: cannot run the hook on-stop: its first line")
    at.refused(
        "hook run on-strat", code=2, message="invalid value for HOOK: 'on-strat'", env={"PATH": ""}
    )


def test_a_hook_cannot_try_hooks(cli: Cli) -> None:
    hook(cli, "on-stop", "#!/bin/sh\ntimelog hook run on-stop\n")
    done = run(cli, "hook run on-stop", code=1)
    assert "error: a hook cannot run hooks" in done.out


def test_hooks_are_completed(cli: Cli) -> None:
    done = run(cli, "hook run on-st", env={"_TIMELOG_COMPLETE": "fish"})
    assert done.out.split() == ["values", "on-start", "on-stop"]


def test_modes_of_the_folder_of_these_tests_are_safe(cli: Cli) -> None:
    assert not stat.S_IMODE(hook(cli, "on-stop").parent.stat().st_mode) & 0o022
