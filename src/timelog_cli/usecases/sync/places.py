"""Which hub a file has, and how that is kept."""

from __future__ import annotations

import os
import re

from timelog_cli.domain.sync.results import Place
from timelog_cli.errors import Refused
from timelog_cli.store.sync import state as states

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.store.connection import Store
    from timelog_cli.store.sync.state import State


def needed(store: Store) -> State:
    """What the file knows of its hub.

    :raises Refused: it has none
    """
    found = states.read(store)
    if found is None:
        raise Refused(
            "this file has no hub",
            "to make one: timelog sync init --hub URL; to join one, in a new file:"
            " timelog sync join --hub URL",
        )
    return found


def place_of(state: State) -> Place:
    """Whose file this is at which hub."""
    return Place(state.hub, state.workspace, state.node, state.member, state.role)


def device_name() -> str:
    """What this machine is called at the hub."""
    return os.uname().nodename[:100] or "computer"


_LAX = "sslmode=prefer"
# A keyword of an address with its value, which may be in quotes.
_PAIR = re.compile(r"(\w+)=('(?:[^'\\]|\\.)*'|\S*)")


def kept_address(url: str, *, insecure: bool) -> str:
    """How the address of a hub is kept: how TLS is used is said by one word, if it is not checked.

    :param url: without a password
    """
    place, options = _parts(url)
    kept = [one for one in options if not one.startswith("sslmode=")]
    kept += [_LAX] if insecure else []
    if not place:
        return " ".join(kept)
    return f"{place}?{'&'.join(kept)}" if kept else place


def _parts(url: str) -> tuple[str, list[str]]:
    """The place of an address, empty where keywords say it, and the options."""
    if not re.match(r"\w+://", url):
        return "", [one[0] for one in _PAIR.finditer(url)]
    place, _, query = url.partition("?")
    return place, [one for one in query.split("&") if one]


def address(kept: str) -> tuple[str, bool]:
    """The address of a hub that was kept, and whether its certificate need not be verified."""
    return kept, _LAX in _parts(kept)[1]


def address_for(member: str, kept: str) -> str:
    """The address of a hub as a colleague gives it."""
    from urllib.parse import quote

    from timelog_cli.store.hub import connecting

    plain = kept_address(kept, insecure=False)
    found = re.fullmatch(r"(\w+://)(?:[^@/?]*@)?(.+)", connecting.as_url(plain))
    return f"{found[1]}{quote(member, safe='')}@{found[2]}" if found else "URL"


def identifier(name: str) -> str:
    """The name of a role as psql reads it."""
    plain = re.fullmatch("[a-z_][a-z0-9_]*", name)
    return name if plain else '"' + name.replace('"', '""') + '"'


def has_password(url: str) -> bool:
    """Whether an address has a password in it, which is not kept."""
    from timelog_cli.store.hub import connecting

    return connecting.has_password(url)
