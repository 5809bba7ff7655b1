"""What has to be true when all have synced: one truth, no number twice, no second lost."""

from __future__ import annotations

from typing import Any

from tests.harness import Result
from tests.hub import model, wire
from tests.hub.machines import Machine, Team, parsed
from tests.hub.model import Kept, Said
from tests.hub.wire import Rows


def found(team: Team, said: Said) -> list[str]:
    """All that is wrong."""
    hub = wire.of_hub(team.database.sql)
    conflicts = of_hub(team)
    faults = [fault for machine in team.machines for fault in _unlike(team, machine, hub)]
    faults += said.missing(hub, _joined(team), conflicts)
    faults += _refs(team) + _numbers(hub, said) + _running(hub) + _overlaps(hub, said, conflicts)
    faults += _billed(hub)
    return faults + [fault for machine in team.machines for fault in _whole(team, machine)]


def of_hub(team: Team) -> list[Kept]:
    """The conflicts of the hub."""
    names = ("kind", "tbl", "uuid", "other_uuid", "kept", "lost", "resolved_at", "grp")
    rows = team.database.sql(
        "SELECT kind, tbl, encode(uuid_send(uuid), 'hex'), encode(uuid_send(other_uuid), 'hex'),"
        " kept, lost, resolved_at, grp FROM timelog.conflict"
    )
    return model.of_conflicts(dict(zip(names, row, strict=True)) for row in rows)


def _joined(team: Team) -> dict[str, str]:
    """The rows that were joined with others, and with which."""
    found: dict[str, str] = {}
    for table in wire.TABLES:
        sql = f"SELECT id, joined_into FROM timelog.{table.name} WHERE joined_into IS NOT NULL"
        found |= {one.hex: other.hex for one, other in team.database.sql(sql)}
    for one in found:
        while found[one] in found:
            found[one] = found[found[one]]
    return found


def _unlike(team: Team, machine: Machine, hub: Rows) -> list[str]:
    """Where a file is not what the hub has for it."""
    mine = wire.of_file(machine.cli.path)
    if machine.role == "member":
        names = {row["name"][0].lower(): key for key, row in hub["owner"].items()}
        hub = wire.seen_by_member(hub, names.get(machine.user, ""))
    return [f"{machine.name} and the hub: {line}" for line in wire.differences(mine, hub)]


def _refs(team: Team) -> list[str]:
    twice = team.database.sql(
        "SELECT number, count(*) FROM timelog.record WHERE joined_into IS NULL"
        " GROUP BY 1 HAVING count(*) > 1"
    )
    return [f"{count} records have the number {number}" for number, count in twice]


def _numbers(hub: Rows, said: Said) -> list[str]:
    """Each series counts 1, 2, 3; what was said to be issued is there."""
    series: dict[str, list[int]] = {}
    numbers = {}
    for key, row in hub["invoice"].items():
        number, _, name, seq, *_ = row["document"]
        series.setdefault(name, []).append(seq)
        numbers[number] = key
    faults = [
        f"series {name} has {sorted(found)}"
        for name, found in series.items()
        if sorted(found) != list(range(1, len(found) + 1))
    ]
    counters = {row["counter"][0]: row["counter"][1] for row in hub["counter"].values()}
    if counters != {name: max(found) for name, found in series.items()}:
        faults.append(f"counters are {counters}, of {series}")
    return faults + [f"{one} was said to be issued" for one in said.numbers if one not in numbers]


def _running(hub: Rows) -> list[str]:
    running: dict[str, int] = {}
    for row in hub["timer"].values():
        _, owner, _, _, since, *_ = row["timer"]
        running[owner] = running.get(owner, 0) + (since is not None)
    return [f"{owner} has {count} running timers" for owner, count in running.items() if count > 1]


def _overlaps(hub: Rows, said: Said, conflicts: list[Kept]) -> list[str]:
    """Every overlap is flagged, was settled, or was allowed by who had seen both logs."""
    flags = [one for one in conflicts if one.kind == "overlap"]
    told = {frozenset((one.key, str(one.other))) for one in flags}
    open_ones = {frozenset((one.key, str(one.other))) for one in flags if one.open}
    there = wire.overlapping(hub)
    return [
        *(f"logs {set(pair)} overlap, and nobody is told" for pair in there - told - said.allowed),
        *(f"logs {set(pair)} are flagged and do not overlap" for pair in open_ones - there),
    ]


def _billed(hub: Rows) -> list[str]:
    """A log is on one invoice at most, but for those that were credited."""
    faults = []
    for key, row in hub["log"].items():
        invoice = row["invoice"][0]
        if invoice is not None and not _is_on(hub, invoice, key):
            faults.append(f"log {key} is on {invoice}, which does not know it")
    return faults


def _is_on(hub: Rows, invoice: str, log: str) -> bool:
    row = hub["invoice"].get(invoice)
    lines = row["document"][-3] if row else ()
    return any(line[1] == log for line in lines)


def after_issue(team: Team, said: Said, result: Result) -> list[str]:
    """What was issued is remembered; none of its logs may be flagged."""
    faults = []
    for number in _issued(parsed(result)):
        said.numbers[number] = number
        flagged = team.database.sql(
            "SELECT log.id FROM timelog.log JOIN timelog.invoice ON invoice.id = invoice_id"
            " JOIN timelog.conflict ON conflict.kind = 'overlap' AND resolved_at IS NULL"
            " AND log.id IN (conflict.uuid, conflict.other_uuid) WHERE invoice.number = %s",
            number,
        )
        faults += [f"log {one} is on {number}, and flagged" for (one,) in flagged]
    return faults


def _issued(data: Any) -> list[str]:
    if isinstance(data, dict):
        own = [data["number"]] if isinstance(data.get("number"), str) else []
        inner = [one for value in data.values() for one in _issued(value)]
        return own + inner
    return [one for value in data for one in _issued(value)] if isinstance(data, list) else []


def _whole(team: Team, machine: Machine) -> list[str]:
    """The file itself is in order, and has nothing left to send."""
    faults = []
    checked = machine.run(["db", "check"], team.now)
    if checked.code:
        faults.append(f"{machine.name}: db check: {checked.out}{checked.err}")
    left = machine.rows("SELECT tbl, hex(uuid), grp FROM outbox")
    if left:
        faults.append(f"{machine.name} still has to send {left[:5]}")
    return faults
