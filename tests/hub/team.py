"""People with laptops and a hub: each laptop is a folder with a file of its own."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from tests.harness import Cli
from tests.hub.server import Database

# In the past, as a hub refuses clocks that are ahead of its own.
MORNING = "2026-03-02 09:00"
WORK = (
    "service add Consulting --price 80 --currency EUR",
    "customer add Acme",
    'record add "Fix the login" --type case --customer Acme --service Consulting --billable',
)


@dataclass
class Team:
    """A hub, and the laptops at it. ``ada`` owns it."""

    hub: Database
    folder: Path
    laptops: dict[str, Cli] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.hub.owner("ada")

    def laptop(self, name: str, user: str = "ada") -> Cli:
        """A new laptop, without a database."""
        folder = self.folder / name
        folder.mkdir()
        self.laptops[name] = Cli(folder, user=user)
        return self.laptops[name]

    def first(self, *lines: str, name: str = "laptop") -> Cli:
        """The laptop of ada, of which the hub is made, after some commands."""
        made = self.laptop(name)
        for line in lines or WORK:
            made.at(MORNING).run(line)
        made.at(MORNING).run(f"sync init --hub {self.hub.url('ada')} --workspace Team")
        return made

    def joined(self, name: str, user: str = "ada") -> Cli:
        """A further laptop, with all that the hub has."""
        made = self.laptop(name, user)
        made.at(MORNING).run(f"sync join --hub {self.hub.url(user)}")
        return made

    def colleague(self, user: str, role: str = "member") -> Cli:
        """The laptop of somebody who was added to the team."""
        self.laptops["laptop"].at(MORNING).run(f"sync member add {user} --role {role}")
        return self.joined(user, user)

    def synced(self, *laptops: Cli, at: str = "2026-03-02 18:00") -> None:
        """Let laptops exchange their changes, one after the other, and the first ones again."""
        for one in (*laptops, *laptops[:-1]):
            one.at(at).run("sync")


def copied(laptop: Cli, folder: Path) -> Cli:
    """A laptop that was copied, as by a backup that was put onto another one."""
    shutil.copytree(laptop.folder, folder)
    return Cli(folder, user=laptop.user)


def seen(laptop: Cli) -> list[object]:
    """What is in the file of a laptop, without what is of this file alone."""
    own = {"id", "changed"}
    return [
        sorted(({key: one[key] for key in one if key not in own} for one in found), key=str)
        for line in ("log list all", "record list --all", "customer list", "billing list")
        for found in (laptop.run(f"{line} --json").json,)
    ]


def kept(team: Team) -> str:
    """A copy of the database of the hub."""
    name = f"{team.hub.name}_kept"
    _alone(team, f'CREATE DATABASE "{name}" TEMPLATE "{team.hub.name}"')
    return name


def restore(team: Team, copy: str) -> None:
    """Put the copy in the place of the hub."""
    _alone(team, f'DROP DATABASE "{team.hub.name}" WITH (FORCE)')
    _alone(team, f'CREATE DATABASE "{team.hub.name}" TEMPLATE "{copy}" OWNER ada')
    _alone(team, f'DROP DATABASE "{copy}"')


def _alone(team: Team, statement: str) -> None:
    team.hub.close()
    team.hub.server._alone(statement)
