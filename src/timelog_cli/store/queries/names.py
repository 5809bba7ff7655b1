"""The names that completion offers, each with a description, the most likely first.

A Tab key must not wait for a large file: nothing here reads all logs.
"""

from __future__ import annotations

from timelog_cli.domain.logs import DONE, TYPES
from timelog_cli.domain.records import STATUSES
from timelog_cli.errors import TimelogError
from timelog_cli.store.connection import VERSION, Store, check_is_file, connect, version

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Names = list[tuple[str, str]]

MOST = 200
_LATEST = 300  # so many of the newest logs say what is worked on
_LARGEST = 2**63 - 1
_REF = "record.type || '-' || record.id"
_STARTABLE = tuple(status for status in STATUSES if status not in DONE)
# Of which statuses the records are that each kind of references means.
STATUSES_OF = {
    "refs": tuple(status for status in STATUSES if status != "closed"),
    "done-refs": (*DONE, "waiting"),
    "startable-refs": _STARTABLE,
}

_LIVE = "SELECT record_id FROM timer ORDER BY running_since IS NULL, changed_at DESC LIMIT :most"
_WORKED_ON = "SELECT record_id FROM log ORDER BY start_at DESC LIMIT :latest"
_WITH_STATUS = f"""
SELECT id, {_REF}, title FROM record
WHERE status = :status AND (:type = '' OR substr(type, 1, length(:type)) = :type)
ORDER BY id DESC LIMIT :most
"""
_ENTITLED = f"""
SELECT id, {_REF}, title FROM record
WHERE status = :status AND title LIKE :like ESCAPE '\\' ORDER BY id DESC LIMIT :most
"""
_TIMERS = """
SELECT {name}, record.title FROM timer JOIN record ON record.id = timer.record_id
JOIN owner ON owner.id = timer.owner_id
WHERE owner.name = :user AND {name} IS NOT NULL
ORDER BY running_since IS NULL, timer.changed_at DESC LIMIT :most
"""
_LOGS = f"""
SELECT log.id, log.start_at, {_REF}, CASE log.note WHEN '' THEN record.title ELSE log.note END
FROM log JOIN record ON record.id = log.record_id WHERE ({{wanted}})
AND (:owner = '' OR log.owner_id = (SELECT id FROM owner WHERE name = :owner))
ORDER BY log.id DESC LIMIT 50
"""
# Digits alone mean a reference.
_KEYS = """
SELECT key, title FROM record
WHERE key IS NOT NULL AND status IN ({statuses})
AND CASE WHEN :typed GLOB '*[^0-9]*' THEN instr(lower(key), lower(:typed)) > 0
    ELSE substr(key, 1, length(:typed)) = :typed END
ORDER BY substr(key, 1, length(:typed)) = :typed COLLATE NOCASE DESC, id DESC LIMIT :most
"""
# Each step of the second table jumps to the next tag of the index, however many logs have it.
_TAGS = """
WITH RECURSIVE
latest(tag, log_id) AS (
    SELECT tag, log_id FROM log_tag ORDER BY log_id DESC LIMIT :latest
),
every(tag) AS (
    SELECT min(tag) FROM log_tag
    UNION ALL
    SELECT (SELECT min(tag) FROM log_tag WHERE tag > every.tag)
    FROM every WHERE every.tag IS NOT NULL
    LIMIT 1000
)
SELECT tag, '' FROM (
    SELECT tag, log_id FROM latest
    UNION ALL SELECT tag, NULL FROM timer_tag
    UNION ALL SELECT tag, NULL FROM every WHERE tag IS NOT NULL
) GROUP BY tag ORDER BY max(log_id) DESC NULLS LAST, tag
"""
_DOCUMENTS = (
    "SELECT number, customer.name || ', ' || total || ' ' || invoice.currency"
    " FROM invoice JOIN customer ON customer.id = customer_id WHERE {}"
    " ORDER BY invoice.id DESC LIMIT :most"
)
# What is still to be paid, as far as a float tells nothing from something.
_DUE = (
    "kind = 'invoice' AND payable"
    " + (SELECT coalesce(sum(payable), 0) FROM invoice AS note WHERE credits_id = invoice.id)"
    " - (SELECT coalesce(sum(amount), 0) FROM payment WHERE invoice_id = invoice.id)"
)
_PAID = (
    "EXISTS (SELECT 1 FROM payment WHERE invoice_id = invoice.id AND reverses_id IS NULL"
    " AND prepays_id IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM payment AS back WHERE back.reverses_id = payment.id))"
)
_DAYS_OFF = "SELECT day, title FROM day_off WHERE {} ORDER BY day DESC LIMIT :most"
_PLAIN = {
    "days-off": _DAYS_OFF.format("owner_id = (SELECT id FROM owner WHERE name = :user)"),
    "days-off-of-everybody": _DAYS_OFF.format("owner_id IS NULL"),
    "customers": "SELECT name, '' FROM customer ORDER BY name",
    "services": "SELECT name, price || ' ' || currency || ' per ' || unit FROM service"
    " ORDER BY name",
    "owners": "SELECT name, '' FROM owner ORDER BY name",
    "tags": _TAGS,
    "timers": _TIMERS.format(name=_REF),
    "timer-keys": _TIMERS.format(name="record.key"),
    "documents": _DOCUMENTS.format("1"),
    "invoices": _DOCUMENTS.format("kind <> 'quote'"),
    "payable": _DOCUMENTS.format(f"{_DUE} > 0.00005"),
    "refundable": _DOCUMENTS.format(f"{_DUE} < -0.00005"),
    "paid": _DOCUMENTS.format(_PAID),
    "unsent": _DOCUMENTS.format("sent_on IS NULL"),
    "quotes": _DOCUMENTS.format("kind = 'quote'"),
    "series": "SELECT series, 'after ' || last FROM counter WHERE NOT EXISTS"
    " (SELECT 1 FROM invoice WHERE invoice.series = counter.series) ORDER BY series LIMIT :most",
    "items": "SELECT id, description FROM item ORDER BY id DESC LIMIT 50",
    "conflicts": "SELECT id, kind FROM conflict ORDER BY id LIMIT :most",
    "entries": "SELECT id, command FROM entry ORDER BY id DESC LIMIT 50",
}


