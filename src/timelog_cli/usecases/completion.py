"""The names that completion offers: nothing rather than an error."""

from __future__ import annotations

from timelog_cli.domain.text import untwinned
from timelog_cli.errors import TimelogError
from timelog_cli.store.queries import names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from timelog_cli.domain.documents.invoices import Payment
    from timelog_cli.domain.logs import Log
    from timelog_cli.store.connection import Store

    Found = TypeVar("Found")

_PATIENCE_SECONDS = 0.2


def of_kind(path: str, kind: str, typed: str, user: str = "") -> list[tuple[str, str]]:
    """Names of a kind in the file at ``path``, each with a description, the most likely first.

    :param typed: what is there of the name; other names than those that begin so may be offered
    :param user: whose timers or days off are meant
    """
    if kind in names.STATUSES_OF:
        return _asked(
            path, lambda store: [*names.refs(store, typed, kind), *names.keys(store, typed, kind)]
        )
    if not names.known(kind):
        return []
    kinds = [kind, "timer-keys"] if kind == "timers" and typed else [kind]
    return _asked(
        path, lambda store: [one for each in kinds for one in names.of_kind(store, each, user)]
    )


def entitled(path: str, typed: str, kind: str) -> list[tuple[str, str]]:
    """References of records whose title holds what is typed, with the title."""
    return _asked(path, lambda store: names.entitled(store, untwinned(typed), kind))


def logs(path: str, typed: str, owner: str = "") -> list[tuple[int, int, str, str]]:
    """The newest logs whose number begins so: number, start, reference, note or title.

    :param owner: whose; empty for those of all
    """
    return _asked(path, lambda store: names.logs(store, typed, owner))


def log(path: str, text: str) -> Log | None:
    """The log that is named so, as a command would find it."""
    from timelog_cli.usecases import lookup

    return next(iter(_asked(path, lambda store: [lookup.log(store, text)])), None)


def payments(path: str, number: str) -> list[Payment]:
    """The payments of an invoice that can be reversed."""

    def look(store: Store) -> list[Payment]:
        from timelog_cli.store.queries import billing

        found = billing.find(store, number)
        return billing.standing(store, found.id).reversible() if found else []

    return _asked(path, look)


def _asked(path: str, question: Callable[[Store], list[Found]]) -> list[Found]:
    try:
        store = names.opened(path, busy_seconds=_PATIENCE_SECONDS)
    except TimelogError:
        return []
    try:
        return question(store)
    except TimelogError:
        return []
    finally:
        store.close()
