"""``billing show``, ``preview`` and ``quote`` on a terminal: documents that are laid out."""

from __future__ import annotations

import re

import pytest

from tests import drawn
from tests.harness import Cli

NOW = "2026-11-06 15:20"
PREPARED = (
    "config set seller.name 'Ada Lovelace'",
    'config set seller.address "1 Analytical Row\nLondon"',
    "config set seller.email ada@example.com",
    "config set seller.iban IT60X0542811101000000123456",
    "service add Consulting --price 60 --currency EUR --tax-rate 22",
    "customer add 株式会社日本 --terms 14d --address 東京 --vat-id JP123 --force",
    "customer add 'شركة الاختبار' --locale de_DE",
    "record add 'Login fails since the update' --type case --customer 株式 --service Consulting"
    " --billable --estimate 2h",
    "record add 'مرحبا 12 👍' --type task --customer شركة --service Consulting --billable",
    "record add Later --type task --customer 株式 --service Consulting --billable --estimate 3h",
    "log add 1 2026-10-05 9:00-10:30 --billable --note 'First look'",
    "log add 2 2026-10-06 9:00-1:00 --billable",
    "billing quote 1 --date 2026-10-01",
    "billing accept Q2026-0001 --date 2026-10-02",
    "record resolve 1 2",
    "billing issue 1 --date 2026-10-07 --discount 10% --prepaid 20.00 --with-notes",
    "billing issue 2 --date 2026-10-08",
    "billing credit 2026-0002 --date 2026-10-09",
)
NUMBERS = ("2026-0001", "2026-0002", "CN-2026-0001", "Q2026-0001")
VIEWS = (
    *(f"billing show {number}" for number in NUMBERS),
    "billing preview",
    "billing quote 3 --preview",
)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    cli = Cli(tmp_path_factory.mktemp("documents"))
    for line in PREPARED:
        cli.at(NOW).run(line)
    return cli


def show(cli: Cli, line: str, *, terminal: int | None = 80, **env: str) -> str:
    return cli.at(NOW).run(line, terminal=terminal, env=env).out


@pytest.mark.parametrize("columns", [30, 60, 100])
def test_an_invoice_is_drawn_in_colour(prepared: Cli, columns: int) -> None:
    out = show(prepared, "billing show 2026-0001", terminal=columns)
    drawn.check(out, f"invoice-{columns}-colour")


@pytest.mark.parametrize("line", VIEWS)
def test_every_word_and_figure_of_the_markdown_is_there_and_no_other(
    prepared: Cli, line: str
) -> None:
    source = show(prepared, f"{line} --format md", NO_COLOR="1")
    assert source == show(prepared, f"{line} --format md", terminal=None)
    drawing = drawn.uncoloured(show(prepared, line, terminal=100))
    assert _words(drawing) == _words(re.sub(r"\\(.)", r"\1", source))


def _words(text: str) -> list[str]:
    """The words, without what draws lines in either; some words are said once for two columns."""
    marks = re.compile(r"[|*#─:]|(?<!\w)-+(?!\w)")
    return sorted(marks.sub(" ", text).split())


@pytest.mark.parametrize("line", VIEWS)
def test_colour_changes_nothing_but_colour(prepared: Cli, line: str) -> None:
    plain = show(prepared, line, NO_COLOR="1")
    assert "\x1b" not in plain
    assert drawn.uncoloured(show(prepared, line)) == drawn.uncoloured(plain)
    assert show(prepared, f"{line} --no-color") == plain


@pytest.mark.parametrize("line", VIEWS)
def test_nothing_is_wider_than_the_terminal(prepared: Cli, line: str) -> None:
    for columns in (1, 20, 33, 60, 80, 300):
        out = show(prepared, line, terminal=columns)
        assert columns == 1 or drawn.widest(out) <= min(columns, 100)


@pytest.mark.parametrize("line", VIEWS)
def test_a_pipe_gets_the_markdown(prepared: Cli, line: str) -> None:
    piped = show(prepared, line, terminal=None)
    assert piped.startswith("# ") or line == "billing preview"
    assert piped == show(prepared, f"{line} --format md", terminal=None)
    forced = show(prepared, line, terminal=None, FORCE_COLOR="1", COLUMNS="80")
    assert forced == show(prepared, line)


def test_a_preview_is_printed_in_the_format_or_with_the_template_that_is_asked_for(
    prepared: Cli,
) -> None:
    line = "billing preview task-2"
    assert show(prepared, f"{line} --template plain").startswith("# ")
    assert show(prepared, f"{line} --format csv").startswith("number,")
    assert "<html" in show(prepared, f"{line} --format html")
    prepared.at(NOW).refused(
        f"{line} --format md,csv",
        code=2,
        message="only one format can be printed",
        hint="use one --format",
    )


def test_texts_that_would_steer_the_terminal_do_nothing(cli: Cli) -> None:
    for line in PREPARED[:8]:
        cli.at(NOW).run(line)
    cli.rows("UPDATE record SET title = ?", drawn.HOSTILE)
    cli.rows("UPDATE customer SET name = ? || id", drawn.HOSTILE)
    for columns in (20, 60, 100):
        out = drawn.uncoloured(show(cli, "billing quote 1 --preview", terminal=columns))
        assert "[red]x[/b]" in out
        assert "\u202e" not in out
