"""From what a user typed to the one thing it means."""

from __future__ import annotations

from timelog_cli.domain.logs import TYPES, RecordSummary, read_ref
from timelog_cli.domain.text import shown, untwinned
from timelog_cli.errors import NotFound, UsageError
from timelog_cli.store import queries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.domain.logs import Log
    from timelog_cli.domain.records import Customer, Service
    from timelog_cli.store.connection import Store


def looks_like_ref(text: str) -> bool:
    """Whether a text is meant as a reference, be it misspelt: ``case-12``, ``12``, ``case-``.

    A title has more than digits and signs, also behind the name of a type.
    """
    word = text.strip().lower()
    for kind in TYPES:
        word = word.removeprefix(f"{kind}-")
    return all(char.isdigit() or (char.isascii() and not char.isalpha()) for char in word)


def record(store: Store, ref: str) -> RecordSummary:
    """The record of a reference.

    :raises UsageError: no reference
    :raises NotFound: no such record
    """
    kind, number = read_ref(untwinned(ref))
    head = queries.summary(store, number)
    if head is None or (kind and kind != head.type):
        raise NotFound(f"no record {shown(ref)}", _near_record(store, head, ref))
    return head


def _near_record(store: Store, same_number: RecordSummary | None, ref: str) -> str:
    if same_number:
        return f"did you mean {same_number.ref}?"
    from timelog_cli.domain.names import near_ones

    near = near_ones(ref, [head.ref for head in queries.summaries(store)])
    return f"did you mean {', '.join(near)}?" if near else "timelog record list"


def log(store: Store, text: str) -> Log:
    """The log of a number, or of ``@1``, ``@2``: the newest, the one before.

    :raises UsageError: no number
    :raises NotFound: no such log
    """
    word = untwinned(text).strip().removeprefix("#")
    nth = word.startswith("@")
    digits = word.removeprefix("@")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 15 and int(digits)):
        raise UsageError(
            f"{text[:60]!r} is not a log number",
            "use a number such as 12, or @1 for the newest log, @2 for the one before",
        )
    from timelog_cli.store.queries import logs

    number = logs.nth_newest(store, int(digits)) if nth else int(digits)
    found = None if number is None else logs.find(store, number)
    if found is None:
        raise NotFound(f"no log {word}", "timelog log list all")
    return found


def customer(store: Store, name: str, otherwise: str = "timelog customer list") -> Customer:
    """The customer that a name, or an unambiguous beginning of one, means.

    :param otherwise: the hint where no name is near
    :raises NotFound: none
    :raises UsageError: several
    """
    from timelog_cli.domain.names import pick
    from timelog_cli.store.queries import customers

    names = customers.customer_names(store)
    found = customers.customer(store, pick(name, names, "customer", otherwise))
    assert found is not None
    return found


def service(store: Store, name: str, otherwise: str = "timelog service list") -> Service:
    """The service that a name, or an unambiguous beginning of one, means.

    :param otherwise: the hint where no name is near
    :raises NotFound: none
    :raises UsageError: several
    """
    from timelog_cli.domain.names import pick
    from timelog_cli.store.queries import customers

    names = customers.service_names(store)
    found = customers.service(store, pick(name, names, "service", otherwise))
    assert found is not None
    return found
