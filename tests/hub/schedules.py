"""Random schedules: a team works, loses the hub and its processes, and ends with one truth.

``run(seed, database)`` plays one and returns what is wrong at its end, in a line each.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.harness import Result
from tests.hub import acts, ending, wire
from tests.hub.acts import Doing
from tests.hub.machines import YEAR, Fault, Interruption, Killed, Machine, Team, kill
from tests.hub.model import Said
from tests.hub.network import Network
from tests.hub.server import Database
from tests.hub.watching import Watching

STEPS = 70
PEOPLE = ("ada ada ada", "ada ada bob cleo", "ada bob bob", "ada ada cleo cleo")
ROLES = {"ada": "owner", "bob": "lead", "cleo": "member"}
# How often a command that calls the hub goes well, loses the line, is killed, is not alone.
WEIGHTS = (9, 3, 2, 2)
CALLS = 250
LOST = 6  # the exit code of a command that has lost the hub
_AHEAD = 300  # seconds, either way: ten minutes between the two


How = Callable[[Machine, list[str]], Result | None]


@dataclass
class Schedule:
    """A team with what was said so far, and what went wrong."""

    team: Team
    said: Said = field(default_factory=Said)
    faults: list[str] = field(default_factory=list)
    synced: dict[str, wire.Rows] = field(default_factory=dict)
    typed: dict[str, wire.Rows] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.watching = Watching(self.team, self.said)

    @property
    def chance(self) -> random.Random:
        return self.team.chance

    def local(self, machine: Machine, words: list[str]) -> Result:
        """A command that needs no hub; what it changes is what was said."""
        before = wire.of_file(machine.cli.path)
        result = machine.run(words, self.team.now)
        after = self.typed[machine.name] = wire.of_file(machine.cli.path)
        self.team.told(machine, words, result)
        self.said.changed(before, after, self.synced.get(machine.name))
        if result.code and before != after:
            self.faults.append(f"{machine.name}: {words} was refused and changed something")
        return result

    def with_hub(self, machine: Machine, words: list[str], how: How | None = None) -> Result | None:
        """A command that calls the hub, and may lose the line, be killed, or not be alone.

        :param how: which of these; by chance if nothing is said
        """
        self.team.set_time()
        ways: list[How] = [self.well, self.cut, self.killed, self.beside]
        how = how or self.chance.choices(ways, WEIGHTS)[0]
        result = how(machine, words)
        if result is not None and result.code == 0:
            self.synced[machine.name] = wire.of_file(machine.cli.path)
        self.faults += self.watching.look(alone=how != self.beside)
        return result

    def well(self, machine: Machine, words: list[str]) -> Result:
        machine.line.heard = 0
        result = machine.run(words, self.team.now)
        self.team.told(machine, words, result)
        if not machine.line.gone:
            machine.heard = machine.line.heard
        return result

    def cut(self, machine: Machine, words: list[str]) -> Result:
        after = self.chance.randint(1, max(2, machine.heard))
        machine.line.break_after(after)
        result = machine.run(words, self.team.now)
        self.team.told(machine, [*words, f"(line cut after {after} messages)"], result)
        machine.line.mend()
        return result

    def killed(self, machine: Machine, words: list[str]) -> None:
        """The end of a process at a random moment: what it would have said, nobody knows."""
        try:
            with Interruption(self.chance.randint(1, CALLS), kill):
                result = machine.run(words, self.team.now)
        except Killed as killed:
            self.team.told(machine, words, f"killed at {killed}")
        else:
            self.team.told(machine, words, result)

    def beside(self, machine: Machine, words: list[str]) -> Result:
        """Somebody types while the program syncs."""

        def types(where: str) -> None:
            self.team.told(machine, words, f"at {where}, somebody types")
            typed = acts.chosen(Doing(self.team, machine, self.chance))
            if typed is not None:
                self.local(machine, typed)

        with Interruption(self.chance.randint(1, CALLS), types):
            return self.well(machine, words)

    def document(
        self, machine: Machine, words: list[str] | None = None, how: How | None = None
    ) -> None:
        """Something that needs the hub, and what it said."""
        words = words or acts.documents(Doing(self.team, machine, self.chance))
        if words is None or machine.role == "member":
            return
        before = wire.of_hub(self.team.database.sql)
        result = self.with_hub(machine, [*words, "--json"], how)
        if "credit" in words:
            self.said.credited(before, wire.of_hub(self.team.database.sql))
        if result is not None and result.code == 0:
            self.faults += ending.after_issue(self.team, self.said, result)


def prepared(team: Team, folder: Path) -> None:
    """Three to eight machines of up to three people, each with a clock of its own."""
    chance = team.chance
    people = chance.choice(PEOPLE).split()
    more = chance.randint(0, 8 - len(people)) if chance.random() < 0.3 else 0
    people = people + [chance.choice(("ada", "bob", "cleo")) for _ in range(more)]
    counted: dict[str, int] = {}
    for user in people:
        counted[user] = counted.get(user, 0) + 1
        name = f"{user}{counted[user]}"
        team.machine(folder / name, user, ROLES[user], chance.randint(-_AHEAD, _AHEAD))


FIRST = (
    "service add Work --price 60 --currency EUR",
    "customer add Acme --email one@acme.example",
    "record add First --type case --customer Acme --service Work --billable",
    "record add Second",
)


def joined(schedule: Schedule) -> None:
    """The first machine makes the hub; the others join it."""
    team = schedule.team
    first, *others = team.machines
    for line in FIRST:
        must(team, first, line.split())
        team.later(60)
    schedule.said.changed(empty(), wire.of_file(first.cli.path))
    team.database.owner(first.user)
    team.database.keep_time(first.user)
    team.set_time()
    must(team, first, ["sync", "init", "--hub", first.url])
    for user in sorted({one.user for one in others} - {first.user}):
        must(team, first, ["sync", "member", "add", user, "--role", ROLES[user]])
    for machine in others:
        team.later(10)
        must(team, machine, ["sync", "join", "--hub", machine.url])
    for machine in team.machines:
        schedule.synced[machine.name] = wire.of_file(machine.cli.path)


def empty() -> wire.Rows:
    """A file in which nothing is."""
    return {table.name: {} for table in wire.TABLES}


def must(team: Team, machine: Machine, words: list[str]) -> Result:
    """A command that has to be done."""
    result = machine.run(words, team.now)
    team.told(machine, words, result)
    if result.code:
        raise Fault(f"{machine.name}: {words}: {result.err}")
    return result


def step(schedule: Schedule) -> None:
    """Something that happens."""
    from tests.hub import stories

    team, chance = schedule.team, schedule.chance
    team.later(chance.choice((1, 20, 300, 1200)))
    machine = chance.choice(team.machines)
    happens = chance.random()
    if happens < 0.04:
        chance.choice(stories.STORIES)(schedule)
    elif happens < 0.62:
        words = acts.chosen(Doing(team, machine, chance))
        if words is not None:
            schedule.local(machine, words)
    elif happens < 0.85:
        schedule.with_hub(machine, ["sync"])
    elif happens < 0.93:
        schedule.document(machine)
    elif happens < 0.96:
        settle(schedule, machine)
    elif happens < 0.98:
        machine.line.gone = not machine.line.gone
        team.told(machine, [], "no line" if machine.line.gone else "a line again")
    else:
        machine.ahead_for_now = 0 if machine.ahead_for_now else YEAR
        team.told(machine, [], f"its clock is {machine.ahead_for_now} s ahead")


def settle(schedule: Schedule, machine: Machine) -> None:
    """Decide on a conflict that the machine knows of."""
    rows = machine.rows("SELECT id FROM conflict")
    if rows:
        number = str(schedule.chance.choice(rows)[0])
        keep = schedule.chance.choice(("mine", "theirs", "both"))
        before, here = wire.of_hub(schedule.team.database.sql), wire.of_file(machine.cli.path)
        schedule.typed[machine.name] = here
        result = schedule.with_hub(machine, ["sync", "resolve", number, "--keep", keep])
        if result is None or result.code == LOST:
            # How far it came, nobody knows.
            schedule.said.changed(here, wire.of_file(machine.cli.path))
        else:
            schedule.said.gone(schedule.typed[machine.name], wire.of_file(machine.cli.path))
        if result is None or result.code in {0, LOST}:
            schedule.said.changed(before, wire.of_hub(schedule.team.database.sql))


def ended(schedule: Schedule) -> None:
    """Everybody is back, and all have synced."""
    team = schedule.team
    for machine in team.machines:
        machine.line.mend()
        machine.ahead_for_now = 0
    team.later(4000)
    team.set_time()
    for _ in range(2):
        for machine in team.machines:
            must(team, machine, ["sync"])
            team.later(5)
    schedule.faults += ending.found(team, schedule.said)


def run(
    seed: int,
    database: Database,
    steps: int = STEPS,
    begun: Callable[[], object] = lambda: None,
) -> tuple[list[str], list[str]]:
    """Play a schedule.

    :param begun: is called when all have joined
    :return: what is wrong, and what happened, a line each
    """
    # A short path, as that of a socket has at most 107 bytes.
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else "/tmp"
    folder = Path(tempfile.mkdtemp(prefix="t", dir=memory))
    network = Network()
    schedule = Schedule(Team(random.Random(seed), database, network))
    try:
        prepared(schedule.team, folder)
        joined(schedule)
        begun()
        for _ in range(steps):
            step(schedule)
        ended(schedule)
    except Fault as fault:
        schedule.faults.append(str(fault))
    finally:
        network.close()
        shutil.rmtree(folder, ignore_errors=True)
    return schedule.faults, schedule.team.diary


def told(seed: int, faults: list[str], diary: list[str]) -> str:
    """What is wrong with a schedule, with what happened."""
    return "\n".join([f"seed {seed}", *diary, "--- what is wrong:", *faults])
