"""From what a user typed to the one thing it means."""

from __future__ import annotations

from timelog_cli.domain.logs import RecordSummary, looks_like_ref, read_ref
from timelog_cli.domain.text import folded, shown, typed, untwinned
from timelog_cli.errors import NotFound, UsageError
from timelog_cli.store import queries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from timelog_cli.domain.logs import Log
    from timelog_cli.domain.records import Customer, Service
    from timelog_cli.store.connection import Store
    from timelog_cli.usecases import Work

NO_LOG_NUMBER = "if it comes from a variable, set that; to see the numbers: timelog log list"
_LIST = "timelog record list"
_MOST_LISTED = 8
_MOST_NEAR = 3
_MOST_COMPARED = 2000  # so many of the newest records may be meant by what is misspelt


def record(store: Store, ref: str) -> RecordSummary:
    """The record of a reference, a key or an exact title, in any letter case.

    :raises UsageError: no reference, or a title of several records
    :raises NotFound: no such record
    """
    text = untwinned(ref)
    if not looks_like_ref(text):
        return of_key(store, text) or _of_title(store, text)
    kind, number = read_ref(text)
    head = queries.summary(store, number)
    if head is None or (kind and kind != head.type):
        raise NotFound(f"no record {shown(ref)}", _near_record(store, head, ref))
    return head


def named(work: Work, ref: str) -> RecordSummary:
    """The record that ``record`` finds, or the only one with the text in its title or key.

    Which one was found by a part is told. Not for what cannot be undone, nor for files.

    :raises UsageError: no reference, or a title or part of several records
    :raises NotFound: no such record
    """
    text = untwinned(ref)
    if looks_like_ref(text):
        return record(work.store, text)
    return of_key(work.store, text) or _of_title(work.store, text, work)


def _near_record(store: Store, same_number: RecordSummary | None, ref: str) -> str:
    if same_number:
        return f"did you mean {same_number.ref}?"
    from timelog_cli.domain.names import near_ones

    near = near_ones(ref, [head.ref for head in queries.summaries(store)])
    return f"did you mean {', '.join(near)}?" if near else _LIST


def of_key(store: Store, key: str) -> RecordSummary | None:
    """The record of a key, in any letter case, or ``None``."""
    wanted = untwinned(key).strip()
    if not wanted.isprintable():
        return None
    head = queries.of_key(store, wanted)
    if head is None and not wanted.isascii():  # whose letter case SQLite does not know
        heads = [one for one in queries.summaries(store) if one.key]
        head = next((one for one in heads if folded(one.key or "") == folded(wanted)), None)
    return head


def _of_title(store: Store, title: str, work: Work | None = None) -> RecordSummary:
    heads = queries.summaries(store)
    found = entitled(heads, title) or entitled(heads, title, done=True)
    if found is None and work is not None:
        found = of_part(work, heads, title)
    if found is None:
        raise NotFound(f"no record {title[:60]!r}", near_question(heads, title) or _LIST)
    return found


def entitled(
    heads: Sequence[RecordSummary], title: str, *, done: bool = False
) -> RecordSummary | None:
    """The record of an exact title, in any letter case, among those that are done or are not.

    :raises UsageError: several have it
    """
    wanted = folded(title).strip()
    found = [head for head in heads if head.done is done and folded(head.title) == wanted]
    if len(found) > 1:
        several = ", ".join(head.ref for head in found[:_MOST_LISTED])
        raise UsageError(
            f"{title.strip()[:60]!r} is the title of several records",
            f"did you mean one of {several}?",
        )
    return found[0] if found else None


def of_part(work: Work, heads: Sequence[RecordSummary], text: str) -> RecordSummary | None:
    """The only record with a text in its title or key, which is told; ``None`` if there is none.

    One that is done counts if no other has it.

    :raises UsageError: several have it
    """
    found = _with_part(heads, text)
    if len(found) > 1:
        named = ", ".join(map(_titled, found[:_MOST_LISTED]))
        more = f" To list them: {_LIST} {typed(text)}" if len(found) > _MOST_LISTED else ""
        raise UsageError(
            f"{text.strip()[:60]!r} matches several records", f"did you mean one of {named}?{more}"
        )
    for head in found:
        work.say_found(text, _titled(head))
        return head
    return None


def is_one(heads: Sequence[RecordSummary], text: str) -> bool:
    """Whether ``of_part`` finds one of the records."""
    return len(_with_part(heads, text)) == 1


