"""What an import comes to: as JSON, and for people."""

from __future__ import annotations

from timelog_cli.domain.imports import Count
from timelog_cli.domain.proposals import command
from timelog_cli.domain.text import shown
from timelog_cli.domain.time.zones import iso
from timelog_cli.render.listing import Column
from timelog_cli.render.plain import clock
from timelog_cli.render.plain.tables import table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from timelog_cli.domain.foreign import Problem
    from timelog_cli.domain.imports import Plan
    from timelog_cli.domain.proposals import Proposal
    from timelog_cli.domain.time.scan import Moment

_MOST_PROBLEMS = 50
_MOST_NAMED = 8
_MOST_RECORDS = 40
_MOST_MONTHS = 24
_MOST_PROPOSALS = 50
_COUNTS = (
    Column("what", ""),
    Column("entries", "ENTRIES", right=True, show="{:,}".format),
    Column("seconds", "TIME", right=True, show=clock),
)
_MONTHS = (Column("what", "MONTH"), *_COUNTS[1:])
_YEARS = (Column("what", "YEAR"), *_COUNTS[1:])
_RECORDS = (
    Column("ref", "RECORD"),
    Column("title", "TITLE", shrink=True),
    Column("customer", "CUSTOMER", shrink=True, spare=True),
    Column("state", "", spare=True),
    *_COUNTS[1:],
)

_PROPOSALS = (
    Column("kind", "PROPOSAL"),
    Column("seconds", "TIME", right=True, show=clock),
    Column("command", "COMMAND"),
)


def plan_shape(plan: Plan, entry: int | None, moment: Moment) -> dict[str, Any]:
    """An import; ``entry`` is its number in the history, ``moment`` that of the commands."""
    return {
        "format": plan.format,
        "found": plan.found.entries,
        "new": plan.new.entries,
        "same": plan.same.entries,
        "changed": plan.changed.entries,
        "skipped": plan.left_out.entries,
        "conflicting": plan.conflicting.entries,
        "found_seconds": plan.found.seconds,
        "new_seconds": plan.new.seconds,
        "same_seconds": plan.same.seconds,
        "changed_seconds": plan.changed.seconds,
        "skipped_seconds": plan.left_out.seconds,
        "conflicting_seconds": plan.conflicting.seconds,
        "updated": plan.updated,
        "skipped_reasons": [
            {"reason": reason, "entries": one.entries, "seconds": one.seconds}
            for reason, one in _reasons(plan)
        ],
        "months": [
            {"month": month, "entries": one.entries, "seconds": one.seconds}
            for month, one in plan.months.items()
        ],
        "records": [
            {
                "ref": one.ref,
                "title": one.title,
                "customer": one.customer,
                "new": one.is_new,
                "entries": one.total.entries,
                "seconds": one.total.seconds,
            }
            for one in plan.records
        ],
        "customers": list(plan.customers),
        "owners": list(plan.owners),
        "tags": list(plan.tags),
        "problems": [_problem_shape(one) for one in plan.problems],
        "more_problems": plan.more_problems,
        "proposals": [_proposal_shape(one, moment) for one in plan.proposals],
        "entry": entry,
    }


def _reasons(plan: Plan) -> list[tuple[str, Count]]:
    trimmed = [("its time is taken in part", Count(0, plan.trimmed))] if plan.trimmed else []
    return [*plan.skipped.items(), *trimmed]


def _problem_shape(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
    }


def _proposal_shape(one: Proposal, moment: Moment) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "start": iso(one.start, moment.zone),
        "end": iso(one.end, moment.zone),
        "seconds": one.seconds,
        "log": one.log,
        "command": command(one, moment),
    }


def proposals_text(plan: Plan, moment: Moment) -> str:
    """What presence at a computer suggests, with the commands whole, however long they are."""
    if not plan.proposals:
        return ""
    rows = [_proposal_shape(one, moment) for one in plan.proposals[:_MOST_PROPOSALS]]
    more = len(plan.proposals) - len(rows)
    return table(rows, _PROPOSALS) + (f"\nand {more:,} more" if more else "")


