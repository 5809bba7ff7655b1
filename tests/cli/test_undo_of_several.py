"""Undo and redo in a file that several people share: own changes first."""

from __future__ import annotations

import pytest

from tests.harness import Cli, once

NOW = "2026-11-02 12:00"


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    cli.at(NOW).run("record add Mine", user="max")
    cli.at(NOW).run("record add Hers", user="eve")
    return cli


def titles(cli: Cli) -> list[str]:
    return [row[0] for row in cli.rows("SELECT title FROM record ORDER BY id")]


def test_undo_is_of_the_own_change_first(cli: Cli) -> None:
    result = cli.at(NOW).run("--as max undo")
    assert "record add Mine" in result.err
    assert titles(cli) == ["Hers"]


def test_a_change_of_somebody_else_is_only_undone_with_any(cli: Cli) -> None:
    cli.at(NOW).run("undo", user="max")
    before = cli.dump()
    refused = cli.at(NOW).run("undo", user="max")
    assert refused.err == (
        "Nothing to undo.\n"
        "The last change is by eve: timelog record add Hers. To undo it: timelog undo --any\n"
    )
    assert cli.dump() == before
    assert cli.at(NOW).run("undo", user="max").code == 0
    cli.at(NOW).run("undo --any", user="max")
    assert titles(cli) == []
    assert cli.at(NOW).run("undo --any", user="max").err == "Nothing to undo.\n"


def test_any_undoes_the_newest_change_of_all(cli: Cli) -> None:
    assert "(eve," in cli.at(NOW).run("undo --any", user="max").err
    assert titles(cli) == ["Mine"]


def test_redo_is_of_what_one_undid_or_made(cli: Cli) -> None:
    cli.at(NOW).run("undo", user="max")
    cli.at(NOW).run("undo", user="eve")
    assert titles(cli) == []
    cli.at(NOW).run("redo", user="max")
    assert titles(cli) == ["Mine"]
    nothing = cli.at(NOW).run("redo", user="max").err
    assert nothing.startswith("Nothing to redo.\nThe last change is by eve: ")
    cli.at(NOW).run("redo", user="eve")
    assert titles(cli) == ["Mine", "Hers"]


@pytest.mark.parametrize("who", ["max", "eve"])
def test_what_was_undone_with_any_is_redone_by_either(cli: Cli, who: str) -> None:
    cli.at(NOW).run("undo --any", user="max")
    cli.at(NOW).run("redo", user=who)
    assert titles(cli) == ["Mine", "Hers"]


def test_redo_with_any_is_of_anybody(cli: Cli) -> None:
    cli.at(NOW).run("undo", user="eve")
    cli.at(NOW).run("redo --any", user="max")
    assert titles(cli) == ["Mine", "Hers"]


def test_a_change_by_another_does_not_end_the_own_redo(cli: Cli) -> None:
    cli.at(NOW).run("undo", user="max")
    cli.at(NOW).run("record add More", user="eve")
    cli.at(NOW).run("redo", user="max")
    assert titles(cli) == ["Mine", "Hers", "More"]
    cli.at(NOW).run("undo", user="max")
    cli.at(NOW).run("record add Other", user="max")
    assert cli.at(NOW).run("redo", user="max").err.startswith("Nothing to redo.")


def test_what_somebody_else_built_on_is_refused(cli: Cli) -> None:
    cli.at(NOW).run("log add 1 9:00-10:00", user="eve")
    before = cli.dump()
    refused = cli.at(NOW).run("undo", user="max", code=1)
    assert refused.err == (
        "error: cannot undo 'timelog record add Mine':"
        " eve has since run 'timelog log add 1 9:00-10:00'\n"
        "hint: to undo that first: timelog undo --any\n"
    )
    assert cli.dump() == before
    cli.at(NOW).run("undo", user="eve")
    cli.at(NOW).run("undo", user="max")
    assert titles(cli) == ["Hers"]
    cli.run("db check")


def test_a_dry_run_looks_at_the_same_change(cli: Cli) -> None:
    assert "Mine" in cli.at(NOW).run("undo --dry-run", user="max").err
    assert "Hers" in cli.at(NOW).run("undo --any --dry-run", user="max").err


def test_json_names_the_change_that_was_undone(cli: Cli) -> None:
    assert cli.at(NOW).run("undo --any --json", user="max").json["user"] == "eve"
