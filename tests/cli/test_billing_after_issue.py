"""Several documents marked as sent at once; documents and credit notes written to files."""

from __future__ import annotations

import json

import pytest

from tests.cli.bills import done, issue, log, record, story
from tests.cli.test_completion import offered
from tests.harness import Cli, once

AT = "2026-12-01 09:00"


@pytest.fixture
@once
def two(cli: Cli) -> Cli:
    """Invoices 2026-0001 and 2026-0002, and the quote Q2026-0001."""
    story(cli)
    issue(cli)
    log(cli, record(cli, title="Audit"), "2026-11-05 9:00-11:00")
    done(cli, "case-2")
    issue(cli, "case-2")
    record(cli, "--estimate 2h", title="Move")
    cli.at("2026-11-30 18:00").run("billing quote case-3")
    return cli


def sent(cli: Cli) -> list[str | None]:
    """When each document was sent."""
    return [day for (day,) in cli.rows("SELECT sent_on FROM invoice ORDER BY id")]


def entries(cli: Cli) -> int:
    """How many entries the history has."""
    return int(cli.rows("SELECT count(*) FROM entry")[0][0])


def test_several_documents_are_sent_at_once_and_undone_at_once(two: Cli) -> None:
    before = entries(two)
    done = two.at(AT).run("billing send 2026-0001 q2026-0001 2026-0002 2026-0001")
    assert done.err.splitlines() == [
        f"Marked {number} as sent on 2026-12-01."
        for number in ("2026-0001", "Q2026-0001", "2026-0002")
    ]
    assert sent(two) == ["2026-12-01"] * 3
    assert entries(two) == before + 1
    two.at(AT).run("undo")
    assert sent(two) == [None] * 3


def test_all_are_sent_or_none(two: Cli) -> None:
    two.at(AT).run("billing send 2026-0002")
    two.at(AT).refused(
        "billing send 2026-0001 2026-0002",
        message="2026-0002 was already marked as sent on 2026-12-01",
        hint="timelog billing show 2026-0002",
    )
    two.at(AT).refused("billing send 2026-0001 2026-0009", code=3, message="no invoice '2026-0009'")
    early = "2026-11-29 is before 2026-0001 was issued, on 2026-11-30"
    two.at(AT).refused("billing send 2026-0001 Q2026-0001 --date 2026-11-29", message=early)
    assert sent(two) == [None, "2026-12-01", None]


def test_one_that_is_sent_is_an_object_and_several_are_an_array(two: Cli) -> None:
    assert two.at(AT).run("billing send 2026-0001 --json").json["sent_on"] == "2026-12-01"
    several = two.at(AT).run("billing send 2026-0002 Q2026-0001 --json").json
    assert [one["number"] for one in several] == ["2026-0002", "Q2026-0001"]


def test_what_is_not_sent_yet_is_offered_each_once(two: Cli) -> None:
    two.at(AT).run("billing send 2026-0002")
    assert offered(two, "billing", "send", "") == ["Q2026-0001", "2026-0001"]
    assert offered(two, "billing", "send", "2026-0001", "") == ["Q2026-0001"]
    assert offered(two, "billing", "show", "2026-0001", "--format", "md,") != []


def test_a_document_is_written_as_it_was_issued_and_never_over_a_file(two: Cli) -> None:
    folder = two.folder / "papers"
    line = ["billing", "show", "2026-0001", "--out", str(folder)]
    shown = two.at(AT).run([*line, "--format", "html,csv"])
    names = ["2026-0001_Acme.html", "2026-0001_Acme.csv"]
    assert shown.out.splitlines() == [f"{folder}/{name}" for name in names]
    for name in names:
        kept = two.at(AT).run(["billing", "show", "2026-0001", "--format", name[-4:].strip(".")])
        assert (folder / name).read_bytes() == kept.raw
        assert (folder / name).stat().st_mode & 0o777 == 0o600
    assert two.at(AT).run([*line, "--format", "html,csv"]).out.strip() == ""
    assert two.at(AT).run([*line, "--json"]).json["amount_due"] == "135.00"
    assert (folder / "2026-0001_Acme.md").exists()
    (folder / "2026-0001_Acme.md").write_text("mine", "utf-8")
    failed = two.at(AT).run(line, code=6)
    assert "a different file is already there" in failed.err
    assert (folder / "2026-0001_Acme.md").read_text("utf-8") == "mine"


def test_two_formats_are_not_printed_one_after_the_other(two: Cli) -> None:
    two.at(AT).refused(
        "billing show 2026-0001 --format md,csv",
        code=2,
        message="only one format can be printed",
        hint="to write files, add --out DIR",
    )


def test_a_credit_note_is_written_to_files(two: Cli) -> None:
    folder = two.folder / "papers"
    line = ["billing", "credit", "2026-0001", "--out", str(folder), "--format", "md,json"]
    made = two.at(AT).run(line)
    names = [f"CN-2026-0001_Acme.{format}" for format in ("md", "json")]
    assert made.out.splitlines() == [f"{folder}/{name}" for name in names]
    assert "Issued credit note CN-2026-0001 for invoice 2026-0001" in made.err
    shown = two.at(AT).run("billing show CN-2026-0001")
    assert (folder / names[0]).read_bytes() == shown.raw
    assert json.loads((folder / names[1]).read_text("utf-8"))["number"] == "CN-2026-0001"


def test_nothing_is_credited_where_its_files_cannot_be(two: Cli) -> None:
    (two.folder / "papers").write_text("a file", "utf-8")
    before = two.dump()
    two.at(AT).run(["billing", "credit", "2026-0001", "--out", str(two.folder / "papers")], code=6)
    assert two.dump() == before


def test_a_credit_note_is_printed_in_the_format_that_is_asked_for(two: Cli) -> None:
    printed = two.at(AT).run("billing credit 2026-0001 --format csv")
    assert printed.raw == two.at(AT).run("billing show CN-2026-0001 --format csv").raw
