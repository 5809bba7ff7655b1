"""What completes an argument or the value of an option."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.cli.spec import Param

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


def values(param: Param) -> list[tuple[str, str]]:
    """What may stand there, each with a description; nothing rather than an error."""
    if param.choices:
        return [(choice, "") for choice in param.choices]
    if param.complete == "periods":
        return [(period, "") for period in PERIODS]
    if param.complete == "settings":
        from timelog_cli.settings import KEYS

        return [(key, setting.help) for key, setting in KEYS.items()]
    if param.complete == "locales":
        from timelog_cli.locales import described

        return described()
    from timelog_cli.places import database_path
    from timelog_cli.usecases import names

    return names.of_kind(database_path(os.environ), param.complete or "")
