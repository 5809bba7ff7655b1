"""What completes an argument or the value of an option: choices, and names of the database."""

from __future__ import annotations

from timelog_cli.cli.completion import Offer, begins
from timelog_cli.domain.text import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from timelog_cli.cli.spec import Param
    from timelog_cli.context import Context
    from timelog_cli.domain.logs import Log, Segment

    Names = list[tuple[str, str]]

PERIODS = (
    "today",
    "yesterday",
    "week",
    "last-week",
    "month",
    "last-month",
    "quarter",
    "year",
    "all",
)
UNITS = ("hour", "day", "15m", "30m", "flat")
_ZONES = "/usr/share/zoneinfo/zone.tab"


class Asked:
    """What is asked for: a kind of names, what is typed of one, and what the line says already."""

    def __init__(
        self, typed: str, given: dict[str, list[str]], param: Param, env: Mapping[str, str]
    ) -> None:
        self.typed = typed
        self.given = given
        self.param = param
        self.env = env

    @property
    def context(self) -> Context:
        """The context that the command would have, which also knows of ``--db`` and ``--as``."""
        from timelog_cli.context import Context, Options, World

        options = Options()
        options.db = self._last("db")
        options.user = self._last("user")
        return Context(World(self.env), options, "")

    def _last(self, name: str) -> str | None:
        values = self.given.get(name)
        return values[-1] if values else None

    @property
    def before(self) -> list[str]:
        """The values that the parameter has already."""
        return self.given.get(self.param.name, [])


def values(
    param: Param, typed: str, head: str, given: dict[str, list[str]], env: Mapping[str, str]
) -> Offer:
    """What may stand there; ``head`` stands before the value in its word."""
    kind = param.complete or ""
    if kind in {"files", "folders"}:
        return Offer(head=len(head), how=kind)
    if kind == "formats":
        done, comma, typed = typed.rpartition(",")
        head += done + comma
        given = {**given, param.name: done.lower().split(",")}
    asked = Asked(typed, given, param, env)
    names = _choices(asked) if param.choices else KINDS.get(kind, _of_database)(asked)
    names = [one for one in names if _is_text(one[0])]
    found = [one for one in names if begins(one[0], typed)]
    loose = not found and bool(typed)
    if loose:
        found = _meant(names, asked)
    whole = tuple((head + name, shown(text)) for name, text in found)
    return Offer(whole, len(head), "values", loose)


def _is_text(name: str) -> bool:
    """A name with a control character in it cannot be typed as it is."""
    return shown(name) == name


def _meant(names: Names, asked: Asked) -> Names:
    """Names that hold what is typed, as ``12`` means ``case-12``; records by their titles, too."""
    typed = asked.typed.lower()
    found = [one for one in names if typed in one[0].lower()]
    if asked.param.complete == "refs" and not found and not typed.isdigit():
        from timelog_cli.usecases import names as stored

        found = stored.entitled(asked.context.path, asked.typed)
    return found


def _choices(asked: Asked) -> Names:
    return [(one, "") for one in asked.param.choices if one not in asked.before]


def _of_database(asked: Asked) -> Names:
    from timelog_cli.usecases import names

    kind, context = asked.param.complete or "", asked.context
    if not kind:
        return []
    user = context.user if kind == "timers" else ""
    before = asked.before if asked.param.many else []
    found = names.of_kind(context.path, kind, asked.typed, user)
    return [one for one in found if one[0] not in before]


def _logs(asked: Asked) -> Names:
    from timelog_cli.render.text import day_and_time
    from timelog_cli.usecases import names

    context = asked.context
    zone = context.zone
    nth = asked.typed.startswith("@")
    found = names.logs(context.path, "" if nth else asked.typed)
    named = [
        (f"@{at}" if nth else str(number), f"{day_and_time(start, zone)} {ref} {text}")
        for at, (number, start, ref, text) in enumerate(found, 1)
    ]
    return [one for one in named if one[0] not in asked.before]


def _segments(asked: Asked) -> Names:
    return _pieces(asked, lambda log: log.segments)


def _pauses(asked: Asked) -> Names:
    from timelog_cli.domain.logs import pauses

    return _pieces(asked, lambda log: pauses(log.segments, log.start, log.end))


def _pieces(asked: Asked, of: Callable[[Log], Sequence[Segment]]) -> Names:
    """The numbers of the segments or pauses of the log that is named before."""
    from timelog_cli.domain.written import span
    from timelog_cli.usecases import names

    context = asked.context
    log = names.log(context.path, (asked.given.get("log") or [""])[0])
    numbered = enumerate(of(log) if log else (), 1)
    named = [(str(at), span(one.start, one.end, context.zone)) for at, one in numbered]
    return [one for one in named if one[0] not in asked.before]


def _commands(_: Asked) -> Names:
    from timelog_cli.cli.completion import SUMMARIES

    return list(SUMMARIES.items())


def _periods(asked: Asked) -> Names:
    return [] if asked.before else [(period, "") for period in PERIODS]


def _formats(asked: Asked) -> Names:
    from timelog_cli.domain.invoices import FORMATS

    return [(name, "") for name in FORMATS if name not in asked.before]


def _settings(_: Asked) -> Names:
    from timelog_cli.settings import KEYS

    return [(key, setting.help) for key, setting in KEYS.items()]


def _setting(asked: Asked) -> Names:
    """The values that the setting named before takes."""
    from timelog_cli.settings import KEYS

    setting = KEYS.get((asked.given.get("key") or [""])[0].lower())
    if setting is None:
        return []
    if setting.kind == "owner":
        from timelog_cli.usecases import names

        return names.of_kind(asked.context.path, "owners", asked.typed)
    kinds = {
        "currency": _currencies,
        "locale": _locales,
        "template": _templates,
        "zone": _zones,
    }
    other = kinds.get(setting.kind)
    return other(asked) if other else [(one, "") for one in setting.choices]


def _currencies(_: Asked) -> Names:
    from timelog_cli.domain.currencies import codes

    return [(code, "") for code in codes()]


def _locales(_: Asked) -> Names:
    from timelog_cli.locales import described

    return described()


def _templates(asked: Asked) -> Names:
    from timelog_cli.cli.billing_printing import folder
    from timelog_cli.render.builtin import builtin
    from timelog_cli.usecases import templates

    own = folder(asked.context.settings, asked.env)
    return [(name, "") for name in templates.names(own, builtin())]


def _units(_: Asked) -> Names:
    return [(unit, "") for unit in UNITS]


def _zones(_: Asked) -> Names:
    """The zones of the system; none where it keeps no list of them."""
    try:
        with open(_ZONES, encoding="utf-8") as file:
            rows = [line.split("\t") for line in file if not line.startswith("#")]
    except OSError:
        return []
    return [("UTC", ""), *sorted((row[2].strip(), "") for row in rows if len(row) > 2)]  # noqa: PLR2004


KINDS: dict[str, Callable[[Asked], Names]] = {
    "logs": _logs,
    "segments": _segments,
    "pauses": _pauses,
    "commands": _commands,
    "periods": _periods,
    "formats": _formats,
    "settings": _settings,
    "setting": _setting,
    "currencies": _currencies,
    "locales": _locales,
    "templates": _templates,
    "units": _units,
}