def plan_text(plan: Plan, label: str, *, details: bool, columns_wide: int | None) -> str:
    """An import for people.

    :param label: the program that the files are from
    :param details: whether months, and what the import makes, are of interest
    :param columns_wide: of the terminal, if it is one
    """
    found = plan.found
    entries = "1 entry" if found.entries == 1 else f"{found.entries:,} entries"
    parts = [f"{label}: {entries}, {clock(found.seconds)}"]
    parts.append(table(_count_rows(plan), _COUNTS, columns_wide=columns_wide))
    if details and len(plan.months) > 1:
        parts.append(_months(plan, columns_wide))
    if plan.records:
        parts.append(table(_record_rows(plan), _RECORDS, columns_wide=columns_wide))
    made = _made(plan) if details else []
    return "\n\n".join([*parts, *(["\n".join(made)] if made else [])])


def _months(plan: Plan, columns_wide: int | None) -> str:
    """What was found by month, or by year if there are many months."""
    if len(plan.months) <= _MOST_MONTHS:
        months = [_row(month, one) for month, one in plan.months.items()]
        return table(months, _MONTHS, columns_wide=columns_wide)
    years: dict[str, Count] = {}
    for month, one in plan.months.items():
        years[month[:-3]] = years.get(month[:-3], Count()) + one
    rows = [_row(year, one) for year, one in years.items()]
    return table(rows, _YEARS, columns_wide=columns_wide)


def _record_rows(plan: Plan) -> list[dict[str, Any]]:
    """The records that get the most time, and what the others get together."""
    several = len(plan.records) > _MOST_RECORDS
    shown_ones = plan.records[: _MOST_RECORDS - 1] if several else plan.records
    rows = [
        {
            **_row("", one.total),
            "ref": one.ref,
            "title": one.title,
            "customer": one.customer,
            "state": "new" if one.is_new else "",
        }
        for one in shown_ones
    ]
    others = [one.total for one in plan.records[len(rows) :]]
    if others:
        title = f"{len(others):,} other records"
        more = {"ref": "", "title": title, "customer": None, "state": ""}
        rows.append({**_row("", sum(others, Count())), **more})
    return rows


def _row(what: str, count: Count) -> dict[str, Any]:
    return {"what": what, "entries": count.entries, "seconds": count.seconds}


def _count_rows(plan: Plan) -> list[dict[str, Any]]:
    """The parts, which add up to the last row."""
    named = [
        ("new", plan.new),
        ("already there", plan.same),
        ("changed there", plan.changed),
        ("conflicting", plan.conflicting),
        *((f"skipped: {reason}", one) for reason, one in _reasons(plan)),
    ]
    kept = [_row(name, one) for name, one in named if one != Count() or name == "new"]
    return [*kept, _row("found", plan.found)]


def _made(plan: Plan) -> list[str]:
    """What the import makes besides records."""
    said = (("Customers", plan.customers), ("Owners", plan.owners), ("Tags", plan.tags))
    return [f"New {name.lower()}: {_listed(values)}" for name, values in said if values]


def _listed(values: Any) -> str:
    more = len(values) - _MOST_NAMED
    return shown(", ".join(values[:_MOST_NAMED])) + (f" and {more:,} more" if more > 0 else "")


def problem_lines(plan: Plan) -> list[str]:
    """What is wrong, by file and line, and the first hint."""
    several = len({one.file for one in plan.problems}) > 1
    lines = [_problem(one, plan.place, several) for one in plan.problems[:_MOST_PROBLEMS]]
    more = len(plan.problems) + plan.more_problems - len(lines)
    return [*lines, *([f"and {more:,} more"] if more else [])]


def _problem(problem: Problem, counted: str, several: bool) -> str:
    place = f"{counted} {problem.line}" if problem.line else "the file"
    if problem.column:
        place += f", column {problem.column}"
    where = f"{shown(problem.file)}, {place}" if several and problem.file else place
    return f"{where}: {shown(problem.message)}"