def opened(path: str, *, busy_seconds: float) -> Store:
    """A file as it is, neither made nor upgraded.

    :raises TimelogError: there is none, or it is not one that this program can read
    """
    import os

    try:
        check_is_file(path, os.stat(path).st_mode)
    except OSError as error:
        raise TimelogError(str(error)) from error
    store = connect(path, busy_seconds=busy_seconds)
    try:
        store.run("PRAGMA query_only = ON")
        version(store, VERSION)
    except BaseException:
        store.close()
        raise
    return store


def of_kind(store: Store, kind: str, user: str = "") -> Names:
    """The names of a kind. ``user`` is whose timers or days off are meant."""
    values = {"most": MOST, "latest": _LATEST, "user": user}
    return [(str(name), str(text)) for name, text in store.rows(_PLAIN[kind], values)]


def known(kind: str) -> bool:
    """Whether the database has plain names of that kind."""
    return kind in _PLAIN


def refs(store: Store, typed: str, kind: str = "refs") -> Names:
    """References that begin with what is typed, or whose number does.

    Records that live timers and the newest logs are on come first, then the newest records. Closed
    ones are left out until their number is typed.

    :param kind: of ``STATUSES_OF``: those that are meant
    """
    statuses = STATUSES_OF[kind]
    head, _, digits = typed.lower().rpartition("-")
    if digits.isascii() and digits.isdigit():
        return _numbered(store, head, digits, kind)
    begun = typed.lower()
    if begun and not any(type.startswith(begun.removesuffix("-")) for type in TYPES):
        return []
    values: dict[str, Any] = {"type": begun.removesuffix("-"), "most": MOST, "latest": _LATEST}
    found: dict[int, tuple[str, str]] = {}
    for status in statuses:
        rows = store.rows(_WITH_STATUS, {**values, "status": status})
        found.update((number, (ref, title)) for number, ref, title in rows)
    first = {number: None for (number,) in store.rows(_LIVE, values)}
    first.update((number, None) for (number,) in store.rows(_WORKED_ON, values))
    _complete(store, found, [number for number in first if number not in found], kind)
    order = [number for number in first if number in found]
    order += sorted(found.keys() - first.keys(), reverse=True)
    return [found[number] for number in order[:MOST]]


