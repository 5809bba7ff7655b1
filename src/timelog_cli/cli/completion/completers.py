"""What completes an argument or the value of an option, for ``autocompletion=`` of Typer.

Each takes the line so far and what is typed of the value, and returns names with descriptions.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from timelog_cli.cli.context import Context
    from timelog_cli.domain.logs import Log, Segment

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
SHELLS = ("bash", "zsh", "fish")
_ZONES = "/usr/share/zoneinfo/zone.tab"
Names = list[tuple[str, str]]


class PartialLine:
    """The command line so far.

    :param given: the values of options and arguments, by the names of their parameters
    :param name: the parameter that is completed
    :param many: whether it may have several values
    """

    def __init__(
        self, given: dict[str, list[str]], env: Mapping[str, str], name: str, *, many: bool
    ) -> None:
        self.given = given
        self.env = env
        self.name = name
        self.many = many

    @property
    def context(self) -> Context:
        """The context that the command would have, which also knows of ``--db`` and ``--as``."""
        from timelog_cli.cli.context import Context, Options
        from timelog_cli.runtime.world import World

        options = Options()
        options.db = self._last("db")
        options.user = self._last("user")
        return Context(World(self.env), options, "", reads=True)

    def _last(self, name: str) -> str | None:
        values = self.given.get(name)
        return values[-1] if values else None

    @property
    def command(self) -> str:
        """The words of the command."""
        return (self.given.get("") or [""])[0]

    @property
    def before(self) -> list[str]:
        """The values that the parameter has already."""
        return self.given.get(self.name, [])


def files(ctx: PartialLine, incomplete: str) -> Names:
    """Files, which the shell itself completes."""
    return []


def folders(ctx: PartialLine, incomplete: str) -> Names:
    """Folders, which the shell itself completes."""
    return []


def shells(ctx: PartialLine, incomplete: str) -> Names:
    """The shells for which there is completion."""
    return [(shell, "") for shell in SHELLS]


def _stored(kind: str) -> Callable[[PartialLine, str], Names]:
    """What completes names of the database."""

    def complete(ctx: PartialLine, incomplete: str) -> Names:
        from timelog_cli.usecases import completion

        context = ctx.context
        user = context.user if kind == "timers" else ""
        found = completion.of_kind(context.path, kind, incomplete, user)
        before = ctx.before if ctx.many else []
        return [one for one in found if one[0] not in before]

    return complete


refs = _stored("refs")
done_refs = _stored("done-refs")
startable_refs = _stored("startable-refs")
timers = _stored("timers")
customers = _stored("customers")
services = _stored("services")
owners = _stored("owners")
tags = _stored("tags")
documents = _stored("documents")
invoices = _stored("invoices")
quotes = _stored("quotes")
paid = _stored("paid")
unsent = _stored("unsent")
_due = {refund: _stored("refundable" if refund else "payable") for refund in (False, True)}
entries = _stored("entries")
items = _stored("items")
conflicts = _stored("conflicts")

_begun_series = _stored("series")


def series(ctx: PartialLine, incomplete: str) -> Names:
    """Series of numbers by the kind of their documents, and those that can still be set."""
    kinds = ("invoice", "credit-note", "quote")
    return [*((kind, "") for kind in kinds), *_begun_series(ctx, incomplete)]


def documents_or_refs(ctx: PartialLine, incomplete: str) -> Names:
    """Documents that were issued, and records."""
    return [*documents(ctx, incomplete), *refs(ctx, incomplete)]


def logs(ctx: PartialLine, incomplete: str) -> Names:
    """The newest logs, by number or as ``@1``."""
    from timelog_cli.render.plain import day_and_time
    from timelog_cli.usecases import completion

    context = ctx.context
    zone = context.zone
    nth = incomplete.startswith("@")
    found = completion.logs(context.path, "" if nth else incomplete)
    named = [
        (f"@{at}" if nth else str(number), f"{day_and_time(start, zone)} {ref} {text}")
        for at, (number, start, ref, text) in enumerate(found, 1)
    ]
    return [one for one in named if one[0] not in ctx.before]


def continuable(ctx: PartialLine, incomplete: str) -> Names:
    """Records on which a timer can start, or the user's newest logs as ``@1``."""
    if not incomplete.startswith("@"):
        return startable_refs(ctx, incomplete)
    from timelog_cli.usecases import completion

    context = ctx.context
    found = completion.logs(context.path, "", context.user)
    return [(f"@{at}", f"{one[2]} {one[3]}") for at, one in enumerate(found, 1)]


def payable(ctx: PartialLine, incomplete: str) -> Names:
    """The invoices with something to pay, or to refund where that is asked for."""
    return _due["refund" in ctx.given](ctx, incomplete)


def payments(ctx: PartialLine, incomplete: str) -> Names:
    """The numbers of the payments of the invoice that is named before."""
    from timelog_cli.usecases import completion

    found = completion.payments(ctx.context.path, (ctx.given.get("number") or [""])[0])
    return [(str(one.number), f"{one.amount} {one.paid_on}") for one in found]


def segments(ctx: PartialLine, incomplete: str) -> Names:
    """The numbers of the segments of the log that is named before."""
    return _pieces(ctx, lambda log: log.segments)


def pauses(ctx: PartialLine, incomplete: str) -> Names:
    """The numbers of the pauses of the log that is named before."""
    from timelog_cli.domain.segments import pauses as between

    return _pieces(ctx, lambda log: between(log.segments, log.start, log.end))


