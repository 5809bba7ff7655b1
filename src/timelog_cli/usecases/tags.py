"""Tags: list them, and rename, merge or delete them on all logs and active timers at once."""

from __future__ import annotations

from timelog_cli.domain.logs import looks_like_ref
from timelog_cli.domain.names import pick
from timelog_cli.domain.text import folded, spelled, typed
from timelog_cli.errors import NotFound, Refused, UsageError
from timelog_cli.frozen import Frozen
from timelog_cli.store import queries
from timelog_cli.store.queries import tags as stored
from timelog_cli.usecases import lookup
from timelog_cli.usecases.names import alike

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from timelog_cli.domain.tags import TagUse
    from timelog_cli.usecases import Work


class TagChange(Frozen):
    """Tags that are replaced by another one, or removed.

    :param tags: as they are stored
    :param into: what replaces them; ``None`` if they are removed
    :param logs: how many logs change
    :param timers: how many active timers change
    :param invoiced_logs: how many logs keep their tags, because they are invoiced
    """

    tags: tuple[str, ...]
    into: str | None
    logs: int
    timers: int
    invoiced_logs: int


def everything(work: Work) -> list[TagUse]:
    """All tags in alphabetical order."""
    return sorted(stored.uses(work.store), key=lambda one: (folded(one.tag), one.tag))


def rename(work: Work, old: str, new: str, *, uninvoiced: bool = False) -> TagChange:
    """Give a tag another name.

    :param uninvoiced: whether to leave out invoiced logs instead of refusing
    :raises NotFound: no such tag
    :raises Refused: another tag has that name, or a log is invoiced
    """
    with work.writing():
        known = stored.known(work.store)
        tags = _alike(old, known)
        others = [one for one in known if one not in tags]
        taken = spelled(new, others)
        if taken in others and tags != [new]:
            raise Refused(
                f"the tag {taken!r} already exists",
                f"to merge them: timelog tag merge {typed(tags[0])} --into {typed(taken)}",
            )
        return _replace(work, "rename", tags, new, uninvoiced)


def merge(work: Work, olds: Sequence[str], into: str, *, uninvoiced: bool = False) -> TagChange:
    """Replace several tags by one, which may be new.

    :param uninvoiced: whether to leave out invoiced logs instead of refusing
    :raises NotFound: no such tag
    :raises Refused: a log is invoiced
    """
    with work.writing():
        known = stored.known(work.store)
        new = spelled(into, known)
        tags = dict.fromkeys(tag for old in olds for tag in _alike(old, known) if tag != new)
        if not tags:
            raise UsageError(f"cannot merge the tag {new!r} with itself", "timelog tag list")
        return _replace(work, "merge", [*tags], new, uninvoiced)


def delete(work: Work, which: Sequence[str], *, uninvoiced: bool = False) -> TagChange:
    """Remove tags from all logs and active timers.

    :param uninvoiced: whether to leave out invoiced logs instead of refusing
    :raises NotFound: no such tag
    :raises Refused: a log is invoiced
    """
    with work.writing():
        found = deletable(work, which, uninvoiced=uninvoiced)
        stored.replace(work.store, found.tags, None)
        return found


def deletable(work: Work, which: Sequence[str], *, uninvoiced: bool = False) -> TagChange:
    """What ``delete`` would do.

    :raises NotFound: no such tag
    :raises Refused: a log is invoiced
    """
    known = stored.known(work.store)
    tags = dict.fromkeys(tag for one in which for tag in _alike(one, known))
    return _counted(work, "delete", [*tags], None, uninvoiced)


def behind(work: Work, ref: str, words: Sequence[str], *, new: bool) -> list[str]:
    """The tags that bare words behind a record mean, as logs and timers have them.

    Which tags they are is told, as the words could also be a title, typed without quotes.

    :param new: whether the record may be a new one
    :raises UsageError: a word is no tag yet, or could belong to a title
    :raises NotFound: no such record
    """
    hint = f"to give a title, put it in quotes: {typed(' '.join((ref, *words)))};"
    hint += " to give a new tag, write +TAG"
    if new:
        raise UsageError(f"unexpected argument {words[0][:60]!r}", hint)
    titles, known = _titles(work, ref, hint), stored.known(work.store)
    found = [spelled(word, known) for word in words]
    for word, tag in zip(words, found, strict=True):
        if tag not in known or looks_like_ref(word):
            raise UsageError(f"{word[:60]!r} is not a tag of any log or timer", hint)
        if any(folded(word) in title for title in titles):
            raise UsageError(f"{word[:60]!r} could be a tag or belong to a title", hint)
        work.say_found(word, f"the tag {tag}")
    return found


def _titles(work: Work, ref: str, hint: str) -> list[str]:
    """The titles that a text for a record could be the beginning of, in folded letters.

    :raises NotFound: it means no record
    """
    if ref == "-" or looks_like_ref(ref):
        return []
    try:
        lookup.named(work, ref)
    except NotFound as error:
        error.hint = hint
        raise
    titles = (folded(head.title) for head in queries.summaries(work.store))
    return [title for title in titles if folded(ref).strip() in title]


def _alike(text: str, known: Sequence[str]) -> list[str]:
    """The tag that a text means, with those that look the same."""
    return alike(pick(text.strip().removeprefix("#"), known, "tag", "timelog tag list"), known)


def _replace(work: Work, verb: str, tags: Sequence[str], new: str, uninvoiced: bool) -> TagChange:
    change = _counted(work, verb, [tag for tag in tags if tag != new], new, uninvoiced)
    if change.tags:
        stored.replace(work.store, change.tags, new)
    return change


def _counted(
    work: Work, verb: str, tags: Sequence[str], into: str | None, uninvoiced: bool
) -> TagChange:
    logs, invoiced, timers = stored.counts(work.store, tags) if tags else (0, 0, 0)
    if invoiced and not uninvoiced:
        named = f"the tag{'s' * (len(tags) > 1)} {', '.join(map(repr, tags))}"
        are = "is" if invoiced == 1 else "are"
        raise Refused(
            f"cannot {verb} {named}: {invoiced} of {logs} logs {are} on an invoice",
            "to change only the other logs, add --uninvoiced",
        )
    return TagChange(tuple(tags), into, logs - invoiced, timers, invoiced)
