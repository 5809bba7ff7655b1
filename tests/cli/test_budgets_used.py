"""What is used of budgets: the same figure everywhere, warned of once, and put back by undo."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.cli.bills import log, record, service
from tests.harness import Cli, once

USED = ("budget_used_seconds", "budget_used_amount", "budget_left_seconds", "budget_left_amount")
LATE = "2026-11-30 18:00"


@pytest.fixture
@once
def acme(cli: Cli) -> Cli:
    """``case-1`` of Acme at 60 USD an hour with 22% tax."""
    cli.run("customer add Acme")
    service(cli, "--tax-rate 22")
    record(cli)
    return cli


def used(cli: Cli, what: str = "record show 1", at: str = LATE) -> list[Any]:
    """What is used and what is left; together they are the budget."""
    found = cli.at(at).run(f"{what} --json").json
    seconds, amount, *left = [found[key] for key in USED]
    if found["budget_seconds"]:
        assert seconds + left[0] == found["budget_seconds"]
    if found["budget_amount"]:
        assert Decimal(amount) + Decimal(left[1]) == Decimal(found["budget_amount"])
    return [seconds, amount, *left]


def warned(cli: Cli, line: str, at: str = LATE) -> list[str]:
    """The warnings of a line."""
    said = cli.at(at).run(line).err.splitlines()
    return [one.removeprefix("warning: ") for one in said if one.startswith("warning: ")]


def test_hours_are_all_time_worked_with_timers_that_run(acme: Cli) -> None:
    acme.run("record edit 1 --budget 10h")
    log(acme, "1", "9:00-11:00")
    log(acme, "1", "11:00-12:00", "")
    assert used(acme) == [10_800, None, 25_200, None]
    acme.at("2026-11-03 09:00").run("start 1")
    assert used(acme, at="2026-11-03 10:00") == [14_400, None, 21_600, None]
    acme.at("2026-11-03 10:30").run("pause")
    assert used(acme, at="2026-11-03 12:00") == [16_200, None, 19_800, None]
    acme.at("2026-11-03 13:00").run("stop")
    assert used(acme) == [16_200, None, 19_800, None]


def test_money_is_what_is_unbilled_and_what_is_invoiced_less_credits(acme: Cli) -> None:
    acme.run("record edit 1 --budget 500 --increment 30m")
    log(acme, "1", "9:00-10:50")
    log(acme, "1", "11:00-12:00", "")
    acme.run("billing item add 1 Train 50")
    spent = [None, "170.00", None, "330.00"]
    assert used(acme) == spent
    late = acme.at(LATE)
    late.run("record resolve 1")
    late.run("billing issue 1 --discount 10%")
    assert used(acme) == spent
    late.run("billing credit 2026-0001 --line 2")
    assert used(acme) == spent  # the item can be billed again
    late.run("billing item delete 1 --yes")
    assert used(acme) == [None, "120.00", None, "380.00"]
    late.run("billing credit 2026-0001")
    assert used(acme) == [None, "120.00", None, "380.00"]
    late.run("log mark all --record 1 --no-billable")
    assert used(acme) == [None, "0.00", None, "500.00"]


def test_a_line_of_several_records_counts_for_each_by_its_time(acme: Cli) -> None:
    record(acme, title="Other")
    for ref, span in (("1", "9:00-10:00"), ("2", "10:00-12:00")):
        acme.run(f"record edit {ref} --budget 500")
        log(acme, ref, span)
        acme.at(LATE).run(f"record resolve {ref}")
    acme.run("customer edit Acme --budget 500")
    before = [used(acme, f"{what}") for what in ("record show 1", "record show 2")]
    acme.at(LATE).run("billing issue 1 2 --group-by service")
    assert [used(acme, f"{what}") for what in ("record show 1", "record show 2")] == before
    assert before == [[None, "60.00", None, "440.00"], [None, "120.00", None, "380.00"]]
    assert used(acme, "customer show acme") == [None, "180.00", None, "320.00"]


def test_other_currencies_are_named_and_not_counted(acme: Cli) -> None:
    service(acme, name="Abroad", price="50 EUR")
    acme.run("record add Abroad --customer Acme --service Abroad --billable")
    acme.run("customer edit Acme --budget '100 USD'")
    log(acme, "1", "9:00-10:00")
    log(acme, "2", "10:00-11:00")
    shown = acme.at(LATE).run("customer show acme")
    assert "budget         ██████░░░░ 60%, 60.00 of 100.00 USD, 40.00 left\n" in shown.out
    assert "               50.00 EUR not counted\n" in shown.out
    found = acme.at(LATE).run("customer show acme --json").json
    assert found["budget_other_amounts"] == {"EUR": "50.00"}


@pytest.mark.parametrize("budget", ["2h", "120.00", "'120 USD'"])
@pytest.mark.parametrize("what", ["record edit 1", "customer edit acme"])
def test_a_log_warns_once_at_the_mark_and_once_over_the_budget(
    acme: Cli, what: str, budget: str
) -> None:
    acme.run(f"{what} --budget {budget} --warn 50%")
    name = "case-1" if "record" in what else "Acme"
    figures = ["1:00 of 2:00, 1:00 left", "2:30 of 2:00, 0:30 over"]
    if budget != "2h":
        figures = ["60.00 of 120.00 USD, 60.00 left", "150.00 of 120.00 USD, 30.00 over"]
    day = "log add 1 --billable 2026-11-02"
    assert warned(acme, f"{day} 9:00-9:30") == []
    assert warned(acme, f"{day} 9:30-10:00") == [f"{name} has used 50% of its budget: {figures[0]}"]
    assert warned(acme, f"{day} 10:00-11:00") == []
    assert warned(acme, f"{day} 11:00-11:30") == [f"{name} is over its budget: {figures[1]}"]
    assert warned(acme, f"{day} 12:00-12:30") == []
    if budget != "2h":
        assert warned(acme, "log add 1 2026-11-02 13:00-19:00 --no-billable") == []


def test_a_timer_warns_when_it_is_stopped(acme: Cli) -> None:
    acme.run("record edit 1 --budget 1h")
    acme.at("2026-11-03 09:00").run("start 1")
    over = ["case-1 is over its budget: 1:30 of 1:00, 0:30 over"]
    assert warned(acme, "stop", "2026-11-03 10:30") == over
    acme.run("undo")
    acme.run("record add Other")
    acme.config.write_text('[timer]\non_start = "stop"\n', "utf-8")
    assert warned(acme, "start 2", "2026-11-03 10:30") == over


def test_the_status_shows_the_budgets_of_its_timers(acme: Cli) -> None:
    acme.run("record edit 1 --budget 1h")
    acme.run("customer edit acme --budget 10h")
    acme.run("record add Plain")
    acme.at("2026-11-03 08:00").run("start 2")
    assert "budget" not in acme.at("2026-11-03 08:30").run("status").out
    acme.at("2026-11-03 09:00").run("start 1 --switch")
    at = acme.at("2026-11-03 09:54")
    lines = at.run("status").out.splitlines()[-2:]
    assert lines == [
        "  budget of case-1: █████████░ 90%, 0:54 of 1:00, 0:06 left",
        "  budget of Acme: ░░░░░░░░░░ 9%, 0:54 of 10:00, 9:06 left",
    ]
    first, second = at.run("status --json").json["budgets"]
    assert (first["record"], first["customer"], first["budget_used_percent"]) == (
        "case-1",
        None,
        90,
    )
    assert (second["record"], second["customer"]) == (None, "Acme")


@pytest.mark.parametrize(("budget", "code"), [("2h", ""), ("75m", "\x1b[33m"), ("30m", "\x1b[31m")])
def test_a_bar_is_yellow_near_and_red_over_the_budget_on_a_terminal(
    acme: Cli, budget: str, code: str
) -> None:
    log(acme, "1", "9:00-10:00")
    acme.run(f"record edit 1 --budget {budget}")
    acme.run(f"customer edit acme --budget {budget}")
    acme.at("2026-11-02 10:00").run("start 1")
    for line in ("record show 1", "customer show acme", "status"):
        seen = acme.at("2026-11-02 10:00").run(line, terminal=80).out
        (bar,) = [one for one in seen.splitlines() if "░" in one or "█" in one][:1]
        assert f"{code}█" in bar
        assert ("\x1b[3" in bar) is bool(code)
        assert "\x1b" not in acme.at("2026-11-02 10:00").run(line).out


def test_the_list_of_unbilled_time_marks_budgets(acme: Cli) -> None:
    record(acme, title="Other")
    log(acme, "1", "9:00-11:00")
    log(acme, "2", "12:00-13:00")
    line = "billing unbilled --as-of 2026-11-01"
    assert "BUDGET" not in acme.at(LATE).run("billing unbilled").out
    acme.run("record edit 1 --budget 100")
    acme.run("customer edit acme --budget '200 USD'")
    seen = acme.at(LATE).run("billing unbilled")
    assert "BUDGET" in seen.out
    assert "120% over" in seen.out
    assert "case-1 is over its budget: 120.00 of 100.00 USD, 20.00 over" in seen.err
    assert "Acme has used 90% of its budget: 180.00 of 200.00 USD, 20.00 left" in seen.err
    rows = acme.at(LATE).run("billing unbilled --json").json
    keys = ("budget_used_percent", "customer_budget_used_percent")
    assert [[row[key] for key in keys] for row in rows] == [[120, 90], [None, 90]]
    assert acme.at(LATE).run(f"{line} --json").json == []


def test_undo_brings_back_every_figure(acme: Cli) -> None:
    acme.run("record edit 1 --budget 300")
    acme.run("customer edit acme --budget 9h")
    log(acme, "1", "9:00-10:00")
    lines = [
        "log add 1 2026-11-03 9:00-12:20 --billable",
        "log edit 2 --duration 20m",
        "record edit 1 --rate 80",
        "log delete 1 --yes",
        "billing item add 1 Train 12.34",
        "record edit 1 --budget 100",
        "customer edit acme --budget '400 USD'",
        "record edit 1 --no-customer",
    ]
    figures = []
    for line in lines:
        figures.append([used(acme), used(acme, "customer show acme")])
        acme.at(LATE).run(line)
    for before in reversed(figures):
        acme.at(LATE).run("undo")
        assert [used(acme), used(acme, "customer show acme")] == before