def open_with_part(heads: Sequence[RecordSummary], text: str) -> RecordSummary | None:
    """The only open record with that in its title or key, or ``None``."""
    found = [head for head in _with_part(heads, text) if not head.done]
    return found[0] if len(found) == 1 else None


def _with_part(heads: Sequence[RecordSummary], text: str) -> list[RecordSummary]:
    from timelog_cli.domain.names import has_part

    found = [head for head in heads if has_part(head.title, text) or has_part(head.key or "", text)]
    return [head for head in found if not head.done] or found


def _titled(head: RecordSummary) -> str:
    return f"{head.ref} ({shown(head.title)})"


def near_question(heads: Sequence[RecordSummary], text: str) -> str:
    """A question for the records that a misspelt name may mean; empty if none is near."""
    from timelog_cli.domain.names import near_ones

    names: dict[str, str] = {}
    with_part = {head.ref: _titled(head) for head in _with_part(heads, text)[:_MOST_NEAR]}
    for head in heads[:_MOST_COMPARED]:
        names |= {head.ref: head.ref, head.title: _titled(head)}
        names |= {head.key: head.key} if head.key else {}
    alike = (names[name] for name in near_ones(text.strip(), list(names)))
    near = [*dict.fromkeys((*with_part.values(), *alike))][:_MOST_NEAR]
    return f"did you mean {', '.join(near)}?" if near else ""


def log(store: Store, text: str) -> Log:
    """The log of a number, or of ``@1``, ``@2``: the newest, the one before.

    :raises UsageError: no number
    :raises NotFound: no such log
    """
    word = untwinned(text).strip().removeprefix("#")
    number = _log_number(text, word.removeprefix("@"))
    from timelog_cli.store.queries import logs

    known = logs.nth_newest(store, number) if word.startswith("@") else number
    found = None if known is None else logs.find(store, known)
    if found is None:
        raise NotFound(f"no log {word}", "timelog log list all")
    return found


def own_log(work: Work, which: str | None = None) -> Log:
    """A log of the user's own: ``@2``, the newest on a record, or the newest of all.

    :raises UsageError: no number behind ``@``, or no reference
    :raises NotFound: no such log or record
    """
    from timelog_cli.store.queries import logs

    store, user = work.store, work.user
    word = "@1" if which is None else untwinned(which).strip()
    if word.startswith("@"):
        found = logs.newest_of(store, user, _log_number(word, word[1:]))
        every = f"timelog log list all --owner {typed(user)}"
        missing, hint = ("log", "timelog start REF") if word == "@1" else (f"log {word}", every)
    else:
        head = named(work, word)
        found = logs.newest_of(store, user, 1, head.id)
        missing, hint = f"log on {head.ref}", f"timelog start {head.ref}"
    if found is None:
        raise NotFound(f"{work.user_has} no {missing}", hint)
    return found


def _log_number(text: str, digits: str) -> int:
    if not text.strip():
        raise UsageError("the log number is empty", NO_LOG_NUMBER)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 15 and int(digits)):
        raise UsageError(
            f"{text[:60]!r} is not a log number",
            "use a number such as 12, or @1 for the newest log, @2 for the one before",
        )
    return int(digits)


def customer(
    store: Store, name: str, otherwise: str = "timelog customer list", *, parts: bool = False
) -> Customer:
    """The customer that a name, or an unambiguous beginning of one, means.

    :param otherwise: the hint where no name is near
    :param parts: whether any unambiguous part of a name will do
    :raises NotFound: none
    :raises UsageError: several
    """
    from timelog_cli.domain.names import pick
    from timelog_cli.store.queries import customers

    names = customers.customer_names(store)
    found = customers.customer(store, pick(name, names, "customer", otherwise, parts=parts))
    assert found is not None
    return found


def service(
    store: Store, name: str, otherwise: str = "timelog service list", *, parts: bool = False
) -> Service:
    """The service that a name, or an unambiguous beginning of one, means.

    :param otherwise: the hint where no name is near
    :param parts: whether any unambiguous part of a name will do
    :raises NotFound: none
    :raises UsageError: several
    """
    from timelog_cli.domain.names import pick
    from timelog_cli.store.queries import customers

    names = customers.service_names(store)
    found = customers.service(store, pick(name, names, "service", otherwise, parts=parts))
    assert found is not None
    return found
