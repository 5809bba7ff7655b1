"""Short names of the options of every day: -a, -b, -e, -n, -r, -s, -t and -j."""

from __future__ import annotations

import pytest

from docbuilder import program
from tests.harness import Cli, once
from timelog_cli.cli.options import SHORT

LONG = {f"--{name}": short for name, short in {**SHORT, "json": "-j"}.items()}


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    start = cli.at("2026-11-02 08:00")
    start.run("service add Consulting --price 60 --currency USD")
    start.run('record add "Fix login" --type case --service Consulting -b')
    return cli


def test_every_such_option_has_its_short_name_and_no_other_option_has_one() -> None:
    for command in program.commands():
        for param in command.params:
            short = [one for one in param.flags if len(one) == 2 and one != "-0"]
            assert short == [LONG[one] for one in param.flags[:1] if one in LONG], command.words


@pytest.mark.parametrize(
    "words",
    [
        "-a 8:30 -n Call -t web -t db -b -j",
        "-bj -a8:30 -nCall -t=web --tag=db",
        "-jba 8:30 -n=Call -tweb -tdb",
        "-btweb -tdb -nCall -ja=8:30",
    ],
)
def test_they_mean_the_same_in_every_form(cli: Cli, words: str) -> None:
    line = f"start 1 {words}"
    outcome = cli.at("2026-11-02 09:00").run(line)
    assert outcome.json["since"] == "2026-11-02T08:30:00+01:00"
    assert (outcome.json["note"], outcome.json["tags"]) == ("Call", ["db", "web"])
    assert outcome.json["billable"] is True
    assert cli.rows("SELECT command FROM entry ORDER BY id DESC LIMIT 1")[0][0].startswith(
        "timelog start 1 -"
    )


@pytest.mark.parametrize(("words", "note"), [("-n -x", "-x"), ("-n-5m", "-5m"), ("-n=a=b", "a=b")])
def test_what_follows_is_the_value_whatever_it_is(cli: Cli, words: str, note: str) -> None:
    assert cli.at("2026-11-02 09:00").run(f"start 1 {words} --json").json["note"] == note


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("-note x", "timer start: unknown option -note"),
        ("-bx", "start: unknown option -bx"),
        ("-xb", "start: unknown option -xb"),
        ("-b=yes", "-b does not take a value"),
        ("-n", "-n needs a value: TEXT"),
        ("-bn", "-n needs a value: TEXT"),
        ("-n a -n b", "-n can be given only once"),
        ("-n a --note b", "--note can be given only once"),
        ("-b --no-billable", "--billable cannot be used with --no-billable"),
    ],
)
def test_a_mistake_is_refused(cli: Cli, words: str, message: str) -> None:
    line = f"{'timer start' if message.startswith('timer') else 'start'} 1 {words}"
    cli.at("2026-11-02 09:00").refused(line, code=2, message=message)


def test_a_long_name_with_one_hyphen_is_asked_back(cli: Cli) -> None:
    for word in ("-note", "-tag", "-at", "-billable", "-json"):
        result = cli.at("2026-11-02 09:00").run(f"start 1 {word}", code=2)
        assert f"hint: did you mean -{word}?" in result.err


def test_errors_are_json_with_j_in_either_place(cli: Cli) -> None:
    for line in ("-j start 99", "start 99 -j", "start 99 -bj", "-j nonsense"):
        assert cli.at("2026-11-02 09:00").run(line, code=None).err.startswith('{"error"')


def test_help_shows_them_and_the_tab_key_knows_what_they_take(cli: Cli) -> None:
    page = cli.run("start --help").out
    for shown in ("-a, --at TIME", "-n, --note TEXT", "-t, --tag TAG", "-j, --json"):
        assert shown in page
    cli.at("2026-11-02 09:00").run("log add 1 8:00-8:30 -t web")
    for words in (["-t", ""], ["-t", "w"], ["-bt", "w"]):
        result = cli.run(["start", "1", *words], env={"_TIMELOG_COMPLETE": "fish"})
        assert "web" in result.out.split()


def test_a_timer_is_switched_and_a_record_chosen(cli: Cli) -> None:
    cli.at("2026-11-02 08:00").run("record add Office")
    cli.at("2026-11-02 09:00").run("start 1")
    assert cli.at("2026-11-02 09:30").run("start 2 -sj").json["record"] == "task-2"
    cli.at("2026-11-02 10:00").run("stop 1")
    cli.at("2026-11-02 10:00").run("stop 2")
    assert [log["record"] for log in cli.at("2026-11-02 10:30").run("logs -jr 1").json] == [
        "case-1"
    ]
    cli.at("2026-11-02 10:30").run("edit 1 -r 2")
    assert cli.at("2026-11-02 10:30").run("logs -jr 1").json == []


def test_a_plus_sign_is_a_tag(cli: Cli) -> None:
    now = cli.at("2026-11-02 09:00")
    assert now.run("start login +web +Büro --json").json["tags"] == ["Büro", "web"]
    now.run("cancel --yes")
    now.run("log add 1 8:00-8:30 +web -t call")
    now.run("edit @1 +a=b")
    (log,) = now.run("ls +web -j").json
    assert log["tags"] == ["a=b", "call", "web"]
    assert now.run("today +urgent -j").json["logs"] == []


@pytest.mark.parametrize("title", ["+1 for it", "+web site", "+(draft)"])
def test_a_plus_sign_before_anything_else_belongs_to_the_value(cli: Cli, title: str) -> None:
    cli.at("2026-11-02 09:00").run(["start", title, "--create"])
    assert cli.rows("SELECT title FROM record ORDER BY id DESC LIMIT 1") == [(title,)]


