"""Lists on a terminal: their colours, and what narrow ones show of them."""

from __future__ import annotations

import pytest

from tests import drawn
from tests.harness import Cli

NOW = "2026-11-06 15:20"
LAST_MONTH = "2026-10-05 09:00"
PREPARED = (
    "service add Consulting --price 60 --currency EUR",
    "service add Training --price 90 --currency USD",
    "customer add Acme --terms 10d --email pay@acme.example",
    "customer add 株式会社日本 --terms 14d",
    "customer add 'شركة الاختبار' --terms 60d",
    'record add "Login fails since the update" --type case --customer Acme --service Consulting'
    " --billable --estimate 1h",
    'record add "Own web site"',
    "record add 日本語のタイトル --type ticket --customer 株式 --service Training --billable",
    'record add "مرحبا 12" --customer "شركة الاختبار" --service Consulting --billable',
    'record add "👍 café" --type task',
    "log add 1 2026-10-05 9:00-10:30 --billable --note 'First look' --tag web",
    "log add 2 2026-10-05 10:30-11:00",
    "log add 3 2026-10-06 11:12-12:30 --billable",
    "log add 4 2026-10-06 13:00-14:00 --billable",
    "record resolve 1 3 4",
    "billing issue 1 --date 2026-10-07",
    "billing issue 4 --date 2026-10-07",
    "billing issue 3 --date 2026-10-26",
    "billing pay 2026-0002 --date 2026-10-20",
    "record reopen 1",
    "billing quote 1 --date 2026-10-07",
    "start 2 --at 13:40",
)
LISTS = (
    *("record list --all", "billing list", "billing quotes", "billing ageing", "billing totals"),
    *("billing unbilled", "billing item list", "customer list", "service list", "timer list"),
    *("history", "config list", "log gaps 2026-10-05", "billing template list", "hook list"),
    *(
        "report all",
        "report all --by customer --by record",
        "log list all",
        "log list --columns id",
    ),
)
PICTURES = {
    "record list --all": "records",
    "billing list": "documents",
    "billing ageing": "ageing",
    "report all --by customer --by record": "report",
}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    cli = Cli(tmp_path_factory.mktemp("lists"))
    for line in PREPARED:
        cli.at(NOW).run(line)
    return cli


def show(cli: Cli, line: str, *, terminal: int | None = 80, **env: str) -> str:
    return cli.at(NOW).run(line, terminal=terminal, env=env).out


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("line", PICTURES)
def test_a_list_is_drawn_in_colour(prepared: Cli, line: str, columns: int) -> None:
    drawn.check(show(prepared, line, terminal=columns), f"list-{PICTURES[line]}-{columns}-colour")


@pytest.mark.parametrize("line", LISTS)
def test_colour_changes_nothing_but_colour(prepared: Cli, line: str) -> None:
    plain = show(prepared, line, NO_COLOR="1")
    assert "\x1b" not in plain
    assert drawn.uncoloured(show(prepared, line)) == drawn.uncoloured(plain)
    assert show(prepared, f"{line} --no-color") == plain


@pytest.mark.parametrize("line", LISTS)
def test_nothing_wraps_from_20_to_300_columns(prepared: Cli, line: str) -> None:
    for columns in (20, 24, 33, 40, 60, 80, 100, 300):
        assert drawn.widest(show(prepared, line, terminal=columns)) <= columns
    show(prepared, line, terminal=1)


@pytest.mark.parametrize("line", LISTS)
def test_a_pipe_gets_the_whole_table_without_colour(prepared: Cli, line: str) -> None:
    found = {
        show(prepared, line, terminal=None, COLUMNS=columns, TERM=term)
        for columns, term in (("1", "dumb"), ("300", "xterm-256color"))
    }
    assert len(found) == 1
    assert not {"\x1b", "\u200e"} & set(found.pop())


@pytest.mark.parametrize("columns", [20, 40, 80])
def test_every_document_says_its_number_and_customer(prepared: Cli, columns: int) -> None:
    out = drawn.uncoloured(show(prepared, "billing list", terminal=columns))
    for text in ("2026-0001", "2026-0002", "2026-0003", "Acme", "株式", "شركة"):
        assert text in out


