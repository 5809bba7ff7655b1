"""Writing the cache of the prompt, which only a command that changed something has to."""

from __future__ import annotations

import os

from timelog_cli.usecases.prompt import FORMAT, find, look, prompt_options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from timelog_cli.domain.timers import Timer
    from timelog_cli.store.connection import Store
    from timelog_cli.store.queries.prompt import Glance
    from timelog_cli.usecases.prompt import PromptCache

_NS = 10**9
_TRIES = 3
_PATIENCE_SECONDS = 0.1
_KEPT_SECONDS = 90 * 86_400


def renew_cache(env: Mapping[str, str]) -> None:
    """Write the cache, if it does not fit the database or the settings.

    :raises OSError: it cannot be written
    """
    copy = find(env)
    if copy is None or copy.is_current():
        return
    options, changed = prompt_options(env), copy.changed()
    if changed:
        write(copy, look(options), options.warn_after, changed)


def renew(copy: PromptCache, store: Store, user: str, warn_after: int) -> None:
    """Write what an open database says, again if another process came in with a change.

    :raises OSError: it cannot be written
    """
    from timelog_cli.store.queries import timers  # by whose questions SQLite has been asked already

    if not user.isascii():
        from timelog_cli.store.queries.references import spelled

        user = spelled(store, user)
    store.set_busy_timeout(_PATIENCE_SECONDS)
    for _ in range(_TRIES):
        seen = copy.changed(), store.changes_of_others()
        live = timers.of_owner(store, user)
        write(copy, live[0] if live else None, warn_after, seen[0])
        if seen == (copy.changed(), store.changes_of_others()):
            return


def write(copy: PromptCache, found: Glance | Timer | None, warn_after: int, changed: int) -> None:
    """Write what was found in a database that had been changed at ``changed``.

    :raises OSError: it cannot be written
    """
    if changed and "\n" not in copy.config:
        if not os.path.exists(copy.file):
            _tidy(os.path.dirname(copy.file))
        _replace(copy.file, os.fsencode(_line(copy, found, warn_after, changed)), changed)


def _line(copy: PromptCache, found: Glance | Timer | None, warn_after: int, changed: int) -> str:
    if found is None:
        state = "idle - 0 0"
    elif found.running_since is None:
        state = f"paused {found.ref} 0 {found.elapsed(0)}"
    else:
        state = f"running {found.ref} {found.running_since} {found.elapsed(0)}"
    return f"{FORMAT} {state} {warn_after} {changed // _NS} {copy.config}\n"


def _replace(path: str, content: bytes, changed: int) -> None:
    part = os.path.join(os.path.dirname(path), f".{os.getpid()}")
    try:
        handle = _opened(part)
        try:
            os.write(handle, content)
            os.utime(handle, ns=(changed, changed))
        finally:
            os.close(handle)
        os.replace(part, path)
    except (OSError, ValueError):
        if os.path.lexists(part):
            os.unlink(part)
        raise


def _opened(part: str) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(part, flags, 0o600)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(part), mode=0o700, exist_ok=True)
        return os.open(part, flags, 0o600)


def _tidy(folder: str) -> None:
    """Remove copies not used for months, such as those of deleted databases."""
    import time

    oldest = time.time() - _KEPT_SECONDS
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.stat(follow_symlinks=False).st_mtime < oldest:
                    os.unlink(entry.path)
    except OSError:
        pass