def test_a_plus_sign_is_part_of_a_word_where_there_are_no_tags(cli: Cli) -> None:
    cli.run("record add +web")
    cli.at("2026-11-02 09:00").run("start -- +web")
    assert cli.rows("SELECT title FROM record ORDER BY id DESC LIMIT 1") == [("+web",)]


def test_the_tab_key_completes_tags_behind_a_plus_sign(cli: Cli) -> None:
    now = cli.at("2026-11-02 09:00")
    now.run("log add 1 8:00-8:30 +web -t 2nd")
    for words, offered in ((["start", "1", "+w"], ["+web"]), (["ls", "+"], ["+web"])):
        found = now.run(words, env={"_TIMELOG_COMPLETE": "fish"}).out.split()
        assert [one for one in found if one.startswith("+")] == offered


@pytest.mark.parametrize("words", ["login 8:45", "8:45 login", "login -15m"])
def test_a_time_is_when_it_starts(cli: Cli, words: str) -> None:
    outcome = cli.at("2026-11-02 09:00").run(f"start {words} -j")
    assert outcome.json["since"] == "2026-11-02T08:45:00+01:00"


def test_a_time_is_when_any_command_of_the_timer_happens_and_where_a_log_is_split(
    cli: Cli,
) -> None:
    now = cli.at("2026-11-02 12:00")
    now.run("start 1 8:00")
    now.run("pause 9:00")
    now.run("resume 1 10:00")
    log = now.run("stop 11:00 +done -j").json
    assert (log["worked_seconds"], log["tags"]) == (2 * 3600, ["done"])
    early, late = now.run("split @1 10:30 -j").json
    assert (early["end"][11:16], late["start"][11:16]) == ("10:30", "10:30")


def test_a_time_can_be_given_only_once(cli: Cli) -> None:
    now = cli.at("2026-11-02 12:00")
    for words in ("8:00 9:00", "8:00 -a 9:00", "-5m --at 9:00"):
        again = "-a" if "-a" in words.split() else "--at"
        now.refused(f"start 1 {words}", code=2, message=f"{again} can be given only once")


@pytest.mark.parametrize("title", ["8:45 stand-up", "-5m: retry"])
def test_a_title_of_several_words_is_no_time(cli: Cli, title: str) -> None:
    cli.at("2026-11-02 12:00").run(["start", title, "--create"])
    assert cli.rows("SELECT title FROM record ORDER BY id DESC LIMIT 1") == [(title,)]


def test_a_key_with_a_colon_is_no_time(cli: Cli) -> None:
    cli.run(["record", "edit", "1", "--key", "a:30"])
    assert cli.at("2026-11-02 12:00").run(["start", "a:30", "-j"]).json["record"] == "case-1"


@pytest.fixture
def tagged(cli: Cli) -> Cli:
    """Logs with the tags ``Web`` and ``rare``, and a paused timer with the tag ``Büro``."""
    now = cli.at("2026-11-02 08:30")
    now.run("log add 1 8:00-8:15 +Web +rare")
    now.run("record add 'Web site'")
    now.run("start site +Büro")
    now.run("pause")
    return cli


@pytest.mark.parametrize("command", ["start", "timer start", "interrupt"])
def test_words_behind_a_record_are_tags_that_are_known(tagged: Cli, command: str) -> None:
    now = tagged.at("2026-11-02 09:00")
    done = now.run(f"{command} login web +new BÜRO 8:45 Web -j")
    assert done.json["tags"] == ["Büro", "Web", "new"]
    assert done.json["since"] == "2026-11-02T08:45:00+01:00"
    assert "Read web as the tag Web.\nRead BÜRO as the tag Büro.\n" in done.err


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        ("login urgent", 2, "'urgent' is not a tag of any log or timer"),
        ("login we", 2, "'we' is not a tag of any log or timer"),
        ("login web urgent", 2, "'urgent' is not a tag of any log or timer"),
        ("site WEB", 2, "'WEB' could be a tag or belong to a title"),
        ("weekly rare", 3, "no record 'weekly'"),
        ("login rare --create", 2, "unexpected argument 'rare'"),
        ("new rare --type case", 2, "unexpected argument 'rare'"),
    ],
)
def test_other_words_behind_a_record_are_refused(
    tagged: Cli, words: str, code: int, message: str
) -> None:
    title = words.partition(" --")[0]
    tagged.at("2026-11-02 09:00").refused(
        f"start {words}",
        code=code,
        message=message,
        hint=f"to give a title, put it in quotes: '{title}'; to give a new tag, write +TAG",
        terminal=80,
        answers="y\n",
    )


@pytest.mark.parametrize("number", ["2", "task-2"])
def test_a_reference_behind_a_record_is_no_tag(tagged: Cli, number: str) -> None:
    now = tagged.at("2026-11-02 09:00")
    now.run(["log", "add", "1", "8:15-8:20", "--tag", number])
    now.refused(f"start 1 {number}", code=2, message=f"{number!r} is not a tag of any log or timer")


def test_a_record_by_its_reference_needs_no_look_at_titles(tagged: Cli) -> None:
    assert tagged.at("2026-11-02 09:00").run("start case-1 web -j").json["tags"] == ["Web"]


def test_the_tab_key_completes_tags_behind_a_record(tagged: Cli) -> None:
    result = tagged.at("2026-11-02 09:00").run(
        ["start", "login", "r"], env={"_TIMELOG_COMPLETE": "fish"}
    )
    assert "rare" in result.out.split()
