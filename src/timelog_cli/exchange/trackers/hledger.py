"""What timeclock and timedot have in common: accounts, descriptions, comments and their tags."""

from __future__ import annotations

import re

from timelog_cli.frozen import Frozen

_APART = re.compile(r" {2,}|\t")
_YES, _NO = ("", "yes", "true", "1"), ("no", "false", "0")


class Comment(Frozen):
    """A comment: its text, and what its tags say.

    :param billable: ``None`` where there is no tag for it
    """

    text: str = ""
    tags: tuple[str, ...] = ()
    billable: bool | None = None


NOTHING = Comment()


def comment_of(text: str) -> Comment:
    """A comment without its semicolon; tags are as in ``billable:no, phase:design, urgent:``."""
    if not text:
        return NOTHING
    words, tags, billable = [], [], None
    for part in text.split(","):
        before, colon, value = (one.strip() for one in part.partition(":"))
        name = before.rpartition(" ")[2]
        if not colon or not name or part.partition(":")[0][-1:].isspace():
            words.append(part.strip())
            continue
        words.append(before[: -len(name)].strip())
        if name == "billable" and value.lower() in (*_YES, *_NO):
            billable = value.lower() in _YES
        else:
            tags.append(f"{name}:{value}" if value else name)
    return Comment(", ".join(filter(None, words)), tuple(tags), billable)


def joined(first: Comment, second: Comment) -> Comment:
    """What both say; the second one decides where they contradict each other."""
    if second is NOTHING or first is NOTHING:
        return first if second is NOTHING else second
    return Comment(
        "\n".join(filter(None, (first.text, second.text))),
        tuple(dict.fromkeys((*first.tags, *second.tags))),
        first.billable if second.billable is None else second.billable,
    )


def split(text: str) -> tuple[str, str, str]:
    """An account, what stands two blanks behind it, and the comment behind a semicolon."""
    before, _, comment = text.partition(";")
    account, *rest = _APART.split(before.strip(), maxsplit=1)
    return account, "".join(rest).strip(), comment.strip()
