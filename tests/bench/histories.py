"""Make histories to measure with; the same numbers always give the same data.

``team`` is ten years of a team of fifty in a timelog file, up to the last working day before NOW.
``alone`` is one person's history, and ``peers`` the same in the formats of timewarrior, Watson and
hledger:

    TIMEWARRIORDB=FOLDER/timew  timew summary :all
    WATSON_DIR=FOLDER/watson    watson report --all -G
    hledger -f FOLDER/t.timeclock balance

usage: python tests/bench/histories.py team COUNT FILE
       python tests/bench/histories.py alone COUNT FILE
       python tests/bench/histories.py peers COUNT FOLDER
"""

from __future__ import annotations

import datetime as dt
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2] / "src"))

from timelog_cli.store import open_store, queries
from timelog_cli.store.connection import CommandInfo, Store, new_uuid

NOW = dt.datetime(2026, 11, 23, 18, tzinfo=dt.UTC)
LAST = dt.date(2026, 11, 20)
USERS, CUSTOMERS, SLOTS = 50, 100, 8
OPEN_RECORDS, LOGS_OF_A_RECORD = 4, 100  # each user has so many open, each takes so many logs
LONGEST_SHOWN, SHOWN = 20_000, 50
_PRICES = ("60", "75.5", "80", "90", "120")
_WORDS = ("call", "review", "deploy", "fix", "plan", "mail", "test", "write", "setup", "meeting")
_PORTION = 20_000


def team(path: str, count: int) -> None:
    """Eight logs a day of each of fifty users: some with a pause, some with a tag, most billable.

    Beside them lie a record with 50 logs, in a file of any size, and a timer that runs.
    """
    store = open_store(path)
    store.run("PRAGMA synchronous = OFF")
    store.run("PRAGMA cache_size = -200000")
    with store.writing(CommandInfo(int(NOW.timestamp()), "bench", "timelog import")):
        people = [queries.ensure_owner(store, f"user{number:02}") for number in range(USERS)]
        services, customers = _services(store), _customers(store)
        shown = _record(store, "Shown", people[0], customers[0], services[0], "60")
        _put(store, _shown_logs(shown, queries.ensure_owner(store, "guest")))
        _put(store, _team_logs(store, count, people, customers, services))
    store.close()


def _services(store: Store) -> list[int]:
    return [
        store.insert(
            "service",
            uuid=new_uuid(),
            name=f"Service {number}",
            price=price,
            currency="EUR",
            unit="hour",
            unit_seconds=3600,
        )
        for number, price in enumerate(_PRICES)
    ]


def _customers(store: Store) -> list[int]:
    return [
        store.insert("customer", uuid=new_uuid(), name=f"Customer {number:02}")
        for number in range(CUSTOMERS)
    ]


def _record(
    store: Store, title: str, owner: int, customer: int | None, service: int | None, rate: str
) -> int:
    priced: dict[str, Any] = {}
    if service is not None:
        priced = {"service_id": service, "rate": rate, "unit": "hour", "unit_seconds": 3600}
        priced |= {"currency": "EUR", "billable": 1}
    return store.insert(
        "record",
        uuid=new_uuid(),
        type="task",
        title=title,
        customer_id=customer,
        owner_id=owner,
        status="open",
        created_at=0,
        **priced,
    )


_Row = tuple[int, int, int, int, int, str, int, str | None]
"""Record, owner, start, end, seconds of pause in the middle, note, billable, tag."""


def _shown_logs(record: int, owner: int) -> Iterator[_Row]:
    first = int(NOW.timestamp()) - 20 * 86_400
    for number in range(SHOWN):
        start = first + number * 7200
        yield record, owner, start, start + 3600, 0, "shown", 1, None