def _pieces(ctx: PartialLine, of: Callable[[Log], Sequence[Segment]]) -> Names:
    """The numbers of the segments or pauses of the log that is named before."""
    from timelog_cli.domain.time.zones import span
    from timelog_cli.usecases import completion

    context = ctx.context
    log = completion.log(context.path, (ctx.given.get("log") or [""])[0])
    numbered = enumerate(of(log) if log else (), 1)
    named = [(str(at), span(one.start, one.end, context.zone)) for at, one in numbered]
    return [one for one in named if one[0] not in ctx.before]


def commands(ctx: PartialLine, incomplete: str) -> Names:
    """Commands."""
    from timelog_cli.cli.indexed import SUMMARIES

    return list(SUMMARIES.items())


def periods(ctx: PartialLine, incomplete: str) -> Names:
    """The usual periods."""
    return [] if ctx.before else [(period, "") for period in PERIODS]


def days(ctx: PartialLine, incomplete: str) -> Names:
    """Days that can be off or, where some are deleted, those that are."""
    if ctx.command.endswith("delete") and ctx.before:
        return []
    if not ctx.command.endswith("delete"):
        return [(day, "") for day in ("today", "tomorrow", "yesterday")]
    from timelog_cli.usecases import completion

    context = ctx.context
    kind = "days-off-of-everybody" if "everybody" in ctx.given else "days-off"
    return completion.of_kind(context.path, kind, incomplete, context.user)


def formats(ctx: PartialLine, incomplete: str) -> Names:
    """Formats of documents."""
    from timelog_cli.domain.documents.formats import FORMATS

    return [(name, "") for name in FORMATS if name not in ctx.before]


def quote_formats(ctx: PartialLine, incomplete: str) -> Names:
    """Formats of quotes, which no standard has as XML."""
    from timelog_cli.domain.documents.formats import STRUCTURED

    return [one for one in formats(ctx, incomplete) if one[0] not in STRUCTURED]


def columns(ctx: PartialLine, incomplete: str) -> Names:
    """The columns of the list that the command prints."""
    from timelog_cli.render.headers import choices, header

    found = choices(header(ctx.command, ctx.given.get("by", ())))
    return [(name, "") for name in found if name not in ctx.before]


def settings(ctx: PartialLine, incomplete: str) -> Names:
    """The keys of the settings."""
    from timelog_cli.settings.keys import KEYS

    return [(key, setting.help) for key, setting in KEYS.items()]


def setting(ctx: PartialLine, incomplete: str) -> Names:
    """The values that the setting named before takes."""
    from timelog_cli.settings.keys import KEYS, RENAMED

    key = (ctx.given.get("key") or [""])[0].lower()
    known = KEYS.get(RENAMED.get(key, key))
    if known is None:
        return []
    if known.kind == "owner":
        from timelog_cli.usecases import completion

        return completion.of_kind(ctx.context.path, "owners", incomplete)
    kinds = {
        "currency": currencies,
        "locale": locales,
        "template": templates,
        "zone": _zones,
        "country": countries,
        "legal_scheme": legal_schemes,
        "electronic_scheme": electronic_schemes,
    }
    other = kinds.get(known.kind)
    return other(ctx, incomplete) if other else [(one, "") for one in known.choices]


def currencies(ctx: PartialLine, incomplete: str) -> Names:
    """Currencies."""
    from timelog_cli.domain.money.currencies import codes

    return [(code, "") for code in codes()]


def countries(ctx: PartialLine, incomplete: str) -> Names:
    """Countries."""
    from timelog_cli.domain.parties import codes

    return [(code, "") for code in codes.countries()]


def legal_schemes(ctx: PartialLine, incomplete: str) -> Names:
    """Kinds of legal ids."""
    from timelog_cli.domain.parties import codes

    return [(code, "") for code in codes.legal_schemes()]


def electronic_schemes(ctx: PartialLine, incomplete: str) -> Names:
    """Kinds of electronic addresses."""
    from timelog_cli.domain.parties import codes

    return [(code, "") for code in codes.electronic_schemes()]


def terms(ctx: PartialLine, incomplete: str) -> Names:
    """Common payment terms."""
    return [(text, "") for text in ("14d", "30d", "30d eom", "eom", "eom+30d", "30d, 14d 2%")]


def tax_categories(ctx: PartialLine, incomplete: str) -> Names:
    """What a tax rate of zero means."""
    from timelog_cli.domain.records import TAX_CATEGORIES

    return [(word, "") for word in TAX_CATEGORIES]


def exemption_codes(ctx: PartialLine, incomplete: str) -> Names:
    """Why tax is not due."""
    from timelog_cli.domain.parties import codes

    return [(code, "") for code in codes.exemption_codes()]


def unit_codes(ctx: PartialLine, incomplete: str) -> Names:
    """The codes of common units, with their words."""
    from timelog_cli.domain.documents.units import codes

    return codes()


def locales(ctx: PartialLine, incomplete: str) -> Names:
    """Languages with their countries."""
    from timelog_cli.domain.documents.wording import described

    return described()


def templates(ctx: PartialLine, incomplete: str) -> Names:
    """Templates of documents."""
    from timelog_cli.cli.billing.printing import folder
    from timelog_cli.render.documents.templates import builtin
    from timelog_cli.usecases.billing import templates as stored

    own = folder(ctx.context.settings, ctx.env)
    return [(name, "") for name in stored.names(own, builtin())]


def units(ctx: PartialLine, incomplete: str) -> Names:
    """Units of a price."""
    return [(unit, "") for unit in UNITS]


def _zones(_ctx: PartialLine, _incomplete: str) -> Names:
    """The zones of the system; none where it keeps no list of them."""
    try:
        with open(_ZONES, encoding="utf-8") as file:
            rows = [line.split("\t") for line in file if not line.startswith("#")]
    except OSError:
        return []
    return [("UTC", ""), *sorted((row[2].strip(), "") for row in rows if len(row) > 2)]