def test_what_colours_say_is_said_in_words_too(prepared: Cli) -> None:
    out = show(prepared, "billing list")
    assert "\x1b[31moverdue\x1b[0m" in out
    assert "\x1b[31m20 days overdue\x1b[0m" in out
    assert "\x1b[33min 3 days\x1b[0m" in out
    assert "\x1b[32mpaid\x1b[0m" in out
    assert "\x1b[36m2026-0001\x1b[0m" in out
    assert "\x1b[31m1:30\x1b[0m" in show(prepared, "record list --all")  # of 1:00
    assert "\x1b[32mrunning\x1b[0m" in show(prepared, "timer list")


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_is_switched_as_everywhere_else(prepared: Cli, env: dict[str, str]) -> None:
    forced = show(prepared, "billing list", terminal=None, FORCE_COLOR="1")
    plain = show(prepared, "billing list", terminal=None)
    assert drawn.uncoloured(forced) == plain != forced
    assert "\x1b" not in show(prepared, "billing list", terminal=None, **env)


def test_a_title_that_would_steer_the_terminal_does_nothing(cli: Cli) -> None:
    for line in PREPARED[:7]:
        cli.at(NOW).run(line)
    cli.rows("UPDATE record SET title = ?", drawn.HOSTILE)
    cli.rows("UPDATE customer SET name = ? || id", drawn.HOSTILE)
    for line in ("record list", "customer list"):
        for columns in (20, 80, 200):
            out = drawn.uncoloured(show(cli, line, terminal=columns))
            assert "[red]" in out
            assert "\u202e" not in out


# Logs under their days

LOGS = (
    "log add 1 2026-11-02 9:00-10:30 --billable --note 'First look' --tag web",
    "log add 1 2026-11-02 10:30:10-11:00:50 --note 'A note that goes on, as some do, for a while'",
    "log add 3 2026-11-03 9:00:05-9:00:40",
    "log add 2 2026-11-03 22:00-1:30",
    "log add 4 2026-11-05 9:00-10:00 --note 'مرحبا'",
)


@pytest.fixture(scope="module")
def logged(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    cli = Cli(tmp_path_factory.mktemp("days"))
    for line in (*PREPARED[:9], *LOGS):
        cli.at(NOW).run(line)
    return cli


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_logs_are_drawn_under_their_days(logged: Cli, columns: int) -> None:
    drawn.check(show(logged, "log list", terminal=columns), f"list-logs-{columns}-colour")


def test_a_day_has_its_weekday_and_its_sum(logged: Cli) -> None:
    lines = [" ".join(line.split()) for line in show(logged, "log list", NO_COLOR="1").split("\n")]
    assert [line for line in lines if line[4:8] == "2026"] == [
        "Mon 2026-11-02 2:00",
        "Tue 2026-11-03 3:30",
        "Thu 2026-11-05 1:00",
    ]
    assert "7:31" not in lines
    assert lines[-2] == "6:31"


def test_seconds_are_shown_where_they_matter_or_are_asked_for(logged: Cli) -> None:
    out = show(logged, "log list", NO_COLOR="1")
    assert "10:30–11:00" in out
    assert "09:00:05–09:00:40  0:00:35" in out
    exact = show(logged, "log list --seconds", NO_COLOR="1")
    assert "10:30:10–11:00:50  0:30:40" in exact
    assert "6:31:15" in exact
    piped = show(logged, "log list", terminal=None)
    assert "10:30:10–11:00:50" in piped
    assert show(logged, "log list --seconds", terminal=None) == piped


def test_the_owner_is_shown_where_there_are_several(logged: Cli) -> None:
    assert "OWNER" not in show(logged, "log list")
    logged.at(NOW).run("log add 2 2026-11-04 9:00-10:00", user="bob")
    assert "OWNER" in show(logged, "log list")
    assert "OWNER" in show(logged, "log list 2026-11-04")  # not one's own
    assert "OWNER" not in show(logged, "log list --owner bob")
    logged.at(NOW).run("undo --any")


def test_the_small_hours_stand_under_the_day_that_the_settings_say(cli: Cli) -> None:
    cli.config.write_text('day_start = "04:00"\n')
    cli.at(NOW).run("add One 2026-11-03 1:00-2:00")
    assert "Mon 2026-11-02" in show(cli, "log list")


def test_logs_without_headings_are_those_of_the_table(logged: Cli) -> None:
    for words in ("--columns id,note", "--format md", "--format csv"):
        line = f"log list {words} --no-header"
        plain = show(logged, line, terminal=None)
        assert show(logged, line, NO_COLOR="1", terminal=200).replace("\u200e", "") == plain


def test_logs_under_days_can_be_forced_into_a_pipe(logged: Cli) -> None:
    assert "Mon 2026-11-02" in show(logged, "log list", terminal=None, FORCE_COLOR="1")
    assert "Mon" not in show(logged, "log list", terminal=None)
