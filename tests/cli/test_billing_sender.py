"""A document says who sends it, unless somebody means that it does not."""

from __future__ import annotations

import pytest

from tests.cli.bills import issue, record, settings, story
from tests.harness import Cli

DAY = "2026-11-30 18:00"
HINT = "timelog config set seller.name NAME; to issue it without a sender, add --no-seller"


@pytest.fixture
def billable(cli: Cli) -> Cli:
    """Resolved case-1 with billable time, and case-2 with an estimate."""
    story(cli)
    record(cli, "--estimate 3h", title="Audit")
    cli.sender = True
    return cli


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("billing issue case-1", "invoice"),
        ("billing issue --customer Acme --json", "invoice"),
        ("billing issue --all", "invoice"),
        ("billing quote case-2", "quote"),
    ],
)
def test_what_has_no_sender_is_not_issued(billable: Cli, line: str, what: str) -> None:
    message = f"cannot issue the {what}: it has no sender, because seller.name is not set"
    out = billable.folder / "out"
    if "--json" in line:
        failed = billable.at(DAY).run(line, code=1)
        assert (failed.error["message"], failed.error["hint"]) == (message, HINT)
        assert billable.run("billing list --json").json == []
        return
    billable.at(DAY).refused(f"{line} --out {out}", message=message, hint=HINT)
    assert not any(out.glob("*.md"))
    settings(billable, seller_email="ada@example.com")
    billable.at(DAY).refused(line, message=message, hint=HINT)
    settings(billable, seller_name="Ada Rossi")
    assert "Ada Rossi" in billable.at(DAY).run(f"{line} --out {out}").out or any(
        "Ada Rossi" in path.read_text("utf-8") for path in out.glob("*.md")
    )


@pytest.mark.parametrize(
    "line", ["billing issue case-1", "billing issue --all", "billing quote case-2"]
)
def test_no_seller_issues_it_all_the_same(billable: Cli, line: str) -> None:
    made = billable.at(DAY).run(f"{line} --no-seller --json").json
    assert made[0]["seller"]["name"] == ""


def test_a_run_with_nothing_to_bill_needs_no_sender(billable: Cli) -> None:
    billable.at(DAY).run("billing issue --all --no-seller")
    assert billable.at(DAY).run("billing issue --all").err == "Nothing to bill.\n"


def test_a_preview_warns_and_a_credit_note_has_the_sender_of_its_invoice(billable: Cli) -> None:
    warning = "warning: the invoice has no sender; to set it: timelog config set seller.name NAME"
    assert warning in billable.at(DAY).run("billing preview case-1").err.splitlines()
    settings(billable, seller_name="Ada Rossi")
    assert issue(billable)["seller"]["name"] == "Ada Rossi"
    settings(billable)
    assert "Ada Rossi" in billable.at(DAY).run("billing credit 2026-0001").out