def keys(store: Store, typed: str, kind: str = "refs") -> Names:
    """Keys of records with what is typed in them, the newest first; closed ones when it is typed.

    :param kind: of ``STATUSES_OF``: those that are meant
    """
    if not typed.isprintable():
        return []
    statuses = STATUSES_OF[kind] if not typed or kind == "startable-refs" else STATUSES
    marks = ", ".join(f"'{status}'" for status in statuses)
    rows = store.rows(_KEYS.format(statuses=marks), {"typed": typed, "most": MOST})
    return [(key, title) for key, title in rows]


def _complete(
    store: Store, found: dict[int, tuple[str, str]], missing: list[int], kind: str
) -> None:
    """Add records that are worked on but older than the newest of their status."""
    if kind == "done-refs" or not missing or len(found) < MOST:
        return
    statuses = STATUSES_OF[kind]
    marks, of = (", ".join("?" * len(values)) for values in (missing, statuses))
    rows = store.rows(
        f"SELECT id, {_REF}, title FROM record WHERE id IN ({marks}) AND status IN ({of})",
        (*missing, *statuses),
    )
    found.update((number, (ref, title)) for number, ref, title in rows)


def _numbered(store: Store, head: str, digits: str, kind: str) -> Names:
    wanted = " OR ".join(f"id BETWEEN {low} AND {high}" for low, high in _ranges(digits))
    if not wanted:
        return []
    statuses = _STARTABLE if kind == "startable-refs" else STATUSES
    rows = store.rows(
        f"SELECT {_REF}, title FROM record WHERE ({wanted}) AND (? = '' OR type = ?)"
        f" AND status IN ({', '.join('?' * len(statuses))}) ORDER BY id LIMIT ?",
        (head, head, *statuses, MOST),
    )
    return [(ref, title) for ref, title in rows]


def _ranges(digits: str) -> list[tuple[int, int]]:
    """The numbers that begin with the digits: 12, 120 to 129, 1200 to 1299, …"""
    if digits.startswith("0") or len(digits) > len(str(_LARGEST)):
        return []
    low = high = int(digits)
    found = []
    while low <= _LARGEST:
        found.append((low, min(high, _LARGEST)))
        low, high = low * 10, high * 10 + 9
    return found


def entitled(store: Store, typed: str, kind: str = "refs") -> Names:
    """References of the records of a kind whose title holds what is typed, the newest first."""
    escaped = typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    values = {"like": f"%{escaped}%", "most": MOST}
    asked = ({**values, "status": status} for status in STATUSES_OF[kind])
    rows = [row for one in asked for row in store.rows(_ENTITLED, one)]
    return [(ref, title) for _, ref, title in sorted(rows, reverse=True)]


def logs(store: Store, typed: str, owner: str = "") -> list[tuple[int, int, str, str]]:
    """The newest logs, of an owner or of all, whose number begins with what is typed.

    Each with its start, the reference of its record, and its note or else the title of the record.
    """
    wanted = "1"
    if typed:
        digits = typed if typed.isascii() and typed.isdigit() else "0"
        wanted = " OR ".join(f"log.id BETWEEN {a} AND {b}" for a, b in _ranges(digits)) or "0"
    rows = store.rows(_LOGS.format(wanted=wanted), {"owner": owner})
    return [(int(number), int(at), ref, text) for number, at, ref, text in rows]
