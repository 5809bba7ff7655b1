"""What looks the same is the same, however its letters and blanks are spelled."""

from __future__ import annotations

import unicodedata

import pytest

from tests.harness import Cli, once

NOW = "2026-11-02 12:00"
COMPOSED = "Müller"
DECOMPOSED = unicodedata.normalize("NFD", COMPOSED)
TWINS = {
    "decomposed": (f"{COMPOSED} GmbH", f"{DECOMPOSED} GmbH"),
    "no-break space": ("Acme Inc", "Acme\u00a0Inc"),
    "narrow no-break space": ("Acme Inc", "Acme\u202fInc"),
    "ideographic space": ("Acme Inc", "Acme\u3000Inc"),
    "zero-width space": ("Acme Inc", "Ac\u200bme Inc"),
    "word joiner": ("Acme Inc", "Acme Inc\u2060"),
    "byte order mark": ("Acme Inc", "\ufeffAcme Inc"),
    "soft hyphen": ("Acme Inc", "Ac\u00adme Inc"),
    "letter case": (f"{COMPOSED} GmbH", f"{DECOMPOSED} GmbH".upper()),
}
both_ways = pytest.mark.parametrize(
    ("one", "other"),
    [pair for twins in TWINS.values() for pair in (twins, twins[::-1])],
)


@both_ways
def test_a_twin_of_a_customer_or_service_is_refused_and_found(
    cli: Cli, one: str, other: str
) -> None:
    now = cli.at(NOW)
    now.run(["customer", "add", one])
    assert "already" in now.run(["customer", "add", other], code=1).err
    now.run(["service", "add", one, "--price", "60", "--currency", "EUR"])
    assert "already" in now.run(["service", "add", other, "--price", "1"], code=1).err
    now.run(["record", "add", "Work", "--customer", other, "--service", other, "--billable"])
    now.run("log add 1 9:00-10:00 --billable")
    for option in ("--customer", "--service"):
        assert len(now.run(["log", "list", "all", option, other, "--json"]).json) == 1
    assert len(now.run("report all --by customer --json").json) == 1
    now.run("record resolve 1")
    invoices = now.run(["billing", "preview", "--customer", other, "--json"]).json
    assert len(invoices) == 1


@both_ways
def test_a_twin_of_a_title_makes_no_second_record(cli: Cli, one: str, other: str) -> None:
    now = cli.at(NOW)
    now.run(["record", "add", one])
    assert now.run(["record", "add", other, "--unless-exists"]).out == "task-1\n"
    assert now.run(["start", other, "--create"]).out == "task-1\n"
    assert now.run(["record", "show", other, "--json"]).json["ref"] == "task-1"


@both_ways
def test_a_twin_of_a_tag_or_a_note_is_found(cli: Cli, one: str, other: str) -> None:
    now = cli.at(NOW)
    now.run("record add Work")
    now.run(["log", "add", "1", "9:00-10:00", "--tag", one, "--note", f"With {one} at home"])
    now.run(["log", "add", "1", "10:00-11:00", "--tag", other])
    assert len(now.run(["log", "list", "all", "--tag", other, "--json"]).json) >= 1
    found = now.run(["log", "list", "all", "--note", f"{other} at", "--json"]).json
    assert [log["id"] for log in found] == [1]
    assert len(now.run(["log", "list", "all", "--not-note", other, "--json"]).json) == 1


@pytest.mark.parametrize(("one", "other"), [pair for k, pair in TWINS.items() if "case" not in k])
def test_twins_of_a_tag_are_one_tag(cli: Cli, one: str, other: str) -> None:
    now = cli.at(NOW)
    now.run("record add Work")
    now.run(["log", "add", "1", "9:00-10:00", "--tag", one, "--tag", other])
    now.run(["log", "add", "1", "10:00-11:00", "--tag", other])
    assert len(now.run("report all --by tag --json").json) == 1
    now.run(["log", "edit", "2", "--no-tag", other])
    assert now.run("log show 2 --json").json["tags"] == []


def test_all_that_is_typed_is_stored_composed(cli: Cli) -> None:
    now = cli.at(NOW)
    now.run(["record", "add", DECOMPOSED, "--description", DECOMPOSED, "--owner", DECOMPOSED])
    now.run(["log", "add", "1", "9:00-10:00", "--note", DECOMPOSED, "--owner", DECOMPOSED])
    record = now.run("record show 1 --json").json
    assert (record["title"], record["owner"]) == (COMPOSED, COMPOSED)
    assert record["description"] == COMPOSED
    assert record["logs"][0]["note"] == COMPOSED
    assert cli.rows("SELECT count(*) FROM owner WHERE name LIKE 'M%'") == [(1,)]