def _team_logs(
    store: Store, count: int, people: list[int], customers: list[int], services: list[int]
) -> Iterator[_Row]:
    rng = random.Random(1)
    made: dict[tuple[int, int, int], tuple[int, bool]] = {}
    days = _working_days(-(-count // (USERS * SLOTS)))
    for back in range(count - 1, -1, -1):
        day, rest = divmod(back, USERS * SLOTS)
        slot, user = divmod(USERS * SLOTS - 1 - rest, USERS)
        at = (len(days) - 1 - day) * SLOTS + slot
        key = user, at // (OPEN_RECORDS * LOGS_OF_A_RECORD), at % OPEN_RECORDS
        if key not in made:
            paid = rng.random() < 0.8
            service = rng.randrange(len(services)) if paid else None
            made[key] = (
                _record(
                    store,
                    f"Work {len(made)} of user {user}",
                    people[user],
                    rng.choice(customers) if rng.random() < 0.95 else None,
                    None if service is None else services[service],
                    _PRICES[service or 0],
                ),
                paid,
            )
        record, paid = made[key]
        start = days[day] + slot * 3600 + rng.randrange(600)
        end = start + rng.randint(300, 2990)
        note = " ".join(rng.choice(_WORDS) for _ in range(rng.randrange(7)))
        pause = (end - start) // 10 if rng.random() < 0.1 else 0
        tag = f"tag{rng.randrange(30)}" if rng.random() < 0.3 else None
        yield record, people[user], start, end, pause, note, int(paid and rng.random() < 0.9), tag


def _working_days(wanted: int) -> list[int]:
    """When the last working days began, the newest first."""
    day, found = NOW.replace(hour=7), []
    while len(found) < wanted:
        if day.weekday() < 5:
            found.append(int(day.timestamp()))
        day -= dt.timedelta(days=1)
    return found


def _put(store: Store, rows: Iterator[_Row]) -> None:
    number = store.value("SELECT coalesce(max(id), 0) FROM log")
    logs, segments, tags = [], [], []
    for record, owner, start, end, pause, note, billable, tag in rows:
        number += 1
        logs.append(
            (number, new_uuid(), record, owner, start, end, "Europe/Rome", note, billable, 1)
        )
        middle = (start + end - pause) // 2
        if pause:
            segments.append((number, start, middle, owner))
            segments.append((number, middle + pause, end, owner))
        else:
            segments.append((number, start, end, owner))
        if tag:
            tags.append((number, tag))
        if len(logs) == _PORTION:
            _insert(store, logs, segments, tags)
    _insert(store, logs, segments, tags)


def _insert(store: Store, logs: list[Any], segments: list[Any], tags: list[Any]) -> None:
    columns = "id, uuid, record_id, owner_id, start_at, end_at, zone, note, billable, timed"
    store.run_many(f"INSERT INTO log ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", logs)
    store.run_many(
        "INSERT INTO segment (log_id, start_at, end_at, owner_id) VALUES (?, ?, ?, ?)", segments
    )
    store.run_many("INSERT INTO log_tag (log_id, tag) VALUES (?, ?)", tags)
    for rows in (logs, segments, tags):
        rows.clear()


def intervals(
    count: int, last: dt.date = LAST
) -> Iterator[tuple[dt.datetime, dt.datetime, int, int, str]]:
    """Eight a day up to a last day, over 50 projects and 30 tags."""
    rng = random.Random(1)
    end = dt.datetime.combine(last, dt.time(9), dt.UTC)
    first = end - dt.timedelta(days=-(-count // 8) - 1)
    for number in range(count):
        start = first + dt.timedelta(days=number // 8, hours=number % 8)
        end = start + dt.timedelta(minutes=rng.randint(5, 59), seconds=rng.randint(0, 59))
        project, tag = rng.randrange(50), rng.randrange(30)
        yield start, end, project, tag, f"{rng.getrandbits(128):032x}"


def alone(path: str, count: int, user: str = "ada", last: dt.date = LAST) -> None:
    """The intervals as logs of one user, a record for each project."""
    store = open_store(path)
    store.run("PRAGMA synchronous = OFF")
    with store.writing(CommandInfo(int(NOW.timestamp()), user, "timelog import")):
        owner = queries.ensure_owner(store, user)
        records = [_record(store, f"proj{number}", owner, None, None, "") for number in range(50)]
        rows = (
            (records[project], owner, int(start.timestamp()), int(end.timestamp()), 0, "", 0, tag)
            for start, end, project, tag in (
                (start, end, project, f"tag{tag}")
                for start, end, project, tag, _ in intervals(count, last)
            )
        )
        _put(store, rows)
    store.close()


def peers(folder: Path, count: int, last: dt.date = LAST) -> None:
    """The intervals as timewarrior, Watson and hledger keep them."""
    rows = list(intervals(count, last))
    _timewarrior(folder / "timew", rows)
    watson = folder / "watson"
    watson.mkdir(parents=True, exist_ok=True)
    frames = [
        [int(start.timestamp()), int(end.timestamp()), f"proj{project}", uid, [f"tag{tag}"], 0]
        for start, end, project, tag, uid in rows
    ]
    for frame in frames:
        frame[5] = frame[1]  # when it was changed
    (watson / "frames").write_text(json.dumps(frames))
    with (folder / "t.timeclock").open("w") as out:
        for start, end, project, tag, _ in rows:
            out.write(f"i {start:%Y-%m-%d %H:%M:%S} proj{project}:tag{tag}\n")
            out.write(f"o {end:%Y-%m-%d %H:%M:%S}\n")


def _timewarrior(folder: Path, rows: list[Any]) -> None:
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    (folder / "timewarrior.cfg").touch()
    months, tags = defaultdict(list), Counter[str]()
    for start, end, project, tag, _ in rows:
        line = f"inc {start:%Y%m%dT%H%M%SZ} - {end:%Y%m%dT%H%M%SZ} # proj{project} tag{tag}\n"
        months[f"{start:%Y-%m}"].append(line)
        tags.update((f"proj{project}", f"tag{tag}"))
    for month, lines in months.items():
        (data / f"{month}.data").write_text("".join(lines))
    counts = {name: {"count": number} for name, number in tags.items()}
    (data / "tags.data").write_text(json.dumps(counts))


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in {"team", "alone", "peers"}:
        sys.exit(__doc__)
    if sys.argv[1] == "peers":
        peers(Path(sys.argv[3]), int(sys.argv[2]))
    else:
        {"team": team, "alone": alone}[sys.argv[1]](sys.argv[3], int(sys.argv[2]))
