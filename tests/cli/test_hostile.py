"""Input that no honest user types, and surroundings that no honest machine has."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests import processes
from tests.harness import Cli

FOREIGN = "x\udcff\udcfe"  # bytes of a command line that are no UTF-8, as Python hands them on
MESSAGE = b"""From: =?utf-8?q?Ev=1B[31m=E2=80=AE?= <eve\x1b[0m@x.example>\r
Subject: =?utf-8?q?hi=1B]0;x=07=C2=9B31m?=\r
Message-ID: <a\x1b@b>\r
\r
body \x1b[2J [red]x[/]\r
"""


@pytest.fixture
def prepared(cli: Cli) -> Cli:
    return processes.prepare(cli)


def safe(text: str) -> bool:
    """Whether nothing in a text steers a terminal, and none of it is a traceback."""
    return text.replace("\n", "").isprintable() and "Traceback" not in text


# Bytes that are no UTF-8

TEXTS = (
    ["record", "add", FOREIGN],
    ["record", "add", "T", "--description", FOREIGN],
    ["record", "add", "T", "--owner", FOREIGN],
    ["record", "add", "T", "--customer", FOREIGN],
    ["record", "add", "T", "--service", FOREIGN],
    ["record", "add", "T", "--type", FOREIGN],
    ["record", "add", "T", "--estimate", FOREIGN],
    ["record", "edit", "case-1", "--title", FOREIGN],
    ["record", "edit", "case-1", "--rate", FOREIGN],
    ["record", "show", FOREIGN],
    ["customer", "add", FOREIGN],
    ["customer", "add", "C", "--email", f"{FOREIGN}@x.y"],
    ["customer", "add", "C", "--address", FOREIGN],
    ["customer", "add", "C", "--vat-id", FOREIGN],
    ["customer", "edit", "Acme", "--name", FOREIGN],
    ["customer", "show", FOREIGN],
    ["service", "add", FOREIGN, "--price", "1", "--currency", "USD"],
    ["service", "edit", "Consulting", "--name", FOREIGN],
    ["service", "show", FOREIGN],
    ["start", "task-2", "--note", FOREIGN],
    ["start", "task-2", "--tag", FOREIGN],
    ["start", FOREIGN],
    ["--as", FOREIGN, "start", "task-2"],
    ["log", "add", "task-2", "30m", "--note", FOREIGN],
    ["log", "add", "task-2", "30m", "--tag", FOREIGN],
    ["log", "add", "task-2", "30m", "--owner", FOREIGN],
    ["log", "add", "task-2", FOREIGN],
    ["log", "edit", "1", "--note", FOREIGN],
    ["log", "edit", "1", "--record", FOREIGN],
    ["log", "show", FOREIGN],
    ["log", "list", FOREIGN],
    ["log", "list", "--note", FOREIGN],
    ["log", "list", "--tag", FOREIGN],
    ["log", "list", "--owner", FOREIGN],
    ["log", "list", "--customer", FOREIGN],
    ["log", "mark", "all", "--note", FOREIGN, "--billable"],
    ["report", "--note", FOREIGN],
    ["billing", "show", FOREIGN],
    ["billing", "issue", FOREIGN],
    ["billing", "issue", "--customer", FOREIGN],
    ["billing", "issue", "case-1", "--date", FOREIGN],
    ["record", "mail", FOREIGN],
    ["config", "set", "user", FOREIGN],
    ["config", "get", FOREIGN],
    ["prompt", "--preset", FOREIGN],
    [FOREIGN],
    [f"--{FOREIGN}"],
    ["status", f"--{FOREIGN}"],
)


@pytest.mark.parametrize("words", TEXTS, ids=lambda words: ascii(" ".join(words)))
def test_a_text_that_is_no_utf_8_is_refused_and_shown_as_escapes(
    prepared: Cli, words: list[str]
) -> None:
    before = prepared.dump()
    result = prepared.run(words, code=None)
    assert result.code in {2, 3}
    assert result.out == ""
    assert safe(result.err)
    assert "\\udcff" in result.err
    assert "\\\\udcff" not in result.err.replace("add '", "")
    assert prepared.dump() == before


@pytest.mark.parametrize(
    "words",
    [
        ["history", "--command", FOREIGN],
        ["history", "--command", f"timer {FOREIGN} stop"],
        ["log", "list", "all", "--text", f"a {FOREIGN} b"],
        ["log", "list", "all", "--note", FOREIGN],
        ["billing", "show", FOREIGN],
    ],
    ids=ascii,
)
def test_of_a_text_that_is_no_utf_8_only_what_was_typed_is_quoted(
    prepared: Cli, words: list[str]
) -> None:
    assert prepared.run(words, code=2).err == (
        f"error: {FOREIGN!r} is not valid UTF-8 text\nhint: use text in UTF-8\n"
    )


def test_a_user_that_is_no_utf_8_is_refused_and_the_prompt_is_silent(prepared: Cli) -> None:
    env = {"TIMELOG_USER": FOREIGN}
    for line in ("status", "start task-2", "prompt --preset waybar"):
        result = prepared.at(processes.MOMENT).run(line, code=2, env=env)
        assert result.err == (
            "error: the owner's name contains a character that is not allowed: \\udcff\n"
        )
    assert prepared.at(processes.MOMENT).run("prompt", env=env).out == ""


def test_a_path_may_be_any_bytes(cli: Cli) -> None:
    path = os.fsencode(cli.folder / "t") + b"\xff\xfe.db"
    done = processes.run(cli, [b"--db", path, "record", "add", "T", "--json"])
    assert (done.returncode, json.loads(done.stdout)["ref"]) == (0, "task-1")
    assert processes.run(cli, [b"--db", path, "db", "path"]).stdout == path + b"\n"
    shown = processes.run(cli, [b"--db", path, "db", "path", "--json"])
    assert os.fsencode(json.loads(shown.stdout)["path"]) == path
    copy = os.fsencode(cli.folder / "copy") + b"\xff.db"
    assert processes.run(cli, [b"--db", path, b"db", b"backup", copy]).stdout == copy + b"\n"
    assert Path(os.fsdecode(copy)).exists()


@pytest.mark.parametrize(
    "line",
    [
        "timesheet all --customer Acme --out NAME.md",
        "billing issue --all --no-seller --out NAME",
        "billing issue case-1 --no-seller --out NAME",
        "billing export --out NAME",
        "billing template copy plain --to NAME",
        "export --to csv --out NAME.csv",
        "export --to jsonl --out NAME.jsonl",
        "db backup NAME.db",
    ],
)
def test_a_script_gets_the_names_of_files_in_their_bytes(prepared: Cli, line: str) -> None:
    name = os.fsencode(prepared.folder) + b"/x\xff"
    if "billing" in line:
        processes.run(prepared, "record resolve case-1")
    if "billing export" in line:
        processes.run(prepared, "billing issue --all --no-seller")
    words = [os.fsencode(word).replace(b"NAME", name) for word in line.split()]
    done = processes.run(prepared, words)
    printed = done.stdout
    assert printed.endswith(b"\n"), done.stderr
    assert all(Path(os.fsdecode(path)).exists() for path in printed.splitlines())


# What steers a terminal

HOSTILE = ("a\x1b[31mb\x1b]0;t\x07", "a\x9b31m\u202eb", "a\u2028b", "a\x1b]8;;http://x\x07b")


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_message_sends_what_steers_a_terminal(prepared: Cli, text: str) -> None:
    for words in TEXTS:
        result = prepared.run([word.replace(FOREIGN, text) for word in words], code=None)
        # Notes and tags are text that may be anything.
        assert result.code in {2, 3} or {"--note", "--tag"} & {*words}, words
        assert safe(result.err), words


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_surroundings_send_what_steers_a_terminal(prepared: Cli, text: str) -> None:
    folder = prepared.folder
    for env in (
        {"TIMELOG_USER": text},
        {"TIMELOG_USER": "", "LOGNAME": text},
        {"TIMELOG_DB": f"{folder}/{text}/x\x1b.db"},
        {"TIMELOG_DB": f"{prepared.config}/{text}.db"},
        {"TIMELOG_NOW": text},
        {"TZ": text},
    ):
        prepared.config.touch()
        for line in ("start task-2", "status", "db check", "log list"):
            plain = {**env, "NO_COLOR": "1"}
            result = prepared.at(processes.MOMENT).run(line, code=None, env=plain, terminal=80)
            assert safe(result.out), (env, line)
            assert safe(result.err), (env, line)


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
@pytest.mark.parametrize("key", ["user", "timezone", "timer.on_start", "billing.number", "wibble"])
def test_no_setting_sends_what_steers_a_terminal(prepared: Cli, key: str, text: str) -> None:
    group, _, name = key.rpartition(".")
    table = f"[{group}]\n" if group else ""
    prepared.config.write_text(f"{table}{name} = {json.dumps(text)}\n")
    env = {"TIMELOG_USER": "", "TZ": "", "NO_COLOR": "1"}
    for line in ("status", "config list", f"config get {key}", "billing preview case-1"):
        result = prepared.run(line, code=None, env=env, terminal=200)
        assert safe(result.out), line
        assert safe(result.err), line


def test_no_mail_sends_what_steers_a_terminal(cli: Cli) -> None:
    folder = cli.folder / "mail\x1b[31m"
    folder.mkdir()
    (folder / "m\x1b]0;x\x07.eml").write_bytes(MESSAGE)
    (folder / "empty\x1b[2J.eml").write_bytes(b"")
    for words in (
        ["record", "mail", str(folder)],
        ["record", "list"],
        ["record", "show", "case-1"],
        ["customer", "list"],
        ["record", "show", "case-1", "--json"],
        ["history"],
    ):
        result = cli.run(words, code=None)
        assert safe(result.out), words
        assert safe(result.err), words


# Numbers


@pytest.mark.parametrize(
    "text",
    [
        "99999999999999999999",
        "9223372036854775808",
        "9" * 5000,
        "@99999999999999999999",
        "@0",
        "@-1",
        "@",
        "0",
        "-1",
        "1.0",
        "1e3",
        "١",
        "0x1",
        "NaN",
    ],
)
def test_what_is_no_number_of_a_log_is_refused(prepared: Cli, text: str) -> None:
    for words in (
        ["show"],
        ["delete", "--yes"],
        ["edit", "--note", "x"],
        ["split", "--at", "6:30"],
    ):
        verb, *options = words
        prepared.at(processes.MOMENT).refused(
            ["log", verb, text, *options],
            code=2,
            message=f"{text[:60]!r} is not a log number",
            hint="use a number such as 12, or @1 for the newest log, @2 for the one before",
        )


@pytest.mark.parametrize(
    "text", ["case-0", "case-" + "9" * 22, "9" * 5000, "case--1", "case-", "-1", "case-١", "0"]
)
def test_what_is_no_reference_is_refused(prepared: Cli, text: str) -> None:
    for words in (["record", "show"], ["start"], ["log", "list", "all", "--record"]):
        prepared.at(processes.MOMENT).refused(
            [*words, text],
            code=2,
            message=f"{text[:60]!r} is not a record reference",
            hint="use a reference such as case-12, or 12 alone; to list them: timelog record list",
        )


@pytest.mark.parametrize(
    "text", ["-1", "1e9", "NaN", "inf", "١٢", "9" * 40, "0x10", "1_000", "--1"]
)
def test_absurd_amounts_are_refused_everywhere(prepared: Cli, text: str) -> None:
    for words in (
        ["record", "edit", "case-1", "--rate", text],
        ["record", "edit", "case-1", "--tax-rate", text],
        ["record", "edit", "case-1", "--discount", text],
        ["record", "edit", "case-1", "--estimate", text],
        ["service", "edit", "Consulting", "--price", text],
        ["customer", "edit", "Acme", "--terms", text],
        ["history", "--limit", text],
    ):
        before = prepared.dump()
        result = prepared.run(words, code=2)
        assert safe(result.err)
        assert prepared.dump() == before


# Times


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("rubbish", "TIMELOG_NOW must be an ISO 8601 time, not {}"),
        ("12", "TIMELOG_NOW must be an ISO 8601 time, not {}"),
        ("1960-01-01T00:00", "TIMELOG_NOW is {}; the year must be from 1970 to 2200"),
        ("0001-01-01", "TIMELOG_NOW is {}; the year must be from 1970 to 2200"),
        ("9999-12-31T23:59:59Z", "TIMELOG_NOW is {}; the year must be from 1970 to 2200"),
        ("9999-12-31T23:59:59-12:00", "TIMELOG_NOW is {}; the year must be from 1970 to 2200"),
    ],
)
def test_a_clock_that_stands_at_no_usable_time_is_refused(
    prepared: Cli, text: str, why: str
) -> None:
    for line in ("status", "start task-2", "log list", "report", "undo", "db backup"):
        prepared.at(processes.MOMENT).refused(
            line,
            code=2,
            message=why.format(repr(text)),
            hint="use a time such as 2026-11-02T09:00:00Z",
            env={"TIMELOG_NOW": text},
        )
    assert prepared.run("prompt", env={"TIMELOG_NOW": text}).out == ""


@pytest.mark.parametrize(
    "moment", ["1970-01-01T00:00:00Z", "1970-01-03", "2200-12-31T23:59:59", "2199-12-31T22:59"]
)
def test_the_first_and_the_last_moment_can_be_used(cli: Cli, moment: str) -> None:
    for line in ("record add T", "start task-1", "stop", "log list", "report", "history", "undo"):
        assert safe(cli.at(moment).run(line).err), line


@pytest.mark.parametrize(
    ("zone", "moment", "hours"),
    [
        ("Etc/GMT+12", "2200-12-31T23:59:59", "2200-12-31 22:00-23:59"),
        ("Etc/GMT-14", "1970-01-01T00:00:00", "1970-01-01 0:00-1:00"),
    ],
)
def test_the_years_are_whole_where_they_begin_first_and_end_last(
    cli: Cli, zone: str, moment: str, hours: str
) -> None:
    cli.zone = zone
    for line in ("record add T", f"log add task-1 {hours} --allow-future"):
        assert safe(cli.at(moment).run(line).err), line
    assert [log["start"][:10] for log in cli.at(moment).run("log list all --json").json] == [
        moment[:10]
    ]
    assert cli.at(moment).run("db check").code == 0


def test_a_part_of_a_second_is_left_out(prepared: Cli) -> None:
    prepared.at("2026-11-02T09:00:00.999999").run("start task-2")
    prepared.at("2026-11-02T09:00:01.000001").run("stop")
    assert prepared.rows("SELECT end_at - start_at FROM log WHERE id = 2") == [(1,)]


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        (":Europe/Rome", "Europe/Rome"),
        ("/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
        (":/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
        ("posix/Europe/Rome", "posix/Europe/Rome"),
        ("EST5EDT", "EST5EDT"),
    ],
)
def test_a_zone_is_found_as_systems_write_it(prepared: Cli, written: str, zone: str) -> None:
    if zone.startswith("posix/") and not Path("/usr/share/zoneinfo/posix").is_dir():
        pytest.skip("no posix zones here")
    row = prepared.run("config get timezone --json", env={"TZ": written}).json
    assert row["value"] == zone
    assert prepared.at("2026-11-02T09:00:00Z").run("log list", env={"TZ": written}).code == 0


@pytest.mark.parametrize("written", ["", ":", ":/etc/localtime", "/etc/localtime"])
def test_a_zone_that_points_to_the_system_is_the_systems(prepared: Cli, written: str) -> None:
    without = prepared.run("config get timezone", env={"TZ": ""}).out
    assert prepared.run("config get timezone", env={"TZ": written}).out == without


@pytest.mark.parametrize(
    "written",
    [
        "Nope",
        " ",
        "CET-1CEST,M3.5.0,M10.5.0/3/",
        "../../etc/passwd",
        "/etc/passwd",
        "Europe",
        "a" * 5000,
    ],
)
def test_a_zone_that_does_not_exist_is_refused_by_name(prepared: Cli, written: str) -> None:
    result = prepared.at("2026-11-02T09:00:00Z").run("log list", code=2, env={"TZ": written})
    assert result.err.startswith("error: unknown time zone ")
    assert result.err.endswith("hint: timelog config set timezone Europe/Rome\n")
    prepared.config.write_text('timezone = "Europe/Rome"\n')
    assert prepared.at("2026-11-02T09:00:00Z").run("log list", env={"TZ": written}).code == 0


# Places


def test_a_tilde_that_the_shell_left_alone_is_the_home_folder(cli: Cli) -> None:
    cli.run("--db=~/own.db record add T")
    assert (cli.folder / "own.db").exists()
    assert cli.run("db path", env={"TIMELOG_DB": "~/own.db"}).out == f"{cli.folder}/own.db\n"
    config = cli.run("config path", env={"TIMELOG_CONFIG": "~/own.toml"})
    assert config.out == f"{cli.folder}/own.toml\n"
    cli.at("2026-11-02 09:00").run("--db=~/own.db start task-1")
    assert cli.run("prompt", env={"TIMELOG_DB": "~/own.db"}).out == "▶ task-1 0:00\n"
    assert not Path("~").exists()


@pytest.mark.parametrize(
    "name",
    [":memory:", "file:x?mode=memory", "a?b#c%41.db", "-x.db", "a\nb.db", "'; --.db", "ü.db"],
)
def test_any_name_of_a_file_is_a_name_and_nothing_else(cli: Cli, name: str) -> None:
    path = str(cli.folder / name)
    cli.run(["--db", path, "record", "add", "T"])
    cli.run(["--db", path, "start", "task-1"])
    assert Path(path).stat().st_size > 0
    assert cli.run(["--db", path, "record", "list", "--json"]).json[0]["ref"] == "task-1"
    assert cli.run("prompt", env={"TIMELOG_DB": path}).out == "▶ task-1 0:00\n"


def test_two_slashes_at_the_root_are_one(cli: Cli) -> None:
    cli.run("record add T")
    cli.run("start task-1")
    env = {"TIMELOG_DB": f"/{cli.path}"}
    assert cli.run("prompt", env=env).out == "▶ task-1 0:00\n"


UNREADABLE = "/proc/self/mem"  # opens, and cannot be read


@pytest.mark.skipif(not Path(UNREADABLE).exists(), reason="needs /proc")
@pytest.mark.parametrize(
    "line",
    [
        "import FILE",
        "import FILE --from toggl --timezone UTC",
        "import FILE --from jsonl",
        "import FILE --from solidtime",
        "import in.csv --from csv --map FILE",
        "log add --from FILE",
        "record mail FILE",
        "billing pay --from-bank FILE",
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_no_output(prepared: Cli, line: str) -> None:
    file = prepared.folder / "in.csv"
    file.write_text("start,end\n")
    words = line.replace("FILE", UNREADABLE).replace("in.csv", str(file)).split()
    error = prepared.run(["--json", *words], code=2).error
    assert error["message"] == f"cannot read {UNREADABLE}: input/output error"
    assert "read" in error["hint"]


FORGED = "a\nhint: rm -rf x"
BROKEN = (
    ["--db", FORGED, "status"],
    ["--db", f"{FORGED}/is.toml", "status"],
    ["import", FORGED],
    ["import", f"{FORGED}/is.toml", "--map", FORGED],
    ["export", "--to", "csv", "--out", f"{FORGED}/is.toml/x"],
    ["export", "--to", FORGED],
    ["db", "backup", f"{FORGED}/is.toml/x"],
    ["db", "restore", FORGED],
    ["db", "restore", f"{FORGED}/is.toml", "--yes"],
    ["log", "add", "--from", FORGED],
    ["record", "add", "--from-mail", FORGED],
    ["daysoff", "add", "--from", FORGED],
    ["billing", "pay", "--from-bank", FORGED],
    ["billing", "template", "check", FORGED],
    ["billing", "issue", "--out", f"{FORGED}/is.toml"],
    ["timesheet", "all", "--customer", "Acme", "--out", FORGED],
    ["timesheet", "all", "--customer", "Acme", "--out", f"{FORGED}/is.toml/x.md"],
    ["sync", "init", "--hub", f"postgresql://u@127.0.0.1:1/{FORGED}"],
    ["sync", "init", "--hub", f"host=127.0.0.1 port=1 user='{FORGED}'"],
    ["sync", "join", "--hub", f"postgresql://u@127.0.0.1:1/{FORGED}"],
    ["config", "set", "billing.logo", FORGED],
    ["config", "set", FORGED, "x"],
    ["record", "show", FORGED],
    ["start", FORGED],
)


@pytest.mark.parametrize("words", BROKEN, ids=lambda words: ascii(" ".join(words)))
def test_a_name_with_line_breaks_forges_no_line_of_a_message(
    prepared: Cli, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(prepared.folder)
    Path(FORGED).mkdir()
    Path(FORGED, "is.toml").write_text("x")
    result = prepared.run(words, code=None)
    lines = [line.partition(" ")[0] for line in result.err.splitlines()]
    assert lines in (["error:"], ["error:", "hint:"])
    assert "\nhint: rm" not in result.err
    error = prepared.run(["--json", *words], code=None).error
    assert error["detail"] is None
    assert "\n" not in error["message"] + (error["hint"] or "")


def test_a_name_with_line_breaks_is_one_line_of_what_was_done(
    prepared: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(prepared.folder)
    for words, told in (
        (["--db", "a\nb.db", "record", "add", "T"], 2),
        (["db", "backup", "o\np"], 1),
        (["db", "backup", "--all", "o\nq"], 1),
        (["export", "--to", "csv", "--out", "o\nr"], 1),
        (["export", "--to", "jsonl", "--out", "o\ns"], 1),
        (["db", "restore", "o\np", "--yes"], 2),
        (["--install-completion", "bash"], 3),
    ):
        env = {"XDG_DATA_HOME": str(prepared.folder / "d\ne")}
        result = prepared.run(words, env=env)
        assert len(result.err.splitlines()) == told, words


@pytest.mark.parametrize(
    "line", ["status", "config list", "config set user x", "config unset user"]
)
def test_settings_in_a_file_with_line_breaks_in_its_name_are_named_on_one_line(
    prepared: Cli, line: str
) -> None:
    config = prepared.folder / FORGED
    config.write_text("user = = 1")
    result = prepared.run(line, code=2, env={"TIMELOG_CONFIG": str(config)})
    assert [line[:6] for line in result.err.splitlines()] == ["error:", "hint: "]
    assert "a\\nhint: rm -rf x is not valid TOML" in result.err


@pytest.mark.parametrize("place", ["/dev/null", "/dev/full", "/dev/stdin", "/", "/proc/self/mem"])
def test_what_is_no_file_is_no_database(cli: Cli, place: str) -> None:
    if not Path(place).exists():
        pytest.skip(f"no {place} here")
    for line in ("status", "record add T", "db check"):
        result = cli.run(line, code=7, env={"TIMELOG_DB": place})
        assert place in result.err
    assert cli.run("prompt", env={"TIMELOG_DB": place}).out == ""


def test_a_folder_that_was_deleted_under_the_shell_is_named(cli: Cli) -> None:
    line = 'mkdir gone && cd gone && rmdir "$PWD" && timelog '
    env = processes.environment(cli) | {"PWD": str(cli.folder)}

    def there(command: str, **more: str) -> tuple[int, bytes]:
        done = processes.shell(cli, f'cd "{cli.folder}"; {line}{command}', env=env | more)
        return done.returncode, done.stderr

    deleted = b"the current folder has been deleted\nhint: cd ~\n"
    assert there("status")[0] == 0
    code, err = there("status", TIMELOG_DB="own.db")
    assert (code, err) == (7, b"error: cannot find own.db: " + deleted)
    code, err = there("config set user x", TIMELOG_CONFIG="own.toml")
    assert (code, err) == (6, b"error: " + deleted)
    assert there("prompt", TIMELOG_DB="own.db") == (0, b"")


def test_settings_in_a_home_that_is_none_are_no_settings(prepared: Cli) -> None:
    env = {"TIMELOG_CONFIG": "/dev/null/timelog/config.toml"}
    assert prepared.run("status", env=env).code == 0


def test_settings_without_end_are_refused_and_do_not_hold_the_prompt(prepared: Cli) -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("no /dev/zero here")
    prepared.run("start task-2")
    env = processes.environment(prepared, TIMELOG_CONFIG="/dev/zero")
    done = processes.run(prepared, "status", env=env)
    assert (done.returncode, done.stderr) == (
        2,
        b"error: /dev/zero is larger than 1 MB, so it is not a settings file\n",
    )
    assert processes.run(prepared, "prompt", env=env).stdout == "▶ task-2 0:00\n".encode()


@pytest.mark.parametrize("mask", [0o000, 0o077, 0o777])
def test_what_is_made_is_the_users_alone_whatever_the_mask(cli: Cli, mask: int) -> None:
    env = processes.environment(cli, TIMELOG_DB=f"{cli.folder}/data/t.db")
    done = processes.run(cli, "record add T", env=env, umask=mask if mask != 0o777 else 0o077)
    assert done.returncode == 0
    assert (cli.folder / "data").stat().st_mode & 0o777 == 0o700
    assert (cli.folder / "data" / "t.db").stat().st_mode & 0o777 == 0o600


# Usage


def test_empty_values_of_what_cannot_be_taken_back_are_refused(prepared: Cli) -> None:
    for line, name in (
        ("billing issue --all --customer ''", "--customer"),
        ("billing issue case-1 --period ' '", "--period"),
        ("billing issue --all --out ''", "--out"),
        ("billing issue --all --format ''", "--format"),
        ("billing issue --all --discount ''", "--discount"),
        ("billing pay 2026-0001 --amount ''", "--amount"),
        ("db backup ''", "FILE"),
    ):
        prepared.at(processes.MOMENT).refused(line, code=2, message=f"{name} is empty")


def test_two_dashes_make_the_rest_words(cli: Cli) -> None:
    assert cli.run(["record", "add", "--", "--help"]).out == "task-1\n"
    assert cli.run("record list --json").json[0]["title"] == "--help"
    assert cli.run(["log", "add", "task-1", "--", "-30m"]).out == "1\n"
    assert cli.run(["log", "edit", "1", "--note=--tag"]).code == 0
    assert cli.run("log show 1 --json").json["note"] == "--tag"


@pytest.mark.parametrize("word", ["--frob", "-x", "--json"])
def test_a_group_takes_no_options(cli: Cli, word: str) -> None:
    result = cli.run(["record", word], code=2)
    assert f"timelog record: unknown option {word}" in result.err


def test_two_dashes_behind_a_group_are_nothing_and_one_is_no_command(cli: Cli) -> None:
    assert cli.run("record --").out == cli.run("record").out
    cli.at("2026-11-02 09:00").refused(
        "record -", code=2, message="timelog record: unknown command '-'"
    )


# Many at once


def codes(cli: Cli, lines: list[str]) -> list[int]:
    """The exit codes of commands that start at the same time."""
    import subprocess

    env = processes.environment(cli)
    running = [
        subprocess.Popen(
            processes.command(list(line.split())),
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for line in lines
    ]
    return sorted(process.wait(timeout=120) for process in running)


def test_many_first_commands_at_once_make_one_database(cli: Cli) -> None:
    assert codes(cli, [f"record add R{at}" for at in range(12)]) == [0] * 12
    assert cli.rows("SELECT count(*), max(id) FROM record") == [(12, 12)]
    assert cli.run("db check").code == 0


def test_of_many_that_log_the_same_hour_one_does(prepared: Cli) -> None:
    lines = ["log add task-2 2026-11-01 9:00-10:00"] * 6
    assert codes(prepared, lines) == [0, 1, 1, 1, 1, 1]
    assert len(prepared.rows("SELECT 1 FROM log WHERE record_id = 2")) == 1


def test_of_many_that_start_a_timer_one_runs(prepared: Cli) -> None:
    for at in range(4):
        prepared.run(f"record add R{at}")
    assert codes(prepared, [f"start task-{at}" for at in range(2, 7)]) == [0, 1, 1, 1, 1]
    assert codes(prepared, ["start 1 --switch", "stop", "start 2 --switch", "pause"])[0] == 0
    running = prepared.rows("SELECT count(*) FROM timer WHERE running_since IS NOT NULL")
    assert running[0][0] <= 1
    assert prepared.run("db check").code == 0
