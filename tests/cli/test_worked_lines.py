"""Lines of several rates, flat prices and items: first exact fractions, then the command line."""

from __future__ import annotations

import tempfile
from fractions import Fraction
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from tests.cli.bills import done, service
from tests.cli.test_worked_cases import LATE, as_figures, check_credits, check_documents, check_sums
from tests.cli.worked_cases import summary
from tests.cli.worked_lines import LINES, UNITS, Flat, Lines, Thing, Time
from tests.harness import Cli
from tests.oracle_billing import figures


def history(cli: Cli, case: Lines) -> None:
    """All that the case says, by commands."""
    cli.run("customer add Acme")
    included = "--prices-include-tax" if case.included else ""
    service(cli, f"--per {case.per} {included}", price=f"1 {case.currency}")
    add = "record add Work --customer Acme --service Consulting --billable"
    add += f" --tax-rate '{case.rate}' --discount '{case.discount}'"
    base = next((part.price for part in case.parts if isinstance(part, Time)), "1")
    work = cli.run(f"{add} --rate {base} --json").json["ref"]
    days = count(2)
    for part in case.parts:
        if isinstance(part, Time):
            put_time(cli, work, part, next(days))
        elif isinstance(part, Thing):
            more = f"--quantity {part.quantity} --unit km --discount '{part.discount}'"
            more += f" --tax-rate '{part.rate}'"
            cli.run(f"billing item add {work} Thing {part.price} {more}")
        else:
            flat = cli.run(f"{add} --rate {part.price} --per flat --json").json["ref"]
            if part.seconds:
                span = f"2026-11-{next(days):02} 8:00 for {part.seconds}s"
                cli.at(LATE).run(f"log add {flat} '{span}' --billable")
            done(cli, flat)
    done(cli, work)


def put_time(cli: Cli, ref: str, part: Time, day: int) -> None:
    """The logs of a day, with the rate that they have."""
    if part.by == "day":
        cli.run(f"record edit {ref} --rate {part.price} --from 2026-11-{day:02}")
    more = f"--rate {part.price}" if part.by == "log" else ""
    start = 0
    for seconds in part.logs:
        hour, rest = divmod(start, 3600)
        span = f"2026-11-{day:02} {hour}:{rest // 60:02}:{rest % 60:02} for {seconds}s"
        cli.at(LATE).run(f"log add {ref} '{span}' --billable {more}")
        start += seconds


def issued(cli: Cli, case: Lines) -> dict[str, Any]:
    words = f" --discount {case.off}" if case.off else ""
    (made,) = cli.at(LATE).run(f"billing issue --customer Acme{words} --json").json
    return dict(made)


def test_there_are_enough_cases() -> None:
    assert len(LINES) >= 12
    assert {case.currency for case in LINES} == {"EUR", "USD", "JPY", "KWD"}
    assert len({case.name for case in LINES}) == len(LINES)


@pytest.mark.parametrize("case", LINES, ids=lambda case: case.name)
def test_a_case_is_what_exact_fractions_say(case: Lines) -> None:
    assert summary(figures(case.order), case.currency) == case.expected


@pytest.mark.parametrize("case", LINES, ids=lambda case: case.name)
def test_an_invoice_is_what_the_case_says(cli: Cli, case: Lines) -> None:
    history(cli, case)
    check(cli, case, list(range(len(case.parts), 0, -1)))
    assert cli.run("db check").out.startswith("OK: ")


def check(cli: Cli, case: Lines, order: list[int]) -> None:
    """The invoice, its documents and its credit notes; then everything can be billed again."""
    left = sum(
        Fraction(record["amount"])
        for record in cli.at(LATE).run("billing unbilled --json").json
        if record["amount"]
    )
    made = issued(cli, case)
    assert as_figures(made) == figures(case.order)
    assert left == sum(Fraction(line["net"]) for line in made["lines"]) or case.included
    check_sums(made)
    check_documents(cli, made)
    check_credits(cli, made, order)
    again = issued_again(cli, case)
    assert [line["net"] for line in again["lines"]] == [line["net"] for line in made["lines"]]


def issued_again(cli: Cli, case: Lines) -> dict[str, Any]:
    words = f" --discount {case.off}" if case.off else ""
    (made,) = cli.at("2026-12-02 09:00").run(f"billing preview --customer Acme{words} --json").json
    return dict(made)


PRICES = ["60", "33.33", "0.01", "999.99", "1234.5678"]
TIMES = st.lists(
    st.tuples(st.lists(st.integers(1, 9000), min_size=1, max_size=3), st.sampled_from(PRICES)),
    min_size=1,
    max_size=4,
    unique_by=lambda one: one[1],
)
THINGS = st.builds(
    Thing,
    st.sampled_from(["1", "3", "0.5", "180", "0.3333"]),
    st.sampled_from(["0", "0.425", "48", "120.00", "999.995"]),
    st.sampled_from(["", "0", "10"]),
    st.sampled_from(["", "5", "12.5", "100"]),
)
FLATS = st.builds(Flat, st.sampled_from(["900", "0.005", "1999.99"]), st.sampled_from([0, 60]))


@st.composite
def mixed(draw: st.DrawFn) -> Lines:
    times = [
        Time(tuple(logs), price, "record" if at == 0 else draw(st.sampled_from(["day", "log"])))
        for at, (logs, price) in enumerate(draw(TIMES))
    ]
    parts = [*times, *draw(st.lists(FLATS, max_size=2)), *draw(st.lists(THINGS, max_size=3))]
    return Lines(
        "random",
        draw(st.sampled_from(["JPY", "USD", "KWD"])),
        tuple(parts),
        "",
        draw(st.sampled_from(["", "0", "22", "8.875"])),
        draw(st.sampled_from(["", "5", "33.3"])),
        draw(st.booleans()),
        draw(st.sampled_from(["", "7%", "33.3%"])),
        draw(st.sampled_from(sorted(UNITS))),
    )


@effort(max_examples=15, deadline=None)
@given(mixed(), st.data())
def test_lines_split_by_rate_sum_as_their_parts(case: Lines, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        cli = Cli(Path(folder))
        history(cli, case)
        check(cli, case, list(data.draw(st.permutations(range(1, len(case.parts) + 1)))))
