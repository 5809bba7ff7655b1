"""How many questions the lists of invoices and retainers ask, and an invoice in advance."""

from __future__ import annotations

import pytest

from tests.cli import bills
from tests.cli.test_timer_statements import statements
from tests.harness import Cli, once

SEVERAL = 4


@pytest.fixture
@once
def firm(cli: Cli) -> Cli:
    """Invoices for retainers, which another one draws on."""
    bills.story(cli)
    cli.run("customer edit Acme --email grace@acme.example")
    bills.settings(cli, seller_name="Ada", seller_email="ada@x.example", mail_command="cat")
    for _ in range(SEVERAL):
        cli.run("billing retainer add Acme 30m --service Consulting")
    bills.issue(cli)
    for seq in range(1, SEVERAL + 1):
        cli.at("2026-11-30 20:00").run(f"billing send 2026-000{seq} --mail")
    return cli


@pytest.mark.parametrize(
    ("line", "table"),
    [
        ("billing list", "sent_message"),
        ("billing list --as-of 2026-12-01", "sent_message"),
        ("billing remind", "sent_message"),
        ("billing retainer list", "retainer_draw"),
        ("billing retainer list Acme", "retainer_draw"),
        ("customer show Acme", "retainer_draw"),
    ],
)
def test_a_list_asks_once_for_all(
    firm: Cli, line: str, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = statements(firm, line, monkeypatch)
    assert sum(f"FROM {table}" in one for one in ran) == 1, "\n".join(ran)


def test_an_invoice_draws_on_all_retainers_with_one_question(
    firm: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    bills.log(firm, "case-1", "2026-11-04 9:00-10:00")
    ran = statements(firm, "billing preview case-1", monkeypatch)
    assert sum("FROM retainer_draw" in one for one in ran) == 1, "\n".join(ran)


def test_the_invoice_for_a_retainer_is_not_read_back_while_it_is_issued(
    firm: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "billing retainer add Acme 1h --service Consulting --date 2026-12-02 --json"
    ran = statements(firm, line, monkeypatch)
    issuing = ran[: ran.index("COMMIT")]
    assert not [one for one in issuing if "snapshot FROM invoice" in one]


def test_what_is_sent_and_drawn_is_told_of_each(firm: Cli) -> None:
    at = firm.at("2026-12-01 09:00")
    sent = [len(one["messages"]) for one in at.run("billing list --json").json]
    assert sent == [*[1] * SEVERAL, 0]
    left = [one["left_seconds"] for one in at.run("billing retainer list --json").json]
    assert left == [0, 0, 0, 0]
    at.run("billing credit 2026-0005")
    left = [one["left_seconds"] for one in at.run("billing retainer list --json").json]
    assert left == [1800] * SEVERAL
    earlier = at.run("billing list --as-of 2026-11-30 --json").json
    assert [len(one["messages"]) for one in earlier] == sent
