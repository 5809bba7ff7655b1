from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
from pathlib import Path

import pytest

from tests.harness import Cli
from tests.store import processes
from timelog_cli.store.connection import VERSION

NOW = {"TIMELOG_BUSY_SECONDS": "0.1"}
BACKUP = "timelog-20261102-090000.db"
KEPT = "timelog.db.before-restore-20261102-090000"
KILL, CTRL_C = 9, 2

# Writes much in one transaction, so that SQLite must put pages into the file before it ends.
KILLED_WHILE_WRITING = """
import os, sqlite3, sys
c = sqlite3.connect(sys.argv[1], isolation_level=None)
c.execute("PRAGMA cache_size = 1")
c.execute("BEGIN")
c.execute("UPDATE record SET title = 'Half written'")
c.execute('''WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
             INSERT INTO owner (uuid, name) SELECT randomblob(16), 'owner ' || i FROM n''')
os.kill(os.getpid(), 9)
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    cli = Cli(tmp_path_factory.mktemp("made"))
    for line in (
        "service add Consulting --price 60 --currency USD",
        "customer add Acme",
        'record add "Fix login" --type case --customer Acme --service Consulting --billable',
        "log add case-1 2026-11-01 09:00-10:00 --billable",
        "record resolve case-1",
        "billing issue case-1",
        "record reopen case-1",
        "log add case-1 2026-11-01 11:00-12:00 --billable",
        "start case-1",
    ):
        cli.run(line)
    return cli.path


@pytest.fixture
def filled(cli: Cli, made: Path) -> Cli:
    """A database with an invoice, a log, and a timer that runs."""
    shutil.copy(made, cli.path)
    return cli


@pytest.fixture
def saved(filled: Cli) -> Cli:
    """One with a backup, and changed since."""
    filled.run("db backup")
    filled.run('record edit case-1 --title "Fix logout"')
    return filled


def names(cli: Cli) -> list[str]:
    """What is in the folder, without the home folder that it is too."""
    return sorted(path.name for path in cli.folder.iterdir() if path.name != ".local")


def titles(path: Path) -> list[tuple[str]]:
    connection = sqlite3.connect(path)
    found = connection.execute("SELECT title FROM record").fetchall()
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
    return found


def leave_half_written(path: Path) -> None:
    code, _, err = processes.run(path.parent, path, program=("-c", KILLED_WHILE_WRITING))
    assert code == -KILL, err
    assert path.with_name(path.name + "-journal").stat().st_size > 512


def spoil(path: Path) -> None:
    """Fill the page of the logs with rubbish."""
    connection = sqlite3.connect(path)
    page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'log'").fetchone()[0]
    connection.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)


def force(cli: Cli, *statements: str) -> None:
    """Change the file in a way that its rules forbid."""
    connection = sqlite3.connect(cli.path, isolation_level=None)
    triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    rules = triggers.fetchall()
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for name, _ in rules:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    for _, sql in rules:
        connection.execute(sql)
    connection.close()


class TestPath:
    def test_is_where_the_database_is_or_would_be(self, bare: Cli) -> None:
        assert bare.run("db path").out == f"{bare.path}\n"
        assert bare.run("db path --json").json == {"path": str(bare.path), "exists": False}
        assert names(bare) == []
        bare.run("undo")
        assert bare.run("db path --json").json == {"path": str(bare.path), "exists": True}

    def test_is_absolute(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(cli.folder)
        assert cli.run("--db other.db db path").out == f"{cli.folder}/other.db\n"

    def test_steers_no_terminal(self, cli: Cli) -> None:
        line = ["--db", "/tmp/\x1b[2Jx.db", "db", "path"]
        assert cli.run(line, terminal=80).out == "/tmp/\\x1b[2Jx.db\n"
        assert cli.run(line).out == "/tmp/\x1b[2Jx.db\n"


class TestCheck:
    def test_of_a_whole_file_gives_figures(self, filled: Cli) -> None:
        size = filled.path.stat().st_size
        result = filled.run("db check")
        assert (result.out, result.err) == (
            "OK: 1 record, 2 logs, 1 timer, 1 customer, 1 service, 1 invoice;"
            f" schema {VERSION}, {-(-size // 1000)} kB\n",
            "",
        )
        assert filled.run("db check --json").json == {
            "path": str(filled.path),
            "ok": True,
            "schema": VERSION,
            "size_bytes": size,
            "counts": {
                "record": 1,
                "log": 2,
                "timer": 1,
                "customer": 1,
                "service": 1,
                "invoice": 1,
            },
            "problems": [],
            "compared_with_hub": None,
        }

    def test_changes_nothing(self, filled: Cli) -> None:
        before = filled.path.read_bytes()
        filled.run("db check")
        assert filled.path.read_bytes() == before

    def test_of_no_file_makes_none(self, bare: Cli) -> None:
        bare.at("2026-11-02 09:00").refused(
            "db check",
            code=3,
            message=f"no database at {bare.path}",
            hint="timelog db path",
        )
        assert names(bare) == []

    def test_of_an_empty_file(self, bare: Cli) -> None:
        bare.path.touch()
        result = bare.run("db check", code=7)
        assert result.err.splitlines() == [
            f"error: {bare.path} is empty",
            f"hint: to restore a backup: timelog --db {bare.path} db restore BACKUP;"
            " for a new database, delete the file first",
        ]

    def test_takes_a_change_back_that_was_cut_off(self, filled: Cli) -> None:
        leave_half_written(filled.path)
        filled.run("db check")
        assert titles(filled.path) == [("Fix login",)]
        assert names(filled) == ["timelog.db"]

    @pytest.mark.parametrize(
        ("statement", "problem"),
        [
            (
                "UPDATE log SET start_at = start_at + 60 WHERE id = 2",
                "log 2 has a segment outside its start and end",
            ),
            (
                "UPDATE log SET end_at = start_at - 1 WHERE id = 2",
                "log 2 ends before it starts",
            ),
            (
                "INSERT INTO segment SELECT log_id, start_at + 1, end_at, owner_id FROM segment"
                " WHERE log_id = 2",
                "log 2 has segments that overlap",
            ),
            (
                "INSERT INTO segment SELECT log_id, start_at + 1, end_at, owner_id FROM segment"
                " WHERE log_id = 2",
                "log 2 has more time worked (7199 s) than its span (3600 s)",
            ),
            (
                "DELETE FROM segment WHERE log_id = 2",
                "log 2 was entered by hand, but has no time worked",
            ),
            (
                "UPDATE segment SET owner_id = 99 WHERE log_id = 2",
                "log 2 has a segment of another owner",
            ),
            (
                "UPDATE segment SET owner_id = 99 WHERE log_id = 2",
                "1 row of segment without a matching row of owner",
            ),
            (
                "INSERT INTO timer_segment SELECT id, started_at + column1, started_at + 9"
                " FROM timer, (VALUES (1), (2))",
                "timer 1 of ada has segments that overlap",
            ),
            (
                "INSERT INTO timer_segment SELECT id, started_at - 9, started_at FROM timer",
                "timer 1 has a segment outside its start and last change",
            ),
            (
                "UPDATE record SET status = 'closed'",
                "case-1 is closed but has an active timer",
            ),
            ("UPDATE record SET billable = 0", "log 2 is billable, but case-1 is not"),
            (
                "UPDATE record SET service_id = NULL",
                "case-1 is billable without a service or a rate",
            ),
            (
                "UPDATE record SET budget_amount = '2000', budget_currency = 'XXX'",
                "the budget of case-1 is in XXX, but it is billed in USD",
            ),
            ("DELETE FROM line_log", "log 1 is on invoice 2026-0001, which has no line for it"),
            (
                "UPDATE log SET invoice_id = NULL",
                "invoice 2026-0001 bills log 1, which is not locked by it",
            ),
            (
                "UPDATE invoice SET seq = 3",
                "series {seq} of 2026 ends with number 3",
            ),
            ("DELETE FROM counter", "series {seq} of 2026 has no counter"),
            ("UPDATE invoice SET sealed = 0", "invoice 2026-0001 was never completed"),
            (
                "UPDATE document SET bytes = x'00' WHERE format = 'md'",
                "the 2026-0001_Acme.md document of invoice 2026-0001 differs from what was issued",
            ),
            ("UPDATE open_entry SET entry_id = 1", "history entry 1 was never completed"),
            (
                "DELETE FROM open_entry",
                "the history has 0 markers for the open entry instead of one",
            ),
            ("DELETE FROM change WHERE entry_id = 2", "history entry 2 is empty"),
            (
                "UPDATE sqlite_sequence SET seq = 1 WHERE name = 'log'",
                "numbers in log would be reused from 2",
            ),
            ("UPDATE log SET billable = 7 WHERE id = 2", "the file is damaged: CHECK constraint"),
        ],
    )
    def test_names_what_must_never_be(self, filled: Cli, statement: str, problem: str) -> None:
        series = filled.rows("SELECT series FROM invoice")[0][0]
        force(filled, statement)
        found = filled.run("db check --json", code=7).json
        assert not found["ok"]
        wanted = problem.replace("{seq} of 2026", series)
        assert any(said.startswith(wanted) for said in found["problems"]), found["problems"]

    def test_names_two_running_timers_of_one_user(self, filled: Cli) -> None:
        filled.run('record add "Other" --type task')
        force(
            filled,
            "DROP INDEX timer_one_running",
            "INSERT INTO timer SELECT 2, randomblob(16), 2, owner_id, started_at, changed_at,"
            " running_since, zone, note, 0, NULL FROM timer",
        )
        problems = filled.run("db check --json", code=7).json["problems"]
        assert problems == [
            "the index timer_one_running is missing",
            "ada has 2 running timers",
            "timer 2 is not in the history",
        ]

    def test_names_a_timer_that_goes_back_to_that_of_another(self, filled: Cli) -> None:
        filled.run("record add Other")
        filled.run("interrupt task-2")
        filled.run("status", user="bob")
        force(
            filled,
            "INSERT INTO owner (uuid, name) VALUES (randomblob(16), 'bob')",
            "UPDATE timer SET owner_id = (SELECT id FROM owner WHERE name = 'bob')"
            " WHERE resumes_id IS NULL",
        )
        problems = filled.run("db check --json", code=7).json["problems"]
        assert problems[0] == "timer 2 would resume a timer of another owner"

    def test_prints_each_problem_on_its_line(self, filled: Cli) -> None:
        force(filled, "DROP INDEX log_tag_tag", "UPDATE open_entry SET entry_id = 1")
        result = filled.run("db check", code=7)
        assert result.out.splitlines() == [
            "problem: the index log_tag_tag is missing",
            "problem: history entry 1 was never completed",
        ]
        assert result.err == (
            f"warning: found 2 problems in {filled.path};"
            " to restore a backup: timelog db restore BACKUP\n"
        )

    def test_counts_what_would_fill_the_screen(self, filled: Cli) -> None:
        numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION SELECT i + 1 FROM n WHERE i < 40)"
        force(
            filled,
            f"{numbers} INSERT INTO log (uuid, record_id, owner_id, start_at, end_at, zone)"
            " SELECT randomblob(16), record_id, owner_id, i, i, zone FROM n, log WHERE log.id = 2",
        )
        said = filled.run("db check --json", code=7).json["problems"]
        wanted = "and 20 more of this kind: log … was entered by hand, but has no time worked"
        more = [line for line in said if line.startswith("and ")]
        assert more == [wanted, "and 20 more in the history of log"]

    def test_names_rules_and_history_that_are_gone(self, filled: Cli) -> None:
        connection = sqlite3.connect(filled.path)
        connection.executescript(
            "DROP TRIGGER log_update_rules; DROP TRIGGER journal_log_insert;"
            "DROP TRIGGER journal_log_update;"
            "CREATE TRIGGER journal_log_update AFTER UPDATE ON log BEGIN SELECT 1; END;"
            "CREATE TRIGGER spy AFTER UPDATE ON log BEGIN DELETE FROM segment; END;"
            "CREATE TABLE my_notes (text)"
        )
        connection.close()
        assert filled.run("db check --json", code=7).json["problems"] == [
            "the trigger journal_log_insert is missing",
            "the trigger journal_log_update differs from what this version creates",
            "the trigger log_update_rules is missing",
            "the trigger spy was not created by timelog",
        ]

    @pytest.mark.parametrize("page", range(2, 40, 3))
    def test_of_a_file_with_a_page_of_rubbish_never_breaks_down(
        self, filled: Cli, page: int
    ) -> None:
        with filled.path.open("r+b") as file:
            file.seek((page - 1) * 4096)
            file.write(bytes(range(256)) * 16)
        found = filled.run("db check", code=7)
        assert found.out.startswith("problem: ") or found.err.startswith("error: ")

    @pytest.mark.parametrize("size", [1, 99, 1000, 4096, 50_000])
    def test_of_a_truncated_file_never_breaks_down(self, filled: Cli, size: int) -> None:
        with filled.path.open("r+b") as file:
            file.truncate(size)
        result = filled.run("db check", code=7)
        assert "db restore BACKUP" in result.err.splitlines()[1]

    def test_waits_for_no_one_too_long(self, filled: Cli) -> None:
        other = sqlite3.connect(filled.path, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        filled.run("db check", code=4, env=NOW)
        other.close()


class TestBackup:
    def test_lies_beside_the_database_and_is_named_on_standard_output(self, filled: Cli) -> None:
        result = filled.run("db backup")
        target = filled.folder / BACKUP
        assert result.out == f"{target}\n"
        size = -(-target.stat().st_size // 1000)
        assert result.err == (
            "Backed up 1 record, 2 logs, 1 timer, 1 customer, 1 service, 1 invoice"
            f" to {target} ({size} kB).\n"
        )
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
        assert Cli(filled.folder).dump() == filled.dump()
        assert names(filled) == [BACKUP, "timelog.db"]

    def test_holds_the_same_as_the_database(self, filled: Cli) -> None:
        filled.run(["db", "backup", str(filled.folder / "copy.db")])
        there = filled.dump()
        (filled.folder / "copy.db").replace(filled.path)
        assert filled.dump() == there
        filled.run("db check")

    def test_goes_into_a_folder(self, filled: Cli) -> None:
        (filled.folder / "backups").mkdir()
        data = filled.run(["db", "backup", str(filled.folder / "backups"), "--json"]).json
        target = filled.folder / "backups" / BACKUP
        assert data == {
            "path": str(target),
            "schema": VERSION,
            "size_bytes": target.stat().st_size,
            "counts": filled.run("db check --json").json["counts"],
            "files": [],
        }

    def test_overwrites_nothing_without_yes(self, filled: Cli) -> None:
        target = filled.folder / "copy.db"
        target.write_text("precious")
        line = ["db", "backup", str(target)]
        filled.at("2026-11-02 09:00").refused(
            line,
            message=f"confirmation needed, but there is no terminal: Overwrite {target}?",
            hint="to confirm, add --yes",
        )
        assert filled.run(line, code=1, answers="n\n").err == (
            f"Overwrite {target}? [y/N] Nothing changed.\n"
        )
        assert target.read_text() == "precious"
        filled.run(line, answers="y\n")
        filled.run([*line, "--yes"])
        assert titles(target) == [("Fix login",)]

    def test_asks_in_words_that_do_not_steer_the_terminal(self, filled: Cli) -> None:
        target = filled.folder / "red\x1b[31m.db"
        target.write_text("precious")
        asked = filled.run(["db", "backup", str(target)], code=1, answers="n\n").err
        assert r"red\x1b[31m.db? [y/N]" in asked
        assert "\x1b" not in asked

    def test_is_never_the_database_itself(self, filled: Cli) -> None:
        (filled.folder / "link.db").symlink_to(filled.path)
        for name in ("timelog.db", "link.db"):
            path = filled.folder / name
            filled.at("2026-11-02 09:00").refused(
                ["db", "backup", str(path), "--yes"],
                message=f"{path} is the database itself, not a copy",
                hint="choose another file",
            )

    def test_is_never_put_beside_the_journal_of_another_file(self, filled: Cli) -> None:
        target = filled.folder / "copy.db"
        (filled.folder / "copy.db-journal").touch()
        filled.at("2026-11-02 09:00").refused(
            ["db", "backup", str(target)],
            message=f"cannot write {target}: SQLite would treat the existing {target}-journal"
            " as part of the backup",
            hint="choose another file, or move that one",
        )

    @pytest.mark.parametrize("end", ["-journal", "-wal", "-shm"])
    def test_never_has_the_name_of_a_journal(self, filled: Cli, end: str) -> None:
        for name in (f"timelog.db{end}", f"other.db{end}"):
            filled.at("2026-11-02 09:00").refused(
                ["db", "backup", str(filled.folder / name), "--yes"],
                message=f"{filled.folder / name} has a name that SQLite uses for journals",
                hint="choose a name such as timelog.db",
            )
        assert names(filled) == ["timelog.db"]

    def test_is_never_a_second_name_of_the_database(self, filled: Cli) -> None:
        other = filled.folder / "other.db"
        other.hardlink_to(filled.path)
        for verb, what in (("backup", "copy"), ("restore", "backup")):
            filled.at("2026-11-02 09:00").refused(
                ["db", verb, str(other), "--yes"],
                message=f"{other} is the database itself, not a {what}",
            )

    def test_of_no_database_makes_nothing(self, bare: Cli) -> None:
        bare.at("2026-11-02 09:00").refused(
            "db backup", code=3, message=f"no database at {bare.path}"
        )
        assert names(bare) == []

    def test_of_a_damaged_database_is_refused(self, filled: Cli) -> None:
        spoil(filled.path)
        result = filled.run("db backup", code=7)
        assert result.err.startswith("error: cannot back up: ")
        assert names(filled) == ["timelog.db"]

    def test_of_one_with_rows_that_lack_others_is_refused(self, filled: Cli) -> None:
        force(filled, "UPDATE segment SET owner_id = 99 WHERE log_id = 2")
        result = filled.run("db backup", code=7)
        assert result.err.splitlines()[0] == (
            f"error: cannot back up: {filled.path} is damaged: a row in segment has no"
            " matching row in owner"
        )

    @pytest.mark.parametrize(("named", "file"), [("new/", BACKUP), ("new/copy.db", "copy.db")])
    def test_makes_the_folder_for_its_user_alone_and_says_so(
        self, filled: Cli, named: str, file: str
    ) -> None:
        folder = filled.folder / "deep" / "new"
        said = filled.run(["db", "backup", f"{filled.folder}/deep/{named}"]).err.splitlines()
        assert said[0] == f"Created the folder {folder}"
        assert f" to {folder / file} (" in said[1]
        assert stat.S_IMODE((folder / file).stat().st_mode) == 0o600
        for one in (folder, folder.parent):
            assert stat.S_IMODE(one.stat().st_mode) == 0o700
        again = filled.at("2026-11-03 09:00").run(["db", "backup", f"{folder}/"]).err
        assert "Created" not in again

    @pytest.mark.parametrize("option", [[], ["--all"]])
    def test_that_fails_leaves_no_folder(self, filled: Cli, option: list[str]) -> None:
        spoil(filled.path)
        line = ["db", "backup", *option, f"{filled.folder}/deep/new/"]
        filled.run(line, code=7)
        assert names(filled) == ["timelog.db"]

    def test_into_what_is_no_folder(self, filled: Cli) -> None:
        result = filled.run(["db", "backup", f"{filled.path}/copy.db"], code=6)
        assert result.err.startswith(f"error: cannot write {filled.path}/copy.db: ")

    def test_onto_a_full_disk_leaves_nothing(self, filled: Cli) -> None:
        code, out, err = processes.run(
            filled.folder,
            "--db",
            filled.path,
            "db",
            "backup",
            before=processes.with_room_for(50_000),
        )
        assert (code, out) == (6, ""), err
        assert names(filled) == ["timelog.db"]

    def test_works_while_another_process_is_writing(self, filled: Cli) -> None:
        other = sqlite3.connect(filled.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE record SET title = 'Not yet'")
        filled.run("db backup", env=NOW)
        other.execute("COMMIT")
        other.close()
        assert titles(filled.folder / BACKUP) == [("Fix login",)]

    def test_is_whole_whatever_is_written_meanwhile(self, filled: Cli) -> None:
        """Each transaction makes a record and its log; a backup has both or none of it."""
        writing = [
            processes.start(filled.folder, "--db", filled.path, "record", "add", f"Task {n}")
            for n in range(4)
        ]
        for number in range(8):
            filled.run(["db", "backup", str(filled.folder / f"{number}.db")])
        assert [process.wait() for process in writing] == [0] * 4
        for process in writing:
            process.communicate()
        for number in range(8):
            filled.run(["--db", str(filled.folder / f"{number}.db"), "db", "check"])

    def test_is_in_one_file_when_the_database_keeps_a_write_ahead_log(self, filled: Cli) -> None:
        connection = sqlite3.connect(filled.path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("UPDATE record SET title = 'In the log'")
        connection.commit()
        filled.run("db backup")
        assert (filled.folder / BACKUP).read_bytes()[18:20] == b"\x01\x01"
        connection.close()
        assert titles(filled.folder / BACKUP) == [("In the log",)]

    @pytest.mark.parametrize("number", [KILL, CTRL_C])
    def test_stopped_at_any_step_is_whole_or_not_there(self, filled: Cli, number: int) -> None:
        target = filled.folder / "copies" / "copy.db"
        for step in range(1, 40):
            shutil.rmtree(target.parent, ignore_errors=True)
            target.parent.mkdir()
            words = ("--db", filled.path, "db", "backup", target)
            code, _, err = processes.stopped_at(filled.folder, step, number, *words)
            if target.exists():
                assert titles(target) == [("Fix login",)]
            if code == processes.DONE:
                return
            if number == CTRL_C:
                assert code in {130, 0}
                assert "Traceback" not in err
                assert [path.name for path in target.parent.iterdir()] in ([], ["copy.db"])
        raise AssertionError("it never came to an end")


class TestRestore:
    def restore(self, cli: Cli, *more: str, **options: object) -> str:
        line = ["db", "restore", str(cli.folder / BACKUP), "--yes", *more]
        return cli.run(line, **options).err  # type: ignore[arg-type]

    def test_puts_the_backup_in_place_and_keeps_the_file_before(self, saved: Cli) -> None:
        before = saved.path.read_bytes()
        said = self.restore(saved)
        assert said.splitlines() == [
            "Restored 1 record, 2 logs, 1 timer, 1 customer, 1 service, 1 invoice"
            f" from {saved.folder / BACKUP} to {saved.path}",
            f"The previous database is kept as {saved.folder / KEPT}",
        ]
        assert titles(saved.path) == [("Fix login",)]
        assert (saved.folder / KEPT).read_bytes() == before
        assert stat.S_IMODE(saved.path.stat().st_mode) == 0o600
        assert names(saved) == [BACKUP, "timelog.db", KEPT]

    def test_says_so_in_json(self, saved: Cli) -> None:
        backup = str(saved.folder / BACKUP)
        data = saved.run(["db", "restore", backup, "--yes", "--json"]).json
        assert data == {
            "path": str(saved.path),
            "from": backup,
            "kept": str(saved.folder / KEPT),
            "schema": VERSION,
            "size_bytes": Path(backup).stat().st_size,
            "counts": saved.run("db check --json").json["counts"],
            "files": [],
        }

    def test_asks_before_it_replaces_anything(self, saved: Cli) -> None:
        line = ["db", "restore", str(saved.folder / BACKUP)]
        question = (
            f"Replace {saved.path} with {saved.folder / BACKUP}"
            " (1 record, 2 logs, 1 timer, 1 customer, 1 service, 1 invoice)?"
        )
        saved.at("2026-11-02 09:00").refused(
            line,
            message=f"confirmation needed, but there is no terminal: {question}",
            hint="to confirm, add --yes",
        )
        assert saved.run(line, answers="\n", code=1).err == (f"{question} [y/N] Nothing changed.\n")
        assert titles(saved.path) == [("Fix logout",)]
        saved.run(line, answers="y\n")
        assert titles(saved.path) == [("Fix login",)]

    def test_where_there_is_nothing_needs_no_question(self, saved: Cli) -> None:
        other = Cli(saved.folder / "new" / "place")
        backup = str(saved.folder / BACKUP)
        said = other.run(["db", "restore", backup]).err
        assert len(said.splitlines()) == 1
        assert titles(other.path) == [("Fix login",)]
        assert stat.S_IMODE(other.folder.stat().st_mode) == 0o700
        assert names(other) == ["timelog.db"]

    def test_over_an_empty_file_keeps_no_copy_of_nothing(self, saved: Cli) -> None:
        saved.path.write_bytes(b"")
        saved.run(["db", "restore", str(saved.folder / BACKUP)])
        assert titles(saved.path) == [("Fix login",)]
        assert names(saved) == [BACKUP, "timelog.db"]

    @pytest.mark.parametrize(
        "content", [b"rubbish", b"\0" * 5000, b"SQLite format 3\0" + b"?" * 999]
    )
    def test_works_when_the_database_is_damaged(self, saved: Cli, content: bytes) -> None:
        saved.path.write_bytes(content)
        self.restore(saved)
        assert titles(saved.path) == [("Fix login",)]
        assert (saved.folder / KEPT).read_bytes() == content

    @pytest.mark.parametrize(
        ("find", "byte"),
        [(b"CREATE TABLE entry", 9), (b"CREATE TABLE log ", 0), (b"SQLite format 3", 47)],
    )
    def test_works_when_a_byte_of_the_schema_is_damaged(
        self, saved: Cli, find: bytes, byte: int
    ) -> None:
        content = bytearray(saved.path.read_bytes())
        content[content.index(find) + byte] = 0xFF
        saved.path.write_bytes(content)
        for line in ("status", "log list all", "record add Again", "db check", "undo"):
            result = saved.run(line, code=7)
            assert result.out.startswith("problem:") or result.err.startswith(
                f"error: {saved.path} is damaged"
            )
            assert result.err.strip().endswith(f"timelog --db {saved.path} db restore BACKUP")
        self.restore(saved)
        assert titles(saved.path) == [("Fix login",)]
        assert (saved.folder / KEPT).read_bytes() == content

    @pytest.mark.parametrize("version", [0, -1])
    def test_works_when_the_version_is_no_version(self, saved: Cli, version: int) -> None:
        with sqlite3.connect(saved.path) as connection:
            connection.execute(f"PRAGMA user_version = {version}")
        connection.close()
        before = saved.path.read_bytes()
        for line in ("status", "db check", "undo"):
            result = saved.run(line, code=7)
            assert result.err.startswith(f"error: {saved.path} is damaged: it has schema {version}")
        assert saved.path.read_bytes() == before
        self.restore(saved)
        assert titles(saved.path) == [("Fix login",)]

    def test_twice_in_a_second_keeps_both(self, saved: Cli) -> None:
        self.restore(saved)
        self.restore(saved)
        assert names(saved) == [BACKUP, "timelog.db", KEPT, f"{KEPT}-2"]
        assert titles(saved.folder / KEPT) == [("Fix logout",)]

    def test_follows_a_link(self, saved: Cli) -> None:
        real = saved.folder / "real" / "file.db"
        real.parent.mkdir()
        saved.path.rename(real)
        saved.path.symlink_to(real)
        self.restore(saved)
        assert saved.path.is_symlink()
        assert titles(real) == [("Fix login",)]
        assert sorted(path.name for path in real.parent.iterdir()) == [
            "file.db",
            "file.db.before-restore-20261102-090000",
        ]

    @pytest.mark.parametrize("which", ["timelog.db", BACKUP])
    def test_leaves_one_file_where_a_write_ahead_log_was_kept(self, saved: Cli, which: str) -> None:
        with sqlite3.connect(saved.folder / which) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
        connection.close()
        self.restore(saved)
        assert saved.path.read_bytes()[18:20] == b"\x01\x01"
        assert titles(saved.path) == [("Fix login",)]
        assert [name for name in names(saved) if name.startswith("timelog.db")] == [
            "timelog.db",
            KEPT,
        ]

    def test_of_a_file_that_is_none(self, saved: Cli) -> None:
        (saved.folder / "song.db").write_bytes(b"not a database" * 100)
        other = sqlite3.connect(saved.folder / "other.db")
        other.execute("CREATE TABLE song (title)")
        other.close()
        newer = saved.folder / "newer.db"
        shutil.copy(saved.folder / BACKUP, newer)
        connection = sqlite3.connect(newer)
        connection.execute("PRAGMA user_version = 9")
        connection.close()
        for name, code, message, hint in (
            ("none.db", 3, "no database at {}", None),
            ("song.db", 7, "{} is not a timelog database", "choose another backup"),
            ("other.db", 7, "{} is an SQLite database, but not a timelog database", None),
            (
                "newer.db",
                7,
                "{} was written by a newer version of timelog (schema 9; this version"
                f" supports up to {VERSION})",
                None,
            ),
        ):
            path = saved.folder / name
            saved.at("2026-11-02 09:00").refused(
                ["db", "restore", str(path), "--yes"],
                code=code,
                message=message.format(path),
                hint=hint,
            )

    def test_of_a_damaged_backup_is_refused(self, saved: Cli) -> None:
        backup = saved.folder / BACKUP
        spoil(backup)
        result = saved.run(["db", "restore", str(backup), "--yes"], code=7)
        assert result.err.startswith(f"error: {backup} is damaged: ")
        assert titles(saved.path) == [("Fix logout",)]

    def test_of_the_database_itself_is_refused(self, saved: Cli) -> None:
        saved.at("2026-11-02 09:00").refused(
            ["db", "restore", str(saved.path), "--yes"],
            message=f"{saved.path} is the database itself, not a backup",
            hint="choose a backup file",
        )

    def test_over_the_database_of_another_program_is_refused(self, saved: Cli) -> None:
        path = saved.folder / "songs.db"
        other = sqlite3.connect(path)
        other.execute("CREATE TABLE song (title)")
        other.close()
        line = ["--db", str(path), "db", "restore", str(saved.folder / BACKUP), "--yes"]
        result = saved.run(line, code=7)
        assert result.err.splitlines()[0] == (
            f"error: {path} is an SQLite database, but not a timelog database"
        )
        assert names(saved) == ["songs.db", BACKUP, "timelog.db"]

    def test_waits_for_a_command_that_is_writing(self, saved: Cli) -> None:
        other = sqlite3.connect(saved.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE record SET title = 'At the last moment'")
        self.restore(saved, code=4, env=NOW)
        assert names(saved) == [BACKUP, "timelog.db", "timelog.db-journal"]
        other.execute("COMMIT")
        other.close()
        self.restore(saved)
        assert titles(saved.folder / KEPT) == [("At the last moment",)]
        assert titles(saved.path) == [("Fix login",)]

    def test_leaves_a_backup_untouched_that_was_cut_off(self, saved: Cli) -> None:
        backup = saved.folder / BACKUP
        leave_half_written(backup)
        there = backup.read_bytes()
        saved.at("2026-11-02 09:00").refused(
            ["db", "restore", str(backup), "--yes"],
            code=7,
            message=f"{backup} contains an unfinished change",
            hint=f"to undo that change: timelog --db {backup} db check",
        )
        assert backup.read_bytes() == there
        saved.run(["--db", str(backup), "db", "check"])
        self.restore(saved)

    def test_tells_what_is_wrong_in_the_backup(self, saved: Cli) -> None:
        force(saved, "UPDATE open_entry SET entry_id = 1")
        saved.run(["db", "backup", str(saved.folder / BACKUP), "--yes"])
        assert (
            self.restore(saved).splitlines()[-1] == "warning: history entry 1 was never completed"
        )


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
class TestUnderRoot:
    """A user is not locked out by what root does to the files of the user."""

    def owned(self, path: Path) -> tuple[int, int, int]:
        found = path.stat()
        return found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)

    @pytest.mark.parametrize("damaged", [False, True])
    def test_the_database_keeps_its_owner_and_mode(self, saved: Cli, damaged: bool) -> None:
        if damaged:
            saved.path.write_bytes(b"rubbish" * 1000)
        os.chown(saved.path, 1234, 2345)
        saved.path.chmod(0o660)
        saved.run(["db", "restore", str(saved.folder / BACKUP), "--yes"])
        saved.run("db compact --yes")
        assert self.owned(saved.path) == (1234, 2345, 0o660)
        assert self.owned(saved.folder / KEPT) == (1234, 2345, 0o660)

    def test_a_backup_belongs_to_the_owner_of_the_database(self, saved: Cli) -> None:
        os.chown(saved.path, 1234, 2345)
        saved.run("db backup new.db --yes".replace("new.db", str(saved.folder / "new.db")))
        assert self.owned(saved.folder / "new.db") == (1234, 2345, 0o600)
        os.chown(saved.folder / BACKUP, 77, 88)
        (saved.folder / BACKUP).chmod(0o640)
        saved.run("db backup --yes")
        assert self.owned(saved.folder / BACKUP) == (77, 88, 0o640)

    def test_a_new_database_belongs_to_the_owner_of_the_folder(self, saved: Cli) -> None:
        os.chown(saved.folder, 1234, 2345)
        restored, made = (Cli(saved.folder / name / "place") for name in ("restored", "made"))
        restored.run(["db", "restore", str(saved.folder / BACKUP)])
        made.run("undo")
        for cli in (restored, made):
            assert self.owned(cli.path) == (1234, 2345, 0o600)
            assert self.owned(cli.folder) == (1234, 2345, 0o700)
            assert self.owned(cli.folder.parent)[:2] == (1234, 2345)


class TestAJournalOfTheOldFile:
    """It is never played back into the new one."""

    def restored(self, cli: Cli) -> None:
        cli.run(["db", "restore", str(cli.folder / BACKUP), "--yes"])
        assert titles(cli.path) == [("Fix login",)]
        assert not (cli.folder / "timelog.db-journal").exists()
        assert not (cli.folder / "timelog.db-wal").exists()
        cli.run("db check")

    def test_is_played_back_where_it_belongs(self, saved: Cli) -> None:
        leave_half_written(saved.path)
        self.restored(saved)
        assert titles(saved.folder / KEPT) == [("Fix logout",)]

    def test_goes_along_with_a_file_that_is_damaged_beyond_it(self, saved: Cli) -> None:
        leave_half_written(saved.path)
        saved.path.write_bytes(b"rubbish" * 10_000)
        self.restored(saved)

    def test_goes_away_when_its_file_is_missing(self, saved: Cli) -> None:
        leave_half_written(saved.path)
        saved.path.unlink()
        self.restored(saved)
        assert names(saved) == [BACKUP, "timelog.db", f"{KEPT}-journal"]

    @pytest.mark.parametrize("missing", [False, True])
    def test_may_be_a_write_ahead_log(self, saved: Cli, missing: bool) -> None:
        connection = sqlite3.connect(saved.path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("UPDATE record SET title = 'In the log'")
        connection.commit()
        with sqlite3.connect(saved.path) as held:
            copies = {
                name: (saved.folder / name).read_bytes()
                for name in ("timelog.db", "timelog.db-wal", "timelog.db-shm")
            }
        held.close()
        connection.close()
        for name, content in copies.items():
            (saved.folder / name).write_bytes(content)
        if missing:
            saved.path.unlink()
        self.restored(saved)
        if not missing:
            assert titles(saved.folder / KEPT) == [("In the log",)]


@pytest.mark.parametrize("number", [KILL, CTRL_C])
def test_a_restore_stopped_at_any_step_leaves_the_old_file_or_the_new_one(
    saved: Cli, tmp_path: Path, number: int
) -> None:
    content = saved.path.read_bytes()
    place = tmp_path / "place"
    for step in range(1, 60):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        path = place / "timelog.db"
        path.write_bytes(content)
        words = ("--db", path, "db", "restore", saved.folder / BACKUP, "--yes")
        code, _, err = processes.stopped_at(saved.folder, step, number, *words)
        found = titles(path)
        assert found in ([("Fix logout",)], [("Fix login",)])
        left = sorted(file.name for file in place.iterdir())
        assert not any(name.endswith(("-journal", "-wal")) for name in left)
        if found == [("Fix login",)]:
            assert titles(place / KEPT) == [("Fix logout",)]
        if code == processes.DONE:
            return
        if number == CTRL_C:
            assert code in {130, 0}
            assert "Traceback" not in err
            assert not any(name.endswith(".part") for name in left)
    raise AssertionError("it never came to an end")


def test_errors_in_json_are_one_object(bare: Cli) -> None:
    result = bare.run("db check --json", code=3)
    assert json.loads(result.err) == {
        "error": {
            "kind": "not-found",
            "message": f"no database at {bare.path}",
            "detail": None,
            "hint": "timelog db path",
        }
    }