def test_emoji_and_letters_that_need_a_joiner_stay(cli: Cli) -> None:
    family, persian = "👨\u200d👩\u200d👧", "می\u200cخواهم"
    cli.at(NOW).run(["record", "add", f"{family} {persian}"])
    assert cli.at(NOW).run("record show 1 --json").json["title"] == f"{family} {persian}"


def test_a_user_is_the_same_in_both_spellings(cli: Cli) -> None:
    now = cli.at(NOW)
    now.run("record add Work", user=COMPOSED)
    now.run("start 1", user=DECOMPOSED)
    later = cli.at("2026-11-02 13:00")
    for name in (COMPOSED, DECOMPOSED):
        assert later.run("status --json", user=name).json["elapsed_seconds"] == 3600
        assert "task-1 1:00" in later.run("prompt", user=name).out
    assert later.run("stop --json", user=COMPOSED).json["worked_seconds"] == 3600


def test_times_and_references_with_pasted_blanks_are_read(cli: Cli) -> None:
    cli.at(NOW).run("record add Work")
    logged = cli.at(NOW).run(
        ["log", "add", "task-1\u200b", "9:00\u00a0-\u202f10:00\u200b", "--json"]
    )
    assert logged.json["worked_seconds"] == 3600


def test_what_comes_by_mail_is_composed_and_makes_no_twin(cli: Cli) -> None:
    cli.at(NOW).run(["customer", "add", COMPOSED])
    mail = f"""From: "{DECOMPOSED}" <m@example.org>
Subject: {DECOMPOSED}\u00a0asks
Message-ID: <1@example.org>
Content-Type: text/plain; charset=utf-8

{DECOMPOSED}
"""
    cli.at(NOW).run("record mail -", stdin=mail.encode())
    record = cli.at(NOW).run("record show 1 --json").json
    assert record["title"] == f"{COMPOSED} asks"
    assert record["customer"] == f"{COMPOSED} (m@example.org)"


def test_what_is_written_in_an_editor_is_composed(cli: Cli) -> None:
    cli.at(NOW).run("record add Work")
    cli.at(NOW).run("log add 1 9:00-10:00 --note Old")
    script = cli.folder / "edit"
    script.write_text(f"#!/bin/sh\nsed -i 's/Old/{DECOMPOSED}/' \"$1\"\n", encoding="utf-8")
    script.chmod(0o755)
    cli.at(NOW).run("log edit 1 --editor", env={"EDITOR": str(script)})
    assert cli.at(NOW).run("log show 1 --json").json["note"] == COMPOSED


# A database from before


@pytest.fixture
@once
def before(cli: Cli) -> Cli:
    """Names that an earlier version stored decomposed."""
    now = cli.at(NOW)
    now.run("customer add Muller")
    now.run("record add Work --customer Muller")
    now.run("log add 1 9:00-10:00 --tag Muller --note Muller --owner Muller")
    now.run("start 1", user="Muller")
    for table, column in (("customer", "name"), ("owner", "name"), ("log", "note")):
        cli.rows(f"UPDATE {table} SET {column} = ? WHERE {column} = 'Muller'", DECOMPOSED)
    cli.rows("UPDATE log_tag SET tag = ?", DECOMPOSED)
    return cli


@pytest.mark.parametrize("typed", [COMPOSED, DECOMPOSED])
def test_names_stored_decomposed_are_found_as_before(before: Cli, typed: str) -> None:
    now = before.at("2026-11-02 13:00")
    for option in ("--customer", "--tag", "--owner", "--note"):
        found = now.run(["log", "list", "all", option, typed, "--json"]).json
        assert len(found) == 1, option
    assert "already" in now.run(["customer", "add", typed], code=1).err
    now.run(["log", "add", "1", "10:00-11:00", "--owner", typed])
    assert before.rows("SELECT count(*) FROM owner WHERE name <> 'ada'") == [(1,)]
    assert "task-1 1:00" in now.run("prompt", user=typed).out
    assert now.run("stop --json", user=typed).json["worked_seconds"] == 3600
    now.run(["log", "edit", "1", "--no-tag", typed])
    assert now.run("log show 1 --json").json["tags"] == []


def test_twins_from_before_can_each_be_named(before: Cli) -> None:
    before.at(NOW).run("customer add Other")
    before.rows("UPDATE customer SET name = ? WHERE name = 'Other'", COMPOSED)
    for name in (COMPOSED, DECOMPOSED):
        assert before.at(NOW).run(["customer", "show", name, "--json"]).json["name"] == name


def test_an_unchanged_note_from_before_is_no_change_in_the_editor(before: Cli) -> None:
    script = before.folder / "edit"
    script.write_text('#!/bin/sh\nsed -i s/9:00/9:15/ "$1"\n', encoding="utf-8")
    script.chmod(0o755)
    line = f"log edit --day today --editor --owner {DECOMPOSED}"
    before.at(NOW).run(line, env={"EDITOR": str(script)}, code=None)
    assert before.rows("SELECT note FROM log") == [(DECOMPOSED,)]
