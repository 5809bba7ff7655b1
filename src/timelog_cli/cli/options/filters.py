"""Which logs are meant: the same on every command that takes filters."""

from __future__ import annotations

from typing import Annotated, Any, TypedDict

import typer

from timelog_cli.cli import completers as complete
from timelog_cli.cli.options.checks import one_of
from timelog_cli.domain.heads import TYPES

Period = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PERIOD",
        help="Which time: today, week, 2026-06, 2026-06-01..2026-06-09, all; this week if not"
        " given.",
        autocompletion=complete.periods,
    ),
]
OnlyBillable = Annotated[
    bool | None,
    typer.Option("--billable/--no-billable", help="Only billable logs, or only the others."),
]


def _with(flag: str, metavar: str, what: str, **more: Any) -> Any:
    help = f"Logs {what}; repeated: any of them."
    return typer.Option(flag, metavar=metavar, help=help, **more)


def _without(flag: str, metavar: str, what: str, **more: Any) -> Any:
    return typer.Option(flag, metavar=metavar, help=f"No logs {what}.", **more)


_Names = list[str] | None
_RECORD: Any = {"metavar": "REF", "what": "on this record", "autocompletion": complete.refs}
_TYPE: Any = {"metavar": "TYPE", "what": "on records of this type", "callback": one_of(TYPES)}
_CUSTOMER: Any = {
    "metavar": "NAME",
    "what": "of this customer",
    "autocompletion": complete.customers,
}
_SERVICE: Any = {"metavar": "NAME", "what": "of this service", "autocompletion": complete.services}
_OWNER: Any = {
    "metavar": "OWNER",
    "what": "of this user or group",
    "autocompletion": complete.owners,
}
_TAG: Any = {"metavar": "TAG", "what": "with this tag", "autocompletion": complete.tags}
_NOTE: Any = {"metavar": "TEXT", "what": "whose note holds this, in any letter case"}


class FilterOptions(TypedDict):
    """Which logs are looked for, but for ``--billable``, which some commands set."""

    record: Annotated[_Names, _with("--record", **_RECORD)]
    type: Annotated[_Names, _with("--type", **_TYPE)]
    customer: Annotated[_Names, _with("--customer", **_CUSTOMER)]
    service: Annotated[_Names, _with("--service", **_SERVICE)]
    owner: Annotated[_Names, _with("--owner", **_OWNER)]
    tag: Annotated[_Names, _with("--tag", **_TAG)]
    note: Annotated[_Names, _with("--note", **_NOTE)]
    invoiced: Annotated[
        bool | None,
        typer.Option(
            "--invoiced/--uninvoiced", help="Only logs on an invoice, or only the others."
        ),
    ]
    not_record: Annotated[_Names, _without("--not-record", **_RECORD)]
    not_type: Annotated[_Names, _without("--not-type", **_TYPE)]
    not_customer: Annotated[_Names, _without("--not-customer", **_CUSTOMER)]
    not_service: Annotated[_Names, _without("--not-service", **_SERVICE)]
    not_owner: Annotated[_Names, _without("--not-owner", **_OWNER)]
    not_tag: Annotated[_Names, _without("--not-tag", **_TAG)]
    not_note: Annotated[_Names, _without("--not-note", **_NOTE)]
