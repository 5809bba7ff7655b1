"""What people type on a machine, at random, of what is there."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.hub.machines import Machine, Team

NAMES = ("Acme", "Bell", "Cargo")
TAGS = ("red", "blue")
MAILS = ("one@acme.example", "two@bell.example", "three@cargo.example")
# Half hours of three days before the beginning: few enough that two machines choose the same.
_SLOTS = 40


@dataclass(frozen=True)
class Doing:
    """Who types, when, and the chance that decides what."""

    team: Team
    machine: Machine
    chance: random.Random

    @property
    def clock(self) -> dt.datetime:
        ahead = self.machine.ahead + self.machine.ahead_for_now
        return self.team.now + dt.timedelta(seconds=ahead)

    def one(self, sql: str, *values: Any) -> str | None:
        """A value of one of the rows, or ``None``."""
        rows = self.machine.rows(sql, *values)
        return str(self.chance.choice(rows)[0]) if rows else None

    def maybe(self, *words: str, of: float = 0.5) -> list[str]:
        return list(words) if self.chance.random() < of else []

    def record(self, where: str = "1") -> str | None:
        return self.one(f"SELECT type || '-' || id FROM record WHERE {where}")

    def log(self) -> str | None:
        own = (
            "SELECT CAST(log.id AS TEXT) FROM log JOIN owner ON owner.id = owner_id WHERE name = ?"
        )
        return self.one(own, self.machine.user)

    def timer(self, where: str = "1") -> str | None:
        own = (
            "SELECT type || '-' || record.id FROM timer JOIN record ON record.id = record_id"
            f" JOIN owner ON owner.id = timer.owner_id WHERE name = ? AND {where}"
        )
        return self.one(own, self.machine.user)

    def text(self) -> str:
        return f"{self.machine.name} {self.chance.randrange(1000)}"


Words = list[str] | None
ACTS: dict[str, tuple[int, Callable[[Doing], Words]]] = {}


def act(weight: int) -> Callable[[Callable[[Doing], Words]], Callable[[Doing], Words]]:
    """One of what people do, so many times as often as what has a weight of 1."""

    def note(made: Callable[[Doing], Words]) -> Callable[[Doing], Words]:
        ACTS[made.__name__] = (weight, made)
        return made

    return note


def needs(value: str | None, *words: str, then: list[str] | None = None) -> Words:
    """The words with the value in place of ``@``, or nothing where there is none."""
    if value is None:
        return None
    return [value if word == "@" else word for word in words] + (then or [])


@act(8)
def start(doing: Doing) -> Words:
    return needs(doing.record(), "start", "@", "--switch", then=doing.maybe("--note", doing.text()))


@act(5)
def pause(doing: Doing) -> Words:
    return ["pause"]


@act(5)
def resume(doing: Doing) -> Words:
    return needs(doing.timer("running_since IS NULL"), "resume", "@", "--switch")


@act(6)
def stop(doing: Doing) -> Words:
    return needs(doing.timer(), "stop", "@", then=doing.maybe("--billable"))


@act(1)
def cancel(doing: Doing) -> Words:
    return needs(doing.timer(), "cancel", "@", "--yes")


@act(12)
def log_add(doing: Doing) -> Words:
    slot = doing.chance.randrange(_SLOTS)
    begin = dt.datetime(2026, 10, 28, 6, tzinfo=dt.UTC) + dt.timedelta(minutes=30 * slot)
    length = doing.chance.choice(("20m", "30m", "45m", "90m"))
    how = doing.chance.choice(("refuse", "trim", "split", "allow"))
    more = doing.maybe("--billable", of=0.6) + doing.maybe("--tag", doing.chance.choice(TAGS))
    when = ["--start", begin.isoformat(), "--duration", length, "--on-overlap", how]
    return needs(doing.record(), "log", "add", "@", then=[*when, *more])


@act(5)
def log_note(doing: Doing) -> Words:
    return needs(doing.log(), "log", "edit", "@", "--note", doing.text())


@act(5)
def log_length(doing: Doing) -> Words:
    length = doing.chance.choice(("10m", "25m", "40m", "2h"))
    return needs(
        doing.log(),
        "log",
        "edit",
        "@",
        "--duration",
        length,
        "--on-overlap",
        "allow",
        "--allow-future",
    )


@act(3)
def log_flag(doing: Doing) -> Words:
    return needs(
        doing.log(), "log", "edit", "@", doing.chance.choice(("--billable", "--no-billable"))
    )


@act(2)
def log_tags(doing: Doing) -> Words:
    how = doing.chance.choice(("--tag", "--no-tag"))
    return needs(doing.log(), "log", "edit", "@", how, doing.chance.choice(TAGS))


@act(3)
def log_move(doing: Doing) -> Words:
    to = doing.record()
    return needs(doing.log(), "log", "edit", "@", "--record", to) if to else None


@act(4)
def log_delete(doing: Doing) -> Words:
    return needs(doing.log(), "log", "delete", "@", "--yes")


@act(1)
def log_split(doing: Doing) -> Words:
    return needs(doing.log(), "log", "split", "@")


@act(1)
def log_join(doing: Doing) -> Words:
    other = doing.log()
    return needs(doing.log(), "log", "join", "@", other) if other else None


@act(5)
def undo(doing: Doing) -> Words:
    return ["undo"]


@act(2)
def redo(doing: Doing) -> Words:
    return ["redo"]


@act(4)
def record_add(doing: Doing) -> Words:
    customer = doing.one("SELECT name FROM customer")
    service = doing.one("SELECT name FROM service")
    more = ["--customer", customer] if customer else []
    more += ["--service", service, "--billable"] if service and customer else []
    kind = doing.chance.choice(("task", "case", "ticket"))
    return ["record", "add", doing.text(), "--type", kind, *more]


@act(2)
def record_key(doing: Doing) -> Words:
    return needs(doing.record(), "record", "edit", "@", "--key", f"K-{doing.chance.randrange(3)}")


@act(3)
def record_title(doing: Doing) -> Words:
    return needs(doing.record(), "record", "edit", "@", "--title", doing.text())


@act(2)
def record_describe(doing: Doing) -> Words:
    return needs(doing.record(), "record", "edit", "@", "--description", doing.text())


@act(2)
def record_flag(doing: Doing) -> Words:
    if doing.chance.random() < 0.5:
        return needs(doing.record(), "record", "edit", "@", "--no-billable", "--unmark-logs")
    service = doing.one("SELECT name FROM service")
    if service is None:
        return None
    return needs(doing.record(), "record", "edit", "@", "--service", service, "--billable")


@act(2)
def record_rate(doing: Doing) -> Words:
    rate = str(doing.chance.randrange(40, 90))
    return needs(doing.record("rate IS NOT NULL"), "record", "edit", "@", "--rate", rate)


@act(3)
def record_status(doing: Doing) -> Words:
    how = doing.chance.choice(("resolve", "resolve", "close", "reopen", "wait"))
    more = [] if how in {"reopen", "wait"} else doing.maybe("--stop-timer")
    return needs(doing.record(), "record", how, "@", then=more)


@act(1)
def record_delete(doing: Doing) -> Words:
    return needs(doing.record(), "record", "delete", "@", "--with-logs", "--stop-timer", "--yes")


@act(3)
def customer_add(doing: Doing) -> Words:
    more = doing.maybe("--email", doing.chance.choice(MAILS)) + doing.maybe("--code", "A", of=0.2)
    return ["customer", "add", doing.chance.choice(NAMES), *more]


@act(3)
def customer_edit(doing: Doing) -> Words:
    change = doing.chance.choice(
        (
            ("--address", doing.text()),
            ("--terms", f"{doing.chance.randrange(60)}d"),
            ("--email", doing.chance.choice(MAILS)),
            ("--name", doing.chance.choice(NAMES)),
            ("--budget", "40h"),
        )
    )
    return needs(doing.one("SELECT name FROM customer"), "customer", "edit", "@", *change)


@act(1)
def customer_delete(doing: Doing) -> Words:
    return needs(doing.one("SELECT name FROM customer"), "customer", "delete", "@", "--yes")


@act(2)
def service_add(doing: Doing) -> Words:
    if doing.machine.role == "member":
        return None
    price = doing.chance.choice(("60", "60", "75"))
    return [
        "service",
        "add",
        doing.chance.choice(("Work", "Help")),
        "--price",
        price,
        "--currency",
        "EUR",
    ]


@act(1)
def service_edit(doing: Doing) -> Words:
    if doing.machine.role == "member":
        return None
    price = str(doing.chance.randrange(50, 99))
    return needs(doing.one("SELECT name FROM service"), "service", "edit", "@", "--price", price)


@act(2)
def dayoff_add(doing: Doing) -> Words:
    day = f"2026-10-0{doing.chance.randrange(1, 4)}"
    return ["dayoff", "add", day, doing.text(), *doing.maybe("--half")]


@act(1)
def dayoff_delete(doing: Doing) -> Words:
    return ["dayoff", "delete", f"2026-10-0{doing.chance.randrange(1, 4)}", "--yes"]


@act(2)
def item_add(doing: Doing) -> Words:
    price = str(doing.chance.randrange(5, 50))
    where = "currency IS NOT NULL AND customer_id IS NOT NULL"
    return needs(doing.record(where), "billing", "item", "add", "@", doing.text(), price)


@act(1)
def item_edit(doing: Doing) -> Words:
    item = doing.one("SELECT CAST(id AS TEXT) FROM item")
    return needs(
        item, "billing", "item", "edit", "@", "--price", str(doing.chance.randrange(5, 50))
    )


@act(1)
def item_delete(doing: Doing) -> Words:
    item = doing.one("SELECT CAST(id AS TEXT) FROM item")
    return needs(item, "billing", "item", "delete", "@", "--yes")


@act(2)
def pay(doing: Doing) -> Words:
    if doing.machine.role == "member":
        return None
    number = doing.one("SELECT number FROM invoice WHERE kind = 'invoice'")
    return needs(number, "billing", "pay", "@", "--amount", str(doing.chance.randrange(1, 9)))


@act(1)
def tag_rename(doing: Doing) -> Words:
    return ["tag", "rename", *doing.chance.sample(TAGS, 2)]


def documents(doing: Doing) -> Words:
    """What needs the hub: an issue, a credit note, a quote, an advance."""
    how = doing.chance.choice(("issue", "issue", "issue", "all", "credit", "quote", "retainer"))
    if how == "all":
        return ["billing", "issue", "--all"]
    if how == "credit":
        number = doing.one("SELECT number FROM invoice WHERE kind = 'invoice'")
        return needs(number, "billing", "credit", "@")
    if how == "quote":
        return needs(doing.record("customer_id IS NOT NULL"), "billing", "quote", "@")
    if how == "retainer":
        customer = doing.one("SELECT name FROM customer")
        more = ["5h", "--rate", "80", "--currency", "EUR", "--tax-rate", "20"]
        return needs(customer, "billing", "retainer", "add", "@", *more)
    return needs(doing.record("status IN ('resolved', 'closed')"), "billing", "issue", "@")


def chosen(doing: Doing) -> Words:
    """One of all acts, by weight."""
    names = list(ACTS)
    weights = [ACTS[name][0] for name in names]
    return ACTS[doing.chance.choices(names, weights)[0]][1](doing)
